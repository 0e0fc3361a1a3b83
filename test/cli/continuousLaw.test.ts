import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parquetReadObjects } from "hyparquet";
import { describe, expect, it } from "vitest";
import { normalCdf } from "../../src/numerics/normalCdf.ts";
import { expectClose } from "../../testing/close.ts";
import { readNpz } from "../files/readNpz.ts";
import { answer, guidelab, put, scratch } from "./program.ts";

const cwd = scratch();
const normal = (covariance: number) => ({ components: [{ weight: 1, mean: [0], covariance }] });
/** The contract's explicit pair: p_c = N(0, 1), p = N(0, 2). */
const pair = {
  world: { kind: "gaussian-mixture", dimension: 1, conditional: normal(1), unconditional: normal(2) },
  guidance: { rule: "cfg", w: 3 },
  process: { kind: "ve", sigmaMax: 80, sigmaMin: 0.002 },
};
const two = { world: { kind: "preset", name: "two-gaussians" }, target: "right", guidance: { rule: "cfg", w: 3 } };
const [pairFile, twoFile] = [put(cwd, "pair.json", pair), put(cwd, "two.json", two)];

interface LineAnswer {
  readonly x: readonly number[];
  readonly density: readonly number[];
  readonly cdf: readonly number[];
  readonly tilted: readonly number[] | null;
  readonly conditional: readonly number[];
  readonly mean: number;
  readonly variance: number;
  readonly distances: Readonly<Record<string, number | null>>;
  readonly method: string;
  readonly error: number;
  readonly notes: readonly string[];
}
const law = (args: readonly string[], input?: object): Promise<LineAnswer> =>
  answer<LineAnswer>(["law", ...args, "--json"], { cwd, ...(input ? { input: JSON.stringify(input) } : {}) });
const numbers = (found: LineAnswer): readonly number[] => [
  ...found.x,
  ...found.density,
  ...found.cdf,
  found.mean,
  found.variance,
  found.error,
];

