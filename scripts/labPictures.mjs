/**
 * @file `npm run pictures`: every panel of the lab in a real browser as docs/lab/NAME.png, light at 1280 px; and the whole page at 390 px and dark. For people who
 * look before they install, and for those who change a panel.
 */
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { chromium as executable } from "./chromium.mjs";
import { root, setUp, tool } from "./setup.mjs";

setUp("tsconfig.shell.json");
if (tool("vite", "build", "--logLevel", "warn") !== 0) process.exit(1);
const { labServer } = await import("../dist/cli/serving/labServer.js");
const folder = join(root, "docs", "lab");
mkdirSync(folder, { recursive: true });
const server = labServer({ site: join(root, "dist", "web"), results: join(root, "out"), host: "127.0.0.1" });
await once(server.listen(0, "127.0.0.1"), "listening");
const address = `http://127.0.0.1:${server.address().port}/`;
const browser = await chromium.launch({ executablePath: executable(), args: ["--no-sandbox", "--disable-gpu"] });

const field = (name, value) => `${name}=${encodeURIComponent(JSON.stringify(value))}`;
const LINE = [
  field("world", { kind: "preset", name: "mirrored-intervals" }),
  field("target", "right"),
  field("guidance", { rule: "cfg", w: 3 }),
  field("process", { kind: "vp", schedule: "ou", horizon: 10 }),
  field("sampler", { kind: "flow" }),
  field("lab.t", 0.05),
].join("&");
const DUEL = field("lab.duel", { sampler: { kind: "tau-leaping", steps: 5 } });
const CLAIM = field("lab.claim", "D8");

/** Panel, its file's name, the state and whose moment is waited for. */
const PICTURES = [
  ["world", "world", ""],
  ["guidance", "guidance", ""],
  ["sampler", "sampler", field("sampler", { kind: "tau-leaping", steps: 8 })],
  ["views", "views", ""],
  ["views", "views-line", LINE],
  ["dynamics", "dynamics", ""],
  ["dynamics", "dynamics-line", LINE],
  ["curves", "curves", ""],
  ["budget", "budget", field("sampler", { kind: "tau-leaping", steps: 8 })],
  ["duel", "duel", DUEL],
  ["papers", "papers", CLAIM],
];

async function opened(state, options) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  await page.addInitScript(() => localStorage.setItem("guidelab.toured", "yes"));
  await page.goto(`${address}#${state}`);
  await page
    .locator("#views")
    .getByText(/exact|samples/)
    .first()
    .waitFor();
  return page;
}

/** Until the panel's work is done and nothing moves any more. */
async function quiet(page, panel) {
  // The place of a panel is another element than the panel that then stands there.
  await page.evaluate((id) => document.getElementById(id)?.scrollIntoView(), panel);
  await page.locator(`section#${panel}`).waitFor();
  await page.evaluate((id) => document.getElementById(id)?.scrollIntoView(), panel);
  await page.waitForTimeout(1500);
  await page.waitForFunction((id) => document.querySelector(`section#${id} .working, section#${id} [aria-busy=true]`) === null, panel, {
    timeout: 60_000,
  });
  await page.waitForTimeout(300);
  // A picture of one panel is one of that panel alone, however tall.
  await page.addStyleTag({ content: "header { position: static !important; }" });
}

for (const [panel, name, state] of PICTURES) {
  const page = await opened(state, {});
  await quiet(page, panel);
  await page.locator(`section#${panel}`).screenshot({ path: join(folder, `${name}.png`) });
  await page.context().close();
  process.stdout.write(`docs/lab/${name}.png\n`);
}
for (const [name, options] of [
  ["page", {}],
  ["page-dark", { colorScheme: "dark" }],
  ["page-narrow", { viewport: { width: 390, height: 844 } }],
]) {
  const page = await opened("", options);
  await page.waitForTimeout(2500);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  await page.context().close();
  process.stdout.write(`docs/lab/${name}.png\n`);
}
await browser.close();
server.close();
server.closeAllConnections();
