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
  ])("%s", (_, input) => {
    expect(takes(input)).toBe(false);
    expect(() => parseExperiment(input)).toThrow();
  });
});
