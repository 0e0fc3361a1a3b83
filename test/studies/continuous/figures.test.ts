import { beforeAll, describe, expect, it } from "vitest";
import { lineExpectation } from "../../../src/measures/line/lineExpectation.ts";
import { lineWasserstein1 } from "../../../src/measures/line/lineWasserstein.ts";
import { continuousRun } from "../../../src/studies/continuous/continuousRun.ts";
import { reciprocalFigures } from "../../../src/studies/continuous/figuresReciprocal.ts";
import { said } from "../../../src/studies/continuous/figuresSetting.ts";
import { lineLaws } from "../../../src/studies/continuous/lineRecord.ts";
import type { ContinuousExperiment } from "../../../src/studies/continuous/schema.ts";
import type { CurveFigure, DensityFigure, FanFigure, FigureData, PortraitFigure } from "../../../src/studies/figureData.ts";
import { type ExperimentFigures, experimentFigures } from "../../../src/studies/figures.ts";
import { parseExperiment } from "../../../src/studies/parse.ts";
import { expectClose } from "../../../testing/close.ts";
import { lent, type Written } from "../given.ts";

const given = (parts: Written): ContinuousExperiment =>
  parseExperiment({ target: "right", guidance: { rule: "cfg", w: 2 }, ...parts }) as ContinuousExperiment;
const preset = (name: string, parameters: Written = {}): Written => ({ kind: "preset", name, parameters });
const figuresOf = (experiment: ContinuousExperiment): ExperimentFigures => experimentFigures(experiment, lent());

function pick<K extends FigureData["kind"]>({ figures }: ExperimentFigures, kind: K, id: string): Extract<FigureData, { kind: K }> {
  const found = figures.find((figure) => figure.id === id);
  if (found?.kind !== kind) throw new Error(`there must be a figure ${id} of kind ${kind}, got ${found?.kind}`);
  return found as Extract<FigureData, { kind: K }>;
}

const seriesOf = ({ series }: CurveFigure, name: string): CurveFigure["series"][number] => {
  const found = series.find((each) => each.name.startsWith(name));
  if (!found) throw new Error(`there must be a series ${name}`);
  return found;
};

const normal = (x: number, mean: number): number => Math.exp(-((x - mean) ** 2) / 2) / Math.sqrt(2 * Math.PI);

