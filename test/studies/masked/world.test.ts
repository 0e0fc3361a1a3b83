import { describe, expect, it } from "vitest";
import { BadInput } from "../../../src/numerics/badInput.ts";
import { buildWorld, sampledWorld } from "../../../src/studies/masked/world.ts";
import { expectClose } from "../../../testing/close.ts";
import { siteConditional } from "../../../testing/completionMass.ts";
import { given, LAWS, lent, table, type Written } from "../given.ts";
import { CASES, WORLDS } from "./worldKinds.ts";

const files = lent({ "cases.csv": CASES });
const build = (parts: Written = {}, memory = 2 ** 30) => buildWorld(given(parts), { ...files, memory }, 8);
const preset = (name: string, parameters: Written = {}): Written => ({ world: { kind: "preset", name, parameters } });
const product = (tokens: unknown): Written => ({
  world: { kind: "product-sets", alphabet: 3, length: 2, classes: { z1: { weight: 1, tokens } } },
});

describe.each(WORLDS)("a world of kind $kind", (hand) => {
  const { world, target, kind } = hand;
  const experiment = given({ world, target, guidance: { rule: "rates", w: 0 } });

  it("is built as the laws worked out by hand", () => {
    const { pair, mixture } = buildWorld(experiment, files, 8);
    expect([pair.alphabet, pair.length]).toEqual([hand.alphabet, hand.length]);
    expectClose(pair.conditional, hand.conditional, { absolute: 1e-15 });
    expectClose(pair.unconditional, hand.unconditional, { absolute: 1e-15 });
    expect(mixture === null).toBe(kind === "pair");
    expect(pair.targetWeight === null).toBe(kind === "pair");
  });

  it("is sampled from denoisers of the same laws; large kinds without a table", () => {
    const sampled = sampledWorld(experiment, files, 8);
    expect(sampled.built === null).toBe(["product-mixture", "markov", "hidden-markov"].includes(kind));
    const K = hand.alphabet;
    for (const [denoiser, law] of [
      [sampled.pair.cond, hand.conditional],
      [sampled.pair.uncond, hand.unconditional],
    ] as const) {
      const out = new Float64Array(K);
      const reading = denoiser.open();
      const token = law.findIndex((p) => p > 0) % K;
      reading.reveal(1, token);
      reading.logConditional(0, out, 0);
      expectClose(out.map(Math.exp), siteConditional(Float64Array.from(law), K, [K, token], 0), { absolute: 1e-14 });
    }
  });
});

describe("buildWorld of presets", () => {
  it.each<[string, Written, number, number]>([
    ["overlapping-squares", {}, 5, 2],
    ["overlapping-squares", { side: 4, overlap: 3 }, 5, 2],
    ["disjoint-squares", { side: 3 }, 6, 2],
    ["overlapping-cubes", { side: 2, length: 3 }, 3, 3],
    ["diamonds", { radius: 3 }, 11, 2],
    ["checkerboards", { alphabet: 3, length: 3 }, 3, 3],
    ["three-class-line", {}, 9, 1],
    ["random-dirichlet", { alphabet: 2, length: 3, classes: 4 }, 2, 3],
  ])("%s %j has alphabet %d and length %d, and fits exactly the memory of that lattice", (name, parameters, alphabet, length) => {
    const states = (alphabet + 1) ** length;
    const { pair } = build(preset(name, parameters), 8 * states);
    expect([pair.alphabet, pair.length, pair.conditional.length]).toEqual([alphabet, length, alphabet ** length]);
    expect(() => build(preset(name, parameters), 8 * states - 1)).toThrow(
      `world: states must be at most ${states - 1} (${8 * (states - 1)} bytes), got ${alphabet + 1}^${length} (raise --memory`,
    );
  });

  it("refuses an overlap beyond the side", () => {
    expect(() => build(preset("overlapping-squares", { side: 2, overlap: 3 }))).toThrow(
      new BadInput("world.parameters.overlap", "at most the side (2)", 3),
    );
    expect(() => build(preset("overlapping-cubes", { side: 2, overlap: 3 }))).toThrow("must be at most the side (2), got 3");
  });

  it("has equal weights, and ¼, ½, ¼ on the line", () => {
    expect(build(preset("random-dirichlet", { classes: 4 })).pair.targetWeight).toBe(0.25);
    expect(build({ ...preset("three-class-line"), target: "z2" }).pair.targetWeight).toBe(0.5);
  });
});

