/** @file Weight schedules for the editor: kinds, one made into another, corners carried to another axis, the curve w over the drawn axis. */
import { type Axis, largestWeight, stretches, type WeightSchedule } from "../../../guidance/weightSchedule.ts";
import { handlesOf, type Place } from "./handles.ts";
import type { ScheduleAxes } from "./scheduleAxes.ts";

export const SCHEDULE_KINDS = ["constant", "interval", "linear", "cosine", "ramp-up", "ramp-down", "pieces"] as const;
export type ScheduleKind = (typeof SCHEDULE_KINDS)[number];

export const SCHEDULE_WORDS: Readonly<Record<ScheduleKind, string>> = {
  constant: "One weight all along.",
  interval: "w between two corners, the conditional model outside (arXiv:2404.07724).",
  linear: "Straight from one weight to another; constant beyond the corners.",
  cosine: "From one weight to another along half a cosine; constant beyond the corners.",
  "ramp-up": "From 0, the conditional model, straight to w.",
  "ramp-down": "From w straight to 0, the conditional model.",
  pieces: "A weight for each stretch.",
};

/** A schedule of another kind with the largest weight and, where there are any, the outer corners of the old one. */
export function ofKind(schedule: WeightSchedule, kind: ScheduleKind, axes: ScheduleAxes): WeightSchedule {
  if (schedule.kind === kind) return schedule;
  const w = largestWeight(schedule);
  if (kind === "constant") return { kind, w };
  const axis: Axis = schedule.kind === "constant" ? "t" : schedule.in;
  const [from, to] = outerCorners(schedule, axes.window(axis));
  switch (kind) {
    case "interval":
    case "ramp-up":
    case "ramp-down":
      return { kind, in: axis, w, from, to };
    case "pieces":
      return piecesOf(schedule, axis, [from, to], axes.window(axis));
    default:
      return { kind, in: axis, from, to, ...endWeights(schedule, w) };
  }
}

/** First and last corner, or the first and last fifth of the window. */
function outerCorners(schedule: WeightSchedule, [first, last]: readonly [number, number]): readonly [number, number] {
  const corners = handlesOf(schedule).flatMap(({ x }) => (x === null || x === first ? [] : [x]));
  const [from, to] = [corners[0], corners.at(-1)];
  const share = (part: number): number => Number((first + part * (last - first)).toPrecision(6));
  return from === undefined || to === undefined || from === to ? [share(0.2), share(0.8)] : [from, to];
}

function endWeights(schedule: WeightSchedule, w: number): { readonly start: number; readonly end: number } {
  if (schedule.kind === "linear" || schedule.kind === "cosine") return { start: schedule.start, end: schedule.end };
  return schedule.kind === "ramp-down" ? { start: w, end: 0 } : { start: 0, end: w };
}

/** Pieces with the weights of the old schedule on its outer corners' stretches. */
function piecesOf(
  schedule: WeightSchedule,
  axis: Axis,
  [from, to]: readonly [number, number],
  [first]: readonly [number, number],
): WeightSchedule {
  const parts = stretches(schedule);
  const before = parts[0]?.weight(first) ?? 0;
  const w = largestWeight(schedule);
  const after = parts.at(-1)?.weight(to) ?? 0;
  const flat = schedule.kind === "constant";
  const start = axis === "log-snr" ? Math.min(first, from - 1) : first;
  return { kind: "pieces", in: axis, at: [start, from, to], w: flat ? [0, w, 0] : [before, w, after] };
}

/**
 * The schedule with its corners carried to another axis. Corners stay where they are in time; curves between them are straight on the new axis. A corner
 * at an end of sampling that the new axis does not reach comes to the end of its window.
 */
export function onAxis(schedule: WeightSchedule, axis: Axis, axes: ScheduleAxes): WeightSchedule {
  if (schedule.kind === "constant" || schedule.in === axis) return schedule;
  const [first, last] = axes.window(axis);
  const carry = (x: number): number => {
    const value = axes.convert(x, schedule.in, axis);
    if (value === Infinity) return axis === "t" ? 0 : last;
    // Clocks may say −0 for 0.
    return value === -Infinity ? first : value + 0;
  };
  if (schedule.kind === "pieces") {
    const at = schedule.at.map((x, k) => (k === 0 && axis !== "log-snr" ? (axis === "t" ? 1 : 0) : carry(x)));
    return { ...schedule, in: axis, at };
  }
  return { ...schedule, in: axis, from: carry(schedule.from), to: carry(schedule.to) };
}

/** Points of a curved stretch. */
const FINE = 48;

/** The schedule over the drawn axis as a line through places, in the order of sampling; upright where w jumps. */
export function curveOf(
  schedule: WeightSchedule,
  axes: ScheduleAxes,
  shown: Axis,
  [first, last]: readonly [number, number],
): readonly Place[] {
  const own: Axis = schedule.kind === "constant" ? shown : schedule.in;
  const inside = (x: number): number => Math.min(Math.max(first, last), Math.max(Math.min(first, last), x));
  const start = axes.convert(first, shown, own);
  const end = axes.convert(last, shown, own);
  const later = own === "t" ? (a: number, b: number) => a < b : (a: number, b: number) => a > b;
  const line: Place[] = [];
  let from = start;
  for (const { until, flat, weight } of stretches(schedule)) {
    const to = until === null || later(until, end) ? end : until;
    if (!later(to, from)) continue;
    const points = flat ? 1 : FINE;
    for (let k = 0; k <= points; k++) {
      const x = k === 0 ? from : k === points ? to : from + (k / points) * (to - from);
      line.push({ x: inside(axes.convert(x, own, shown)), w: weight(x) });
    }
    from = to;
  }
  return line;
}

/** Top of the drawn weights: the first of 4, 8, 16, 32, … above all of them. */
export function topOf(schedule: WeightSchedule): number {
  return 2 ** Math.max(2, Math.floor(Math.log2(Math.max(1, largestWeight(schedule)))) + 1);
}
