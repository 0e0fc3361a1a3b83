import { cfg } from "../guidance/continuous/cfg.ts";
import { needsOf } from "../guidance/continuous/evaluations.ts";
import type { ContinuousRule } from "../guidance/continuous/rule.ts";
import type { FieldPair } from "../worlds/continuous/pair.ts";
import { accurateSpace, asking } from "./guidedAsk.ts";
import type { FieldAt, FieldEvaluation, GuidedField } from "./guidedField.ts";
import { nonlinearGuide } from "./guidedNonlinear.ts";
import type { GuidedWeight } from "./guidedWeight.ts";
import { writeField } from "./guidedWrite.ts";
import type { Process } from "./process.ts";

export interface Guidance {
  readonly pair: FieldPair;
  /** `cfg` when left out. */
  readonly rule?: ContinuousRule;
  readonly process: Process;
}

/** The field at an angle, with the weight given at each call: what samplers with steps use. */
export interface SteppedField {
  readonly dimension: number;
  /**
   * @param theta  in [0, π/2]
   * @param memory state of a rule with momentum, shape [n, d], zeros at first; each evaluation of both predictions updates it once
   */
  readonly at: (theta: number, w: number, memory?: Float64Array) => FieldAt;
}

/**
 * A guided pair of laws or networks on the noise circle, w as a function of θ.
 *
 * Where noise outweighs signal, b > a, laws are asked for denoised means, elsewhere for scores: each keeps its accuracy at its own end.
 * At θ = 0 velocity and its Jacobian are 0. Buffers grow once and belong to the field, and an evaluation leaves nothing in them that
 * matters to the next.
 *
 * @throws BadInput naming the field of `guidance` that has no limit in continuous time, or none from pure noise
 */
export function guidedField({ weight, ...guidance }: Guidance & { readonly weight: GuidedWeight }): GuidedField {
  const { rule = cfg, process } = guidance;
  if (rule.stepsOnly) throw rule.stepsOnly();
  const field = steppedField(guidance);
  const corners = new Set(weight.corners);
  if (rule.zeroAbove < 1) corners.add(process.angle(rule.zeroAbove));
  return {
    dimension: field.dimension,
    corners: [...corners].sort((one, other) => other - one),
    at: (theta) => field.at(theta, weight.at(theta)),
  };
}

/**
 * The same with weight, and the memory of a rule with momentum, given at each call.
 *
 * @throws BadInput naming the field of `guidance` that has no meaning from pure noise
 */
export function steppedField({ pair, process, rule = cfg }: Guidance): SteppedField {
  if (rule.pureNoise && process.at(1).a === 0) throw rule.pureNoise();
  const d = pair.conditional.dimension;
  const [askCond, askUncond] = [asking(d), asking(d)];
  const guide = nonlinearGuide(rule, d);
  const zeroAbove = rule.zeroAbove < 1 ? process.angle(rule.zeroAbove) : Infinity;
  return { dimension: d, at };

  function at(theta: number, w: number, memory: Float64Array | null = null): FieldAt {
    const a = theta === Math.PI / 2 ? 0 : Math.cos(theta);
    const b = Math.sin(theta);
    if (theta > zeroAbove) {
      const zero = { space: rule.space, value: null, jacobian: null };
      return { evaluate: (points, n, out) => writeField(zero, a, b, points, n, d, out) };
    }
    const space = accurateSpace(a, b);
    const needs = needsOf(rule, w);
    const cond = needs === "uncond" ? null : pair.conditional.at(a, b);
    const uncond = needs === "cond" ? null : pair.unconditional.at(a, b);
    const radius = process.radius(process.time(theta));
    return { evaluate };

    function evaluate(points: Float64Array, n: number, out: FieldEvaluation): void {
      const guides = needs === "both" && !rule.linear;
      const jacobian = Boolean(out.scoreJacobian || (b > 0 && out.jacobian));
      const value = Boolean(out.score || (b > 0 && out.velocity) || (guides && jacobian));
      const wanted = { value, jacobian, logDensity: value && guides && rule.needsLogRatio };
      const asked = value || jacobian;
      const c = asked && cond ? askCond(cond, a, b, points, n, wanted) : null;
      const u = asked && uncond ? askUncond(uncond, a, b, points, n, wanted) : null;
      if (c && u) {
        if (guides && value) guide(c, u, { a, b, radius, points, n, w, memory });
        if (!guides && value) extrapolate(c.value, u.value, w, n * d);
        if (!guides && jacobian) extrapolate(c.jacobian, u.jacobian, w, n * d * d);
      }
      const said = c ?? u;
      writeField({ space, value: said?.value ?? null, jacobian: said?.jacobian ?? null }, a, b, points, n, d, out);
    }
  }
}

/** c + w (c − u), in place of c. */
function extrapolate(c: Float64Array, u: Float64Array, w: number, count: number): void {
  for (let i = 0; i < count; i++) c[i] += w * (c[i] - u[i]);
}
