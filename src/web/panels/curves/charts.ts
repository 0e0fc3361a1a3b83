/** @file The charts of one group of curves: series over w with breaks where a value is not finite, scales, methods. */
import type { CurvePoint } from "../../engine/curves/record.ts";
import { short } from "../../parts/format.ts";
import type { CurveKind } from "../../state/labState.ts";
import { chartLabel, placeOfMeasure } from "./places.ts";

export interface CurveSeries {
  readonly name: string;
  /** Rising weights. */
  readonly x: readonly number[];
  /** Infinity where the measure is infinite; NaN where it is not given. */
  readonly y: readonly number[];
  readonly methods: readonly string[];
}

export interface CurveChart {
  /** The quantity. */
  readonly id: string;
  readonly label: string;
  readonly scale: "linear" | "log";
  /** Ends of the axis. */
  readonly domain: readonly [number, number];
  readonly series: readonly CurveSeries[];
}

/** Largest by smallest value from which on a quantity that grows is shown on a logarithmic axis. */
const DECADES = 50;

/**
 * @param points by rising w
 * @param axes   coordinates whose moments are shown
 */
export function chartsOf(points: readonly CurvePoint[], kind: CurveKind, axes: readonly number[], tokens: boolean): readonly CurveChart[] {
  const byChart = new Map<string, Map<string, { x: number[]; y: number[]; methods: string[] }>>();
  for (const { w, measures } of points) {
    for (const { name, value, method } of measures) {
      const place = placeOfMeasure(name);
      if (place?.kind !== kind || !shown(place.chart, axes)) continue;
      const series = byChart.get(place.chart) ?? new Map<string, { x: number[]; y: number[]; methods: string[] }>();
      byChart.set(place.chart, series);
      const one = series.get(place.series) ?? { x: [], y: [], methods: [] };
      series.set(place.series, one);
      one.x.push(w);
      one.y.push(value);
      one.methods.push(method);
    }
  }
  return [...byChart]
    .sort(([a], [b]) => rank(a) - rank(b))
    .map(([id, series]) => {
      const all = [...series].map(([name, values]): CurveSeries => ({ name, ...values })).sort((a, b) => order(a.name) - order(b.name));
      const values = all.flatMap(({ y }) => y.filter(Number.isFinite));
      const scale = grows(id) && isWide(values) ? "log" : "linear";
      return { id, label: chartLabel(id, tokens), scale, domain: domainOf(id, values, scale), series: all };
    });
}

/** Moments of the coordinates on the axes only; everything else always. */
function shown(chart: string, axes: readonly number[]): boolean {
  const found = /^(?:mean|variance|covariance) x(\d+)(?:,x(\d+))?$/.exec(chart);
  return !found || found.slice(1).every((index) => index === undefined || axes.includes(Number(index)));
}

const SERIES = ["law", "tilted", "conditional"];

function order(name: string): number {
  const at = SERIES.indexOf(name);
  return at < 0 ? SERIES.length : at;
}

/** Means before variances before covariances, factors last; the rest as it comes. */
function rank(chart: string): number {
  return ["mean", "variance", "covariance", "factor"].indexOf(chart.split(" ")[0] ?? "");
}

const grows = (chart: string): boolean => chart === "E[1/p(c|x)]" || chart === "factor";

function isWide(values: readonly number[]): boolean {
  const [low, high] = ends(values);
  return low > 0 && high / low >= DECADES;
}

const ends = (values: readonly number[]): readonly [number, number] => [
  values.reduce((a, b) => Math.min(a, b), Infinity),
  values.reduce((a, b) => Math.max(a, b), -Infinity),
];

function domainOf(chart: string, values: readonly number[], scale: "linear" | "log"): readonly [number, number] {
  if (chart === "E[p(c|x)]" || chart.startsWith("mass ")) return [0, 1];
  const [low, high] = ends(values);
  if (values.length === 0) return [0, 1];
  if (scale === "log") return [low / 1.2, high * 1.2];
  const [least, most] = signed(chart) ? [low, high] : [Math.min(0, low), high];
  const air = 0.06 * (most - least) || Math.abs(most) || 1;
  return [signed(chart) ? least - air : least, most + air];
}

const signed = (chart: string): boolean => /^(mean|covariance) |log/.test(chart) || chart === "E[1/p(c|x)]";

/** Value of a series at a weight of its grid; NaN where there is none. */
export function valueAt({ x, y }: CurveSeries, w: number): number {
  const at = x.indexOf(w);
  return at < 0 ? Number.NaN : (y[at] ?? Number.NaN);
}

/** Where a line breaks, and why, in words; empty where all its values are finite. */
export function gapsOf(series: CurveSeries): string {
  const infinite = runsOf(series, (value) => Math.abs(value) === Infinity);
  const undefinedThere = runsOf(series, Number.isNaN);
  return [infinite === "" ? "" : `infinite ${infinite}`, undefinedThere === "" ? "" : `not defined ${undefinedThere}`]
    .filter((text) => text !== "")
    .join("; ");
}

function runsOf({ x, y }: CurveSeries, breaks: (value: number) => boolean): string {
  const runs: [number, number][] = [];
  y.forEach((value, i) => {
    if (!breaks(value)) return;
    const before = runs.at(-1);
    const w = x[i] ?? 0;
    if (before && i > 0 && breaks(y[i - 1] ?? 0)) before[1] = w;
    else runs.push([w, w]);
  });
  if (x.length > 1 && y.every(breaks)) return "everywhere";
  return runs.map(([from, to]) => (from === to ? `at w = ${short(from)}` : `from w = ${short(from)} to ${short(to)}`)).join(", ");
}

/** The methods of a series: those that differ in a number only are one, with the largest error. */
export function methodsOf({ methods }: CurveSeries): readonly string[] {
  const worst = new Map<string, { error: number; text: string }>();
  for (const method of methods) {
    const key = method.replaceAll(NUMBER, "#");
    const error = Math.max(0, ...[...method.matchAll(NUMBER)].map(([text]) => Number(text)));
    const known = worst.get(key);
    if (!known || error > known.error) worst.set(key, { error, text: method });
  }
  return [...worst.values()].map(({ text }) => text);
}

const NUMBER = /(?<=(?:≤|±) )\d+(?:\.\d+)?(?:e[+-]?\d+)?/g;
