import { describe, expect, it } from "vitest";
import { parseExperiment } from "../../../../src/studies/parse.ts";
import { isMaskedSampling, runSampling } from "../../../../src/studies/sampling.ts";
import { answer } from "../../../../src/web/engine/answers/pairs.ts";
import type { PairsRecord } from "../../../../src/web/engine/duel/record.ts";
import { webResources } from "../../../../src/web/engine/webResources.ts";
import type { ExperimentFile } from "../../../../src/web/state/labState.ts";

const squares = (w: number, more: ExperimentFile = {}): ExperimentFile => ({
  world: { kind: "preset", name: "overlapping-squares" },
  target: "z1",
  guidance: { rule: "rates", w },
  ...more,
});
const rectangles = (w: number): ExperimentFile => ({
  world: { kind: "preset", name: "two-rectangles" },
  target: "upper",
  guidance: { rule: "cfg", w },
  sampler: { kind: "euler", steps: 3 },
  seed: 4,
});

const pairs = async (a: ExperimentFile, b: ExperimentFile, n = 200): Promise<PairsRecord> =>
  await answer({ a, b, n, axes: [0, 1] }, { progress: () => {} });
const value = ({ measures }: PairsRecord, name: string): number | undefined => measures.find((measure) => measure.name === name)?.value;

describe("pairs with the same noise", () => {
  it("agree where both settings are the same, whatever seed the second one names", async () => {
    const same = await pairs(squares(2, { seed: 3 }), squares(2, { seed: 8 }));
    expect([value(same, "pairs that agree"), value(same, "sites that agree, share"), same.nfe]).toEqual([1, expect.closeTo(1, 12), [4, 4]]);
    expect(value(await pairs(rectangles(1), { ...rectangles(1), seed: 0 }), "mean distance of pairs")).toBe(0);
  });

  it("are counted sample by sample, with what each costs", async () => {
    const [a, b] = [squares(0), squares(6)];
    const found = await pairs(a, b);
    const tokensOf = (experiment: ExperimentFile): readonly (readonly number[])[] => {
      const run = runSampling(parseExperiment(experiment), webResources(), 200);
      if (!isMaskedSampling(run)) throw new Error("tokens");
      return Array.from(run.draws, ({ tokens }) => [...tokens]);
    };
    const [left, right] = [tokensOf(a), tokensOf(b)];
    expect(value(found, "pairs that agree")).toBe(left.filter((tokens, i) => String(tokens) === String(right[i])).length / 200);
    expect(found.nfe).toEqual([2, 4]);
    expect(found.measures.every(({ method }) => method.startsWith("Monte Carlo (n = 200, 95 % interval"))).toBe(true);
  });

  it("on R^d have their mean distance and their points", async () => {
    const { points, n, lost, measures } = await pairs(rectangles(0), rectangles(3), 50);
    if (!points) throw new Error("points");
    expect([n, lost, points.wide, points.a.length]).toEqual([50, 0, 2, 100]);
    let sum = 0;
    for (let k = 0; k < 100; k += 2)
      sum += Math.hypot((points.a[k] ?? 0) - (points.b[k] ?? 0), (points.a[k + 1] ?? 0) - (points.b[k + 1] ?? 0)) / 50;
    expect(measures[0]?.value).toBeCloseTo(sum, 12);
    expect(sum).toBeGreaterThan(0.1);
  });

  it("are refused where samples are not drawn", async () => {
    const uniform = squares(1, { process: { kind: "uniform" } });
    await expect(pairs(uniform, uniform)).rejects.toThrow("process.kind must be masked");
  });
});
