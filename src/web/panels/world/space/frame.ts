/** @file The part of the line or plane that a picture shows, its scale and its ticks. */
import type { SpacePart, SpaceWorld } from "../described.ts";
import { entry } from "./covariance.ts";

export interface Range {
  readonly low: number;
  readonly high: number;
}

/** Standard deviations around a mean that are shown. */
const AROUND = 3;
const AIR = 0.08;

/** Range of each coordinate that holds all items with some air; [−1, 1] where there are none. */
export function rangesOf(world: SpaceWorld, on: readonly number[]): readonly Range[] {
  return on.map((i) => {
    const ends = world.parts.flatMap((part) => endsOf(part, i, world.bandwidth));
    if (ends.length === 0) return { low: -1, high: 1 };
    const low = ends.reduce((a, b) => Math.min(a, b));
    const high = ends.reduce((a, b) => Math.max(a, b));
    const air = high > low ? AIR * (high - low) : 1;
    return { low: low - air, high: high + air };
  });
}

function endsOf({ components, boxes, points }: SpacePart, i: number, bandwidth: number): readonly number[] {
  return [
    ...components.flatMap(({ mean, covariance }) => {
      const reach = AROUND * Math.sqrt(Math.max(0, entry(covariance, i, i)));
      return [(mean[i] ?? 0) - reach, (mean[i] ?? 0) + reach];
    }),
    ...boxes.flatMap(({ low, high }) => [low[i] ?? 0, high[i] ?? 0]),
    ...points.flatMap((point) => [(point[i] ?? 0) - 2 * bandwidth, (point[i] ?? 0) + 2 * bandwidth]),
  ].filter(Number.isFinite);
}

/** Two ranges with the same length a pixel, the narrower one widened around its middle. */
export function squared([x, y]: readonly [Range, Range], width: number, height: number): readonly [Range, Range] {
  const unit = Math.max((x.high - x.low) / width, (y.high - y.low) / height);
  const widened = ({ low, high }: Range, pixels: number): Range => {
    const middle = (low + high) / 2;
    return { low: middle - (unit * pixels) / 2, high: middle + (unit * pixels) / 2 };
  };
  return [widened(x, width), widened(y, height)];
}

/** Round numbers inside a range, about as many as asked for. */
export function ticks({ low, high }: Range, count: number): readonly number[] {
  const step = niceStep((high - low) / count);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, k) => Number(((first + k) * step).toPrecision(12)));
}

/** The next of 1, 2, 5 times a power of ten at or above. */
export function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const share = least / power;
  return (share <= 1 ? 1 : share <= 2 ? 2 : share <= 5 ? 5 : 10) * power;
}

/** A dragged place on a grid that reads well: about a hundredth of the range. */
export function snapped(value: number, { low, high }: Range): number {
  const step = niceStep((high - low) / 250);
  return Number((Math.round(value / step) * step).toPrecision(12));
}

/** Density on the line of a part, not counting points without bandwidth; weights of its items normalised. */
export function density({ components, boxes, points }: SpacePart, bandwidth: number, x: number): number {
  const total = [...components, ...boxes].reduce((sum, { weight }) => sum + weight, 0) + points.length;
  const bell = (mean: number, variance: number): number =>
    variance > 0 ? Math.exp(-((x - mean) ** 2) / (2 * variance)) / Math.sqrt(2 * Math.PI * variance) : 0;
  let value = 0;
  for (const { weight, mean, covariance } of components) value += weight * bell(mean[0] ?? 0, entry(covariance, 0, 0));
  for (const { weight, low, high } of boxes) {
    const [from = 0, to = 0] = [low[0], high[0]];
    if (x >= from && x <= to) value += weight / (to - from);
  }
  for (const point of points) value += bell(point[0] ?? 0, bandwidth ** 2);
  return value / total;
}
