import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kernels } from "../../../../src/kernels/kernels.ts";
import { runContinuousLaw } from "../../../../src/studies/continuous/law.ts";
import { asMasked } from "../../../../src/studies/experiment.ts";
import { runMaskedMeasure } from "../../../../src/studies/masked/measure.ts";
import { runMeasure } from "../../../../src/studies/measure.ts";
import { parseExperiment } from "../../../../src/studies/parse.ts";
import { answer } from "../../../../src/web/engine/answers/curves.ts";
import { maskedCurves } from "../../../../src/web/engine/curves/maskedCurves.ts";
import type { CurvePoint, CurvesRecord } from "../../../../src/web/engine/curves/record.ts";
import { webResources } from "../../../../src/web/engine/webResources.ts";
import type { ExperimentFile } from "../../../../src/web/state/labState.ts";
import { propertySeed } from "../../../../testing/propertySeed.ts";

const squares: ExperimentFile = {
  world: { kind: "preset", name: "overlapping-squares", parameters: {} },
  target: "z1",
  guidance: { rule: "rates" },
};
const stepped: ExperimentFile = { ...squares, guidance: { rule: "tokens" }, sampler: { kind: "tau-leaping", steps: 6 } };
const wide: ExperimentFile = {
  ...squares,
  world: { kind: "preset", name: "random-dirichlet", parameters: { alphabet: 3, length: 3, classes: 3 } },
  target: "z1",
};
const line: ExperimentFile = {
  world: { kind: "preset", name: "two-gaussians", parameters: {} },
  target: "right",
  guidance: { rule: "cfg" },
};
const heun: ExperimentFile = { ...line, sampler: { kind: "heun", steps: 8 } };

async function curves(experiment: ExperimentFile, weights: readonly number[], thorough = true): Promise<CurvesRecord> {
  return await answer({ experiment, weights, thorough }, { progress: () => {} });
}

const at = (experiment: ExperimentFile, w: number) =>
  parseExperiment({ ...experiment, guidance: { ...(experiment.guidance as object), w } });
const measureIn = ({ measures }: CurvePoint, name: string): number | undefined => measures.find((measure) => measure.name === name)?.value;

