import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readExperiment } from "../../src/files/readExperiment.ts";

const folder = mkdtempSync(join(tmpdir(), "guidelab-read-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const CASES = "hair,tall\nred,yes\nfair,no\n";

let made = 0;
/** Reads an experiment written into a folder of its own, `cases.csv` beside it. */
function read(content: unknown, { name = "experiment.json", csv = CASES, set = [] as readonly string[] } = {}) {
  const place = join(folder, String(made++));
  mkdirSync(place);
  writeFileSync(join(place, "cases.csv"), csv);
  writeFileSync(join(place, name), typeof content === "string" ? content : JSON.stringify(content));
  return { ...readExperiment(join(place, name), set), place };
}

const classes = { a: { weight: 1, law: [0.25, 0.75] }, b: { weight: 3, law: [0.5, 0.5] } };
const table = { world: { kind: "table", alphabet: 2, length: 1, classes }, target: "a", guidance: { rule: "rates", w: 2 } };
const counts = {
  world: { kind: "counts", file: "cases.csv", sites: ["hair"], class: "tall" },
  target: "yes",
  guidance: { rule: "rates", w: 2 },
};
const full = {
  $schema: "../schema/experiment.schema.json",
  schema: "guidelab/experiment@1",
  name: "with everything written out",
  seed: 0,
  sampler: { kind: "exact" },
  process: { schedule: "log-linear", kind: "masked" },
  guidance: { w: 2, rule: "rates" },
  target: "a",
  world: { classes, length: 1, alphabet: 2, kind: "table" },
};

describe("readExperiment's id", () => {
  const { id } = read(table);

  it("is 64 hexadecimal digits", () => {
    expect(id).toMatch(/^[0-9a-f]{64}$/);
  });

  it("is the same with defaults filled in, keys in another order, another name or $schema, other spacing", () => {
    expect(read(full).id).toBe(id);
    expect(read(JSON.stringify(full, null, 4)).id).toBe(id);
    expect(read({ ...table, name: "another" }).id).toBe(id);
    expect(read(JSON.stringify(table).replace('"w":2', '"w":2.0e0')).id).toBe(id);
  });

  it("is the same in YAML, and when --set says what is there", () => {
    const yaml = `world: {kind: table, alphabet: 2, length: 1, classes: {b: {weight: 3, law: [0.5, 0.5]}, a: {weight: 1, law: [0.25, 0.75]}}}
target: a
guidance: {rule: rates, w: 2}
`;
    expect(read(yaml, { name: "experiment.yaml" }).id).toBe(id);
    expect(read(yaml, { name: "experiment.YML".toLowerCase() }).id).toBe(id);
    expect(read(table, { set: ["guidance.w=2", "seed=0"] }).id).toBe(id);
  });

  it.each([
    ["w", { ...table, guidance: { rule: "rates", w: 2.0000000000000004 } }],
    ["the rule", { ...table, guidance: { rule: "tokens", w: 2 } }],
    ["the target", { ...table, target: "b" }],
    ["the seed", { ...table, seed: 1 }],
    ["a weight", { ...table, world: { ...table.world, classes: { ...classes, b: { ...classes.b, weight: 2 } } } }],
    ["the noise", { ...table, process: { kind: "masked", schedule: "cosine" } }],
  ])("is another for a change of %s", (_, changed) => {
    expect(read(changed).id).not.toBe(id);
  });

  it("follows the content of the CSV, not where it lies", () => {
    const first = read(counts).id;
    expect(read(counts).id).toBe(first);
    expect(read(counts, { csv: CASES.replace("fair,no", "fair,yes") }).id).not.toBe(first);
  });
});

describe("readExperiment", () => {
  it("fills in the defaults", () => {
    const { experiment } = read(table);
    expect(experiment).toMatchObject({
      schema: "guidelab/experiment@1",
      process: { kind: "masked", schedule: "log-linear" },
      sampler: { kind: "exact" },
      seed: 0,
    });
  });

  it("resolves files from the experiment's folder", () => {
    const { resolve, place } = read(counts);
    expect(resolve("cases.csv")).toBe(join(place, "cases.csv"));
    expect(resolve("/elsewhere.csv")).toBe("/elsewhere.csv");
  });

  it("--set makes what is missing on the way, adds to lists, and takes text that is no JSON", () => {
    const { experiment } = read(table, { set: ["process.kind=masked", "process.schedule=cosine", "name=two words"] });
    expect(experiment.process).toMatchObject({ kind: "masked", schedule: "cosine" });
    expect(experiment.name).toBe("two words");
    const grown = read(table, { set: ['guidance.w={"kind":"pieces","at":[1],"w":[0]}', "guidance.w.at.1=0.5", "guidance.w.w.1=3"] });
    expect(grown.experiment.guidance.w).toMatchObject({ at: [1, 0.5], w: [0, 3] });
  });

  it("--set never reaches an object's prototype", () => {
    expect(() => read(table, { set: ["__proto__.polluted=1"] })).toThrow("--set must be a path into the experiment");
    expect(() => read(table, { set: ["constructor.prototype.polluted=1"] })).toThrow(/must be/);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect("polluted" in {}).toBe(false);
  });
});
