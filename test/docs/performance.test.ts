import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { put, repository, scratch } from "../cli/program.ts";
import { page } from "./pages.ts";

const cwd = scratch();
const results = readFileSync(join(repository, "bench", "results", "performance.json"), "utf8");

const write = (name: string, text: string): string => join(cwd, put(cwd, name, text));

interface Measurement {
  readonly quantity: string;
  readonly K: number;
  readonly L: number;
  readonly candidates: Record<string, { median: number }>;
}
const { measurements } = JSON.parse(results) as { readonly measurements: readonly Measurement[] };

/** What differs between the page and the tables and figures that these results make. */
function check(path: string): { readonly status: number | null; readonly stderr: string } {
  const program = join(repository, "bench", "performanceTables.mjs");
  const { status, stderr } = spawnSync(process.execPath, [program, "--check", path], { encoding: "utf8" });
  return { status, stderr };
}

describe("docs/performance.md", () => {
  it("has the tables and figures that bench/results/performance.json makes (`node bench/performanceTables.mjs` writes them)", () => {
    expect(check(write("same.json", results))).toEqual({ status: 0, stderr: "" });
  });

  it("says of each target whether it is met, as its own numbers have it, and measures by medians", () => {
    const [, shown] =
      /<!-- table: targets -->\n([\s\S]*?)<!-- \/table -->/.exec(page(join("docs", "performance.md"))) ?? expect.fail("no targets");
    const rows = shown
      .trim()
      .split("\n")
      .slice(2)
      .map((row) => row.split(" | ").map((cell) => cell.replaceAll(/^\| | \|$/g, "")));
    expect(rows.length).toBeGreaterThan(20);
    for (const [what, , required, measured, met] of rows) {
      const [least, found] = [Number(/[\d.]+/.exec(required)?.[0]), Number.parseFloat(measured)];
      const reached = required.startsWith("≤") ? found <= least : found >= least;
      const words = measured === "-" ? "not measured" : reached ? "met" : "not met";
      // A number that is shown as the required one may be a little less.
      if (found !== least) expect({ what, met }).toEqual({ what, met: words });
    }
    const { candidates } =
      measurements.find((one) => one.quantity === "terminal law" && one.K === 9 && one.L === 6) ?? expect.fail("no law");
    if (candidates.NumPy) expect(Number.parseFloat(rows[0][3])).toBeCloseTo(candidates.NumPy.median / candidates.kernels.median, 1);
  });

  it("names what a new run changes: the memory's table only, where only memory was found to be another", () => {
    const other = JSON.parse(results) as { memory: { peakBytes: number } | null };
    other.memory = { ...(other.memory ?? MEMORY), peakBytes: 1.5e9 };
    expect(check(write("other.json", JSON.stringify(other)))).toEqual({ status: 1, stderr: "not what the results make: memory\n" });
  });

  it("names the figure beside the tables where a law at a clock took another time", () => {
    const other = JSON.parse(results) as { measurements: readonly Measurement[] };
    for (const { quantity, candidates } of other.measurements) {
      if (quantity === "law at a clock, expm_multiply") candidates.kernels.median *= 2;
    }
    const { status, stderr } = check(write("slower.json", JSON.stringify(other)));
    expect(status).toBe(1);
    expect(stderr).toMatch(/: (targets, )?expm, performance-weight\.svg\n$/);
  });
});

/** Of a machine with too little of it. */
const MEMORY = { K: 9, L: 8, states: 1e8, kernelBytes: 1, lawsBytes: 1, peakBytes: 1, seconds: { world: 1, law: 1 } };
