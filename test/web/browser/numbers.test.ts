import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { runLaw } from "../../../src/studies/law.ts";
import { parseExperiment } from "../../../src/studies/parse.ts";
import { short } from "../../../src/web/parts/format.ts";
import { fragment, labBrowser } from "./lab.ts";

const lab = labBrowser();

const EXPERIMENTS = {
  "two squares": "",
  "tau-leaping on a cube": fragment({
    world: { kind: "preset", name: "overlapping-cubes", parameters: { side: 2, length: 3, overlap: 1 } },
    target: "z1",
    guidance: { rule: "tokens", w: 2.5 },
    sampler: { kind: "tau-leaping", steps: 6 },
  }),
  "two Gaussians": fragment({
    world: { kind: "preset", name: "two-gaussians" },
    target: "right",
    guidance: { rule: "cfg", w: 1.5 },
    process: { kind: "vp" },
    sampler: { kind: "flow" },
  }),
};

describe("numbers on screen", () => {
  it.each(Object.entries(EXPERIMENTS))("of %s are those of `guidelab law` on the exported experiment", async (_name, state) => {
    const { page, complaints } = await lab.open(state);
    const views = page.locator("#views");
    await views.locator("summary", { hasText: "export" }).click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      views.getByRole("button", { name: "experiment", exact: true }).click(),
    ]);
    const experiment = parseExperiment(JSON.parse(readFileSync(await download.path(), "utf8")));
    const { distances, method } = runLaw(experiment, {}, { memory: 1e9, table: () => ({ columns: [], rows: [] }) });
    const text = await views.innerText();
    expect(Object.keys(distances).length).toBeGreaterThan(1);
    for (const [name, value] of Object.entries(distances)) expect(text.replaceAll(/\s+/g, " ")).toContain(`${name} ${short(value)}`);
    expect(text).toContain(method);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
