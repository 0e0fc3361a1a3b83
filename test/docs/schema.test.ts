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

/** What `law --json` prints of a world of R^d, as far as it is read here. */
interface GridAnswer {
  readonly experiment: string;
  readonly density: readonly number[];
}

/** A few points are enough to see that it runs. */
const coarse = (experiment: { readonly world: { readonly name?: string } }): readonly string[] =>
  experiment.world.name === "two-rectangles" ? ["--grid", "x=0.6:1.4:2,y=0.6:1.4:2"] : [];

describe("examples", () => {
  const names = readdirSync(join(repository, "examples")).filter((name) => name.endsWith(".json"));

  it.concurrent.each(names)("%s is accepted, points to the schema, and runs", async (name) => {
    const experiment = JSON.parse(page(join("examples", name))) as { $schema: string; name: string; world: { name?: string } };
    expect(() => parseExperiment(experiment)).not.toThrow();
    expect(existsSync(join(repository, "examples", experiment.$schema))).toBe(true);
    const found = await answer<LawAnswer | GridAnswer>(["law", join("examples", name), "--json", ...coarse(experiment)], {
      cwd: repository,
    });
    expect(found.experiment).toMatch(/^[0-9a-f]{64}$/);
    if ("law" in found) expect(Math.abs(found.law.reduce((sum, p) => sum + p, 0) - 1)).toBeLessThan(1e-12);
    else expect(Math.max(...found.density)).toBeGreaterThan(0);
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
