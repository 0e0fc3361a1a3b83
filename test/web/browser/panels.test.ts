import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { fragment, labBrowser, PANELS, settled } from "./lab.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const lab = labBrowser();

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
  }[];
}

const line = fragment({
  schema: "guidelab/experiment@1",
  world: { kind: "preset", name: "two-gaussians" },
  target: "right",
  guidance: { rule: "cfg", w: 2 },
  process: { kind: "vp", schedule: "ou", horizon: 10 },
  sampler: { kind: "flow" },
});

const plane = fragment({
  schema: "guidelab/experiment@1",
  world: { kind: "preset", name: "two-rectangles" },
  target: "upper",
  guidance: { rule: "cfg", w: 2 },
  process: { kind: "vp" },
  sampler: { kind: "heun", steps: 8 },
});

describe.each([
  ["tokens", ""],
  ["the line", line],
  ["the plane, of which there are samples only", plane],
])("every panel of %s", (_world, state) => {
  it.each([
    ["light", 1280],
    ["dark", 1280],
    ["light", 390],
    ["dark", 390],
  ] as const)(
    "has no violation that axe-core finds, no complaint on the console and no sideways scroll, %s at %d px",
    async (colorScheme, width) => {
      const { page, complaints } = await lab.open(state, { colorScheme, viewport: { width, height: 900 }, bypassCSP: true });
      for (const panel of PANELS) await settled(page, panel);
      await page.evaluate(axe);
      const { violations } = (await page.evaluate("axe.run()")) as AxeResult;
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join("; ")}`),
      ).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
      expect(complaints).toEqual([]);
      await page.context().close();
    },
  );
});
