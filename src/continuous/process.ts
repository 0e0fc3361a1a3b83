/**
 * @file Gaussian noising processes x = a(t) x₀ + b(t) ε, t from 1 (noise) to 0 (data), and their place on the noise circle: angle
 * θ = atan2(b, a), radius r = √(a² + b²).
 */
import { BadInput } from "../numerics/badInput.ts";
import { ddpmLevels } from "./processes/ddpmLevels.ts";
import { rectifiedFlow } from "./processes/rectifiedFlow.ts";
import type { DdpmShape, Process } from "./processes/shapes.ts";
import { varianceExploding } from "./processes/varianceExploding.ts";
import { type OuTime, variancePreserving } from "./processes/variancePreserving.ts";

export type { Clock, DdpmShape, Level, Process } from "./processes/shapes.ts";

/** As written in the experiment file. */
export type ProcessSpec =
  | {
      readonly kind: "vp";
      readonly schedule: "ou" | "ddpm";
      readonly horizon?: number | undefined;
      readonly steps?: number | undefined;
      readonly betaMin?: number | undefined;
      readonly betaMax?: number | undefined;
      readonly shape?: DdpmShape | undefined;
    }
  | { readonly kind: "ve"; readonly sigmaMax?: number | undefined; readonly sigmaMin?: number | undefined }
  | { readonly kind: "flow" };

/**
 * - `vp`, `ou`: s = tT, a = e^{−s}, b² = 1 − e^{−2s}; horizon T = 10 when left out (arXiv:2409.13074)
 * - `vp`, `ddpm`: levels ᾱ_k = Π_{i ≤ k}(1 − βᵢ) at t = k/steps, a = √ᾱ (arXiv:2006.11239, eq. 4); left out: 1000 steps, β from 1e-4 to
 * 0.02,
 *   `linear`. Between levels s = −½ ln ᾱ is straight in t
 * - `ve`: a = 1, b = σ = t σmax; left out: σmax 80, σmin 0.002 (arXiv:2206.00364)
 * - `flow`: a = 1 − t, b = t (arXiv:2209.03003)
 * @throws BadInput naming the field of `process`
 */
export function process(spec: ProcessSpec): Process {
  switch (spec.kind) {
    case "ve":
      return varianceExploding(spec.sigmaMax ?? 80, spec.sigmaMin ?? 0.002);
    case "flow":
      return rectifiedFlow();
    default:
      return variancePreserving(spec.schedule === "ou" ? ouTime(spec) : ddpmTime(spec));
  }
}

type VpSpec = Extract<ProcessSpec, { kind: "vp" }>;

function ouTime(spec: VpSpec): OuTime {
  for (const field of ["steps", "betaMin", "betaMax", "shape"] as const) leftOut(spec, field, "ou");
  const horizon = spec.horizon ?? 10;
  if (!(horizon > 0 && horizon < Infinity)) throw new BadInput("process.horizon", "a finite number above 0", horizon);
  return { at: (t) => t * horizon, time: (s) => s / horizon, finest: 0 };
}

function ddpmTime(spec: VpSpec): OuTime {
  leftOut(spec, "horizon", "ddpm");
  const shape = spec.shape ?? "linear";
  if (shape === "cosine") for (const field of ["betaMin", "betaMax"] as const) leftOut(spec, field, "ddpm with shape cosine");
  return ddpmLevels(spec.steps ?? 1000, spec.betaMin ?? 1e-4, spec.betaMax ?? 0.02, shape);
}

function leftOut(spec: VpSpec, field: "horizon" | "steps" | "betaMin" | "betaMax" | "shape", of: string): void {
  if (spec[field] !== undefined) throw new BadInput(`process.${field}`, `left out for ${of}`, spec[field]);
}