describe("figures of two Gaussians on the line", () => {
  const experiment = given({ world: preset("two-gaussians") });
  const laws = lineLaws(experiment, continuousRun(experiment, lent()));
  let all: ExperimentFigures;
  beforeAll(() => {
    all = figuresOf(experiment);
  });

  it("are densities, distribution functions, trajectories and the class confidence, nothing left out", () => {
    expect(all.figures.map(({ id }) => id)).toEqual(["density", "distribution", "trajectories", "confidence", "reciprocal-confidence"]);
    expect(all.omitted).toEqual([]);
    for (const { caption } of all.figures)
      expect(caption).toContain("Class right of two-gaussians; rule cfg, w = 2; process vp (ou); sampler flow.");
  });

  it("densities are the laws' own, the class N(1, 1) and the mixture by hand", () => {
    const figure = pick(all, "curves", "density");
    expect(figure.series.map(({ name }) => name)).toEqual(["conditional", "unconditional", "tilted (wanted)", "law (comes out)"]);
    const [conditional, unconditional, tilted, law] = figure.series;
    expectClose(
      conditional.y as number[],
      conditional.x.map((x) => normal(x, 1)),
      { absolute: 1e-12 },
    );
    expectClose(
      unconditional.y as number[],
      unconditional.x.map((x) => (normal(x, 1) + normal(x, -1)) / 2),
      { absolute: 1e-12 },
    );
    expect(law.y).toEqual(law.x.map(laws.law.density));
    expect(tilted.y).toEqual(tilted.x.map((x) => laws.tilted?.density(x)));
    expect(law.x.length).toBeGreaterThan(401);
    expect(law.x.every((x, k) => k === 0 || x > law.x[k - 1])).toBe(true);
  });

  it("the distribution functions' caption gives W1 between law and tilted", () => {
    const figure = pick(all, "curves", "distribution");
    expect(seriesOf(figure, "law").y).toEqual(seriesOf(figure, "law").x.map(laws.law.cdf));
    if (!laws.tilted) throw new Error("there must be a tilted law");
    expect(figure.caption).toContain(`W1 = ${said(lineWasserstein1(laws.law, laws.tilted).value)} `);
  });

  it("trajectories begin at one noise for w = 0 and w = 2, and end in the laws", () => {
    const { panels, levels, x } = pick(all, "fan", "trajectories");
    expect(panels.map(({ title }) => title)).toEqual(["w = 0 (conditional)", "w = 2"]);
    expect(panels[0].paths.map((path) => path[0])).toEqual(panels[1].paths.map((path) => path[0]));
    expect([panels[0].x[0], panels[0].x.at(-1)]).toEqual([continuousRun(experiment, lent()).start.theta, 0]);
    expect(levels).toEqual([]);
    expect(x.label).toContain("θ");
    const error = (sd: number): number => 6.2 * (sd / Math.sqrt(500));
    expectClose(panels[0].mean.at(-1) ?? 0, 1, { absolute: error(1) });
    expectClose(panels[1].mean.at(-1) ?? 0, laws.law.mean, { absolute: error(Math.sqrt(laws.law.variance)) });
    expectClose(panels[1].sd.at(-1) ?? 0, Math.sqrt(laws.law.variance), { absolute: error(2 * Math.sqrt(laws.law.variance)) });
  });

  it("the class confidence is the laws' expectation at the experiment's w; E[1/p(c|x)] starts at 1/P(c) = 2 and falls", () => {
    const posterior = (x: number): number => 1 / (1 + Math.exp(-2 * x));
    const confidence = seriesOf(pick(all, "curves", "confidence"), "law");
    const at = confidence.x.indexOf(2);
    expectClose(confidence.y[at] ?? 0, lineExpectation(laws.law, posterior).value, { absolute: 1e-8 });
    const figure = pick(all, "curves", "reciprocal-confidence");
    const reciprocal = seriesOf(figure, "law");
    expectClose(reciprocal.y[0] ?? 0, 2, { absolute: 1e-4 });
    expectClose(reciprocal.y[at] ?? 0, lineExpectation(laws.law, (x) => 1 / posterior(x)).value, { absolute: 1e-8 });
    expect([Math.min(...reciprocal.x), Math.max(...reciprocal.x)]).toEqual([0, 10]);
    expect(reciprocal.y.every((value, k) => k === 0 || Number(value) < Number(reciprocal.y[k - 1]))).toBe(true);
    expect(figure.caption).toContain("It falls with w throughout.");
    const { law, tilted } = laws;
    if (!tilted) throw new Error("there must be a tilted law");
    expect(lineExpectation(law, posterior).value).toBeGreaterThan(lineExpectation(tilted, posterior).value);
    expectClose(seriesOf(figure, "tilted").y[at] ?? 0, lineExpectation(tilted, (x) => 1 / posterior(x)).value, { absolute: 1e-8 });
  });
});

describe("figures of classes with edges", () => {
  const experiment = given({
    world: { kind: "box-mixture", dimension: 1, classes: { right: box(0.5, 1.5), left: box(-1.5, -0.5) } },
    sampler: { kind: "euler", steps: 6, spacing: "uniform" },
  });
  let all: ExperimentFigures;
  beforeAll(() => {
    all = figuresOf(experiment);
  });

  it("a density jumps between two points beside the edge", () => {
    const { x, y } = seriesOf(pick(all, "curves", "density"), "conditional");
    const edge = x.findIndex((at) => at > 0.5);
    expect([y[edge - 1], y[edge]]).toEqual([0, 1]);
    expect(x[edge] - x[edge - 1]).toBeLessThan(1e-5);
  });

  it("the support's edges are levels in the fan, which is of the sampler's own seven times", () => {
    const { levels, panels } = pick(all, "fan", "trajectories");
    expect(levels).toEqual([
      { y: 1.5, label: "far edge" },
      { y: 0.5, label: "near edge" },
    ]);
    expect(panels[1].x).toHaveLength(7);
  });

  it("E[1/p(c|x)] is left out where draws leave the support", () => {
    expect(all.figures.map(({ id }) => id)).not.toContain("reciprocal-confidence");
    expect(all.omitted).toEqual([{ name: "E[1/p(c|x)] against w", why: expect.stringContaining("leave the class's support") }]);
  });

  function box(low: number, high: number): Written {
    return { weight: 0.5, boxes: [{ weight: 1, low: [low], high: [high] }] };
  }
});

