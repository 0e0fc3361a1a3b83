/** @file A peer in another language, as a process that answers one request a line. */
import { spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/**
 * @param {string} script in this folder
 * @returns a function that sends a request and resolves to its answer, with `end`; null where Python or NumPy is missing
 */
export function numpyPeer(script) {
  const threads = { OPENBLAS_NUM_THREADS: "1", OMP_NUM_THREADS: "1" };
  if (spawnSync("python3", ["-c", "import numpy"]).status !== 0) return null;
  const child = spawn("python3", [fileURLToPath(new URL(script, import.meta.url))], { env: { ...process.env, ...threads } });
  child.stderr.pipe(process.stderr);
  const waiting = [];
  createInterface({ input: child.stdout }).on("line", (line) => waiting.shift()(JSON.parse(line)));
  const ask = (request) =>
    new Promise((answer) => {
      waiting.push(answer);
      child.stdin.write(`${request}\n`);
    });
  return { ask, end: () => child.stdin.end() };
}