describe("buildWorld refuses", () => {
  const z1 = (law: readonly number[]): Written => ({
    world: { ...table, classes: { z1: { weight: 0.5, law }, z2: { weight: 0.5, law: LAWS.z2 } } },
  });
  const pair = (conditional: readonly number[], unconditional: readonly number[], w: unknown): Written => ({
    world: { kind: "table", alphabet: 3, length: 1, conditional, unconditional },
    target: undefined,
    guidance: { rule: "rates", w },
  });
  const counts = (parts: Written): Written => ({ world: { ...WORLDS[2].world, ...parts }, target: "yes" });
  const missed = "world.unconditional[1] must be > 0 where the conditional is (0.25), for w > 0, got 0";

  it.each<[string, Written]>([
    ["world.classes.z1.law must be a list of 9 numbers, got 8", z1(LAWS.z1.slice(1))],
    ["world.classes.z1.law must be a law that sums to 1 within 1e-9, got 1.25", z1(LAWS.z1.with(2, 0.25))],
    ['target must be one of z1, z2, got "z3"', { target: "z3" }],
    ["world.classes.z1.tokens must be a list with one entry per site (2), got 1", product([[0]])],
    ["world.classes.z1.tokens[1][0] must be a token from 0 to 2, got 3", product([[0], [3]])],
    ["world.classes.z1.tokens[0] must be a list that names each token once, got [1, 2, 1]", product([[1, 2, 1], [0]])],
    ["world.conditional must be a list of 3 numbers, got 2", pair([0.5, 0.5], [0.5, 0.25, 0.25], 0)],
    [missed, pair([0.5, 0.25, 0.25], [0.5, 0, 0.5], 1e-9)],
    [missed, pair([0.5, 0.25, 0.25], [0.5, 0, 0.5], { kind: "linear", start: 0, end: 1 })],
    [missed, pair([0.5, 0.25, 0.25], [0.5, 0, 0.5], { kind: "interval", w: 1, from: 0.5, to: 0.4 })],
    ['world.sites[0] must be a column of the file (colour, size, class, n), got "hue"', counts({ sites: ["hue"] })],
    ['world.class must be a column not used elsewhere, got "size"', counts({ class: "size" })],
    ['target must be one of yes, no, got "maybe"', { ...counts({}), target: "maybe" }],
    [
      "guidance.w.to must be below guidance.w.from (0.2), got 0.8",
      { guidance: { rule: "rates", w: { kind: "interval", w: 1, from: 0.2, to: 0.8 } } },
    ],
    ["guidance.w.from must be from 0 to 1 (t), got 2", { guidance: { rule: "rates", w: { kind: "ramp-up", w: 1, from: 2 } } }],
    [
      "guidance.w.at[0] must be 1, where sampling starts, got 0.9",
      { guidance: { rule: "rates", w: { kind: "pieces", at: [0.9], w: [1] } } },
    ],
    [
      "guidance.w.w must be a list as long as guidance.w.at (1), got 2",
      { guidance: { rule: "rates", w: { kind: "pieces", at: [1], w: [1, 2] } } },
    ],
  ])("%s", (message, parts) => {
    const attempt = (): unknown => build(parts);
    expect(attempt).toThrow(BadInput);
    expect(attempt).toThrow(message);
  });

  it("not an uncovered pair at w ≤ 0", () => {
    for (const w of [-1, -0.5, 0, { kind: "linear", start: -1, end: 0 }]) {
      expect(() => build(pair([0.5, 0.25, 0.25], [0.5, 0, 0.5], w))).not.toThrow();
    }
  });

  it("a mixture at w > 0 only where weight times mass falls below the smallest double", () => {
    const classes = { z1: { weight: 1e-200, law: [1, 1e-200] }, z2: { weight: 1, law: [1, 0] } };
    const at = (w: number): Written => ({ world: { kind: "table", alphabet: 2, length: 1, classes }, guidance: { rule: "rates", w } });
    expect(() => build(at(1))).toThrow("world.unconditional[1] must be > 0 where the conditional is (1e-200), for w > 0, got 0");
    expect(() => build(at(0))).not.toThrow();
  });

  it("a lattice that does not fit, before a class's law is read", () => {
    expect(() => build({}, 8 * 15)).toThrow("world: states must be at most 15 (120 bytes), got 4^2");
    expect(() => build(counts({}), 8 * 8)).toThrow("world: states must be at most 8 (64 bytes), got 3^2");
    expect(() => build(z1([1]), 8)).toThrow("world: states");
  });
});

describe("buildWorld of counts", () => {
  it("adds the smoothing to every cell of every class", () => {
    const { pair } = build({ world: { ...WORLDS[2].world, smoothing: 0.5 }, target: "yes" });
    expectClose(pair.conditional, [2.5 / 5, 0.5 / 5, 0.5 / 5, 1.5 / 5], { relative: 1e-15 });
    expectClose(
      pair.unconditional,
      [(3 * 0.5 + 5 * (0.5 / 7)) / 8, (3 * 0.1 + 5 * (4.5 / 7)) / 8, (3 * 0.1 + 5 * (1.5 / 7)) / 8, (3 * 0.3 + 5 * (0.5 / 7)) / 8],
      {
        relative: 1e-15,
      },
    );
    expect(pair.targetWeight).toBe(3 / 8);
  });
});