it("a peak above ten times the class's is cut at six times, and its height is said", () => {
  const narrow = (mean: number, covariance: number): Written => ({ components: [{ weight: 1, mean: [mean], covariance }] });
  const world = { kind: "gaussian-mixture", dimension: 1, conditional: narrow(0, 1), unconditional: narrow(0, 2) };
  const all = figuresOf(given({ world, target: undefined, guidance: { rule: "cfg", w: 8 }, process: { kind: "ve" } }));
  const figure = pick(all, "curves", "density");
  const law = seriesOf(figure, "law");
  const highest = Math.max(...law.y.map(Number));
  // Variance near 2^{-8}: sixteen times as high as N(0, 1).
  expectClose(highest, 16 * normal(0, 0), { relative: 0.01 });
  expectClose(figure.y.shown?.[1] ?? 0, 6 * normal(0, 0), { relative: 1e-4 });
  expect(figure.caption).toContain(`law (comes out) goes on to ${said(highest)} at x = `);
  expect(all.omitted).toContainEqual({ name: "class confidence against w", why: "an explicit pair of laws has no class posterior" });
});

describe("figures in the plane", () => {
  const component = (mean: readonly number[], covariance: number): Written => ({ components: [{ weight: 1, mean, covariance }] });
  const classes = { right: { weight: 0.5, ...component([1, 0], 0.5) }, left: { weight: 0.5, ...component([-1, 0.5], 1) } };
  const world: Written = { kind: "gaussian-mixture", dimension: 2, classes };
  const flow = given({ world });
  let all: ExperimentFigures;
  beforeAll(() => {
    all = figuresOf(flow);
  });

  it("are densities, trajectories, a portrait and the class confidence", () => {
    expect(all.figures.map(({ id }) => id)).toEqual(["densities", "trajectories", "portrait", "confidence", "reciprocal-confidence"]);
  });

  it("densities have the class by hand, nearly all of each law, and the difference of the last two", () => {
    const { panels, difference, x, y } = pick(all, "densities", "densities") as DensityFigure;
    expect(panels.map(({ title }) => title)).toEqual(["conditional", "tilted (wanted)", "law (comes out)"]);
    const by = (i: number, j: number): number => Math.exp(-((x[i] - 1) ** 2 + y[j] ** 2)) / Math.PI;
    expectClose(panels[0].values[17 * x.length + 40], by(40, 17), { relative: 1e-12 });
    const cell = (x[1] - x[0]) * (y[1] - y[0]);
    for (const { values } of panels) {
      const mass = values.reduce((sum, value) => sum + value, 0) * cell;
      expect(mass).toBeGreaterThan(0.95);
      expect(mass).toBeLessThan(1.001);
    }
    expect(difference.values).toEqual(panels[2].values.map((value, i) => value - panels[1].values[i]));
  });

  it("a portrait's arrows go with −dx/dθ, none longer than 1.1 spacings, and paths go on from panel to panel", () => {
    const { panels } = pick(all, "portrait", "portrait") as PortraitFigure;
    expect(panels.map(({ title }) => title.split(",")[0])).toEqual(["b/a = 2", "b/a = 0.7", "b/a = 0.2"]);
    const run = continuousRun(flow, lent());
    panels.forEach(({ arrows, paths }, k) => {
      const theta = Math.atan([2, 0.7, 0.2][k]);
      const velocity = new Float64Array(2 * arrows.length);
      run
        .field()
        .at(theta)
        .evaluate(Float64Array.from(arrows.flatMap((arrow) => arrow.slice(0, 2))), arrows.length, { velocity });
      const spacing = arrows[1][0] - arrows[0][0];
      arrows.forEach(([, , dx, dy], i) => {
        const [vx, vy] = [velocity[2 * i], velocity[2 * i + 1]];
        expect(-(dx * vx + dy * vy)).toBeCloseTo(Math.hypot(dx, dy) * Math.hypot(vx, vy), 10);
        expect(Math.hypot(dx, dy)).toBeLessThanOrEqual(1.1 * spacing * (1 + 1e-9));
      });
      const before = k > 0 ? panels[k - 1].paths : [];
      expect(before.map((path, i) => paths[i].slice(0, path.length))).toEqual(before);
    });
  });

  it("a sampler with noise has its draws over the tilted density, and the flow's paths in the portrait", () => {
    const found = figuresOf(given({ world, sampler: { kind: "ddpm", steps: 12 } }));
    const { panels, x } = pick(found, "densities", "densities");
    expect(panels.map(({ title }) => title)).toEqual(["conditional", "tilted (wanted)", "draws (come out) over tilted"]);
    expect(panels[2].values).toEqual(panels[1].values);
    expect(panels[2].points?.length).toBeGreaterThan(540);
    for (const [a] of panels[2].points ?? []) expect(a >= x[0] && a <= x[x.length - 1]).toBe(true);
    expect(pick(found, "portrait", "portrait").panels).toEqual(pick(all, "portrait", "portrait").panels);
    expect(found.omitted).toEqual([{ name: "class confidence against w", why: "the sampler's law is known by its draws only" }]);
  });
});

