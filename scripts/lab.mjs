/** @file `npm run lab`: set-up, the web lab's site built where it is missing or older than its sources, then `guidelab serve`. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root, setUp, tool } from "./setup.mjs";

const sources = ["src", "examples", "vite.config.ts", "package-lock.json"];

/** When a file, or the newest of a folder, was last changed. */
function changed(path) {
  const files = statSync(path).isDirectory() ? readdirSync(path, { recursive: true }).map((name) => join(path, name)) : [];
  return Math.max(...[path, ...files].map((file) => statSync(file).mtimeMs));
}

setUp("tsconfig.shell.json");
const page = join(root, "dist", "web", "index.html");
const newest = Math.max(...sources.map((name) => changed(join(root, name))));
if (!existsSync(page) || statSync(page).mtimeMs < newest) {
  process.stdout.write("building the web lab\n");
  if (tool("vite", "build") !== 0) {
    process.stderr.write("the web lab could not be built: see the messages above\n");
    process.exit(1);
  }
}
// In this very process, so that Ctrl+C reaches the server and nothing else.
const program = join(root, "dist", "cli", "main.js");
process.argv.splice(1, 1, program, "serve");
await import(pathToFileURL(program).href);
