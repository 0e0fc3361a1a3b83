/** @file A peer in another language, as a process that answers one request a line with one line of JSON. */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** One thread each, whatever a library would like to take. */
const ONE_THREAD = { OPENBLAS_NUM_THREADS: "1", OMP_NUM_THREADS: "1", MKL_NUM_THREADS: "1" };

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @returns a function that sends a request and resolves to its answer (null once the process is gone), with `end`
 */
export function peer(command, args) {
  const child = spawn(command, args, { env: { ...process.env, ...ONE_THREAD } });
  child.stderr.pipe(process.stderr);
  child.stdin.on("error", () => {});
  let gone = false;
  const waiting = [];
  child.on("close", () => {
    gone = true;
    for (const answer of waiting.splice(0)) answer(null);
  });
  createInterface({ input: child.stdout }).on("line", (line) => waiting.shift()?.(JSON.parse(line)));
  const ask = (request) =>
    new Promise((answer) => {
      if (gone) {
        answer(null);
        return;
      }
      waiting.push(answer);
      child.stdin.write(`${request}\n`);
    });
  return { ask, end: () => child.stdin.end() };
}

const installed = new Map();

/** Whether Python has a module. */
export function pythonHas(module) {
  if (!installed.has(module)) installed.set(module, spawnSync("python3", ["-c", `import ${module}`]).status === 0);
  return installed.get(module);
}

/**
 * @param {string} script in this folder
 * @param {string} module that it needs
 * @returns a peer; null where Python or the module is missing
 */
export function numpyPeer(script, module = "numpy") {
  return pythonHas(module) ? peer("python3", [fileURLToPath(new URL(script, import.meta.url))]) : null;
}

/**
 * A program of this folder in C, compiled now.
 *
 * @param {string} source
 * @param {readonly string[]} options of the compiler
 * @returns path of the program; null where there is no C compiler
 */
export function compiledC(source, options) {
  const program = join(mkdtempSync(join(tmpdir(), "peer-")), "program");
  const path = fileURLToPath(new URL(source, import.meta.url));
  const { status } = spawnSync("cc", [...options, "-o", program, path, "-lm"], { stdio: ["ignore", "ignore", "ignore"] });
  return status === 0 ? program : null;
}
