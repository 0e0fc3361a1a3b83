/** @file The corners of a weight schedule as handles: where they are, and the schedule after one of them has moved. */
import type { Axis, WeightSchedule } from "../../../guidance/weightSchedule.ts";

export interface Handle {
  /** `w`, `from`, `to`, or the number of a piece. */
  readonly id: string;
  /** On the schedule's own axis; null where the corner is at no place. */
  readonly x: number | null;
  readonly w: number;
  /** Whether it can be moved along the axis, and in weight. */
  readonly moves: { readonly x: boolean; readonly w: boolean };
}

export interface Place {
  readonly x: number;
  readonly w: number;
}

/** Smallest distance of two corners as a share of the window. */
const GAP = 1e-3;

/** Corners of a schedule, in the order of sampling. */
export function handlesOf(schedule: WeightSchedule): readonly Handle[] {
  const both = { x: true, w: true };
  const along = { x: true, w: false };
  switch (schedule.kind) {
    case "constant":
      return [{ id: "w", x: null, w: schedule.w, moves: { x: false, w: true } }];
    case "pieces":
      return schedule.at.map((x, k) => ({
        id: String(k),
        x,
        w: schedule.w[k] as number,
        moves: { x: k > 0 || schedule.in === "log-snr", w: true },
      }));
    case "interval":
      return [
        { id: "from", x: schedule.from, w: schedule.w, moves: both },
        { id: "to", x: schedule.to, w: schedule.w, moves: both },
      ];
    case "ramp-up":
      return [
        { id: "from", x: schedule.from, w: 0, moves: along },
        { id: "to", x: schedule.to, w: schedule.w, moves: both },
      ];
    case "ramp-down":
      return [
        { id: "from", x: schedule.from, w: schedule.w, moves: both },
        { id: "to", x: schedule.to, w: 0, moves: along },
      ];
    default:
      return [
        { id: "from", x: schedule.from, w: schedule.start, moves: both },
        { id: "to", x: schedule.to, w: schedule.end, moves: both },
      ];
  }
}

/**
 * The schedule with a corner moved to a place. A corner stops short of its neighbours and at the ends of the axis, and at w = −1: what comes is always a
 * schedule.
 *
 * @param window stretch of the schedule's own axis that is drawn, in the order of sampling: sets how near two corners may come
 */
export function moved(schedule: WeightSchedule, id: string, to: Place, window: readonly [number, number]): WeightSchedule {
  const handles = handlesOf(schedule);
  const k = handles.findIndex((handle) => handle.id === id);
  const handle = handles[k];
  if (handle === undefined) return schedule;
  const w = handle.moves.w ? Math.max(-1, to.w) : handle.w;
  if (schedule.kind === "constant") return { kind: "constant", w };
  const [first, last] = axisEnds(schedule.in);
  const direction = schedule.in === "t" ? -1 : 1;
  const gap = GAP * Math.abs(window[1] - window[0]) * direction;
  const before = handles[k - 1]?.x;
  const after = handles[k + 1]?.x;
  const room = [before == null ? first : before + gap, after == null ? last : after - gap] as const;
  const x = handle.moves.x && handle.x !== null ? between(to.x, room, direction, handle.x) : handle.x;
  if (schedule.kind === "pieces") return { ...schedule, at: schedule.at.with(k, x ?? 0), w: schedule.w.with(k, w) };
  const place = x === null ? {} : id === "from" ? { from: x } : { to: x };
  if (schedule.kind === "linear" || schedule.kind === "cosine")
    return { ...schedule, ...place, ...(id === "from" ? { start: w } : { end: w }) };
  return { ...schedule, ...place, ...(handle.moves.w ? { w } : {}) };
}

/** Ends of an axis in the order of sampling. */
function axisEnds(axis: Axis): readonly [number, number] {
  if (axis === "t") return [1, 0];
  return [axis === "u" ? 0 : -Infinity, Infinity];
}

/** x between two ends, which follow one another in a direction; where they leave no room, as it was. */
function between(x: number, [first, last]: readonly [number, number], direction: number, was: number): number {
  const [low, high] = direction > 0 ? [first, last] : [last, first];
  return low <= high ? Math.min(high, Math.max(low, x)) : was;
}

/** A further piece after piece k, halfway to the next corner or to the end of the window; the schedule as it is where there is no room. */
export function split(schedule: WeightSchedule, k: number, window: readonly [number, number]): WeightSchedule {
  if (schedule.kind !== "pieces") return schedule;
  const from = schedule.at[k];
  const w = schedule.w[k];
  if (from === undefined || w === undefined) return schedule;
  const x = (from + (schedule.at[k + 1] ?? window[1])) / 2;
  const direction = schedule.in === "t" ? -1 : 1;
  if (!(direction * (x - from) > 0)) return schedule;
  return { ...schedule, at: schedule.at.toSpliced(k + 1, 0, x), w: schedule.w.toSpliced(k + 1, 0, w) };
}

/** The schedule without piece k, whose stretch goes to the piece before it; the first piece and a last single one stay. */
export function joined(schedule: WeightSchedule, k: number): WeightSchedule {
  if (schedule.kind !== "pieces" || k < 1 || k >= schedule.at.length) return schedule;
  return { ...schedule, at: schedule.at.toSpliced(k, 1), w: schedule.w.toSpliced(k, 1) };
}