describe("curves of tokens", () => {
  for (const [title, experiment] of Object.entries({
    "two squares": squares,
    "a sampler with steps": stepped,
    "three sites and classes": wide,
  })) {
    it(`at a weight of the grid are what guidelab measure gives at that weight: ${title}`, async () => {
      for (const point of (await curves(experiment, [-0.5, 0, 2.75])).points) {
        const record = runMaskedMeasure(asMasked(at(experiment, point.w)), webResources());
        const shared = record.measures.filter(({ name }) => measureIn(point, name) !== undefined);
        expect(shared.map(({ name }) => name)).toEqual(
          expect.arrayContaining(["tv(law,tilted)", "kl(tilted||law)", "entropy(law)", "E[1/p(c|x)] (law)", "E[p(c|x)] (tilted)"]),
        );
        for (const { name, value } of shared) expect([name, measureIn(point, name)]).toEqual([name, value]);
        for (const { name, law, tilted, factor } of record.regions)
          expect([`mass ${name} (law)`, `mass ${name} (tilted)`, `factor ${name}`].map((of) => measureIn(point, of))).toEqual([
            law,
            tilted,
            factor,
          ]);
        for (const [name, { mean, covariance }] of Object.entries(record.moments ?? {})) {
          expect(measureIn(point, `mean x1 (${name})`)).toBe(mean[1]);
          expect(measureIn(point, `variance x0 (${name})`)).toBe(covariance[0]);
          expect(measureIn(point, `covariance x0,x1 (${name})`)).toBe(covariance[1]);
        }
      }
    });
  }

  it("are what guidelab measure gives, whatever the world, the rule and the weight", async () => {
    const worlds = fc.record({
      alphabet: fc.integer({ min: 1, max: 4 }),
      length: fc.integer({ min: 1, max: 3 }),
      classes: fc.integer({ min: 1, max: 3 }),
      seed: fc.integer({ min: 0, max: 1000 }),
    });
    const rule = fc.constantFrom("rates", "tokens", "oracle");
    await fc.assert(
      fc.asyncProperty(worlds, rule, fc.double({ min: -1, max: 12, noNaN: true }), async (parameters, guided, w) => {
        const experiment = { world: { kind: "preset", name: "random-dirichlet", parameters }, target: "z1", guidance: { rule: guided } };
        const [point] = (await curves(experiment, [w])).points;
        const { measures } = runMaskedMeasure(asMasked(at(experiment, w)), webResources());
        const shared = measures.filter(({ name }) => point && measureIn(point, name) !== undefined);
        expect(shared.length).toBeGreaterThanOrEqual(18);
        for (const { name, value } of shared) expect([name, point && measureIn(point, name)]).toEqual([name, value]);
      }),
      { seed: propertySeed(process.env.FAST_CHECK_SEED), numRuns: 40 },
    );
  });

  it("of a large world are the kernels' at every weight, one world for all of them, and those of guidelab measure", async () => {
    const large = { ...squares, world: { kind: "preset", name: "random-dirichlet", parameters: { alphabet: 9, length: 4 } }, target: "z1" };
    const samplers = [{ kind: "exact" }, { kind: "euler", steps: 2 }, { kind: "order", order: "left-to-right", perStep: 2 }];
    for (const sampler of samplers) {
      const experiment = { ...large, sampler };
      for (const point of (await curves(experiment, [-1, 0, 2])).points) {
        const { measures } = runMaskedMeasure(asMasked(at(experiment, point.w)), webResources());
        const limits = runMaskedMeasure(asMasked(at(large, point.w)), webResources()).measures;
        const shared = measures.filter(({ name }) => measureIn(point, name) !== undefined);
        expect(shared.length).toBeGreaterThanOrEqual(18);
        for (const one of shared) expect(point.measures.find(({ name }) => name === one.name)?.value).toBe(one.value);
        const [own, limit] = ["law", "limit"].map((of) => point.measures.find(({ name }) => name === `tv(${of},tilted)`));
        expect(own?.method).toBe(measures.find(({ name }) => name === "tv(law,tilted)")?.method);
        if (sampler.kind === "exact") expect(limit).toBeUndefined();
        else expect(limit).toEqual({ ...limits.find(({ name }) => name === "tv(law,tilted)"), name: "tv(limit,tilted)" });
      }
    }
  });

  it("ask for the kernels once, whatever the weights: the law with steps and that in continuous time share a world", () => {
    let asked = 0;
    const counting = () => {
      asked++;
      return kernels();
    };
    const world = { kind: "preset", name: "random-dirichlet", parameters: { alphabet: 9, length: 4 } };
    const experiment = asMasked(at({ ...stepped, world, target: "z1" }, 0));
    const source = maskedCurves(experiment, { ...webResources(), kernels: counting });
    const methods = [1, 2].flatMap((w) =>
      source
        .at(w)
        .measures.filter(({ name }) => name.startsWith("entropy(l"))
        .map(({ method }) => method),
    );
    expect(methods).toEqual([1, 2].flatMap(() => ["exact: lattice (wasm simd), 6 steps", "exact: lattice (wasm simd)"]));
    // Once for the memory it takes, and once for it.
    expect(asked).toBe(2);
  });

  it("leave out what is undefined, and say at which weight", async () => {
    const twins = {
      world: {
        kind: "table",
        alphabet: 2,
        length: 2,
        classes: { a: { weight: 1, law: [0.5, 0, 0, 0.5] }, b: { weight: 1, law: [1, 0, 0, 0] } },
      },
      target: "a",
      guidance: { rule: "rates" },
      sampler: { kind: "euler", steps: 1 },
    };
    const record = await curves(twins, [-1, 0]);
    expect(record.omitted).toEqual([
      { name: "class confidence (law)", why: "at w = -1: mass 0.375 lies where no class has any, and p(c|x) is undefined there" },
    ]);
    expect(record.points.flatMap(({ measures }) => measures.filter(({ value }) => Number.isNaN(value)))).toEqual([]);
    expect(record.points.map((point) => measureIn(point, "E[p(c|x)] (tilted)") !== undefined)).toEqual([true, true]);
  });

  it("have the law in continuous time beside that of a sampler with steps, and not beside that one itself", async () => {
    const [own] = (await curves(stepped, [2])).points;
    const exact = runMeasure(at({ ...stepped, sampler: { kind: "exact" } }, 2), webResources());
    expect(own && measureIn(own, "tv(limit,tilted)")).toBe(exact.measures.find(({ name }) => name === "tv(law,tilted)")?.value);
    const [limit] = (await curves(squares, [2])).points;
    expect(limit?.measures.filter(({ name }) => name.includes("limit"))).toEqual([]);
  });

  it("say why a sampler has no law, and still give what is wanted and what continuous time gives", async () => {
    const [point] = (await curves({ ...squares, sampler: { kind: "maskgit", steps: 2 } }, [2])).points;
    expect(point?.fault).toContain("sampler.kind");
    expect(point && measureIn(point, "entropy(tilted)")).toBeGreaterThan(0);
    expect(point && measureIn(point, "tv(limit,tilted)")).toBeGreaterThan(0);
    expect(point && measureIn(point, "tv(law,tilted)")).toBeUndefined();
  });

  it("say so where masks are left", async () => {
    const [point] = (await curves({ ...stepped, sampler: { kind: "tau-leaping", steps: 6, fill: "left" } }, [2])).points;
    expect(point?.fault).toBe('sampler.fill must be sample or argmax, so that there is a law of complete states to measure, got "left"');
  });

  it("go on where single weights are refused", async () => {
    const pair = {
      world: { kind: "table", alphabet: 2, length: 1, conditional: [0.5, 0.5], unconditional: [1, 0] },
      guidance: { rule: "rates" },
    };
    const [plain, guided] = (await curves(pair, [0, 1])).points;
    expect(plain && [plain.fault, measureIn(plain, "entropy(law)")]).toEqual([null, expect.closeTo(Math.LN2, 12)]);
    expect(guided && [guided.fault?.includes("world"), guided.measures]).toEqual([true, []]);
  });

  it("tell how far they are", async () => {
    const shares: number[] = [];
    await answer({ experiment: squares, weights: [0, 1, 2, 3], thorough: false }, { progress: (share) => shares.push(share) });
    expect(shares).toEqual([0.25, 0.5, 0.75, 1]);
  });

  it("take the place of a schedule of weights", async () => {
    const scheduled = { ...squares, guidance: { rule: "rates", w: { kind: "interval", in: "t", w: 3, from: 0.8, to: 0.2 } } };
    expect(await curves(scheduled, [0, 4])).toEqual(await curves(squares, [0, 4]));
  });
});

