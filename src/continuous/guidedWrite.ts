import type { PredictionSpace } from "../guidance/continuous/rule.ts";
import type { FieldEvaluation } from "./guidedField.ts";
import { type Affine, conversion, convertPredictions } from "./predictions.ts";

/** A guided prediction on the circle. */
export interface Guided {
  readonly space: PredictionSpace;
  /** Shape [n, d]; null where it is 0 everywhere. */
  readonly value: Float64Array | null;
  /** Shape [n, d, d]; null where it is 0 everywhere. */
  readonly jacobian: Float64Array | null;
}

/** Writes what is wanted at level (a, b) of the circle, from a prediction in any space. At b = 0 velocity and its Jacobian are 0. */
export function writeField(guided: Guided, a: number, b: number, points: Float64Array, n: number, d: number, out: FieldEvaluation): void {
  const velocity = b === 0 ? null : conversion(guided.space, "v", a, b);
  const score = out.score || out.scoreJacobian ? conversion(guided.space, "score", a, b) : null;
  if (out.velocity) writeVectors(velocity, points, guided.value, n * d, out.velocity);
  if (out.jacobian) writeMatrices(velocity, guided.jacobian, n, d, out.jacobian);
  if (out.score) writeVectors(score, points, guided.value, n * d, out.score);
  if (out.scoreJacobian) writeMatrices(score, guided.jacobian, n, d, out.scoreJacobian);
}

function writeVectors(rule: Affine | null, points: Float64Array, value: Float64Array | null, count: number, out: Float64Array): void {
  if (rule === null) out.fill(0, 0, count);
  else if (value === null) for (let i = 0; i < count; i++) out[i] = rule.ofX * points[i];
  else convertPredictions(rule, points, value, count, out);
}

function writeMatrices(rule: Affine | null, jacobian: Float64Array | null, n: number, d: number, out: Float64Array): void {
  const count = n * d * d;
  if (rule === null || jacobian === null) out.fill(0, 0, count);
  else for (let e = 0; e < count; e++) out[e] = rule.ofPrediction * jacobian[e];
  if (rule !== null) for (let i = 0; i < n; i++) for (let k = 0; k < d; k++) out[(i * d + k) * d + k] += rule.ofX;
}
