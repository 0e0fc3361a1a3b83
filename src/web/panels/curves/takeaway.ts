import type { CurveFigure } from "../../../studies/figureData.ts";
import type { Takeaway } from "../../export/takeaway.ts";
import type { CurveChart } from "./charts.ts";

/** Of every axis of weights. */
export const W_LABEL = "w: exponents (1 + w, −w); −1 unconditional, 0 conditional";

/** A chart as a figure: lines that break where a value is not finite. */
export function curveFigure(chart: CurveChart, caption: string): CurveFigure {
  return {
    kind: "curves",
    id: plainName("curve", chart.id).replaceAll("_", "-"),
    title: `${chart.label} against w`,
    caption,
    x: { label: W_LABEL, scale: "linear" },
    y: { label: chart.label, scale: chart.scale },
    series: chart.series.map(({ name, x, y }) => ({
      name,
      mark: "line" as const,
      x,
      y: y.map((value) => (Number.isFinite(value) ? value : null)),
    })),
  };
}

/** Everything that the charts show: figures, and the numbers by chart and series, infinite ones included. */
export function curvesTakeaway(charts: readonly CurveChart[], caption: string): Takeaway {
  const arrays = charts.flatMap(({ id, series }) =>
    series.flatMap(({ name, x, y }) => [
      [plainName(id, name), { shape: [y.length], data: Float64Array.from(y) }] as const,
      [plainName(id, name, "w"), { shape: [x.length], data: Float64Array.from(x) }] as const,
    ]),
  );
  return { figures: charts.map((chart) => curveFigure(chart, caption)), arrays: Object.fromEntries(arrays), command: "measure EXP" };
}

/** Words of a file's or an array's name: letters, digits and underscores. */
function plainName(...words: readonly string[]): string {
  return words
    .join(" ")
    .toLowerCase()
    .replaceAll("1/p", "reciprocal")
    .replaceAll("kl(law||·)", "kl from law")
    .replaceAll("kl(·||law)", "kl to law")
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^_|_$/g, "");
}
