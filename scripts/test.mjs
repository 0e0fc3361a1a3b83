/** @file `npm test`: set-up, then every check: format and lint, types (they are the build), tests. All run; any failure fails. */
import { setUp, tool } from "./setup.mjs";

setUp("tsconfig.json");
const checks = [
  ["format and lint", () => tool("biome", "ci", "--error-on-warnings", ".")],
  ["tests", () => tool("vitest", "run", ...process.argv.slice(2))],
];
const failed = checks.filter(([name, check]) => {
  process.stdout.write(`\n${name}\n`);
  return check() !== 0;
});
if (failed.length > 0) {
  process.stderr.write(`\nfailed: ${failed.map(([name]) => name).join(", ")}\n`);
  process.exit(1);
}
