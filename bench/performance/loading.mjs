/** @file What a process pays for the kernels before their first number: ms in fresh processes, and bytes. */
import { spawnSync } from "node:child_process";
import { gzipSync } from "node:zlib";
import { base64Bytes } from "../../dist/kernels/base64.js";
import { KERNELS } from "../../dist/kernels/wasm.js";
import { digits } from "./interleave.mjs";

const PROCESSES = 10;
const KERNEL_FILE = new URL("../../dist/kernels/kernels.js", import.meta.url).href;

/** Reading the module, then compiling, then a first instance with its memory. */
const PROGRAM = `const start = performance.now();
const { kernels, openKernels } = await import(${JSON.stringify(KERNEL_FILE)});
const read = performance.now();
const compiled = kernels();
const done = performance.now();
openKernels(compiled, 65536);
console.log(JSON.stringify({ read: read - start, compile: done - read, open: performance.now() - done }));`;

export function measureLoading({ quick }) {
  const readings = Array.from({ length: quick ? 3 : PROCESSES }, () => {
    const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", PROGRAM], { encoding: "utf8" });
    return JSON.parse(stdout);
  });
  const median = (of) => digits(readings.map(of).sort((a, b) => a - b)[readings.length >> 1]);
  const bytes = base64Bytes(KERNELS);
  return {
    processes: readings.length,
    readMs: median(({ read }) => read),
    compileMs: median(({ compile }) => compile),
    openMs: median(({ open }) => open),
    totalMs: median(({ read, compile, open }) => read + compile + open),
    bytes: bytes.length,
    base64Bytes: KERNELS.length,
    gzipBytes: gzipSync(bytes, { level: 9 }).length,
    base64GzipBytes: gzipSync(KERNELS, { level: 9 }).length,
  };
}
