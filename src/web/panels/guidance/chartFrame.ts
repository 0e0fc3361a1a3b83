/** @file Where places of a schedule's picture are on the screen, and which places a pointer or a key means. */
import type { Axis, WeightSchedule } from "../../../guidance/weightSchedule.ts";
import { handlesOf, type Place } from "./handles.ts";
import type { ScheduleAxes } from "./scheduleAxes.ts";
import { topOf } from "./schedules.ts";

export interface ChartFrame {
  /** Of the drawn axis, in the order of sampling: left, right. */
  readonly window: readonly [number, number];
  /** Weight at the top; the bottom is −1. */
  readonly top: number;
}

/** Places of the picture in pixels. */
export interface ChartBox {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The frame in which all of a schedule can be seen. */
export function frameOf(schedule: WeightSchedule, axes: ScheduleAxes, over: Axis): ChartFrame {
  const corners =
    schedule.kind === "constant" ? [] : handlesOf(schedule).flatMap(({ x }) => (x === null ? [] : [axes.convert(x, schedule.in, over)]));
  return { window: axes.window(over, corners), top: topOf(schedule) };
}

/** A place in pixels; what lies beyond the frame is on its edge. */
export function onScreen({ window: [first, last], top }: ChartFrame, box: ChartBox, { x, w }: Place): readonly [number, number] {
  const share = Math.min(1, Math.max(0, (x - first) / (last - first)));
  const height = Math.min(1, Math.max(0, (w + 1) / (top + 1)));
  return [box.left + share * (box.right - box.left), box.bottom - height * (box.bottom - box.top)];
}

/** Place under a pointer, rounded to what a hand can tell apart: 1/200 of the window, 1/80 of the top. */
export function underPointer({ window: [first, last], top }: ChartFrame, box: ChartBox, [px, py]: readonly [number, number]): Place {
  const share = Math.min(1, Math.max(0, (px - box.left) / (box.right - box.left)));
  const height = Math.min(1, Math.max(0, (box.bottom - py) / (box.bottom - box.top)));
  const [along, up] = [(last - first) / 200, top / 80];
  return { x: first + Math.round((share * (last - first)) / along) * along, w: Math.round((height * (top + 1) - 1) / up) * up };
}

/** What an arrow key means: a hundredth of the window, a tenth of w; ten times that with shift. Null for other keys. */
export function afterKey({ window: [first, last] }: ChartFrame, { x, w }: Place, key: string, shift: boolean): Place | null {
  const times = shift ? 10 : 1;
  const along = (times * (last - first)) / 100;
  const up = times / 10;
  switch (key) {
    case "ArrowLeft":
      return { x: x - along, w };
    case "ArrowRight":
      return { x: x + along, w };
    case "ArrowUp":
      return { x, w: rounded(w + up) };
    case "ArrowDown":
      return { x, w: rounded(w - up) };
    default:
      return null;
  }
}

/** Without the dust of adding tenths. */
export function rounded(value: number): number {
  return Number(value.toPrecision(9));
}
