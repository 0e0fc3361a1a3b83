/**
 * @file What a network may predict about x = a x₀ + b ε, and how one prediction becomes another. Each is a fixed combination of (x₀, ε)
 * given x, so each is affine in each other: q = c x + k p, with Jacobians ∂q = c I + k ∂p.
 */
import type { PredictionSpace } from "../guidance/continuous/rule.ts";

/** q = ofX · x + ofPrediction · p. */
export interface Affine {
  readonly ofX: number;
  readonly ofPrediction: number;
}

/** p = α x₀ + β ε. */
type Pencil = readonly [alpha: number, beta: number];

/**
 * How a prediction p in space `from` becomes the one in space `to`, at x = a x₀ + b ε. With p = α x₀ + β ε and q = α′ x₀ + β′ ε,
 * q = [(α′β − β′α) x + (aβ′ − bα′) p] / (aβ − bα); the score is −ε/b.
 *
 * `v` and `velocity` know both x₀ and ε at every noise level, 0 and ∞ included. `x0` does not know ε as b → 0, nor `eps` and `score` x₀
 * as a → 0: those conversions lose a factor 1/b or 1/a in accuracy, and are infinite there.
 *
 * @param a ≥ 0  @param b ≥ 0, not both 0; b > 0 for a score, as there is no ε in it otherwise
 */
export function conversion(from: PredictionSpace, to: PredictionSpace, a: number, b: number): Affine {
  if (from === to) return { ofX: 0, ofPrediction: 1 };
  if (from === "score") {
    const { ofX, ofPrediction } = conversion("eps", to, a, b);
    return { ofX, ofPrediction: ofPrediction * -b };
  }
  if (to === "score") {
    const { ofX, ofPrediction } = conversion(from, "eps", a, b);
    return { ofX: -ofX / b, ofPrediction: -ofPrediction / b };
  }
  const [alpha, beta] = pencil(from, a, b);
  const [alpha2, beta2] = pencil(to, a, b);
  const determinant = a * beta - b * alpha;
  return { ofX: (alpha2 * beta - beta2 * alpha) / determinant, ofPrediction: (a * beta2 - b * alpha2) / determinant };
}

function pencil(space: Exclude<PredictionSpace, "score">, a: number, b: number): Pencil {
  if (space === "x0") return [1, 0];
  if (space === "eps") return [0, 1];
  return space === "v" ? [-b, a] : [-1, 1];
}

/**
 * A batch of predictions in another space.
 *
 * @param points     x, shape [n, d]
 * @param prediction shape [n, d]
 * @param count      n · d
 * @param out        overwritten; may be `prediction` itself
 */
export function convertPredictions(
  { ofX, ofPrediction }: Affine,
  points: Float64Array,
  prediction: Float64Array,
  count: number,
  out: Float64Array,
): void {
  if (ofX === 0) for (let i = 0; i < count; i++) out[i] = ofPrediction * prediction[i];
  else for (let i = 0; i < count; i++) out[i] = ofX * points[i] + ofPrediction * prediction[i];
}
