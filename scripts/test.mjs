/** @file `npm test`: set-up, then every check: format and lint, types (they are the build), tests, the lab in a browser. All run; any failure fails. */
import { chromium } from "./chromium.mjs";
import { setUp, tool } from "./setup.mjs";

setUp("tsconfig.json");
process.env.GUIDELAB_CHROMIUM = chromium();
const wanted = process.argv.slice(2);
const checks = [
  ["format and lint", () => tool("biome", "ci", "--error-on-warnings", ".")],
  ["tests", () => tool("vitest", "run", ...wanted)],
  ["the lab's build", () => tool("vite", "build", "--logLevel", "warn")],
  ["the lab in a browser", () => tool("vitest", "run", "--config", "vitest.browser.config.ts", ...wanted)],
];
const failed = checks.filter(([name, check]) => {
  process.stdout.write(`\n${name}\n`);
  return check() !== 0;
});
if (failed.length > 0) {
  process.stderr.write(`\nfailed: ${failed.map(([name]) => name).join(", ")}\n`);
  process.exit(1);
}
