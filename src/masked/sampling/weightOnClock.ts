import { type Axis, stretches, type WeightSchedule } from "../../guidance/weightSchedule.ts";
import { axisValue, clockAt, type Noise } from "../noise.ts";

/** A stretch of the unmask clock on which the weight is constant or monotone. */
export interface WeightWindow {
  /** Clock at its end; ∞ for the last one. */
  readonly until: number;
  /** Weights at its two ends; equal where it is flat. */
  readonly first: number;
  readonly last: number;
  /** w at a clock inside. */
  readonly weight: (u: number) => number;
}

/** Windows that a curved stretch is cut into, so that a bound from the ends is tight. The law does not depend on it. */
const CUTS = 16;

/**
 * A weight schedule on the unmask clock, cut at its corners; curved stretches are cut further, evenly in m^¼ (as in `pieces.ts`).
 * Every curve a schedule knows is monotone, so a window's weights lie between its ends.
 */
export function weightWindows(schedule: WeightSchedule, noise: Noise): readonly WeightWindow[] {
  const axis: Axis = schedule.kind === "constant" ? "t" : schedule.in;
  const windows: WeightWindow[] = [];
  let from = 0;
  for (const stretch of stretches(schedule)) {
    const end = stretch.until === null ? Infinity : clockAt(noise, axis, stretch.until);
    if (end <= from) continue;
    const start = from;
    from = end;
    if (stretch.flat) {
      const w = stretch.weight(0);
      windows.push({ until: end, first: w, last: w, weight: () => w });
      continue;
    }
    const weight = (u: number): number => stretch.weight(axisValue(noise, axis, u));
    const fall = Math.expm1((start - end) / 4);
    const clock = (j: number): number => (j === CUTS ? end : start - 4 * Math.log1p((fall * j) / CUTS));
    for (let j = 0; j < CUTS; j++) {
      windows.push({ until: clock(j + 1), first: weight(clock(j)), last: weight(clock(j + 1)), weight });
    }
  }
  return windows;
}

/** w as a function of the clock; where it jumps, the value just after (in the order of sampling). */
export function weightOnClock(schedule: WeightSchedule, noise: Noise): (u: number) => number {
  const windows = weightWindows(schedule, noise);
  const last = windows.length - 1;
  return (u) => (windows.find(({ until }) => u < until) ?? windows[last]).weight(u);
}
