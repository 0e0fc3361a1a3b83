/** @file The way from noise to data as a place from 0 (noise) to 1 (data) for a slider, and what is read off at a time t of the process. */
import { process } from "../../../continuous/process.ts";
import { noise } from "../../../masked/noise.ts";
import { timeGrid } from "../../../masked/steps/grid.ts";
import type { ContinuousProcess } from "../../../studies/continuous/schema.ts";
import type { MaskedExperiment } from "../../../studies/masked/schema.ts";

/** One number at a moment, as text stands before it. */
export interface Reading {
  readonly name: string;
  readonly value: number;
}

export interface TimeAxis {
  /** Place of a time t, from 0 at t = 1 to 1 at t = 0, rising as t falls. */
  readonly place: (t: number) => number;
  /** The inverse of `place`. */
  readonly time: (place: number) => number;
  readonly readings: (t: number) => readonly Reading[];
}

type NoiseField = Parameters<typeof noise>[0];

/** By the share of sites that noise leaves unmasked, 1 − m(t). */
export function maskedAxis(spec: MaskedExperiment["process"]): TimeAxis {
  const schedule = noise(spec as NoiseField);
  return {
    place: (t) => (t >= 1 ? 0 : 1 - schedule.maskedFraction(t)),
    time: (place) => (place <= 0 ? 1 : place >= 1 ? 0 : schedule.time(-Math.log1p(-place))),
    readings: (t) => [
      { name: "t", value: t },
      { name: "u = −ln m", value: t === 1 ? 0 : schedule.clock(t) },
      { name: "masked fraction m", value: t === 1 ? 1 : schedule.maskedFraction(t) },
    ],
  };
}

/** By the noise angle θ = atan(b/a), evenly from its start down to 0. */
export function continuousAxis(spec: ContinuousProcess): TimeAxis {
  const noising = process(spec);
  const start = noising.angle(1);
  return {
    place: (t) => 1 - noising.angle(t) / start,
    time: (place) => (place <= 0 ? 1 : place >= 1 ? 0 : noising.time((1 - place) * start)),
    readings: (t) => [
      { name: "t", value: t },
      { name: "log-SNR = 2 ln(a/b)", value: noising.logSnr(t) },
      { name: "σ = b/a", value: Math.tan(noising.angle(t)) },
    ],
  };
}

/**
 * Times at which a sampler with steps has a law, 1 first, falling; 0 last, where masks are filled in. Null in continuous time and where the
 * steps are given wrongly, which the law itself refuses in words.
 */
export function maskedStops({ sampler, process: spec }: MaskedExperiment): readonly number[] | null {
  if (!("fill" in sampler)) return null;
  try {
    const times = timeGrid(sampler, noise(spec as NoiseField)).map(({ s }) => s);
    return [1, ...times, ...(times.at(-1) === 0 ? [] : [0])];
  } catch {
    return null;
  }
}

/** Unmask clock of a time, as `law --at` takes it; null at t = 0, the end of sampling. */
export function clockOf(spec: MaskedExperiment["process"], t: number): number | null {
  if (t === 0) return null;
  return t === 1 ? 0 : noise(spec as NoiseField).clock(t);
}

/** A time for the link: four digits say enough, and the ends stay themselves. */
export function rounded(t: number): number {
  return Number(t.toPrecision(4));
}
