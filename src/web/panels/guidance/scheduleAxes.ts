/** @file The axes that a weight schedule can be given in or drawn over, by the process's own functions. */
import { process as continuousProcess, type Process } from "../../../continuous/process.ts";
import type { Axis } from "../../../guidance/weightSchedule.ts";
import { axisValue, clockAt, type Noise, type NoiseSpec, noise } from "../../../masked/noise.ts";
import { type Experiment, isContinuous } from "../../../studies/experiment.ts";

export interface ScheduleAxes {
  readonly axes: readonly Axis[];
  /** A value of one axis on another; ends of sampling may be infinite. */
  readonly convert: (x: number, from: Axis, to: Axis) => number;
  /** The stretch of an axis that is drawn, in the order of sampling; finite, with all values of `wanted` that are finite inside. */
  readonly window: (axis: Axis, wanted?: readonly number[]) => readonly [number, number];
}

/** How far an unbounded axis is drawn. */
const [CLOCK, SNR] = [6, 8];

/** @throws BadInput for a process that cannot be */
export function scheduleAxes(experiment: Experiment): ScheduleAxes {
  return isContinuous(experiment)
    ? continuousAxes(continuousProcess(experiment.process))
    : maskedAxes(noise(experiment.process as NoiseSpec));
}

export function maskedAxes(schedule: Noise): ScheduleAxes {
  return {
    axes: ["t", "u", "log-snr"],
    convert: (x, from, to) => (from === to ? x : axisValue(schedule, to, clockAt(schedule, from, x))),
    window: (axis, wanted = []) => {
      if (axis === "t") return [1, 0];
      return axis === "u" ? [0, widest([CLOCK, ...wanted])] : [-widest([SNR, ...wanted.map((x) => -x)]), widest([SNR, ...wanted])];
    },
  };
}

export function continuousAxes(process: Process): ScheduleAxes {
  // Before the start there is nothing: t is at most 1 there.
  const time = (x: number): number => (Math.atan(Math.exp(-x / 2)) >= process.angle(1) ? 1 : process.time(Math.atan(Math.exp(-x / 2))));
  const start = process.logSnr(1);
  const first = Number.isFinite(start) ? start : -SNR;
  return {
    axes: ["t", "log-snr"],
    convert: (x, from, to) => {
      if (from === to) return x;
      return to === "t" ? time(x) : -2 * Math.log(Math.tan(process.angle(x)));
    },
    window: (axis, wanted = []) => {
      if (axis === "t") return [1, 0];
      return [Math.min(first, ...finite(wanted)), widest([Math.max(SNR, first + SNR), ...wanted])];
    },
  };
}

/** The largest, and a little room beyond it where it is not the first. */
function widest([first, ...wanted]: readonly [number, ...number[]]): number {
  return Math.max(first, ...finite(wanted).map((x) => Math.ceil(1.05 * x)));
}

function finite(values: readonly number[]): readonly number[] {
  return values.filter(Number.isFinite);
}
