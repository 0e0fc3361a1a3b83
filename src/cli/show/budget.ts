import type { BudgetRecord, BudgetStage } from "../../studies/budgetRecord.ts";
import type { Experiment } from "../../studies/experiment.ts";
import { short } from "./number.ts";
import { textTable } from "./table.ts";

/** The error budget as a table; the chain is of successive comparisons, and says so. */
export function showBudget({ name }: Experiment, { stages, total, particles = [] }: BudgetRecord, seconds: number): string {
  const transport = stages.some(({ w1 }) => w1 !== undefined);
  const ends = (interval: readonly [number, number]): string => `${short(interval[0])} to ${short(interval[1])}`;
  const row = ({ from, to, tv, w1, interval, method }: BudgetStage): string[] => [
    from,
    to,
    short(tv),
    ...(transport ? [short(w1 ?? null)] : []),
    interval ? ends(interval) : transport ? "computed" : "exact",
    method,
  ];
  const header = ["from", "to", "TV", ...(transport ? ["W1", "95 % interval of W1"] : ["95 % interval"]), "method"];
  const distance = transport ? "mean W1 to it" : "mean TV to it";
  return [
    ...(name === undefined ? [] : [name]),
    textTable(header, [...stages.map(row), row(total)]),
    "Successive comparisons, not parts of a sum: the last row compares the first law with the last.",
    ...(particles.length === 0
      ? []
      : [
          textTable(
            ["particles towards the tilted law", distance, "95 % interval"],
            particles.map(({ particles: count, tv, w1, interval }) => [String(count), short(tv ?? w1 ?? null), ends(interval)]),
          ),
        ]),
    `${seconds.toFixed(2)} s`,
  ].join("\n\n");
}
