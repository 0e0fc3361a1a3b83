import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readExperiment } from "../../../src/files/readExperiment.ts";
import { experimentId, experimentText, fileStem } from "../../../src/web/export/experimentText.ts";

const withoutFiles = readdirSync("examples").filter(
  (file) => file.endsWith(".json") && !readFileSync(`examples/${file}`, "utf8").includes(".csv"),
);

describe("an exported experiment", () => {
  it.each(withoutFiles)("of examples/%s has the id that the command line gives it", async (file) => {
    const path = `examples/${file}`;
    expect(await experimentId(JSON.parse(readFileSync(path, "utf8")))).toBe(readExperiment(path).id);
  });

  it("is the same when read again", () => {
    const experiment = JSON.parse(readFileSync("examples/two-squares.json", "utf8"));
    expect(JSON.parse(experimentText(experiment))).toEqual(experiment);
  });
});

describe("the name of a file about an experiment", () => {
  it.each([
    [{ name: "two squares that share a corner", world: { kind: "table" } }, "two-squares-that-share-a-corner"],
    [{ world: { kind: "preset", name: "two-gaussians" } }, "two-gaussians"],
    [{ world: { kind: "table" } }, "table"],
    [{ name: "../../∂/", world: { kind: "table" } }, "experiment"],
    [{ name: "a".repeat(99), world: { kind: "table" } }, "a".repeat(60)],
  ])("of %j is %s", (experiment, stem) => {
    expect(fileStem(experiment)).toBe(stem);
  });
});
