import { describe, expect, it } from "vitest";
import { firstLaw, fragment, labBrowser } from "./lab.ts";

const lab = labBrowser();
const distance = (page: import("playwright-core").Page) =>
  page
    .locator("#views")
    .innerText()
    .then((text) => /tv\(law,tilted\)\s*([\d.]+)/.exec(text)?.[1]);

describe("the lab's state", () => {
  it("is in the address: a reload shows the same; undo and redo by keyboard go back and forth", async () => {
    const { page } = await lab.open();
    const before = await distance(page);
    const w = page.locator("#guidance").getByRole("slider").first();
    await w.focus();
    for (let k = 0; k < 5; k++) await page.keyboard.press("ArrowRight");
    await expect.poll(() => distance(page)).not.toBe(before);
    const after = await distance(page);
    // The address follows a moment later.
    await expect.poll(() => page.url()).toContain("guidance=");
    await page.waitForTimeout(400);
    const address = page.url();
    await page.reload();
    await firstLaw(page);
    expect(await distance(page)).toBe(after);
    await page.goto("about:blank");
    await page.goto(address);
    await firstLaw(page);
    expect(await distance(page)).toBe(after);
    await page.locator("#guidance").getByRole("slider").first().focus();
    await page.keyboard.press("ArrowLeft");
    await expect.poll(() => distance(page)).not.toBe(after);
    await page.locator("h1").click();
    await page.keyboard.press("Control+z");
    await expect.poll(() => distance(page)).toBe(after);
    await page.keyboard.press("Control+Shift+z");
    await expect.poll(() => distance(page)).not.toBe(after);
    await page.context().close();
  });

  it("a damaged link opens with what can be read, and says what could not", async () => {
    const { page, complaints } = await lab.open(`${fragment({ guidance: { rule: "rates", w: 2 }, sampler: { kind: "gone" } })}&lab.t=%7B`);
    await expect.poll(() => page.getByText("sampler of the link was left out").count()).toBe(1);
    expect(await page.getByText("lab.t of the link").count()).toBe(1);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

describe("the lab's workers", () => {
  it("a worker that cannot start is said in words, and trying again recovers", async () => {
    const { page } = await lab.blank();
    await page.route("**/worker-*.js", (route) => route.abort());
    await page.goto(lab.address());
    const alert = page.locator("#views").getByRole("alert").first();
    await alert.waitFor();
    expect(await alert.innerText()).toContain("the computation stopped unexpectedly");
    await page.unroute("**/worker-*.js");
    await page.locator("#views").getByRole("button", { name: "try again" }).first().click();
    await firstLaw(page);
    await page.context().close();
  });
});
