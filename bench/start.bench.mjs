/** @file Cold start of the command line: a fresh process each time. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { bench } from "./measure.mjs";

const main = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));
const squares = fileURLToPath(new URL("../examples/two-squares.json", import.meta.url));
const status = (args) => spawnSync(process.execPath, args).status ?? 1;

bench("node alone", 1, 15, () => status(["-e", "0"]));
bench("guidelab --help", 1, 15, () => status([main, "--help"]));
bench("guidelab law two-squares.json --json", 1, 15, () => status([main, "law", squares, "--json"]));
