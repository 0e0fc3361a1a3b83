import { boxPair } from "../../kernels/boxLevels.ts";
import { gaussianPair } from "../../kernels/gaussianLevels.ts";
import type { Kernels } from "../../kernels/kernels.ts";
import type { MixturePair } from "../../kernels/mixturePair.ts";
import { AT_ONCE, kernelMixtureSampler } from "../../kernels/mixtureSampler.ts";
import { declined, type Outcome, ok } from "../../kernels/outcome.ts";
import { streamPrefix } from "../../random/stream.ts";
import { boxesOf } from "../../worlds/continuous/boxMixture.ts";
import { gaussiansOf } from "../../worlds/continuous/gaussianMixture.ts";
import type { FieldPair } from "../../worlds/continuous/pair.ts";
import { checkDraws, type Draws, drive, type Samples } from "./drive.ts";
import type { GuidedSampling } from "./guide.ts";
import { linearMoves } from "./linearMoves.ts";

/**
 * Samples as {@link drive} draws them, by kernels: mixtures of Gaussians or of boxes, rules that are linear, samplers of given steps. Sample i is the definition's to
 * rounding; those that go too far are the definition's own.
 *
 * Declines other laws, rules and samplers, trajectories, and as `kernelMixtureSampler` does.
 *
 * @throws BadInput as `drive`
 */
export function kernelDrive(
  kernels: Kernels,
  sampling: GuidedSampling,
  request: Draws & { readonly pair: FieldPair },
): Outcome<Generator<Samples, void, undefined>> {
  const { pair, sampler, seed, trajectories = false } = request;
  const mixtures = mixturesOf(pair);
  if (!mixtures) return declined("the laws are not both mixtures of Gaussians, or both of boxes");
  if (trajectories) return declined("trajectories are kept");
  const moves = sampler.moves ? linearMoves(sampler.moves, sampling) : null;
  if (!moves) return declined("the sampler's moves are not linear in its predictions");
  const prefix = streamPrefix(seed, ["sample"]);
  const run = kernelMixtureSampler(kernels, { pair: mixtures, moves, start: sampling.process.start.sd, prefix });
  if (run.status !== "ok") return run;
  const cost = moves.reduce((sum, { questions }) => sum + questions.reduce((all, { needs }) => all + (needs === "both" ? 2 : 1), 0), 0);
  return ok(draws(run.value, cost, request));
}

function mixturesOf({ conditional, unconditional }: FieldPair): MixturePair | null {
  const gaussians = [gaussiansOf(conditional), gaussiansOf(unconditional)] as const;
  if (gaussians[0] && gaussians[1]) return gaussianPair(gaussians[0], gaussians[1]);
  const boxes = [boxesOf(conditional), boxesOf(unconditional)] as const;
  return boxes[0] && boxes[1] ? boxPair(boxes[0], boxes[1]) : null;
}

type Run = Extract<ReturnType<typeof kernelMixtureSampler>, { status: "ok" }>["value"];

function* draws(run: Run, cost: number, request: Draws & { readonly pair: FieldPair }): Generator<Samples, void, undefined> {
  const { count, first = 0, batch = 1024, sampler } = request;
  const d = sampler.dimension;
  checkDraws(request);
  const most = Math.min(batch, AT_ONCE);
  for (let from = first; from < first + count; from += most) {
    const size = Math.min(most, first + count - from);
    const { points, left } = run(from, size);
    const status = new Uint8Array(size);
    const nfe = new Int32Array(size).fill(cost);
    for (const k of left) {
      for (const one of drive({ ...request, first: from + k, count: 1 })) {
        points.set(one.points, k * d);
        status[k] = one.status[0];
        nfe[k] = one.nfe[0];
      }
    }
    yield { points, status, trajectories: null, first: from, nfe };
  }
}
