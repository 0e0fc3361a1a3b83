import type { BudgetRecord } from "../../../studies/budgetRecord.ts";
import type { Takeaway } from "../../export/takeaway.ts";
import type { Chain } from "./chain.ts";

/** The chain as a dot plot, and its numbers; NaN where a distance or an interval is not known. */
export function budgetTakeaway({ measure, bars, total }: Chain, { n }: BudgetRecord, sentence: string): Takeaway {
  const all = [...bars, total];
  const label = measure === "TV" ? "total variation" : "W₁";
  const column = (of: (k: number) => number) => ({ shape: [all.length], data: Float64Array.from(all, (_, k) => of(k)) });
  return {
    figures: [
      {
        kind: "categories",
        id: "budget",
        title: "From what was wanted to what was drawn",
        caption: `${sentence} ${n} samples per sampled law. The stages are successive comparisons: their sum is not the total.`.trim(),
        layout: "horizontal",
        categoryLabel: "stage",
        valueLabel: label,
        categories: all.map(({ from, to }, k) => (k === bars.length ? `total: ${from} to ${to}` : `${from} to ${to}`)),
        series: [{ name: label, values: all.map(({ value }) => value) }],
      },
    ],
    arrays: {
      [measure.toLowerCase()]: column((k) => all[k]?.value ?? Number.NaN),
      interval_low: column((k) => all[k]?.interval?.[0] ?? Number.NaN),
      interval_high: column((k) => all[k]?.interval?.[1] ?? Number.NaN),
    },
    command: `budget EXP -n ${n}`,
  };
}
