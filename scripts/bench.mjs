/**
 * @file `npm run bench [NAME …] [-- OPTION …]`: the benchmarks in bench/, one process each, one JSON line per figure; options are handed on. Without
 * names all but those that take minutes or gigabytes.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { root, run, setUp } from "./setup.mjs";

setUp("tsconfig.shell.json");
const BY_NAME_ONLY = ["crossover", "memory", "performance"];
const options = process.argv.slice(2).filter((word) => word.startsWith("--"));
const wanted = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const asked = (name) => (wanted.length === 0 ? !BY_NAME_ONLY.includes(name) : wanted.some((part) => name.includes(part)));
const names = readdirSync(join(root, "bench")).filter((file) => file.endsWith(".bench.mjs") && asked(file.slice(0, -".bench.mjs".length)));
const failed = names.filter((name) => run(process.execPath, ["--expose-gc", join(root, "bench", name), ...options]) !== 0);
process.exit(failed.length === 0 && names.length > 0 ? 0 : 1);
