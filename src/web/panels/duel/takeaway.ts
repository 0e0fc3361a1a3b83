import type { NpzArray } from "../../../files/npzBytes.ts";
import type { FigureData } from "../../../studies/figureData.ts";
import type { DuelLaws, DuelRecord, PairsRecord } from "../../engine/duel/record.ts";
import type { Takeaway } from "../../export/takeaway.ts";
import { curveFigure } from "../curves/takeaway.ts";
import { differenceOf, lineCharts, rowsOf, scaleOf } from "./differences.ts";

/** Pairs that are drawn as points at most. */
export const MOST_POINTS = 500;

/** Both laws, the difference, the distances and the pairs. @param words of the two settings, @param held top of the scale on screen */
export function duelTakeaway(
  record: DuelRecord,
  pairs: PairsRecord | null,
  words: readonly [string, string],
  held: number | null,
): Takeaway {
  const caption = `A: ${words[0]}. B: ${words[1]}.`;
  return {
    figures: [...lawFigures(record.laws, caption, held), ...distanceFigure(record, caption)],
    arrays: arraysOf(record, pairs),
    command: "law EXP",
  };
}

function lawFigures(laws: DuelLaws, caption: string, held: number | null): readonly FigureData[] {
  if (laws.kind === "none") return [];
  const difference = differenceOf(laws);
  const scale = scaleOf(laws, held);
  const head = { id: "duel", title: "Two settings", caption };
  const panels = [
    { title: "law of A", values: laws.a },
    { title: "law of B", values: laws.b },
  ].flatMap(({ title, values }) => (values ? [{ title, values: Array.from(values) }] : []));
  if (laws.kind === "line" || (laws.kind === "tokens" && laws.shown.length === 1)) {
    return lineCharts(laws)
      .filter(({ series }) => series.length > 0)
      .map((chart) => {
        const figure = curveFigure(chart, caption);
        const label = laws.kind === "line" ? "x" : "token";
        return { ...figure, id: `duel-${chart.id}`, title: `Two settings: ${chart.label}`, x: { label, scale: "linear" as const } };
      });
  }
  if (panels.length === 0) return [];
  const signed = { title: "A − B", values: Array.from(difference ?? new Float64Array(panels[0]?.values.length ?? 0)) };
  if (laws.kind === "plane")
    return [{ kind: "densities", ...head, axes: ["x₁", "x₂"], x: [...laws.x], y: [...laws.y], panels, top: scale.top, difference: signed }];
  const site = (k: number) => laws.sites[laws.shown[k] ?? k] ?? { label: `site ${k}`, ticks: [] };
  return [{ kind: "heat", ...head, alphabet: laws.alphabet, sites: [site(0), site(1)], panels, ...scale, difference: signed }];
}

function distanceFigure(record: DuelRecord, caption: string): readonly FigureData[] {
  const rows = rowsOf(record).filter(({ a, b }) => Number.isFinite(a ?? Number.NaN) && Number.isFinite(b ?? Number.NaN));
  if (rows.length === 0) return [];
  return [
    {
      kind: "categories",
      id: "duel-distances",
      title: "Two settings: distances",
      caption,
      layout: "horizontal",
      categoryLabel: "distance",
      valueLabel: "value",
      categories: rows.map(({ quantity }) => quantity),
      series: [
        { name: "law A", values: rows.map(({ a }) => a ?? 0) },
        { name: "B", values: rows.map(({ b }) => b ?? 0) },
      ],
    },
  ];
}

function arraysOf({ laws }: DuelRecord, pairs: PairsRecord | null): Readonly<Record<string, NpzArray>> {
  const arrays: Record<string, NpzArray> = {};
  if (laws.kind !== "none") {
    const shape =
      laws.kind === "line" ? [laws.x.length] : laws.kind === "plane" ? [laws.y.length, laws.x.length] : laws.shown.map(() => laws.alphabet);
    if (laws.kind !== "tokens") arrays.x = { data: laws.x, shape: [laws.x.length] };
    if (laws.kind === "plane") arrays.y = { data: laws.y, shape: [laws.y.length] };
    if (laws.a) arrays.law_a = { data: laws.a, shape };
    if (laws.b) arrays.law_b = { data: laws.b, shape };
  }
  if (pairs?.points) {
    const { a, b, wide } = pairs.points;
    arrays.pairs_a = { data: a, shape: [a.length / wide, wide] };
    arrays.pairs_b = { data: b, shape: [b.length / wide, wide] };
  }
  return arrays;
}