describe("curves on the line", () => {
  for (const [title, experiment] of Object.entries({ flow: line, "a sampler with steps": heun })) {
    it(`at a weight of the grid are what guidelab measure gives at that weight: ${title}`, async () => {
      const [point] = (await curves(experiment, [1.5])).points;
      const { measures } = runMeasure(at(experiment, 1.5), webResources());
      const names = ["tv(law,tilted)", "w1(law,conditional)", "kl(law||tilted)", "kl(tilted||law)", "entropy(law)", "entropy(tilted)"];
      const renamed = {
        mean: "mean x0 (law)",
        variance: "variance x0 (law)",
        "class confidence(law)": "E[p(c|x)] (law)",
        "log class confidence(law)": "E[log p(c|x)] (law)",
        "reciprocal class confidence(law)": "E[1/p(c|x)] (law)",
      };
      for (const [theirs, ours] of [...names.map((name) => [name, name]), ...Object.entries(renamed)]) {
        const measured = measures.find(({ name }) => name === theirs);
        expect([ours, point && measureIn(point, ours ?? "")]).toEqual([ours, measured?.value]);
      }
      expect(point && measureIn(point, "tv(limit,tilted)") !== undefined).toBe(experiment === heun);
    });
  }
});

describe("curves elsewhere", () => {
  it("of samples are those of guidelab measure, with the same noise at every weight", async () => {
    const experiment = {
      world: { kind: "preset", name: "autoguidance-2d", parameters: {} },
      target: "outer",
      guidance: { rule: "cfg" },
      sampler: { kind: "euler", steps: 4 },
    };
    const [point] = (await curves(experiment, [1])).points;
    const { measures } = runMeasure(at(experiment, 1), webResources());
    expect(point && measureIn(point, "mean x1 (law)")).toBe(measures.find(({ name }) => name === "mean x1")?.value);
    expect(point && measureIn(point, "E[p(c|x)] (law)")).toBe(measures.find(({ name }) => name === "class confidence")?.value);
  });

  it("of single Gaussians have the distances of guidelab law", async () => {
    const component = (mean: number[]) => ({ components: [{ weight: 1, mean, covariance: 1 }] });
    const experiment = {
      world: {
        kind: "gaussian-mixture",
        dimension: 3,
        conditional: component([1, 0, 0]),
        unconditional: { components: [{ weight: 1, mean: [0, 0, 0], covariance: 2 }] },
      },
      guidance: { rule: "cfg" },
    };
    const [point] = (await curves(experiment, [1])).points;
    const record = runContinuousLaw(at(experiment, 1) as never, webResources());
    expect(point && measureIn(point, "w2(law,tilted)")).toBe(record.distances["w2(law,tilted)"]);
    expect(point && measureIn(point, "mean x0 (law)")).toBe("mean" in record ? (record.mean as Float64Array)[0] : null);
  });

  it("of a slow law are computed when asked to be thorough only", async () => {
    const plane = { world: { kind: "preset", name: "two-rectangles", parameters: {} }, target: "upper", guidance: { rule: "cfg" } };
    expect(await curves(plane, [0, 1], false)).toMatchObject({ points: [], coarse: true, slow: true, asked: 2 });
  });
});
