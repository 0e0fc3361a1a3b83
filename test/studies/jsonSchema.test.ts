/** @file The published JSON Schema, read by an independent interpreter: what an editor with `$schema` would say of a file. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { experimentJsonSchema } from "../../src/studies/experiment.ts";
import { parseExperiment } from "../../src/studies/parse.ts";
import { accepts } from "../../testing/jsonSchema.ts";
import { table, type Written, written } from "./given.ts";

const schema = experimentJsonSchema();
const takes = (input: unknown): boolean => accepts(schema, input);
const w = (value: unknown): Written => written({ guidance: { rule: "rates", w: value } });
/** An experiment on R^d with parts replaced. */
const onSpace = (parts: Written = {}): Written =>
  written({ world: { kind: "preset", name: "two-gaussians" }, target: "left", guidance: { rule: "cfg", w: 2 }, ...parts });
const rule = (parts: Written): Written => onSpace({ guidance: { w: 2, ...parts } });
const sampler = (parts: Written): Written => onSpace({ sampler: parts });
const noising = (parts: Written): Written => onSpace({ process: parts });
const mixture = (parts: Written): Written =>
  onSpace({ world: { kind: "gaussian-mixture", dimension: 1, ...parts }, target: "conditional" in parts ? undefined : "left" });
const bell = { weight: 1, mean: [0], covariance: 1 };
const world = (parts: Written): Written => written({ world: { ...table, ...parts } });

describe("the JSON Schema accepts", () => {
  const folder = new URL("../../examples/", import.meta.url);
  const names = readdirSync(folder).filter((name) => name.endsWith(".json"));

  it.each(names)("the example %s, as the parser does", (name) => {
    const experiment: unknown = JSON.parse(readFileSync(new URL(name, folder), "utf8"));
    expect(takes(experiment)).toBe(true);
    expect(() => parseExperiment(experiment)).not.toThrow();
  });

  it.each<[string, Written]>([
    [
      "the contract's form, with everything",
      written({
        $schema: "x",
        schema: "guidelab/experiment@1",
        name: "two squares",
        process: { kind: "masked", schedule: "log-linear" },
        sampler: { kind: "exact" },
        seed: 0,
      }),
    ],
    ["the shortest form", written()],
    [
      "an explicit pair",
      written({ target: undefined, world: { kind: "table", alphabet: 2, length: 1, conditional: [1, 0], unconditional: [0.5, 0.5] } }),
    ],
    ["product sets", written({ world: { kind: "product-sets", alphabet: 2, length: 1, classes: { z1: { weight: 1, tokens: [[0]] } } } })],
    ["counts", written({ world: { kind: "counts", file: "a.csv", sites: ["x"], class: "c" } })],
    ["a preset without parameters", written({ world: { kind: "preset", name: "diamonds" } })],
    ["an interval", w({ kind: "interval", w: 2, from: 0.8, to: 0.2 })],
    ["a linear ramp with its ends left out", w({ kind: "linear", start: 0, end: 3 })],
    ["pieces", w({ kind: "pieces", at: [1, 0.6, 0.3], w: [0, 2, 4] })],
    ["w = −1", w(-1)],
    ["a preset of R^d", onSpace()],
    ["a bad model", rule({ rule: "autoguidance", bad: { kind: "smoothing", sd: 0.3 } })],
    ["every other continuous rule: apg", rule({ rule: "apg", parallel: 0.5, threshold: 2, momentum: -0.5 })],
    ["cfg++", rule({ rule: "cfg++", w: -0.4 })],
    ["rescaled", rule({ rule: "rescaled", phi: 0.5 })],
    ["zero-star", rule({ rule: "zero-star", zeroInit: 0.1 })],
    ["power-law", rule({ rule: "power-law", alpha: 0.5 })],
    ["feedback", rule({ rule: "feedback", pi: 0.8 })],
    ["heun on a karras grid", sampler({ kind: "heun", steps: 8, spacing: "karras", rho: 5 })],
    ["ddim on times", sampler({ kind: "ddim", grid: [1, 0.5, 0], eta: 0.5 })],
    ["dopri5", sampler({ kind: "dopri5", rtol: 1e-4 })],
    ["ddpm levels", noising({ kind: "vp", schedule: "ddpm", steps: 100, betaMax: 0.1, shape: "scaled-linear" })],
    ["ve", noising({ kind: "ve", sigmaMax: 10, sigmaMin: 0.1 })],
    ["rectified flow", noising({ kind: "flow" })],
    [
      "covariances: one number, a list, a matrix",
      mixture({ classes: { left: { weight: 1, components: [bell, { ...bell, covariance: [1] }, { ...bell, covariance: [[1]] }] } } }),
    ],
    ["a pair of laws on R^d", mixture({ conditional: { components: [bell] }, unconditional: { components: [bell] } })],
    ["points of a file", onSpace({ world: { kind: "points", file: "a.csv", coordinates: ["x", "y"], class: "c" } })],
    ["a smooth score error", onSpace({ scoreError: { kind: "smooth", size: 0.1, placed: "rare", on: "conditional" } })],
    ["a score by Monte Carlo", onSpace({ scoreError: { kind: "monte-carlo", draws: 50 } })],
  ])("%s, as the parser does", (_, input) => {
    expect(takes(input)).toBe(true);
    expect(() => parseExperiment(input)).not.toThrow();
  });
});

