import type { ContinuousRule } from "../guidance/continuous/rule.ts";
import { accurateSpace, type Said } from "./guidedAsk.ts";
import { buffer } from "./guidedBuffers.ts";
import { conversion } from "./predictions.ts";

/** Where and how a rule is applied. */
export interface Occasion {
  /** Level on the circle, a² + b² = 1. */
  readonly a: number;
  readonly b: number;
  /** r of the process there: its own coordinates are r times those of the circle. */
  readonly radius: number;
  readonly points: Float64Array;
  readonly n: number;
  readonly w: number;
  readonly memory: Float64Array | null;
}

/** Turns what the conditional law said, in place, into what is guided: value, and Jacobian where it is there. */
export type Guide = (cond: Said, uncond: Said, occasion: Occasion) => void;

/** Stands for 0 in conversions, whose limits exist where they themselves do not. */
const NEXT_TO_ZERO = 1e-60;

/**
 * A rule in its own space and, for scores, in the process's own coordinates. It adds k⁻¹ · (guided − conditional) to the accurate
 * prediction, k the slope of the conversion into the rule's space, so nothing is lost where the conversion itself loses accuracy. The
 * Jacobian is the rule's derivative along the Jacobians of the predictions, column by column.
 */
export function nonlinearGuide(rule: ContinuousRule, d: number): Guide {
  const [condBuffer, differenceBuffer, outBuffer, ratioBuffer] = [buffer(), buffer(), buffer(), buffer()];
  const [condTangent, differenceTangent, outTangent, ratioTangent] = [buffer(), buffer(), buffer(), buffer()];
  return (cond, uncond, { a, b, radius, points, n, w, memory }) => {
    const size = n * d;
    const level = { a: Math.max(a, NEXT_TO_ZERO), b: Math.max(b, NEXT_TO_ZERO) };
    const base = accurateSpace(a, b);
    const own = rule.space === "score" ? 1 / radius : rule.space === "v" ? radius : 1;
    const into = conversion(base, rule.space, level.a, level.b);
    const [ofX, slope] = [into.ofX * own, into.ofPrediction * own];
    const given = { cond: condBuffer(size), difference: differenceBuffer(size), logRatio: ratioBuffer(rule.needsLogRatio ? n : 0) };
    for (let i = 0; i < size; i++) {
      given.cond[i] = ofX * points[i] + slope * cond.value[i];
      given.difference[i] = slope * (cond.value[i] - uncond.value[i]);
    }
    if (rule.needsLogRatio) for (let i = 0; i < n; i++) given.logRatio[i] = cond.logDensity[i] - uncond.logDensity[i];
    const application = { n, d, w, memory };
    if (cond.jacobian.length > 0) addJacobian();
    const change = outBuffer(size);
    rule.combine(given, application, change);
    for (let i = 0; i < size; i++) cond.value[i] += change[i] / slope;

    function addJacobian(): void {
      const tangent = { cond: condTangent(size), difference: differenceTangent(size), logRatio: ratioTangent(given.logRatio.length) };
      const moved = outTangent(size);
      const toScore = conversion(base, "score", level.a, level.b).ofPrediction / slope;
      for (let j = 0; j < d; j++) {
        for (let i = 0, e = j; i < size; i++, e += d) {
          tangent.cond[i] = slope * cond.jacobian[e] + (i % d === j ? ofX : 0);
          tangent.difference[i] = slope * (cond.jacobian[e] - uncond.jacobian[e]);
        }
        // ∂ ln(p_c/p) is the difference of the scores on the circle.
        for (let i = 0; i < tangent.logRatio.length && i < n; i++) tangent.logRatio[i] = toScore * given.difference[i * d + j];
        rule.differentiate(given, tangent, application, moved);
        for (let i = 0, e = j; i < size; i++, e += d) cond.jacobian[e] += moved[i] / slope;
      }
    }
  };
}
