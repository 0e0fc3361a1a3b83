import type { KernelMove, KernelQuestion } from "../../kernels/mixtureSampler.ts";
import { type GuidedSampling, guideFor } from "./guide.ts";
import type { Move } from "./move.ts";
import type { Question } from "./protocol.ts";

/** Rules that combine predictions linearly with the weight that is written. */
const LINEAR: readonly string[] = ["cfg", "autoguidance"];

/**
 * Moves of given steps as what they are under a linear rule: every point asked for, and the one arrived at, is a linear combination of the start and of
 * the guided denoised means. Read off by probing: one row begins at 1 and is answered 0, another for each question begins at 0 and is answered 1 there.
 *
 * @returns null for other rules, and for moves whose questions depend on the points (`dopri5`)
 */
export function linearMoves(moves: readonly Move[], sampling: GuidedSampling): readonly KernelMove[] | null {
  const { rule } = sampling;
  if (rule && !LINEAR.includes(rule.name)) return null;
  const all: KernelMove[] = [];
  for (const move of moves) {
    const linear = linearMove(move, sampling);
    if (linear === null) return null;
    all.push(linear);
  }
  return all;
}

/** More questions than any move of given steps has. */
const MOST = 64;

function linearMove(move: Move, sampling: GuidedSampling): KernelMove | null {
  const rows = MOST + 1;
  const points = new Float64Array(rows);
  points[0] = 1;
  const members = Int32Array.from({ length: rows }, (_, k) => k);
  const guide = guideFor({ ...sampling, dimension: 1 }, rows);
  const run = move.mean({ points, n: rows, members }, guide);
  const questions: KernelQuestion[] = [];
  let step = run.next();
  while (step.done !== true) {
    const asked = step.value;
    if (asked.n !== rows || questions.length === MOST) return null;
    questions.push({ ...levelOf(asked, sampling), ofX: asked.points[0], ofGiven: [...asked.points.subarray(1, 1 + questions.length)] });
    const given = new Float64Array(rows);
    given[questions.length] = 1;
    step = run.next({ cond: given, uncond: given, logRatio: new Float64Array(0) });
  }
  return { questions, ofX: points[0], ofGiven: [...points.subarray(1, 1 + questions.length)], sd: move.sd };
}

function levelOf({ t, a, b, needs }: Question, { process, weight }: GuidedSampling): Pick<KernelQuestion, "a" | "b" | "w" | "needs"> {
  return { a, b, w: weight.at(process.angle(t)), needs };
}
