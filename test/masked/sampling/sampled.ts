/** @file Samplers under test: a small world on which rules and orders differ much, runs with named seeds, and the check against a law. */
import { expect } from "vitest";
import type { WeightSchedule } from "../../../src/guidance/weightSchedule.ts";
import { noise } from "../../../src/masked/noise.ts";
import type { Sample } from "../../../src/masked/sampling/drive.ts";
import { drive } from "../../../src/masked/sampling/drive.ts";
import type { GuidedProcess } from "../../../src/masked/sampling/guidedProcess.ts";
import type { Sampler } from "../../../src/masked/sampling/protocol.ts";
import { tableDenoiser } from "../../../src/masked/tableDenoiser.ts";
import type { DenoiserPair } from "../../../src/worlds/masked/denoiserPair.ts";
import type { LawPair } from "../../../testing/guidedConditional.ts";
import { compareFrequencies, drawsFor } from "../../../testing/l1Radius.ts";
import { fnv1a } from "../../../testing/namedRng.ts";
import { rowMajor } from "../../../testing/rowMajor.ts";
import { law } from "../guided.ts";

const RISK = 1e-9;
/** A rival so near that it would take more draws is no rival for a test that runs in seconds. */
const MOST_DRAWS = 400_000;

/**
 * Two classes of weight ½ on three tokens and two sites, target the first. Found by a search over small integers for the largest least L1
 * distance, at w = 3, between the two rules and between the orders: 0.204.
 */
export const contrast: LawPair = mixed(3, 2, [17, 1, 4, 10, 1, 7, 1, 4, 1], [1, 1, 1, 1, 1, 1, 17, 1, 1]);

/** A class and its half-and-half mixture with another, from numbers in proportion. */
export function mixed(alphabet: number, length: number, target: readonly number[], other: readonly number[]): LawPair {
  const [conditional, second] = [law(...target), law(...other)];
  return { alphabet, length, conditional, unconditional: conditional.map((p, x) => 0.5 * p + 0.5 * second[x]) };
}

export function denoisers({ alphabet, length, conditional, unconditional }: LawPair): DenoiserPair {
  const table = (complete: Float64Array) => tableDenoiser({ alphabet, length, law: complete });
  return { cond: table(conditional), uncond: table(unconditional) };
}

export function constant(w: number): WeightSchedule {
  return { kind: "constant", w };
}

/** A pair's process with linear noise. */
export function processOf({ alphabet, length }: LawPair, rule: "rates" | "tokens", w: number | WeightSchedule): GuidedProcess {
  return { alphabet, length, rule, schedule: typeof w === "number" ? constant(w) : w, noise: noise({ schedule: "linear" }) };
}

/** Samples 0 … count−1, seeded by a name. */
export function samplesOf(pair: LawPair, sampler: Sampler, count: number, name: string): readonly Sample[] {
  return [...drive({ pair: denoisers(pair), sampler, seed: fnv1a(name), count })];
}

/** How often each sequence came out, row-major, over alphabet^length, or (alphabet+1)^length where the mask may remain. */
export function countsOf(samples: Iterable<Sample>, base: number, length: number): number[] {
  const counts = new Array<number>(base ** length).fill(0);
  for (const { tokens } of samples) counts[rowMajor(Array.from(tokens), base)]++;
  return counts;
}

export function l1(p: ArrayLike<number>, q: ArrayLike<number>): number {
  return Array.from(p).reduce((sum, value, x) => sum + Math.abs(value - q[x]), 0);
}

/**
 * Draws as many samples as tell the law from every rival (risk 1e-9 each way, the nearest rival deciding) and expects that they agree with
 * the law and that the same check rejects each rival (the planted errors).
 */
export function expectLaw(
  pair: LawPair,
  sampler: Sampler,
  { name, exact, rivals }: { readonly name: string; readonly exact: Float64Array; readonly rivals: Readonly<Record<string, Float64Array>> },
): readonly Sample[] {
  const nearest = Math.min(...Object.values(rivals).map((rival) => l1(exact, rival)));
  const count = drawsFor(nearest, exact.length, RISK, RISK);
  if (!(count <= MOST_DRAWS)) throw new RangeError(`expectLaw: rivals must differ more, got an L1 distance of ${nearest} (${count} draws)`);
  const samples = samplesOf(pair, sampler, count, name);
  const base = Math.round(exact.length ** (1 / pair.length));
  const counts = countsOf(samples, base, pair.length);
  expect({ name, ...compareFrequencies(counts, exact, RISK) }).toMatchObject({ ok: true });
  for (const [rival, other] of Object.entries(rivals)) {
    expect({ rival, ...compareFrequencies(counts, other, RISK) }).toMatchObject({ ok: false });
  }
  return samples;
}