describe("what is left out is said", () => {
  it("a weight that changes has no tilted law and no curve against w", () => {
    const w = { kind: "interval", w: 2, from: 0.8, to: 0.01 };
    const { figures, omitted } = figuresOf(given({ world: preset("two-gaussians"), guidance: { rule: "cfg", w } }));
    expect(omitted.map(({ name }) => name)).toEqual(["tilted law", "class confidence against w"]);
    expect(figures.map(({ id }) => id)).toEqual(["density", "distribution", "trajectories"]);
    expect(figures[0].title).toBe("Densities on the line, w interval");
  });

  it("three dimensions have trajectories alone; one panel at w = 0", () => {
    const component = (mean: readonly number[]): Written => ({ weight: 0.5, components: [{ weight: 1, mean, covariance: 1 }] });
    const classes = { right: component([1, 0, 0]), left: component([-1, 0, 0]) };
    const world = { kind: "gaussian-mixture", dimension: 3, classes };
    const { figures, omitted } = figuresOf(given({ world, guidance: { rule: "cfg", w: 0 } }));
    expect(figures.map(({ id }) => id)).toEqual(["trajectories"]);
    expect((figures[0] as FanFigure).panels.map(({ title }) => title)).toEqual(["w = 0"]);
    expect((figures[0] as FanFigure).y.label).toContain("along the class axis");
    expect(omitted[0]).toEqual({ name: "densities", why: "the world has 3 dimensions" });
  });

  it("points without bandwidth, given or of a preset, have trajectories and a portrait only", () => {
    const why = "points without bandwidth have none";
    const points = {
      kind: "points",
      dimension: 1,
      bandwidth: 0,
      classes: { right: { weight: 1, points: [[1]] }, left: { weight: 1, points: [[-1]] } },
    };
    const onLine = figuresOf(given({ world: points, sampler: { kind: "euler", steps: 5 } }));
    expect(onLine.figures.map(({ id }) => id)).toEqual(["trajectories"]);
    expect(onLine.omitted[0]).toEqual({ name: "densities", why });
    const world = preset("rings", { rings: 2, perClass: 6, bandwidth: 0 });
    const inPlane = figuresOf(given({ world, target: "ring1", sampler: { kind: "euler", steps: 5 } }));
    expect(inPlane.figures.map(({ id }) => id)).toEqual(["trajectories", "portrait"]);
    expect(inPlane.omitted.map(({ name }) => name)).toEqual(["densities", "class confidence against w"]);
  });

  it("a rule with memory has no portrait", () => {
    const one = (x: number): Written => ({ weight: 0.5, components: [{ weight: 1, mean: [x, 0], covariance: 1 }] });
    const world = { kind: "gaussian-mixture", dimension: 2, classes: { right: one(1), left: one(-1) } };
    const guidance = { rule: "apg", w: 2, momentum: -0.5 };
    const { figures, omitted } = figuresOf(given({ world, guidance, sampler: { kind: "ddim", steps: 5 } }));
    expect(figures.map(({ id }) => id)).toEqual(["densities", "trajectories"]);
    expect(omitted[0]).toEqual({ name: "phase portrait", why: "the guided field is not a function of place and time alone" });
  });

  it("steps that differ from draw to draw have no law: the draws' distribution function stands for it", () => {
    const all = figuresOf(given({ world: preset("two-gaussians"), sampler: { kind: "dopri5", rtol: 1e-3, atol: 1e-4 } }));
    const figure = pick(all, "curves", "distribution");
    const draws = seriesOf(figure, "law");
    expect([draws.mark, draws.x.length]).toEqual(["points", 25]);
    expect(draws.y[0]).toBeCloseTo(0.0205, 12);
    const flow = given({ world: preset("two-gaussians") });
    const { law } = lineLaws(flow, continuousRun(flow, lent()));
    // DKW at risk 1e-9 with 1000 draws: √(ln(2e9)/2000) = 0.1035.
    for (let k = 0; k < 25; k++) expect(Math.abs(law.cdf(draws.x[k]) - Number(draws.y[k]))).toBeLessThan(0.104 + 5e-4);
    expect(pick(all, "curves", "density").series.map(({ name }) => name)).not.toContain("law (comes out)");
  });
});

