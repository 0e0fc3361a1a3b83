import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import { parquetMetadata } from "hyparquet";
import { describe, expect, it } from "vitest";
import { coins, program, put, scratch } from "./program.ts";

const cwd = scratch();
const file = put(cwd, "coins.json", coins);

/** Waits until a condition holds, at most 25 seconds. */
async function until(holds: () => boolean, child: ChildProcessWithoutNullStreams): Promise<void> {
  for (let k = 0; k < 1000 && !holds(); k++) {
    expect(child.exitCode, "it must not end by itself").toBeNull();
    await pause(25);
  }
  expect(holds()).toBe(true);
}

/** Bytes of the only file in a folder, 0 where there is none. */
const written = (place: string): number => readdirSync(place).reduce((sum, name) => sum + statSync(join(place, name)).size, 0);

/** Rows that a file of samples of one site says it has. */
function rowsOf(path: string): number {
  const bytes = readFileSync(path);
  if (path.endsWith(".csv")) return bytes.toString("utf8").trimEnd().split("\n").length - 1;
  if (path.endsWith(".parquet")) return Number(parquetMetadata(Uint8Array.from(bytes).buffer).num_rows);
  return Number(/'shape': \((\d+), 1\)/.exec(bytes.subarray(0, 300).toString("latin1"))?.[1]);
}

describe.skipIf(process.platform === "win32")("sample, interrupted", () => {
  // Each sink writes at its own pace: rows at once (.npz), 64 KiB (.csv), a megabyte of row groups (.parquet, so it is not waited for).
  it.concurrent.each([
    [".npz", 4000],
    [".csv", 65536],
    [".parquet", 1],
  ])("%s: keeps what is written, prints what it has, and exits with 3", async (ending, bytes) => {
    const place = mkdtempSync(join(cwd, "interrupted-"));
    const path = join(place, `s${ending}`);
    const n = 2_000_000_000;
    const child = spawn(process.execPath, [program, "sample", file, "-n", String(n), "--json", "--out", path], { cwd });
    child.stdin.end();
    const said = Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
    try {
      await until(() => (ending === ".parquet" ? readdirSync(place).length > 0 : written(place) >= bytes), child);
      // Past the file's opening, into the draws.
      if (ending === ".parquet") await pause(1000);
      child.kill("SIGINT");
      const [stdout, stderr, [status, signal]] = await said;
      expect({ status, signal }).toEqual({ status: 3, signal: null });
      const { n: kept, counts, nfe } = JSON.parse(stdout) as { n: number; counts: number[]; nfe: number };
      expect(stderr).toBe(`wrote ${kept} samples to ${path}\ninterrupted after ${kept} of ${n} samples\n`);
      expect([counts.reduce((a, b) => a + b), nfe]).toEqual([kept, 2]);
      expect(kept).toBeGreaterThan(0);
      expect(readdirSync(place)).toEqual([`s${ending}`]);
      expect(rowsOf(path)).toBe(kept);
    } finally {
      child.kill("SIGKILL");
    }
  });
});
