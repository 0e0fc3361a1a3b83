import { stretches, type WeightSchedule } from "../guidance/weightSchedule.ts";
import { BadInput } from "../numerics/badInput.ts";
import type { Process } from "./process.ts";

/** A weight schedule on the noise circle. */
export interface GuidedWeight {
  /** w at θ; at a corner the value just after it in the order of sampling, so that a step from above must end a rounding above. */
  readonly at: (theta: number) => number;
  /** Angles strictly between 0 and the start where w jumps or bends, falling. */
  readonly corners: readonly number[];
}

/** A weight that is the same at every angle. */
export function constantGuidance(w: number): GuidedWeight {
  return { at: () => w, corners: [] };
}

/**
 * A schedule on the axis `t` of the process or on `log-snr` = ln(a²/b²) as a function of θ.
 *
 * @throws BadInput naming `guidance.w.in` for the clock `u`, which only masked diffusion has; as `stretches` otherwise
 */
export function guidedWeight(schedule: WeightSchedule, process: Process): GuidedWeight {
  const axis = schedule.kind === "constant" ? "t" : schedule.in;
  if (axis === "u") throw new BadInput("guidance.w.in", "t or log-snr for a continuous process", axis);
  const angleAt = axis === "t" ? process.angle : (x: number): number => Math.atan(Math.exp(-x / 2));
  const axisAt = axis === "t" ? process.time : (theta: number): number => -2 * Math.log(Math.tan(theta));
  const pieces = stretches(schedule).map(({ until, flat, weight }) => ({
    end: until === null ? -1 : angleAt(until),
    weight: flat ? always(weight(0)) : (theta: number) => weight(axisAt(theta)),
  }));
  const { theta: start } = process.start.circle;
  return {
    at: (theta) => (pieces.find(({ end }) => theta > end) ?? pieces[pieces.length - 1]).weight(theta),
    corners: pieces.map(({ end }) => end).filter((end) => end > 0 && end < start),
  };
}

const always = (w: number): (() => number) => {
  return () => w;
};
