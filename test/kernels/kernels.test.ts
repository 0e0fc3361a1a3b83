import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { base64Bytes } from "../../src/kernels/base64.ts";
import { kernels, loadKernels, openKernels, TABLES } from "../../src/kernels/kernels.ts";
import { KERNELS } from "../../src/kernels/wasm.ts";
import { namedRng } from "../../testing/namedRng.ts";
import { compiledKernels } from "./open.ts";

describe("the compiled kernels", () => {
  it("are those of kernels/assembly: compiling it again gives the same bytes", () => {
    const script = fileURLToPath(new URL("../../scripts/kernels.mjs", import.meta.url));
    // Exits with 1 and says what to do where they differ.
    expect(execFileSync(process.execPath, [script, "--check"], { encoding: "utf8" })).toContain("up to date");
  });

  it("weigh at most 120 kB compressed", () => {
    expect(gzipSync(base64Bytes(KERNELS)).length).toBeLessThan(120_000);
  });

  it("are compiled once, whichever way they are asked for", async () => {
    expect(kernels()).toBe(kernels());
    expect(await loadKernels()).toBe(kernels());
  });

  it("leave their tables alone: free memory begins within the room that is kept for them", () => {
    const { call, memory } = openKernels(compiledKernels(), 0);
    expect(call.heapBase()).toBeGreaterThan(4096);
    expect(call.heapBase()).toBeLessThan(TABLES);
    expect(memory.buffer.byteLength).toBe(65536);
  });
});

describe("base64Bytes", () => {
  it("reads what Node writes, line breaks skipped, for every length modulo 3", () => {
    const rng = namedRng("base64");
    for (let length = 0; length < 50; length++) {
      const bytes = Uint8Array.from({ length }, () => Math.floor(256 * rng()));
      const text = Buffer.from(bytes).toString("base64").replaceAll(/.{7}/g, "$&\n");
      expect(base64Bytes(text)).toEqual(bytes);
    }
  });
});