describe("the JSON Schema refuses, as the parser does,", () => {
  it.each<[string, unknown]>([
    ["an unknown field", written({ extra: 1 })],
    ["an unknown field of the world", world({ extra: 1 })],
    ["an unknown field of a schedule", w({ kind: "constant", w: 2, extra: 1 })],
    ["an alphabet of 0", world({ alphabet: 0 })],
    ["an alphabet of 1.5", world({ alphabet: 1.5 })],
    ["an alphabet of null", world({ alphabet: null })],
    ["a class weight of 0", world({ classes: { z1: { weight: 0, law: [1] } } })],
    ["a law with null", world({ classes: { z1: { weight: 1, law: [null, 1] } } })],
    ["w below −1", w(-1.5)],
    ["w as text", w("2")],
    ["a schedule of an unknown kind", w({ kind: "sawtooth", w: 1 })],
    ["an unknown rule", written({ guidance: { rule: "cfg", w: 1 } })],
    ["an unknown process", written({ process: { kind: "vp" } })],
    ["an unknown world", written({ world: { kind: "ising" } })],
    ["another schema", written({ schema: "guidelab/experiment@2" })],
    ["a seed of 0.5", written({ seed: 0.5 })],
    ["no guidance", written({ guidance: undefined })],
    ["no world", written({ world: undefined })],
    ["a list", []],
    ["a masked rule on R^d", rule({ rule: "rates" })],
    ["a masked process on R^d", noising({ kind: "masked" })],
    ["a masked sampler on R^d", sampler({ kind: "exact" })],
    ["an unknown field of a rule", rule({ rule: "cfg", eta: 1 })],
    ["an unknown field of a sampler", sampler({ kind: "heun", steps: 4, eta: 1 })],
    ["an unknown field of a process", noising({ kind: "flow", horizon: 1 })],
    ["an unknown field of a component", mixture({ classes: { left: { weight: 1, components: [{ ...bell, sd: 1 }] } } })],
    ["a component without weight", mixture({ classes: { left: { weight: 1, components: [{ mean: [0], covariance: 1 }] } } })],
    ["φ above 1", rule({ rule: "rescaled", phi: 1.5 })],
    ["a momentum of 1", rule({ rule: "apg", momentum: 1 })],
    ["π = 0", rule({ rule: "feedback", pi: 0 })],
    ["σmax = 0", noising({ kind: "ve", sigmaMax: 0 })],
    ["a continuous rule on tokens", written({ guidance: { rule: "cfg", w: 2 } })],
    [
      "a bandwidth below 0",
      onSpace({ world: { kind: "points", dimension: 1, bandwidth: -1, classes: { left: { weight: 1, points: [[0]] } } } }),
    ],
    ["dimension 0", mixture({ dimension: 0, classes: { left: { weight: 1, components: [bell] } } })],
    ["a score error of an unknown kind", onSpace({ scoreError: { kind: "uniform-mix", epsilon: 0.1 } })],
  ])("%s", (_, input) => {
    expect(takes(input)).toBe(false);
    expect(() => parseExperiment(input)).toThrow();
  });
});
