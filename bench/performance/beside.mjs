/** @file The benches that are programs of their own, run one after the other: samplers and steps, the crossover between engines, memory. */
import { execFileSync } from "node:child_process";
import { freemem } from "node:os";
import { fileURLToPath } from "node:url";
import { digits } from "./interleave.mjs";

/** What a bench prints: one JSON line a figure. */
function lines(bench, ...args) {
  const path = fileURLToPath(new URL(`../${bench}`, import.meta.url));
  const text = execFileSync(process.execPath, ["--expose-gc", path, ...args], { encoding: "utf8", maxBuffer: 2 ** 26 });
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

export function measureSamplers({ quick }) {
  return { particles: lines("particles.bench.mjs", quick ? "1" : "3"), steps: lines("steps.bench.mjs") };
}

const CROSSOVER = [
  { answer: "terminal law", sizes: "9,2 9,3 2,7 63,2 2,8 9,4 9,5", ways: ["plain", "kernels"] },
  { answer: "law at a clock", sizes: "9,2 9,3 2,7 2,8 9,4", ways: ["plain clock", "kernels clock"] },
  { answer: "threads", sizes: "9,6 2,13 3,11 2,14", ways: ["kernels", "threads"] },
];

/** One answer in a fresh process, compiling and starting threads included: ms, minima. */
export function measureCrossover({ quick }) {
  const path = fileURLToPath(new URL("../crossover.bench.mjs", import.meta.url));
  const found = [];
  for (const { answer, sizes, ways } of CROSSOVER) {
    for (const size of sizes.split(" ")) {
      const [K, L] = size.split(",").map(Number);
      const states = (K + 1) ** L;
      const rounds = quick ? 1 : states > 2e6 ? 3 : 5;
      const ms = {};
      for (let round = 0; round < rounds; round++) {
        for (const way of ways) {
          const reading = digits(Number(execFileSync(process.execPath, [path, way, size], { encoding: "utf8" })));
          ms[way.split(" ")[0]] = Math.min(ms[way.split(" ")[0]] ?? Infinity, reading);
        }
      }
      found.push({ answer, K, L, states, rounds, ms });
    }
  }
  return found;
}

/** Peak memory of K=9 L=8; null where there is no room for it. */
export function measureMemory() {
  if (freemem() < 8e9) return null;
  const [{ states, kernelBytes, lawsBytes, peakBytes, seconds }] = lines("memory.bench.mjs");
  return { K: 9, L: 8, states, kernelBytes, lawsBytes, peakBytes, seconds: { world: digits(seconds.world), law: digits(seconds.law) } };
}
