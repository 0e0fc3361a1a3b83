import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../src/studies/canonical.ts";
import { parseExperiment } from "../../src/studies/parse.ts";
import { given, LAWS, table, type Written, written } from "./given.ts";

const text = (parts: Written = {}): string => canonicalJson(given(parts));

/** The same value with the keys of every record in the order of the given numbers. */
function shuffled(value: unknown, keys: readonly number[]): unknown {
  if (Array.isArray(value)) return value.map((entry) => shuffled(entry, keys));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, entry], k) => [keys[k % keys.length], key, shuffled(entry, keys)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => a - b).map(([, key, entry]) => [key, entry]));
}

describe("canonicalJson", () => {
  it("is one line with sorted keys and no spaces, by hand", () => {
    const world = { kind: "table", length: 1, alphabet: 2, conditional: [0.5, 0.5], unconditional: [1, 0] };
    expect(text({ world, target: undefined, guidance: { w: 0, rule: "tokens" } })).toBe(
      '{"guidance":{"rule":"tokens","w":0},"process":{"kind":"masked","schedule":"log-linear"},"sampler":{"kind":"exact","precision":"f64"},' +
        '"schema":"guidelab/experiment@1","seed":0,' +
        '"world":{"alphabet":2,"conditional":[0.5,0.5],"kind":"table","length":1,"unconditional":[1,0]}}',
    );
  });

  it("is the same text with defaults filled in or left out", () => {
    const whole = {
      schema: "guidelab/experiment@1",
      process: { kind: "masked", schedule: "log-linear" },
      sampler: { kind: "exact", precision: "f64" },
      seed: 0,
    };
    expect(text(whole)).toBe(text());
    const preset = (parameters?: Written): Written => ({
      world: { kind: "preset", name: "diamonds", ...(parameters ? { parameters } : {}) },
    });
    expect(text(preset({ radius: 2 }))).toBe(text(preset()));
    const ramp = (ends: Written): Written => ({ guidance: { rule: "rates", w: { kind: "linear", start: 0, end: 3, ...ends } } });
    expect(text(ramp({ in: "t", from: 1, to: 0 }))).toBe(text(ramp({})));
  });

  it("does not know name and $schema", () => {
    expect(text({ name: "one", $schema: "a.json" })).toBe(text({ name: "two" }));
    expect(text({ name: "one" })).toBe(text());
  });

  it("does not depend on the order of keys, at any depth", () => {
    const input = written({
      sampler: { kind: "euler", steps: 4, end: 0.1, fill: "argmax" },
      guidance: { rule: "rates", w: { kind: "interval", in: "u", w: 2, from: 0, to: 1 } },
    });
    const expected = canonicalJson(parseExperiment(input));
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 8, maxLength: 8 }), (keys) => {
        expect(canonicalJson(parseExperiment(shuffled(input, keys)))).toBe(expected);
      }),
    );
  });

  it("keeps the order of lists", () => {
    const reversed = { ...table, classes: { z1: { weight: 0.5, law: LAWS.z1.toReversed() }, z2: { weight: 0.5, law: LAWS.z2 } } };
    expect(text({ world: reversed })).not.toBe(text());
  });

  it("differs for any other content", () => {
    const changes: readonly Written[] = [
      {},
      { target: "z2" },
      { seed: 1 },
      { guidance: { rule: "tokens", w: 2 } },
      { guidance: { rule: "rates", w: 2 + 2 ** -51 } },
      { guidance: { rule: "rates", w: { kind: "interval", w: 2, from: 0.8, to: 0.2 } } },
      { process: { kind: "masked", schedule: "cosine" } },
      { process: { kind: "masked", schedule: "polynomial", power: 2 } },
      { process: { kind: "masked", schedule: "polynomial", power: 3 } },
      { sampler: { kind: "first-hitting" } },
      { sampler: { kind: "exact", precision: "f32-gumbel" } },
      { scoreError: { kind: "tempering", temperature: 2 } },
      { world: { ...table, classes: { z1: { weight: 0.5, law: LAWS.z1 }, z2: { weight: 0.25, law: LAWS.z2 } } } },
      { world: { ...table, classes: { z1: { weight: 0.5, law: LAWS.z1 }, z3: { weight: 0.5, law: LAWS.z2 } } } },
    ];
    expect(new Set(changes.map(text)).size).toBe(changes.length);
  });

  it("reads back as the experiment: nothing but name and $schema is lost", () => {
    const experiment = given({ sampler: { kind: "order", order: "margin" }, name: "lost" });
    const { name: _, ...kept } = experiment;
    expect(parseExperiment(JSON.parse(canonicalJson(experiment)))).toEqual(kept);
  });

  it("takes the digests of files in: another table is another experiment", () => {
    const world = { kind: "counts", file: "a.csv", sites: ["x"], class: "c" };
    const withDigest = (digest: string): string => canonicalJson(given({ world }), { "a.csv": digest });
    expect(withDigest("12")).toContain('"files":{"a.csv":"12"}');
    expect(withDigest("12")).not.toBe(withDigest("13"));
    expect(canonicalJson(given({ world }), {})).toBe(canonicalJson(given({ world })));
  });
});
