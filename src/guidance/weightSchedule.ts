/**
 * @file The guidance weight as a function of noise: on diffusion time t (1 → 0), the unmask clock u (0 → ∞) or log-SNR (rising).
 * Never of a step index. A schedule is flat pieces and straight or curved ramps between values on its axis.
 */
import { BadInput } from "../numerics/badInput.ts";
import { checkWeight } from "./tilt.ts";

export type Axis = "t" | "u" | "log-snr";

/** As written in the experiment file; `from` comes before `to` in the order of sampling. */
export type WeightSchedule =
  | { readonly kind: "constant"; readonly w: number }
  | { readonly kind: "pieces"; readonly in: Axis; readonly at: readonly number[]; readonly w: readonly number[] }
  | { readonly kind: "interval"; readonly in: Axis; readonly w: number; readonly from: number; readonly to: number }
  | {
      readonly kind: "linear" | "cosine";
      readonly in: Axis;
      readonly start: number;
      readonly end: number;
      readonly from: number;
      readonly to: number;
    }
  | { readonly kind: "ramp-up" | "ramp-down"; readonly in: Axis; readonly w: number; readonly from: number; readonly to: number };

/**
 * One stretch of a schedule, up to the axis value `until` (the last one: to the end of sampling). `weight` gives w at an axis value
 * inside; `flat` says that it does not depend on it.
 */
export interface Stretch {
  readonly until: number | null;
  readonly flat: boolean;
  readonly weight: (x: number) => number;
}

/** Where each axis starts and ends, in the order of sampling. */
const SPAN: Readonly<Record<Axis, readonly [number, number]>> = { t: [1, 0], u: [0, Infinity], "log-snr": [-Infinity, Infinity] };

/**
 * The schedule cut at its corners, in the order of sampling. A stretch of no length, such as what comes after the end of the axis, is left out.
 *   interval:  w on [from, to], 0 (conditional) outside (arXiv:2404.07724)
 *   linear:    start at `from` to end at `to`, straight; constant beyond
 *   cosine:    the same along ½(1 − cos πx)
 *   ramp-up:   0 at `from` to w at `to`, straight; w after      ramp-down: w before `from`, straight to 0 at `to`; 0 after
 *   pieces:    w[k] from at[k] on
 * @throws BadInput for values out of order on the axis, off the axis, or weights below −1
 */
export function stretches(schedule: WeightSchedule): readonly Stretch[] {
  let [at, end] = SPAN[schedule.kind === "constant" ? "u" : schedule.in];
  return corners(schedule).filter(({ until }) => {
    const from = at;
    at = until ?? end;
    return at !== from;
  });
}

function corners(schedule: WeightSchedule): readonly Stretch[] {
  switch (schedule.kind) {
    case "constant":
      checkWeight("guidance.w.w", schedule.w);
      return [flat(null, schedule.w)];
    case "pieces":
      return pieces(schedule);
    case "interval":
      checkRange(schedule);
      checkWeight("guidance.w.w", schedule.w);
      return [flat(schedule.from, 0), flat(schedule.to, schedule.w), flat(null, 0)];
    case "ramp-up":
    case "ramp-down": {
      checkWeight("guidance.w.w", schedule.w);
      const up = schedule.kind === "ramp-up";
      return ramp(schedule, up ? 0 : schedule.w, up ? schedule.w : 0, straight);
    }
    default:
      checkWeight("guidance.w.start", schedule.start);
      checkWeight("guidance.w.end", schedule.end);
      return ramp(schedule, schedule.start, schedule.end, schedule.kind === "cosine" ? halfCosine : straight);
  }
}

/** The one weight of a schedule that does not change, or null. */
export function constantWeight(schedule: WeightSchedule): number | null {
  const parts = stretches(schedule);
  const first = parts[0].weight(0);
  return parts.every((part) => part.flat && part.weight(0) === first) ? first : null;
}

/** Largest weight that a schedule takes. */
export function largestWeight(schedule: WeightSchedule): number {
  if (schedule.kind === "pieces") return Math.max(...schedule.w);
  if ("w" in schedule) return schedule.kind === "constant" ? schedule.w : Math.max(0, schedule.w);
  return Math.max(schedule.start, schedule.end);
}

const straight = (x: number): number => x;
const halfCosine = (x: number): number => (1 - Math.cos(Math.PI * x)) / 2;

function flat(until: number | null, w: number): Stretch {
  return { until, flat: true, weight: () => w };
}

function ramp(range: Range, start: number, end: number, shape: (x: number) => number): readonly Stretch[] {
  checkRange(range);
  const { from, to } = range;
  const middle: Stretch = { until: to, flat: start === end, weight: (x) => start + (end - start) * shape((x - from) / (to - from)) };
  return [flat(from, start), middle, flat(null, end)];
}

interface Range {
  readonly in: Axis;
  readonly from: number;
  readonly to: number;
}

/** Whether b comes after a on the axis, in the order of sampling. */
function later(axis: Axis, a: number, b: number): boolean {
  return axis === "t" ? b < a : b > a;
}

function checkRange({ in: axis, from, to }: Range): void {
  checkOnAxis("guidance.w.from", axis, from);
  checkOnAxis("guidance.w.to", axis, to);
  if (!later(axis, from, to)) throw new BadInput("guidance.w.to", `${axis === "t" ? "below" : "above"} guidance.w.from (${from})`, to);
}

function checkOnAxis(field: string, axis: Axis, value: number): void {
  if (axis === "t" && !(value >= 0 && value <= 1)) throw new BadInput(field, "from 0 to 1 (t)", value);
  if (axis === "u" && !(value >= 0 && value < Infinity)) throw new BadInput(field, "at least 0 (u)", value);
  if (!Number.isFinite(value)) throw new BadInput(field, "finite", value);
}

function pieces({ in: axis, at, w }: Extract<WeightSchedule, { kind: "pieces" }>): readonly Stretch[] {
  if (at.length !== w.length) throw new BadInput("guidance.w.w", `a list as long as guidance.w.at (${at.length})`, w.length);
  const start = axis === "t" ? 1 : 0;
  if (axis !== "log-snr" && at[0] !== start) throw new BadInput("guidance.w.at[0]", `${start}, where sampling starts`, at[0]);
  for (let k = 0; k < at.length; k++) {
    checkOnAxis(`guidance.w.at[${k}]`, axis, at[k]);
    checkWeight(`guidance.w.w[${k}]`, w[k]);
    if (k > 0 && !later(axis, at[k - 1], at[k])) {
      throw new BadInput(`guidance.w.at[${k}]`, `${axis === "t" ? "below" : "above"} the entry before it (${at[k - 1]})`, at[k]);
    }
  }
  return w.map((weight, k) => flat(k + 1 < at.length ? at[k + 1] : null, weight));
}