describe("E[1/p(c|x)] along the stochastic equation", () => {
  it("both sides agree, from 1/P(c) = 2 on, and fall", () => {
    const experiment = given({ world: preset("two-gaussians"), sampler: { kind: "sde" }, guidance: { rule: "cfg", w: 1 } });
    const omitted: never[] = [];
    const [figure] = reciprocalFigures(experiment, continuousRun(experiment, lent()), omitted) as CurveFigure[];
    const [mean, integral] = figure.series;
    expect(figure.x.shown?.[1]).toBe(0);
    expectClose(mean.y[0] ?? 0, 2, { absolute: 1e-4 });
    expect(Number(mean.y.at(-1))).toBeLessThan(1.5);
    const same = integral.x.map((x) => Number(mean.y[mean.x.indexOf(x)]));
    expectClose(integral.y.map(Number), same, { absolute: 1e-4 });
  });

  it("is for cfg with exact scores on classes with a density everywhere, and for the line", () => {
    const why = "for cfg with exact scores, on classes with a density everywhere";
    const cases: readonly Written[] = [
      { guidance: { rule: "rescaled", w: 1 } },
      { world: preset("mirrored-intervals") },
      { scoreError: { kind: "tempering", temperature: 1.1 } },
    ];
    for (const parts of cases) {
      const experiment = given({ world: preset("two-gaussians"), sampler: { kind: "sde" }, ...parts });
      const omitted: { name: string; why: string }[] = [];
      expect(reciprocalFigures(experiment, continuousRun(experiment, lent()), omitted)).toEqual([]);
      expect(omitted).toEqual([{ name: "E[1/p(c|x)] along the way", why }]);
    }
  });
});

describe("said", () => {
  it.each([
    [0.12345, "0.123"],
    [-2, "−2"],
    [1.5e-9, "1.5e−9"],
    [Infinity, "∞"],
    [-Infinity, "−∞"],
  ])("%d is %s", (value, text) => {
    expect(said(value)).toBe(text);
  });
});
