/**
 * @file The web lab in a real Chromium: time to the first result, from the slider to the picture, and what has to be loaded. Build it first: `npm run build:web`.
 * Prints a JSON line a figure, times in ms.
 */
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";
import { labServer } from "../dist/cli/serving/labServer.js";
import { chromium as executable } from "../scripts/chromium.mjs";

const site = resolve("dist/web");
const server = labServer({ site, results: resolve("out"), host: "127.0.0.1" });
await once(server.listen(0, "127.0.0.1"), "listening");
const address = `http://127.0.0.1:${server.address().port}/`;
const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"];
const browser = await chromium.launch({ executablePath: executable(), args });

const report = (figure, values) => {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share) => Math.round(10 * sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]) / 10;
  process.stdout.write(`${JSON.stringify({ figure, n: values.length, min: at(0), median: at(0.5), p95: at(0.95) })}\n`);
};
const field = (name, value) => `${name}=${encodeURIComponent(JSON.stringify(value))}`;

async function fresh(fragment = "") {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const asked = [];
  page.on("response", (response) => asked.push({ path: new URL(response.url()).pathname, at: response.request().timing().startTime }));
  await page.addInitScript(() => {
    localStorage.setItem("guidelab.toured", "yes");
    new MutationObserver(() => {
      if (window.firstResult === undefined && /tv\(law/.test(document.querySelector("#views")?.textContent ?? ""))
        requestAnimationFrame(() => {
          window.firstResult ??= performance.now();
        });
    }).observe(document, { childList: true, subtree: true, characterData: true });
  });
  await page.goto(address + fragment);
  await page.waitForFunction(() => window.firstResult !== undefined);
  return { page, asked };
}

// From navigation to the first law on screen, nothing in the cache.
const firsts = [];
let loaded = [];
for (let round = 0; round < 10; round++) {
  const { page, asked } = await fresh();
  firsts.push(await page.evaluate(() => window.firstResult));
  const until = await page.evaluate(() => performance.timeOrigin + window.firstResult);
  loaded = [...new Set(asked.filter(({ at }) => at <= until).map(({ path }) => path))];
  await page.context().close();
}
report("first result", firsts);
const scripts = loaded.filter((path) => path.endsWith(".js"));
const bytes = scripts.map((path) => gzipSync(readFileSync(join(site, path)), { level: 9 }).length);
process.stdout.write(
  `${JSON.stringify({ figure: "JavaScript until then, kB compressed", files: scripts.length, kB: Math.round(bytes.reduce((a, b) => a + b, 0) / 1e3) })}\n`,
);

/** Moves the weight's slider step by step; each step waits for the numbers to change and the frame after it. */
async function slide(figure, fragment, steps) {
  const { page } = await fresh(fragment);
  // Every panel is built by then, the curves with all their weights.
  for (const panel of ["dynamics", "curves", "budget", "duel", "views"]) {
    await page.evaluate((id) => document.getElementById(id)?.scrollIntoView(), panel);
    await page.waitForTimeout(1500);
  }
  const times = await page.evaluate(async (count) => {
    const slider = document.querySelector("#guidance input[type=range]");
    const distances = document.querySelector("#views dl");
    const [low, high] = [Number(slider.min), Number(slider.max)];
    const out = [];
    for (let k = 0; k < count; k++) {
      const began = performance.now();
      // The numbers under the pictures change with them, in one update of the page; the frame after it shows both.
      const shown = new Promise((done) => {
        const watch = new MutationObserver(() => {
          watch.disconnect();
          requestAnimationFrame(done);
        });
        watch.observe(distances, { childList: true, subtree: true, characterData: true });
        setTimeout(done, 3000);
      });
      slider.value = String(low + (high - low) * (0.3 + (0.4 * ((k * 7) % count)) / count));
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      await shown;
      out.push(performance.now() - began);
      await new Promise((done) => setTimeout(done, 60));
    }
    return out;
  }, steps);
  report(figure, times);
  await page.context().close();
}

await slide("slider to picture, default world", "", 60);
const world = { kind: "preset", name: "overlapping-squares", parameters: { side: 40, overlap: 16 } };
await slide(
  "slider to picture, 64 × 64, all curves",
  `#${field("world", world)}&${field("target", "z1")}&${field("guidance", { rule: "rates", w: 4 })}`,
  60,
);
await browser.close();
server.close();
server.closeAllConnections();
