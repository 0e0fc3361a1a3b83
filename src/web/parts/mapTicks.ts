/** @file Ticks beside a heat map: as many as fit. */
import { drawnAxis } from "../../figures/axis.ts";
import { textWidth } from "../../figures/lettering.ts";

export interface MapTick {
  /** Along the axis, 0 to 1. */
  readonly share: number;
  readonly text: string;
}

/** Room that a tick takes along a vertical axis, px. */
const LINE = 15;
const FONT = 11;

/** A tick in the middle of each cell, every n-th where they would touch. @param length of the axis, px */
export function cellTicks(names: readonly string[], cells: number, length: number, upright: boolean): readonly MapTick[] {
  const cell = length / cells;
  const room = upright ? LINE : Math.max(...names.map((name) => textWidth(name, FONT))) + 6;
  const stride = Math.max(1, Math.ceil(room / Math.max(1, cell)));
  return names.map((text, k) => ({ share: (k + 0.5) / cells, text })).filter((_, k) => k % stride === 0);
}

/** Round numbers between the ends of an axis. @param length of the axis, px */
export function valueTicks([low, high]: readonly [number, number], length: number): readonly MapTick[] {
  const { ticks } = drawnAxis({ label: "", scale: "linear", shown: [low, high] }, [], Math.max(2, Math.round(length / 55)));
  return ticks.filter(({ at }) => at >= low && at <= high).map(({ at, text }) => ({ share: (at - low) / (high - low), text }));
}
