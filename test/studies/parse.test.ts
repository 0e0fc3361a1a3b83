import { describe, expect, it } from "vitest";
import { parseExperiment, weightSchedule } from "../../src/studies/parse.ts";
import { given, LAWS, table, written } from "./given.ts";

/** The contract's example, with its laws written out. */
const contract = {
  schema: "guidelab/experiment@1",
  name: "two squares",
  world: {
    kind: "table",
    alphabet: 3,
    length: 2,
    classes: { z1: { weight: 0.5, law: LAWS.z1 }, z2: { weight: 0.5, law: LAWS.z2 } },
  },
  target: "z1",
  guidance: { rule: "rates", w: 2 },
  process: { kind: "masked", schedule: "log-linear" },
  sampler: { kind: "exact" },
  seed: 0,
};

describe("parseExperiment", () => {
  it("takes the contract's example as it stands", () => {
    expect(parseExperiment(contract)).toEqual({ ...contract, sampler: { kind: "exact", precision: "f64" } });
  });

  it("fills in schema, process, sampler and seed", () => {
    const { name: _, ...unnamed } = contract;
    expect(given()).toEqual({ ...unnamed, sampler: { kind: "exact", precision: "f64" } });
  });

  it("does not change what it is given", () => {
    const input = written({
      world: { kind: "preset", name: "diamonds" },
      guidance: { rule: "rates", w: { kind: "linear", start: 0, end: 1 } },
    });
    const before = structuredClone(input);
    parseExperiment(input);
    expect(input).toEqual(before);
  });

  it("allows $schema and name, and a target only for classes", () => {
    expect(given({ $schema: "x.json", name: "n" })).toMatchObject({ $schema: "x.json", name: "n" });
    const pair = { kind: "table", alphabet: 2, length: 1, conditional: [0.5, 0.5], unconditional: [0.25, 0.75] };
    expect(given({ world: pair, target: undefined }).world).toEqual(pair);
  });

  it.each([
    ["overlapping-squares", { side: 3, overlap: 1 }],
    ["disjoint-squares", { side: 2 }],
    ["overlapping-cubes", { side: 3, length: 5, overlap: 1 }],
    ["diamonds", { radius: 2 }],
    ["checkerboards", { alphabet: 4, length: 2 }],
    ["three-class-line", {}],
    ["random-dirichlet", { alphabet: 4, length: 2, classes: 2, concentration: 1, seed: 0 }],
  ])("fills in the parameters of the preset %s", (name, parameters) => {
    expect(given({ world: { kind: "preset", name } }).world).toEqual({ kind: "preset", name, parameters });
    expect(given({ world: { kind: "preset", name, parameters: {} } }).world).toEqual({ kind: "preset", name, parameters });
  });

  it("fills in the smoothing of counts and the settings of samplers", () => {
    const counts = { kind: "counts", file: "a.csv", sites: ["x"], class: "c" };
    expect(given({ world: counts }).world).toEqual({ ...counts, smoothing: 0 });
    expect(given({ sampler: { kind: "tau-leaping", steps: 4 } }).sampler).toEqual({
      kind: "tau-leaping",
      steps: 4,
      fill: "sample",
      precision: "f64",
    });
    expect(given({ sampler: { kind: "order", order: "margin" } }).sampler).toMatchObject({ perStep: 1 });
    expect(given({ sampler: { kind: "theta-rk2", steps: 4 } }).sampler).toMatchObject({ theta: 0.5 });
  });

  it.each([
    [{ kind: "constant", w: 2 }],
    [{ kind: "interval", w: 2, from: 0.8, to: 0.2, in: "t" }],
    [{ kind: "pieces", at: [1, 0.6, 0.3], w: [0, 2, 4], in: "t" }],
    [{ kind: "linear", start: 0, end: 3, from: 1, to: 0, in: "t" }],
    [{ kind: "cosine", start: 0, end: 3, from: 0, to: 2, in: "u" }],
    [{ kind: "ramp-up", w: 3, from: -2, to: 2, in: "log-snr" }],
    [{ kind: "ramp-down", w: 3, from: 1, to: 0, in: "t" }],
  ])("takes the schedule %j whole", (w) => {
    expect(given({ guidance: { rule: "tokens", w } }).guidance).toEqual({ rule: "tokens", w });
  });

  it.each([
    [
      { kind: "linear", start: 0, end: 3 },
      { kind: "linear", start: 0, end: 3, from: 1, to: 0, in: "t" },
    ],
    [
      { kind: "ramp-up", w: 1, to: 0.5 },
      { kind: "ramp-up", w: 1, from: 1, to: 0.5, in: "t" },
    ],
    [
      { kind: "cosine", start: 0, end: 3, in: "u", to: 2 },
      { kind: "cosine", start: 0, end: 3, in: "u", from: 0, to: 2 },
    ],
    [
      { kind: "interval", w: 2, from: 0.8, to: 0.2 },
      { kind: "interval", w: 2, from: 0.8, to: 0.2, in: "t" },
    ],
    [
      { kind: "pieces", at: [1], w: [2] },
      { kind: "pieces", at: [1], w: [2], in: "t" },
    ],
  ])("fills in the ends and the axis of %j", (w, whole) => {
    expect(given({ guidance: { rule: "rates", w } }).guidance.w).toEqual(whole);
  });

  it("takes every noise schedule with what it needs", () => {
    for (const process of [
      { kind: "masked", schedule: "linear" },
      { kind: "masked", schedule: "cosine" },
      { kind: "masked", schedule: "polynomial", power: 2 },
      { kind: "masked", schedule: "ou", horizon: 10 },
    ]) {
      expect(given({ process }).process).toEqual(process);
    }
    expect(given({ process: { kind: "masked" } }).process).toEqual({ kind: "masked", schedule: "log-linear" });
  });

  it("keeps class names that look like numbers, and their laws", () => {
    const classes = { 10: { weight: 1, law: LAWS.z1 }, 2: { weight: 2, law: LAWS.z2 } };
    expect(given({ world: { ...table, classes }, target: "10" })).toMatchObject({ target: "10", world: { classes } });
  });
});

describe("weightSchedule", () => {
  it("of a number is constant", () => {
    expect(weightSchedule(-1)).toEqual({ kind: "constant", w: -1 });
  });

  it("of filled-in schedules is the schedule: parsing again changes nothing", () => {
    const { w } = given({ guidance: { rule: "rates", w: { kind: "cosine", start: 0, end: 1 } } }).guidance;
    expect(weightSchedule(w)).toEqual(w);
  });
});
