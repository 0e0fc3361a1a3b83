import { describe, expect, it } from "vitest";
import { totalVariation } from "../../../../src/measures/totalVariation.ts";
import { runLaw } from "../../../../src/studies/law.ts";
import { parseExperiment } from "../../../../src/studies/parse.ts";
import { answer } from "../../../../src/web/engine/answers/duel.ts";
import type { DuelRecord } from "../../../../src/web/engine/duel/record.ts";
import { webResources } from "../../../../src/web/engine/webResources.ts";
import type { ExperimentFile } from "../../../../src/web/state/labState.ts";

const squares = (guidance: object, more: ExperimentFile = {}): ExperimentFile => ({
  world: { kind: "preset", name: "overlapping-squares" },
  target: "z1",
  guidance,
  ...more,
});
const cubes = (w: number): ExperimentFile => ({
  world: { kind: "preset", name: "overlapping-cubes", parameters: { side: 2, length: 3 } },
  target: "z1",
  guidance: { rule: "rates", w },
});
const gaussians = (w: number, more: ExperimentFile = {}): ExperimentFile => ({
  world: { kind: "preset", name: "two-gaussians" },
  target: "right",
  guidance: { rule: "cfg", w },
  ...more,
});

const duel = async (
  a: ExperimentFile,
  b: ExperimentFile,
  frame: readonly (readonly [number, number])[] | null = null,
): Promise<DuelRecord> => await answer({ a, b, axes: [0, 1], cut: [], frame }, { progress: () => {} });
const lawOf = (experiment: ExperimentFile) => runLaw(parseExperiment(experiment), {}, webResources());

describe("a duel of tokens", () => {
  const a = squares({ rule: "rates", w: 4 });
  const b = squares({ rule: "tokens", w: 1 }, { sampler: { kind: "tau-leaping", steps: 3 } });

  it("has both laws, their distances as guidelab law gives them, and the distance between them", async () => {
    const { laws, sides, between } = await duel(a, b);
    const [p, q] = [lawOf(a), lawOf(b)];
    if (!("law" in p && "law" in q) || laws.kind !== "tokens") throw new Error("tokens");
    expect([laws.a, laws.b]).toEqual([p.law, q.law]);
    for (const [k, { distances }] of [p, q].entries())
      expect(Object.fromEntries(sides[k === 0 ? 0 : 1].distances.map(({ name, value }) => [name, value]))).toEqual(distances);
    expect(between).toEqual([
      { name: "tv(law A,law B)", value: totalVariation(p.law, q.law), method: "exact: lattice; exact: lattice, 3 steps" },
    ]);
  });

  it("compares whole laws where only two of three sites are shown", async () => {
    const { laws, between } = await duel(cubes(0), cubes(3));
    const [p, q] = [lawOf(cubes(0)), lawOf(cubes(3))];
    if (!("law" in p && "law" in q) || laws.kind !== "tokens") throw new Error("tokens");
    expect(laws.a).toHaveLength(laws.alphabet ** 2);
    expect(between[0]?.value).toBeCloseTo(totalVariation(p.law, q.law), 14);
  });

  it("counts what is left masked as one more cell", async () => {
    const left = squares({ rule: "rates", w: 4 }, { sampler: { kind: "tau-leaping", steps: 3, fill: "left" } });
    const { laws, between } = await duel(a, left);
    if (laws.kind !== "tokens" || !laws.a || !laws.b) throw new Error("tokens");
    const incomplete = 1 - laws.b.reduce((sum, p) => sum + p, 0);
    expect(incomplete).toBeGreaterThan(0.01);
    const apart = laws.a.reduce((sum, p, x) => sum + Math.abs(p - (laws.b?.[x] ?? 0)), incomplete) / 2;
    expect(between[0]?.value).toBeCloseTo(apart, 12);
  });

  it("says which law is missing and why, and compares nothing with it", async () => {
    const { laws, sides, between } = await duel(a, squares({ rule: "rates", w: 4 }, { sampler: { kind: "maskgit", steps: 2 } }));
    expect([sides[0].missing, sides[1].missing?.includes("sampler.kind"), between]).toEqual([null, true, []]);
    expect(laws.kind === "tokens" && laws.b).toBeNull();
  });
});

describe("a duel on R^d", () => {
  it("on the line has densities on one grid, and W1 and TV as guidelab law gives them", async () => {
    const b = gaussians(0.5, { sampler: { kind: "euler", steps: 8 } });
    const { laws, sides, between } = await duel(gaussians(2), b, [[-4, 6]]);
    if (laws.kind !== "line") throw new Error("line");
    expect([laws.x[0], laws.x.at(-1), laws.x.length]).toEqual([-4, 6, 601]);
    const { distances } = lawOf(b);
    for (const { name, value } of sides[1].distances) expect([name, value]).toEqual([name, distances[name]]);
    expect(sides[1].distances).toHaveLength(4);
    // Trapezia of 601 points over densities with one bump each: error below 1e-4.
    const step = 10 / 600;
    const area = laws.a?.reduce((sum, p, k) => sum + (step * Math.abs(p - (laws.b?.[k] ?? 0))) / 2, 0);
    expect(between.find(({ name }) => name.startsWith("tv"))?.value).toBeCloseTo(area ?? 0, 3);
  });

  it("on the line fits a frame where it is given none", async () => {
    const { laws } = await duel(
      gaussians(0, { sampler: { kind: "euler", steps: 8 } }),
      gaussians(1, { sampler: { kind: "euler", steps: 8 } }),
    );
    if (laws.kind !== "line") throw new Error("line");
    expect([(laws.x[0] ?? 0) < -2, (laws.x.at(-1) ?? 0) > 4]).toEqual([true, true]);
  });

  it("of single Gaussians compares moments", async () => {
    const pair = (mean: number[], covariance: number) => ({ components: [{ weight: 1, mean, covariance }] });
    const experiment = (w: number): ExperimentFile => ({
      world: { kind: "gaussian-mixture", dimension: 3, conditional: pair([1, 0, 0], 1), unconditional: pair([0, 0, 0], 2) },
      guidance: { rule: "cfg", w },
    });
    const { laws, between } = await duel(experiment(1), experiment(1));
    expect([laws.kind, between.map(({ name }) => name)]).toEqual(["none", ["w2(law A,law B)", "hellinger(law A,law B)"]]);
    expect(between[0]?.value).toBeCloseTo(0, 6);
    expect((await duel(experiment(0), experiment(1))).between[0]?.value).toBeGreaterThan(0.1);
  });

  it("in the plane under samplers with steps has samples only, and says so", async () => {
    const plane = {
      world: { kind: "preset", name: "two-rectangles" },
      target: "upper",
      guidance: { rule: "cfg", w: 1 },
      sampler: { kind: "euler", steps: 2 },
    };
    const { sides, between } = await duel(plane, plane, [
      [0, 2],
      [0, 2],
    ]);
    expect([sides[0].missing, between]).toEqual([
      'sampler.kind must be flow for an exact law in the plane (sample draws from others), got "euler"',
      [],
    ]);
  });
});
