/** @file `npm run bench [NAME …]`: the benchmarks in bench/, one process each, one JSON line per figure. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { root, run, setUp } from "./setup.mjs";

setUp("tsconfig.shell.json");
const wanted = process.argv.slice(2);
const names = readdirSync(join(root, "bench")).filter(
  (name) => name.endsWith(".bench.mjs") && (wanted.length === 0 || wanted.some((part) => name.includes(part))),
);
const failed = names.filter((name) => run(process.execPath, ["--expose-gc", join(root, "bench", name)]) !== 0);
process.exit(failed.length === 0 && names.length > 0 ? 0 : 1);
