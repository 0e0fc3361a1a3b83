/** @file The process under test, from a pair of laws as the independent computations of `testing/` take it. */
import type { Rule } from "../../src/guidance/rule.ts";
import type { WeightSchedule } from "../../src/guidance/weightSchedule.ts";
import { type Dynamics, dynamics } from "../../src/masked/dynamics.ts";
import { type NoiseSpec, noise } from "../../src/masked/noise.ts";
import { type PairCubes, pairCubes } from "../../src/masked/pairCubes.ts";
import type { ScheduledProcess } from "../../src/masked/scheduledLaw.ts";
import type { LawPair } from "../../testing/guidedConditional.ts";

export function cubesOf(pair: LawPair): PairCubes {
  return pairCubes({ ...pair, targetWeight: null });
}

export function guided(pair: LawPair, rule: Rule, w: number): Dynamics {
  return dynamics(cubesOf(pair), rule, w);
}

export function scheduled(pair: LawPair, rule: Rule, schedule: WeightSchedule, spec: NoiseSpec = { schedule: "linear" }): ScheduledProcess {
  return { cubes: cubesOf(pair), rule, schedule, noise: noise(spec) };
}

/** The same process with log A in place of A, or A scaled to a largest entry of 1. */
export function inForm(process: Dynamics, form: "linear" | "log"): Dynamics {
  if (form === process.form) return process;
  if (form === "log") return { ...process, form, weights: process.weights.map(Math.log) };
  const largest = process.weights.reduce((a, b) => Math.max(a, b), -Infinity);
  return { ...process, form, weights: process.weights.map((log) => Math.exp(log - largest)) };
}

/** A law from numbers in proportion. */
export function law(...masses: readonly number[]): Float64Array {
  const total = masses.reduce((a, b) => a + b);
  return Float64Array.from(masses, (value) => value / total);
}

/** A pair of laws from numbers in proportion. */
export function pairFrom(alphabet: number, length: number, conditional: readonly number[], unconditional: readonly number[]): LawPair {
  return { alphabet, length, conditional: law(...conditional), unconditional: law(...unconditional) };
}
