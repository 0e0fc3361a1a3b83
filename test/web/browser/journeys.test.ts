import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { decodeLink } from "../../../src/web/state/link.ts";
import { firstLaw, fragment, labBrowser, settled } from "./lab.ts";

const lab = labBrowser();
const weight = (page: Page): Promise<string> => page.locator("#guidance").getByRole("spinbutton", { name: "weight w" }).inputValue();
const distances = (page: Page): Promise<string> =>
  page
    .locator("#views")
    .innerText()
    .then((text) => /tv\(law,tilted\)\s*\S+/.exec(text)?.[0] ?? "");

describe("a first-time visitor", () => {
  it("is shown around, may skip it, and is not shown around again", async () => {
    const { page, complaints } = await lab.blank();
    await page.goto(lab.address());
    const tour = page.locator(".tour");
    await tour.waitFor();
    await firstLaw(page);
    await tour.getByRole("button", { name: "next" }).click();
    expect(await tour.innerText()).toContain("2 of");
    await page.keyboard.press("Escape");
    await expect.poll(() => tour.count()).toBe(0);
    await page.reload();
    await firstLaw(page);
    expect(await tour.count()).toBe(0);
    await page.getByRole("button", { name: "tour" }).click();
    await tour.waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

describe("what is carried away", () => {
  it("is a file of its kind for each button", async () => {
    const { page, complaints } = await lab.open();
    const menu = page.locator("#views details.menu");
    await menu.locator("summary").click();
    const beginnings: Readonly<Record<string, string>> = {
      SVG: "<svg ",
      PNG: "\u0089PNG",
      PDF: "%PDF-",
      CSV: "panel,",
      NPZ: "PK\u0003\u0004",
      experiment: '{\n  "schema": "guidelab/experiment@1"',
    };
    for (const [name, beginning] of Object.entries(beginnings)) {
      const [download] = await Promise.all([page.waitForEvent("download"), menu.getByRole("button", { name, exact: true }).click()]);
      expect(readFileSync(await download.path(), "latin1").slice(0, beginning.length), name).toBe(beginning);
    }
    await menu.getByRole("button", { name: "copy BibTeX" }).click();
    await expect.poll(() => menu.getByRole("status").innerText()).toBe("copied BibTeX");
    expect(await page.evaluate("navigator.clipboard.readText()")).toMatch(/^@misc\{guidelab-[0-9a-f]{12},/);
    await menu.getByRole("button", { name: "copy link" }).click();
    await expect.poll(() => menu.getByRole("status").innerText()).toBe("copied the link");
    const link = (await page.evaluate("navigator.clipboard.readText()")) as string;
    const before = await distances(page);
    await page.goto("about:blank");
    await page.goto(link);
    await firstLaw(page);
    expect(await distances(page)).toBe(before);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

describe("without a pointer", () => {
  it("a weight is taken from a chart of curves, and undone", async () => {
    const { page } = await lab.open();
    await settled(page, "curves");
    const before = await weight(page);
    const chart = page.locator("#curves").getByRole("slider").first();
    await chart.focus();
    for (let k = 0; k < 4; k++) await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Enter");
    await expect.poll(() => weight(page)).not.toBe(before);
    await page.locator("h1").click();
    await page.keyboard.press("Control+z");
    await expect.poll(() => weight(page)).toBe(before);
    await page.context().close();
  });

  it("a world is painted cell by cell", async () => {
    const { page } = await lab.open();
    const before = await distances(page);
    await page.locator("#world").getByRole("button", { name: "edit this world" }).press("Enter");
    const surface = page.locator("#world").getByRole("application").first();
    await surface.focus();
    for (const key of ["ArrowUp", "ArrowUp", "ArrowUp", "Space"]) await page.keyboard.press(key);
    await expect.poll(() => distances(page)).not.toBe(before);
    await expect.poll(() => (decodeLink(page.url().replace(/^[^#]*/, "")).state.experiment.world as { kind: string }).kind).toBe("table");
    await page.context().close();
  });
});

describe("a file", () => {
  it("with an experiment is opened", async () => {
    const { page, complaints } = await lab.open();
    await page.locator("#world").getByRole("button", { name: "load a file" }).click();
    await page.locator("#world input[type=file]").setInputFiles("examples/tau-leaping.json");
    await expect.poll(() => page.locator("#sampler").getByRole("combobox", { name: "sampler" }).inputValue()).toBe("tau-leaping");
    await firstLaw(page);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it("that is none of those known is refused in words", async () => {
    const { page } = await lab.open();
    await page.locator("#world").getByRole("button", { name: "load a file" }).click();
    await page.locator("#world input[type=file]").setInputFiles("LICENSE");
    await page.locator("#world").getByRole("alert").first().waitFor();
    await firstLaw(page);
    await page.context().close();
  });
});

describe("a claim", () => {
  it("is computed in the page, with the verdict that is recorded", async () => {
    const { page, complaints } = await lab.open(fragment({ "lab.claim": "D1" }));
    await settled(page, "papers");
    const papers = page.locator("#papers");
    await papers.getByRole("button", { name: "compute now" }).click();
    await papers.getByText("Verdict now:").waitFor();
    expect(await papers.innerText()).toMatch(/Verdict now:\s*✓ holds\s*as recorded/);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
