/** @file N-step laws by dense matrices, and the schedules that tests of samplers with steps share. */
import fc from "fast-check";
import type { WeightSchedule } from "../../../src/guidance/weightSchedule.ts";
import type { NoiseSpec } from "../../../src/masked/noise.ts";
import { allMasked } from "../../../testing/generator.ts";
import type { LawPair } from "../../../testing/guidedConditional.ts";
import { guidedChain, type RevealRule } from "../../../testing/revealChain.ts";
import { digitsOf } from "../../../testing/rowMajor.ts";
import { stepMatrix, timesMatrix } from "../../../testing/stepMatrix.ts";
import {
  cosineNoise,
  linearNoise,
  type NoiseFormula,
  ouNoise,
  polynomialNoise,
  type SteppedSampler,
  stepSurvival,
} from "../../../testing/stepSurvival.ts";

/** A noise schedule as the program takes it and as a formula. */
export const noises: readonly { readonly spec: NoiseSpec; readonly formula: NoiseFormula }[] = [
  { spec: { schedule: "linear" }, formula: linearNoise },
  { spec: { schedule: "log-linear" }, formula: linearNoise },
  { spec: { schedule: "cosine" }, formula: cosineNoise },
  { spec: { schedule: "polynomial", power: 3 }, formula: polynomialNoise(3) },
  { spec: { schedule: "polynomial", power: 0.5 }, formula: polynomialNoise(0.5) },
  { spec: { schedule: "ou", horizon: 4 }, formula: ouNoise(4) },
];

/** A w schedule as the program takes it, and as w at a time t with kept probability α. */
export interface WeightFormula {
  readonly schedule: WeightSchedule;
  readonly w: (t: number, alpha: number) => number;
}

export const constant = (w: number): WeightFormula => ({ schedule: { kind: "constant", w }, w: () => w });
const between = (x: number): number => Math.min(1, Math.max(0, x));

export const moving: readonly WeightFormula[] = [
  { schedule: { kind: "pieces", in: "t", at: [1, 0.61, 0.3], w: [0, 2, 4] }, w: (t) => (t > 0.61 ? 0 : t > 0.3 ? 2 : 4) },
  { schedule: { kind: "interval", in: "t", w: 2, from: 0.8, to: 0.2 }, w: (t) => (t <= 0.8 && t > 0.2 ? 2 : 0) },
  { schedule: { kind: "linear", in: "t", start: 3, end: 0, from: 1, to: 0 }, w: (t) => 3 * t },
  {
    schedule: { kind: "linear", in: "u", start: 0, end: 4, from: 0.2, to: 2 },
    w: (_, alpha) => 4 * between((-Math.log(1 - alpha) - 0.2) / 1.8),
  },
  { schedule: { kind: "pieces", in: "log-snr", at: [-6, 0.1], w: [1, 3] }, w: (_, alpha) => (Math.log(alpha / (1 - alpha)) < 0.1 ? 1 : 3) },
];

/** Kinds with the rules that they take. */
export const kindsAndRules: readonly (readonly [SteppedSampler, RevealRule])[] = [
  ["ancestral", "tokens"],
  ["frozen-rate", "rates"],
  ["posterior-cfg", "rates"],
  ...(["euler", "tau-leaping", "tweedie"] as const).flatMap((kind) =>
    (["rates", "tokens", "oracle"] as const).map((rule) => [kind, rule] as const),
  ),
];
export const kindAndRule = fc.constantFrom(...kindsAndRules);

export interface DenseSteps {
  readonly law: Float64Array;
  readonly clamps: number;
  readonly rejections: number;
}

/** The law after the steps between the given times, one matrix per step, with expected clamps and rejections. */
export function denseSteps(
  pair: LawPair,
  [kind, rule]: readonly [SteppedSampler, RevealRule],
  weight: WeightFormula,
  formula: NoiseFormula,
  times: readonly number[],
): DenseSteps {
  const base = pair.alphabet + 1;
  let law = allMasked(base ** pair.length);
  let clamps = 0;
  let rejections = 0;
  for (let n = 0; n + 1 < times.length; n++) {
    const chain = guidedChain(pair, weight.w(times[n], formula.alpha(times[n])), rule);
    const survival = (Z: number) => stepSurvival(kind, formula, times[n], times[n + 1], Z);
    law.forEach((mass, index) => {
      if (mass === 0) return;
      const state = digitsOf(index, pair.length, base);
      state.forEach((digit, site) => {
        if (digit !== pair.alphabet) return;
        const { clamped, rejected } = survival(chain.rates(state, site).reduce((a, b) => a + b));
        clamps += clamped ? mass : 0;
        rejections += mass * rejected;
      });
    });
    law = timesMatrix(
      law,
      stepMatrix(chain, (Z) => survival(Z).stay, law),
    );
  }
  return { law, clamps, rejections };
}

/** N + 1 even times from 1 to the end. */
export function evenTimes(steps: number, end: number): number[] {
  return Array.from({ length: steps + 1 }, (_, n) => 1 - (n / steps) * (1 - end));
}

/**
 * What a computation gives, or null where a state that it reaches cannot be (p_c = 0 there), which testing's chains refuse. A case in
 * which q leaves the range of doubles is dropped.
 */
export function unlessImpossible<T>(compute: () => T): T | null {
  try {
    return compute();
  } catch (error) {
    if (error instanceof RangeError) fc.pre(!error.message.startsWith("guidedProduct: product must be finite"));
    if (error instanceof RangeError && error.message.startsWith("siteConditional: state must have positive mass")) return null;
    throw error;
  }
}

export const deadEnd = "world must be a world without dead ends";
