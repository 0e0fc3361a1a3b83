/** @file What of a duel's laws is drawn: values, scales, charts on the line. */
import type { DuelLaws, DuelRecord } from "../../engine/duel/record.ts";
import type { CurveChart } from "../curves/charts.ts";
import { peak, roundedUp } from "../views/scale.ts";

/** Names of the two laws in keys, in charts and in files: the first has the look of a law. */
export const NAMES = ["law A", "B"] as const;
/** Share of the top that the differences' scale has at least: rounding is not to be coloured. */
const LEAST_SPAN = 0.1;

/** A − B; null unless both are known. */
export function differenceOf({ a, b }: { readonly a: Float64Array | null; readonly b: Float64Array | null }): Float64Array | null {
  return a && b ? a.map((value, k) => value - (b[k] ?? 0)) : null;
}

/** Ends of the two colour scales; `held` is the four views' top, which the duel keeps to where it suffices. */
export function scaleOf(laws: Exclude<DuelLaws, { kind: "none" }>, held: number | null): { readonly top: number; readonly span: number } {
  const top = Math.max(held ?? 0, roundedUp(Math.max(peak(laws.a), peak(laws.b)))) || 1;
  return { top, span: Math.max(roundedUp(peak(differenceOf(laws))), LEAST_SPAN * top) };
}

/** Charts over one axis: both laws, and their difference. */
export function lineCharts(laws: Extract<DuelLaws, { kind: "tokens" | "line" }>): readonly CurveChart[] {
  const x = laws.kind === "line" ? Array.from(laws.x) : Array.from({ length: laws.alphabet }, (_, k) => k);
  const quantity = laws.kind === "line" ? "density" : "probability";
  const { top, span } = scaleOf(laws, null);
  const series = (name: string, values: Float64Array | null) => (values ? [{ name, x, y: Array.from(values), methods: [] }] : []);
  return [
    {
      id: "laws",
      label: quantity,
      scale: "linear",
      domain: [0, 1.05 * top],
      series: [...series(NAMES[0], laws.a), ...series(NAMES[1], laws.b)],
    },
    {
      id: "difference",
      label: `A − B, ${quantity}`,
      scale: "linear",
      domain: [-span, span],
      series: series("law A − law B", differenceOf(laws)),
    },
  ];
}

export interface TableRow {
  readonly quantity: string;
  readonly a: number | null;
  readonly b: number | null;
  readonly methods: readonly string[];
}

/** Distances of both settings, a row each. */
export function rowsOf({ sides: [a, b] }: DuelRecord): readonly TableRow[] {
  const names = [...new Set([...a.distances, ...b.distances].map(({ name }) => name))];
  return names.map((quantity) => {
    const [left, right] = [a, b].map(({ distances }) => distances.find(({ name }) => name === quantity));
    const methods = [...new Set([left?.method, right?.method].filter((method) => method !== undefined))];
    return { quantity, a: left?.value ?? null, b: right?.value ?? null, methods };
  });
}
