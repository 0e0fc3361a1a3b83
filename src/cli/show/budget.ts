import type { BudgetRecord, BudgetStage } from "../../studies/budgetRecord.ts";
import type { Experiment } from "../../studies/experiment.ts";
import { short } from "./number.ts";
import { textTable } from "./table.ts";

/** The error budget as a table; the chain is of successive comparisons, and says so. */
export function showBudget({ name }: Experiment, { stages, total, particles = [] }: BudgetRecord, seconds: number): string {
  const row = ({ from, to, tv, interval, method }: BudgetStage): string[] => [
    from,
    to,
    short(tv),
    interval ? `${short(interval[0])} to ${short(interval[1])}` : "exact",
    method,
  ];
  return [
    ...(name === undefined ? [] : [name]),
    textTable(["from", "to", "TV", "95 % interval", "method"], [...stages.map(row), row(total)]),
    "Successive comparisons, not parts of a sum: the last row compares the first law with the last.",
    ...(particles.length === 0
      ? []
      : [
          textTable(
            ["particles towards the tilted law", "mean TV to it", "95 % interval"],
            particles.map(({ particles: count, tv, interval: [low, high] }) => [
              String(count),
              short(tv),
              `${short(low)} to ${short(high)}`,
            ]),
          ),
        ]),
    `${seconds.toFixed(2)} s`,
  ].join("\n\n");
}
