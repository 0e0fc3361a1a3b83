/**
 * @file Tables and figures of docs/performance.md from bench/results/performance.json. A table stands between `<!-- table: NAME -->` and `<!-- /table -->`.
 *
 * `node bench/performanceTables.mjs` writes them; with `--check [RESULTS]` it names those that differ and fails where some do. The figures need a built `dist`.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describeFigure } from "../dist/figures/describe.js";
import { renderSvg } from "../dist/files/svg.js";
import { figures } from "./performance/figures.mjs";
import { tables } from "./performance/tables.mjs";

const place = (path) => fileURLToPath(new URL(path, import.meta.url));
const PAGE = place("../docs/performance.md");
const RESULTS = place("results/performance.json");
const TABLE = /(<!-- table: ([\w-]+) -->\n)[\s\S]*?(<!-- \/table -->)/g;

export function writePage() {
  const results = read(RESULTS);
  writeFileSync(PAGE, pageWith(readFileSync(PAGE, "utf8"), tables(results)));
  for (const [path, svg] of drawings(results)) writeFileSync(path, svg);
}

/** The page with its tables replaced. */
function pageWith(page, made) {
  return page.replaceAll(TABLE, (_, open, name, close) => {
    if (made[name] === undefined) throw new Error(`docs/performance.md: no table is called ${name}`);
    return `${open}\n${made[name]}\n\n${close}`;
  });
}

function drawings(results) {
  return figures(results).map((figure) => [
    place(`../docs/figures/${figure.id}.svg`),
    `${renderSvg(describeFigure(figure), "standalone")}\n`,
  ]);
}

/** Names of tables and figures that are missing on the page or are not what the results make. */
function differing(path) {
  const results = read(path);
  const made = tables(results);
  const page = readFileSync(PAGE, "utf8");
  const stale = Object.keys(made).filter((name) => {
    const [shown] = [...page.matchAll(TABLE)].filter((match) => match[2] === name);
    return shown === undefined || shown[0] !== pageWith(shown[0], made);
  });
  const drawn = drawings(results).filter(([file, svg]) => !existsSync(file) || readFileSync(file, "utf8") !== svg);
  return [...stale, ...drawn.map(([file]) => file.split("/").at(-1))];
}

function read(path) {
  return JSON.parse(readFileSync(path, "utf8"));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const at = process.argv.indexOf("--check");
  if (at < 0) writePage();
  else {
    const stale = differing(process.argv[at + 1] ?? RESULTS);
    if (stale.length > 0) {
      process.stderr.write(`not what the results make: ${stale.join(", ")}\n`);
      process.exitCode = 1;
    }
  }
}
