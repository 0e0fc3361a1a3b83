import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { experimentJsonSchema } from "../../src/studies/experiment.ts";
import { parseExperiment } from "../../src/studies/parse.ts";
import { answer, type LawAnswer, repository } from "../cli/program.ts";
import { blocks, page } from "./pages.ts";

describe("schema/experiment.schema.json", () => {
  it("is the schema that the code has (npm run schema writes it)", () => {
    expect(JSON.parse(page("schema/experiment.schema.json"))).toEqual(JSON.parse(JSON.stringify(experimentJsonSchema())));
  });
});

describe("examples", () => {
  const names = readdirSync(join(repository, "examples")).filter((name) => name.endsWith(".json"));

  it.concurrent.each(names)("%s is accepted, points to the schema, and runs", async (name) => {
    const experiment = JSON.parse(page(join("examples", name))) as { $schema: string; name: string };
    expect(() => parseExperiment(experiment)).not.toThrow();
    expect(existsSync(join(repository, "examples", experiment.$schema))).toBe(true);
    const { law } = await answer<LawAnswer>(["law", join("examples", name), "--json"], { cwd: repository });
    expect(Math.abs(law.reduce((sum, p) => sum + p, 0) - 1)).toBeLessThan(1e-12);
  });

  it("each file has its line in the examples' page", () => {
    for (const name of readdirSync(join(repository, "examples"))) {
      if (name !== "README.md") expect(page("examples/README.md")).toContain(`\`${name}\``);
    }
  });

  it("their data have the totals that the page states", () => {
    const total = (name: string) =>
      page(join("examples", name))
        .trim()
        .split("\n")
        .slice(1)
        .reduce((sum, row) => sum + Number(row.split(",").at(-1)), 0);
    expect(page("examples/README.md")).toContain(`${total("titanic.csv")} persons`);
    expect(page("examples/README.md")).toContain(`${total("hair-eye.csv")} students`);
  });
});

describe("README's experiment", () => {
  it("is accepted", () => {
    expect(() => parseExperiment(JSON.parse(blocks(page("README.md"), "json")[0]))).not.toThrow();
  });
});
