/**
 * @file A figure's axis as a linear scale of positions with its own tick texts. Logarithms are taken here, not by the plot, so that the
 * same code draws `linear`, `log` (position log10 v) and `log-log` (position −log10(−log10 v): larger values higher, a double
 * exponential in x a straight line).
 */
import type { Axis } from "../studies/figureData.ts";
import { powerOfTen, shortNumber } from "./lettering.ts";

export interface AxisTick {
  readonly at: number;
  readonly text: string;
}

export interface DrawnAxis {
  readonly label: string;
  /** Positions of the frame's two ends. */
  readonly domain: readonly [number, number];
  readonly ticks: readonly AxisTick[];
  /** NaN where the value cannot be drawn on this axis: null, not finite, or outside a logarithm's range. */
  readonly position: (value: number | null) => number;
}

const positions: Readonly<Record<Axis["scale"], (value: number) => number>> = {
  linear: (value) => value,
  log: (value) => Math.log10(value),
  "log-log": (value) => -Math.log10(-Math.log10(value)),
};

/** The axis that shows the given values with about `count` ticks. */
export function drawnAxis(axis: Axis, values: readonly (number | null)[], count: number): DrawnAxis {
  const position = (value: number | null): number => {
    const at = value === null ? Number.NaN : positions[axis.scale](value);
    return Number.isFinite(at) ? at : Number.NaN;
  };
  const [first, last] = axis.shown?.map(position) ?? paddedDomain(values.map(position), axis.scale === "linear");
  const label = axis.scale === "log-log" ? `${axis.label}; drawn as −log10 of the value on a log scale` : axis.label;
  const ticks = { linear: linearTicks, log: logTicks, "log-log": doubleLogTicks }[axis.scale](
    [Math.min(first, last), Math.max(first, last)],
    count,
  );
  return { label, domain: [first, last], ticks, position };
}

/** Linear axis through the given values. */
export function valueAxis(label: string, values: readonly number[], count: number): DrawnAxis {
  return drawnAxis({ label, scale: "linear" }, values, count);
}

/** Extent of the finite positions, pulled to zero where that costs little, with some air at every other end. */
function paddedDomain(at: readonly number[], mayReachZero: boolean): [number, number] {
  const finite = at.filter((v) => Number.isFinite(v));
  if (finite.length === 0) return [0, 1];
  let low = finite.reduce((a, b) => Math.min(a, b));
  let high = finite.reduce((a, b) => Math.max(a, b));
  if (mayReachZero && low > 0 && low < 0.5 * high) low = 0;
  if (mayReachZero && high < 0 && high > 0.5 * low) high = 0;
  const air = high > low ? 0.03 * (high - low) : 0.1 * Math.abs(low) || 0.5;
  const onZero = (end: number): boolean => mayReachZero && end === 0 && high > low;
  return [onZero(low) ? 0 : low - air, onZero(high) ? 0 : high + air];
}

/** Multiples of 1, 2 or 5 times a power of ten inside the domain. */
function linearTicks([low, high]: readonly [number, number], count: number): readonly AxisTick[] {
  const raw = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 5].find((m) => m * power >= raw * 0.999) ?? 10) * power;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => {
    const at = Number(((first + i) * step).toPrecision(12));
    return { at, text: shortNumber(at) };
  });
}

/** Powers of ten, every n-th where they are many; below three the numbers 2 and 5 between them, within one any even steps. */
function logTicks([low, high]: readonly [number, number], count: number): readonly AxisTick[] {
  const first = Math.ceil(low);
  const decades = Math.floor(high) - first + 1;
  if (decades >= 3) {
    const stride = Math.ceil(decades / count);
    const exponents = Array.from({ length: decades }, (_, i) => first + i).filter((e) => e % stride === 0);
    const plain = exponents.every((e) => Math.abs(e) <= 3);
    return exponents.map((e) => ({ at: e, text: plain ? shortNumber(10 ** e) : powerOfTen(e) }));
  }
  const between: AxisTick[] = [];
  for (let e = Math.floor(low); e <= Math.ceil(high); e++) {
    for (const m of [1, 2, 5]) between.push({ at: Math.log10(m) + e, text: shortNumber(Number((m * 10 ** e).toPrecision(3))) });
  }
  const shown = between.filter(({ at }) => at >= low && at <= high);
  if (shown.length >= 2) return shown;
  return linearTicks([10 ** low, 10 ** high], count).map(({ at, text }) => ({ at: Math.log10(at), text }));
}

/** Values 0.999, 0.99, 0.9, 0.7, 0.5, then 10^-1, 10^-2, 10^-5, 10^-10, …: the decades of the exponent first, others where they keep apart. */
function doubleLogTicks([low, high]: readonly [number, number], count: number): readonly AxisTick[] {
  const near = [0.9, 0.99, 0.999, 0.5, 0.7].map((value) => ({ at: positions["log-log"](value), text: String(value) }));
  const far = [1, 10, 100, 2, 20, 200, 5, 50].map((exponent) => ({ at: -Math.log10(exponent), text: powerOfTen(-exponent) }));
  const shown: AxisTick[] = [];
  for (const tick of [...far.slice(0, 3), ...near, ...far.slice(3)]) {
    const apart = shown.every(({ at }) => Math.abs(at - tick.at) > (high - low) / (2 * count));
    if (apart && tick.at >= low && tick.at <= high) shown.push(tick);
  }
  return shown.length >= 2 ? shown.sort((a, b) => b.at - a.at) : narrowDoubleLogTicks([low, high], count);
}

/** Where fewer than two of those values fall inside: even steps of the value, or of its exponent for values below 0.01. */
function narrowDoubleLogTicks([low, high]: readonly [number, number], count: number): readonly AxisTick[] {
  const [largest, smallest] = [10 ** -high, 10 ** -low];
  if (smallest <= 2) {
    const values = linearTicks([10 ** -smallest, 10 ** -largest], count).filter(({ at }) => at > 0 && at < 1);
    return values.map(({ at, text }) => ({ at: positions["log-log"](at), text }));
  }
  const exponents = linearTicks([largest, smallest], count).filter(({ at }) => Number.isInteger(at));
  return exponents.map(({ at }) => ({ at: -Math.log10(at), text: powerOfTen(-at) }));
}
