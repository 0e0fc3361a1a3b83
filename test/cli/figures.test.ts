import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { answer, coins, guidelab, put, refusal, scratch } from "./program.ts";

interface FiguresAnswer {
  readonly experiment: string;
  readonly figures: readonly { readonly id: string; readonly title: string; readonly svg: string; readonly csv: string }[];
  readonly omitted: readonly { readonly name: string; readonly why: string }[];
}

const cwd = scratch();
const three = (mean: number) => ({ weight: 0.5, components: [{ weight: 1, mean: [mean, 0, 0], covariance: 1 }] });
const space = {
  world: { kind: "gaussian-mixture", dimension: 3, classes: { right: three(1), left: three(-1) } },
  target: "right",
  guidance: { rule: "cfg", w: 1 },
  sampler: { kind: "heun", steps: 6 },
};

describe.concurrent("figures", () => {
  it("writes a picture and a table each, named after the experiment, and lists them", async () => {
    const found = await answer<FiguresAnswer>(["figures", put(cwd, "1 space.json", space), "--out", "pictures", "--json"], { cwd });
    expect(found.experiment).toMatch(/^[0-9a-f]{64}$/);
    const svg = join("pictures", "space-trajectories.svg");
    const csv = join("pictures", "space-trajectories.csv");
    expect(found.figures).toEqual([{ id: "space-trajectories", title: "Trajectories from noise to data, w = 1", svg, csv }]);
    expect(found.omitted.map(({ name }) => name)).toEqual(["densities", "class confidence against w"]);
    expect(readdirSync(join(cwd, "pictures")).sort()).toEqual(["space-trajectories.csv", "space-trajectories.svg"]);
    expect(readFileSync(join(cwd, svg), "utf8")).toMatch(/^<svg .*id="fig-space-trajectories"/);
    expect(readFileSync(join(cwd, csv), "utf8")).toMatch(/^panel,series,"noise angle θ.*\n"?w = 0 \(conditional\)"?,trajectory 0,/);
  });

  it("says what it drew and what not, in out/figures unless told otherwise", async () => {
    const { status, stdout, stderr } = await guidelab(["figures", "-"], { cwd, input: JSON.stringify(coins) });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain(join("out", "figures", "law.svg"));
    expect(existsSync(join(cwd, "out", "figures", "law.csv"))).toBe(true);
    const other = await guidelab(["figures", put(cwd, "told.json", space)], { cwd });
    expect(other.stdout).toContain("not drawn: densities (the world has 3 dimensions)");
  });

  it("the same experiment twice gives the same bytes", async () => {
    const file = put(cwd, "twice.json", space);
    const [one, two] = await Promise.all(
      ["one", "two"].map((out) => answer<FiguresAnswer>(["figures", file, "--out", out, "--json"], { cwd })),
    );
    const bytes = ({ figures }: FiguresAnswer): string[] =>
      figures.flatMap(({ svg, csv }) => [svg, csv].map((path) => readFileSync(join(cwd, path), "utf8")));
    expect(bytes(one)).toEqual(bytes(two));
  });

  it("refuses tokens on three sites, and writes nothing", async () => {
    const world = { kind: "product-sets", alphabet: 2, length: 3, classes: { a: { weight: 1, tokens: [[0], [0, 1], [1]] } } };
    const line = await refusal(["figures", put(cwd, "sites.json", { ...coins, world, target: "a" }), "--out", "none"], { cwd });
    expect(line).toBe('sites.json: world must be one of R^d, or of one or two sites, for figures, got "3 sites"');
    expect(existsSync(join(cwd, "none"))).toBe(false);
  });

  it("refuses a folder that is a file", async () => {
    writeFileSync(join(cwd, "taken"), "");
    expect(await refusal(["figures", put(cwd, "coins.json", coins), "--out", "taken"], { cwd })).toContain(
      "file must be a place that can be written",
    );
  });
});
