/** @file Makes a fresh clone ready with Node and npm alone: parts installed from the lock file, TypeScript built. Skips what is done. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));
const bin = join(root, "node_modules", ".bin");

/** Runs a command in the project's folder, its output shown; returns its exit status. */
export function run(command, args) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: "inherit", shell: process.platform === "win32" });
  return error ? 127 : (status ?? 1);
}

/** A tool of the project's own, by name. */
export const tool = (name, ...args) => run(join(bin, name), args);

function stop(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

/** @param project the TypeScript project to build */
export function setUp(project) {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) stop(`guidelab needs Node 20.19 or newer; this is ${process.version}`);
  install();
  if (tool("tsc", "--build", project) !== 0) stop("the build failed: see the messages above");
  link();
}

/** npm's own patience is over a minute without a word when nothing answers. */
const RETRIES = ["--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000"];

/** Installs when the lock file is not the one that was installed last. */
function install() {
  const lock = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  const stamp = join(root, "node_modules", ".guidelab-installed");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return;
  process.stdout.write("installing the parts that guidelab is built from (once, about 10 s)\n");
  const status = run("npm", ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error", ...RETRIES]);
  if (status === 127) stop("npm is needed to install guidelab's parts and was not found: it comes with Node (https://nodejs.org)");
  if (status !== 0)
    stop("npm could not install guidelab's parts: is this machine offline? Nothing else needs the network. Try again with a connection.");
  writeFileSync(stamp, lock);
}

/** Puts `guidelab` where npx looks first. */
function link() {
  const program = join(root, "dist", "cli", "main.js");
  chmodSync(program, 0o755);
  const path = join(bin, "guidelab");
  if (existsSync(path)) return;
  mkdirSync(bin, { recursive: true });
  rmSync(path, { force: true });
  if (process.platform === "win32") writeFileSync(`${path}.cmd`, `@node "${program}" %*\r\n`);
  else symlinkSync(join("..", "..", "dist", "cli", "main.js"), path);
}
