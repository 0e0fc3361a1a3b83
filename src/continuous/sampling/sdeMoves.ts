import { BadInput } from "../../numerics/badInput.ts";
import type { Level, Process } from "../process.ts";
import { ALL_ARRIVED, type Move, type MoveKind } from "./move.ts";

/**
 * Euler and Maruyama's step of the guided reverse SDE dx = (f x − g² s) dτ + g dB in the process's own clock: x + h (g² s − f x) + g √h z, with h = τ_t − τ_s, f and g² at the start of the step.
 *
 * @throws BadInput for a step from pure noise (a = 0), where f and g are infinite
 */
export const eulerMaruyamaMove: MoveKind = (process, from, to) => {
  refusePureNoise(process, from, "euler-maruyama");
  const { clock } = process;
  const tau = clock.at(from);
  const h = tau - clock.at(to);
  const g2 = clock.g2(tau);
  return scoreMove(process, { from, to, ofX: 1 - h * clock.f(tau), ofScore: h * g2, sd: Math.sqrt(h * g2) });
};

/**
 * Exponential integrator of the guided reverse SDE with the score held over the step (arXiv:2209.11215, Section 2.2):
 *   x_s = (a_s/a_t) x + c s_w + sd z,   c = ∫ (a_s/a_τ) g² dτ = a_s ∫ a dσ²,   sd² = ∫ (a_s/a_τ)² g² dτ = a_s² (σ_t² − σ_s²),   σ = b/a:
 *   vp: c = 2 (a_s/a_t − 1),   ve: c = σ_t² − σ_s²,   flow: c = 2 a_s (σ_t − σ_s − ln((1 + σ_t)/(1 + σ_s))) with 1 + σ = 1/a.
 * Exact for a score that does not change; its law is that of the discretised path of that paper.
 *
 * @throws BadInput for a step from pure noise (a = 0)
 */
export const exponentialMove: MoveKind = (process, from, to) => {
  refusePureNoise(process, from, "exponential");
  const [before, after] = [process.at(from), process.at(to)];
  const growth = after.a / before.a;
  const [sigmaFrom, sigmaTo] = [before.b / before.a, after.b / after.a];
  const variance = after.a * after.a * (sigmaFrom - sigmaTo) * (sigmaFrom + sigmaTo);
  return scoreMove(process, { from, to, ofX: growth, ofScore: heldScore(process, before, after), sd: Math.sqrt(variance) });
};

function heldScore({ kind }: Process, before: Level, after: Level): number {
  const [sigmaFrom, sigmaTo] = [before.b / before.a, after.b / after.a];
  switch (kind) {
    case "vp":
      // a_s − a_t = (b_t² − b_s²)/(a_s + a_t): nothing cancels near the data.
      return (2 * (before.b - after.b) * (before.b + after.b)) / (after.a + before.a) / before.a;
    case "ve":
      return (sigmaFrom - sigmaTo) * (sigmaFrom + sigmaTo);
    default:
      return 2 * after.a * (sigmaFrom - sigmaTo - Math.log1p((sigmaFrom - sigmaTo) / (1 + sigmaTo)));
  }
}

interface ScoreStep {
  readonly from: number;
  readonly to: number;
  readonly ofX: number;
  readonly ofScore: number;
  readonly sd: number;
}

/** x → ofX · x + ofScore · s_w + sd · z. */
function scoreMove(process: Process, { from, to, ofX, ofScore, sd }: ScoreStep): Move {
  // s = −ε̂/b.
  const ofNoise = -ofScore / process.at(from).b;
  return {
    from,
    to,
    sd,
    mean: function* (rows, guide) {
      const { noise } = yield* guide(rows, from);
      for (let i = 0; i < noise.length; i++) rows.points[i] = ofX * rows.points[i] + ofNoise * noise[i];
      return ALL_ARRIVED;
    },
  };
}

function refusePureNoise(process: Process, from: number, kind: string): void {
  if (process.at(from).a === 0) {
    throw new BadInput("sampler.kind", "ddpm or a sampler of the flow where sampling starts from pure noise (a = 0)", kind);
  }
}