describe.concurrent("law --json on the line", () => {
  it("prints the contract's fields: flow 2^{−w}, tilted 2/(w + 2), on the grid that was asked for", async () => {
    const found = await law([pairFile, "--grid", "x=-3:3:601"]);
    const variance = (2 ** -3 * 6400 * 6402 ** 3) / 6401 ** 4;
    expect(Object.keys(found)).toEqual(
      expect.arrayContaining([
        "experiment",
        "x",
        "density",
        "cdf",
        "tilted",
        "conditional",
        "mean",
        "variance",
        "distances",
        "method",
        "error",
      ]),
    );
    expect([found.x.length, found.x[0], found.x[300], found.x[600]]).toEqual([601, -3, 0, 3]);
    expectClose([found.mean, found.variance], [0, variance], { absolute: 1e-6 });
    const bell = (x: number, v: number): number => Math.exp((-x * x) / (2 * v)) / Math.sqrt(2 * Math.PI * v);
    expectClose(
      found.cdf,
      found.x.map((x) => normalCdf(x / Math.sqrt(variance))),
      { absolute: 1e-6 },
    );
    expectClose(
      found.tilted ?? [],
      found.x.map((x) => bell(x, 0.4)),
      { absolute: 1e-7 },
    );
    expectClose(
      found.conditional,
      found.x.map((x) => bell(x, 1)),
      { absolute: 1e-9 },
    );
    expectClose(
      found.density,
      found.x.map((x) => bell(x, variance)),
      { absolute: 1e-5 },
    );
    expectClose(found.distances["w1(law,tilted)"] ?? Number.NaN, Math.sqrt(2 / Math.PI) * (Math.sqrt(0.4) - Math.sqrt(variance)), {
      absolute: 1e-5,
    });
  });

  it("of the stochastic equation: (2 − 2^{−2w})/(2w + 1)", async () => {
    const found = await law([pairFile, "--set", 'sampler={"kind":"sde"}', "--grid", "x=-1:1:3"]);
    expectClose(found.variance, (2 - 2 ** -6) / 7, { absolute: 1e-3 });
    expectClose(found.cdf[1], 0.5, { absolute: found.error });
  });

  it("takes w = −1 and 0, a schedule, and w = 1024: a result without NaN", async () => {
    const at = async (w: unknown) => law([twoFile, "--set", `guidance.w=${JSON.stringify(w)}`, "--grid", "x=-3:60:8"]);
    const [unconditional, conditional, huge, ramp] = await Promise.all([
      at(-1),
      at(0),
      at(1024),
      at({ kind: "linear", start: 3, end: -0.5 }),
    ]);
    for (const found of [unconditional, conditional, huge, ramp]) expect(numbers(found).every(Number.isFinite)).toBe(true);
    expectClose([unconditional.mean, unconditional.variance], [0, 2], { absolute: 1e-3 });
    expectClose([conditional.mean, conditional.variance], [1, 1], { absolute: 1e-3 });
    // x → 0.9333 √w (docs/theory/continuous.md); the next term is of order 1.
    expect(Math.abs(huge.mean / Math.sqrt(1024) - 0.9333)).toBeLessThan(0.05);
    expect(ramp.tilted).toBeNull();
    expect(ramp.notes).toEqual(["w changes along the way: no single tilted law is wanted"]);
  });

  it("prints an infinite divergence as null", async () => {
    const boxes = (low: number) => ({ weight: 1, boxes: [{ weight: 1, low: [low], high: [low + 1] }] });
    const found = await law(["-", "--grid", "x=0:2:5"], {
      world: { kind: "box-mixture", dimension: 1, classes: { a: boxes(0), b: boxes(0.5) } },
      target: "a",
      guidance: { rule: "cfg", w: 0 },
      scoreError: { kind: "smoothing", sd: 0.2 },
    });
    expect(found.distances["kl(law||tilted)"]).toBeNull();
    expect(numbers(found).every(Number.isFinite)).toBe(true);
  });

  it("reads points from a file beside the experiment, and weighs classes by their cases", async () => {
    put(cwd, "cloud.csv", "x,label\n0,a\n2,a\n5,b\n");
    const name = put(cwd, "cloud.json", {
      world: { kind: "points", file: "cloud.csv", coordinates: ["x"], class: "label", bandwidth: 0.5 },
      target: "a",
      guidance: { rule: "cfg", w: 0 },
    });
    const found = await law([name, "--grid", "x=0:2:3"]);
    const kernel = (x: number, at: number): number => Math.exp(-2 * (x - at) ** 2) / (0.5 * Math.sqrt(2 * Math.PI));
    expectClose(
      found.conditional,
      [0, 1, 2].map((x) => (kernel(x, 0) + kernel(x, 2)) / 2),
      { absolute: 1e-9 },
    );
    expectClose([found.mean, found.variance], [1, 1.25], { absolute: 1e-3 });
    expect((await law([name, "--set", "guidance.w=-1"])).mean).toBeCloseTo(7 / 3, 2);
  });

  it.each([
    ["autoguidance", { bad: { kind: "smoothing", sd: 0.5 } }, 1, {}],
    ["apg", { parallel: 1 }, 1, {}],
    ["apg", { parallel: 1, momentum: -0.3 }, 1, { sampler: { kind: "ddim", steps: 4 } }],
    ["cfg++", {}, -0.4, { sampler: { kind: "ddim", steps: 4 } }],
    ["rescaled", {}, 2, {}],
    ["zero-star", {}, 2, {}],
    ["power-law", {}, 2, {}],
    ["feedback", { pi: 0.8 }, 1, {}],
  ])("has a law under %s %j", async (rule, parameters, w, rest) => {
    const found = await law(["-", "--grid", "x=-2:4:7"], { ...two, guidance: { rule, w, ...parameters }, ...rest });
    expect(numbers(found).every(Number.isFinite)).toBe(true);
    expect(found.cdf.every((level, k) => level >= (found.cdf[k - 1] ?? 0) && level <= 1)).toBe(true);
    expect(found.error).toBeLessThan(1e-5);
  });

  it.each(["mirrored-intervals", "splitting-three"])("knows the preset %s, and draws it for a person", async (name) => {
    const target = name === "splitting-three" ? "middle" : "right";
    const { status, stdout, stderr } = await guidelab(["law", "-"], {
      cwd,
      input: JSON.stringify({ ...two, world: { kind: "preset", name }, target }),
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/tv\(law,tilted\)/);
    expect(stdout).not.toContain("NaN");
  });

  it("writes the same numbers as NumPy arrays", async () => {
    const { stderr } = await guidelab(["law", pairFile, "--grid", "x=-1:1:5", "--npz", "law.npz", "--json"], { cwd });
    expect(stderr).toBe("wrote law.npz\n");
    const arrays = readNpz(readFileSync(join(cwd, "law.npz")));
    const found = await law([pairFile, "--grid", "x=-1:1:5"]);
    expect([...arrays.cdf.data]).toEqual(found.cdf);
    expect(arrays.cdf.shape).toEqual([5]);
  });
});

describe.concurrent("sample", () => {
  const drawn = (args: readonly string[]) =>
    answer<{ n: number; counts: null; samples: number[][]; mean: number[]; covariance: number[]; nfe: number; seed: number }>(
      ["sample", twoFile, "--json", ...args],
      { cwd },
    );
  const heun = ["--set", 'sampler={"kind":"heun","steps":4}'];

  it("prints the contract's fields, and nothing else on standard output", async () => {
    const found = await drawn(["-n", "5", "--samples", ...heun]);
    expect(found).toMatchObject({ n: 5, counts: null, nfe: 14, seed: 0 });
    expect(found.samples).toHaveLength(5);
    expect((await drawn(["-n", "2", "--samples", ...heun])).samples).toEqual(found.samples.slice(0, 2));
    expect((await drawn(["-n", "5", "--samples", "--seed", "1", ...heun])).samples).not.toEqual(found.samples);
  });

  it("writes the same float64 numbers to .csv, .npz and .parquet", async () => {
    const plane = put(cwd, "plane.json", {
      ...two,
      world: { kind: "preset", name: "two-rectangles" },
      target: "upper",
      sampler: { kind: "ddim", steps: 3 },
    });
    const write = (out: string) => guidelab(["sample", plane, "-n", "20", "--out", out, "--json", "--samples"], { cwd });
    const [csv, npz, parquet] = await Promise.all(["s.csv", "s.npz", "s.parquet"].map(write));
    expect([csv.stderr, npz.stderr, parquet.stderr]).toEqual(["s.csv", "s.npz", "s.parquet"].map((out) => `wrote 20 samples to ${out}\n`));
    const { samples } = JSON.parse(csv.stdout) as { samples: number[][] };
    const [header, ...rows] = readFileSync(join(cwd, "s.csv"), "utf8").trim().split("\n");
    expect(header).toBe("x0,x1");
    expect(rows.map((row) => row.split(",").map(Number))).toEqual(samples);
    const array = readNpz(readFileSync(join(cwd, "s.npz"))).samples;
    expect([array.shape, [...array.data]]).toEqual([[20, 2], samples.flat()]);
    const bytes = Uint8Array.from(readFileSync(join(cwd, "s.parquet"))).buffer;
    expect((await parquetReadObjects({ file: bytes })).map(({ x0, x1 }) => [x0, x1])).toEqual(samples);
  });
});

describe.concurrent("measure and budget", () => {
  it("print one document without NaN", async () => {
    const measured = await guidelab(["measure", twoFile, "--json"], { cwd });
    expect({ status: measured.status, stderr: measured.stderr }).toEqual({ status: 0, stderr: "" });
    const { measures } = JSON.parse(measured.stdout) as { measures: { name: string; value: number | null; method: string }[] };
    expect(measures.length).toBeGreaterThan(20);
    for (const { name, method } of measures) expect([name, method].every((text) => text.length > 0)).toBe(true);
  });

  it("chain the laws from the tilted one to the samples", async () => {
    const found = await answer<{
      stages: { from: string; to: string; tv: number | null; w1: number; interval: readonly number[] | null }[];
      total: { from: string; to: string };
    }>(
      [
        "budget",
        twoFile,
        "-n",
        "500",
        "--json",
        "--set",
        'sampler={"kind":"heun","steps":4}',
        "--set",
        'scoreError={"kind":"tempering","temperature":1.2}',
      ],
      { cwd },
    );
    expect(found.stages.map(({ to }) => to)).toEqual(["law of the flow", "law of the sampler", "law with score error", "samples"]);
    expect(found.total).toMatchObject({ from: "wanted (tilted)", to: "samples" });
    expect(found.stages.slice(0, 3).every(({ tv, w1 }) => tv !== null && tv > 0 && tv < 1 && w1 > 0)).toBe(true);
    expect(found.stages[3].interval?.[0]).toBeLessThanOrEqual(found.stages[3].w1);
  });
});
