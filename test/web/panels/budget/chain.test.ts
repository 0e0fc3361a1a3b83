import { describe, expect, it } from "vitest";
import { describeFigure } from "../../../../src/figures/describe.ts";
import { runBudget } from "../../../../src/studies/budget.ts";
import type { BudgetRecord, BudgetStage } from "../../../../src/studies/budgetRecord.ts";
import { parseExperiment } from "../../../../src/studies/parse.ts";
import { webResources } from "../../../../src/web/engine/webResources.ts";
import { chainOf, verdict } from "../../../../src/web/panels/budget/chain.ts";
import { budgetTakeaway } from "../../../../src/web/panels/budget/takeaway.ts";

const stage = (to: string, tv: number | null, more: Partial<BudgetStage> = {}): BudgetStage => ({
  from: "before",
  to,
  tv,
  interval: null,
  method: "exact",
  ...more,
});
const record = (...stages: BudgetStage[]): BudgetRecord => ({ stages, total: stage("samples", 0.3, { interval: [0.2, 0.4] }), n: 100 });

describe("the chain of a budget", () => {
  it("is of total variations, on a scale that holds every value and interval", () => {
    const chain = chainOf(record(stage("law in continuous time", 0.25), stage("samples", 0.1, { interval: [0, 0.5] })));
    expect([chain.measure, chain.most, chain.bars.map(({ value }) => value)]).toEqual(["TV", 0.5, [0.25, 0.1]]);
  });

  it("is of W1 where some stage has no total variation", () => {
    const chain = chainOf({
      ...record(stage("law of the flow", 0.25, { w1: 1.5 }), stage("samples", null, { w1: 0.2 })),
      total: stage("samples", null, { w1: 1.6 }),
    });
    expect([chain.measure, chain.most, chain.bars.map(({ value }) => value)]).toEqual(["W1", 1.6, [1.5, 0.2]]);
  });

  it("names what makes each difference", () => {
    const names = [
      "law in continuous time",
      "law of the flow",
      "law of the stochastic equation",
      "law of the sampler",
      "law at f32-gumbel",
      "law with score error",
      "samples",
    ];
    expect(chainOf(record(...names.map((name) => stage(name, 0.1)))).bars.map(({ cause }) => cause)).toEqual([
      "guidance itself",
      "guidance itself",
      "guidance itself",
      "the sampler's steps",
      "the precision of the draws (f32-gumbel)",
      "the score error",
      "the finite number of samples",
    ]);
  });

  it("knows all the names that budgets have", () => {
    const squares = { world: { kind: "preset", name: "overlapping-squares" }, target: "z1", guidance: { rule: "rates", w: 4 } };
    const budget = runBudget(
      parseExperiment({
        ...squares,
        sampler: { kind: "tau-leaping", steps: 4, precision: "f32-gumbel" },
        scoreError: { kind: "uniform-mix", epsilon: 0.1 },
      }),
      webResources(),
      50,
    );
    expect(chainOf(budget).bars.map(({ cause }) => cause)).toEqual([
      "guidance itself",
      "the sampler's steps",
      "the precision of the draws (f32-gumbel)",
      "the score error",
      "the finite number of samples",
    ]);
  });
});

describe("the verdict", () => {
  const said = (...values: number[]): string =>
    verdict(
      chainOf(record(...values.map((value, k) => stage(["law in continuous time", "law of the sampler", "samples"][k] ?? "", value)))),
    );

  it("names the largest stage and the one that it is not", () => {
    expect(said(0.3, 0.01, 0.02)).toBe("Most of the distance comes from guidance itself, not from the finite number of samples.");
    expect(said(0.01, 0.3)).toBe("Most of the distance comes from the sampler's steps, not from guidance itself.");
    expect(said(0.2, 0.14, 0.14)).toBe("The largest part of the distance comes from guidance itself, not from the sampler's steps.");
  });

  it("says when two cost about as much, when nothing does, and when samples do", () => {
    expect(said(0.15, 0.168, 0.02)).toBe("The sampler's steps and guidance itself cost about as much (TV).");
    expect(said(0, 0, 0)).toBe("All laws of the chain agree.");
    expect(said(0.01, 0, 0.2)).toBe(
      "Most of the distance comes from the finite number of samples, not from guidance itself. More samples would shrink it as 1/√n.",
    );
    expect(said()).toBe("");
  });
});

describe("what a budget gives away", () => {
  it("is its stages and the total, as on screen", () => {
    const budget = record(stage("law in continuous time", 0.25), stage("samples", 0.1, { interval: [0, 0.5] }));
    const { figures, arrays, command } = budgetTakeaway(chainOf(budget), budget, "A sentence.");
    expect(arrays.tv?.data).toEqual(Float64Array.of(0.25, 0.1, 0.3));
    expect(arrays.interval_high?.data).toEqual(Float64Array.of(Number.NaN, 0.5, 0.4));
    expect(figures.map((figure) => figure.kind === "categories" && figure.categories.at(-1))).toEqual(["total: before to samples"]);
    expect(command).toBe("budget EXP -n 100");
    for (const figure of figures) expect(() => describeFigure(figure)).not.toThrow();
  });
});
