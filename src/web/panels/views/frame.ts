/** @file Frames of continuous worlds: ends with few digits, so that a command that names them is short. */
import type { AxisGrid } from "../../../studies/continuous/axisGrid.ts";
import type { Ends } from "./record.ts";

/** The ends moved outwards to two or three significant digits of their distance. */
export function rounded([low, high]: Ends): Ends {
  const unit = 10 ** (Math.floor(Math.log10(high - low)) - 1);
  const tidy = (value: number): number => Number((value * unit).toPrecision(12));
  return [tidy(Math.floor(low / unit)), tidy(Math.ceil(high / unit))];
}

/** `x=-3:3:601`, as `guidelab law --grid` takes it. */
export function gridText(axes: readonly AxisGrid[]): string {
  return axes.map(({ low, high, count }, k) => `${"xy"[k]}=${low}:${high}:${count}`).join(",");
}
