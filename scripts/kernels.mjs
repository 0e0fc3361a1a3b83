/**
 * @file `npm run kernels`: compiles kernels/assembly and writes src/kernels/wasm.ts; with `--check`, only compares (a test does so).
 *
 * The bytes are committed: a fresh clone builds without the compiler, and the package carries no build step.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const source = fileURLToPath(new URL("../kernels/assembly", import.meta.url));
const target = new URL("../src/kernels/wasm.ts", import.meta.url);

/** Compiles the kernels, for a memory that threads share where asked; returns the bytes. */
export async function compileKernels({ shared = false } = {}) {
  const files = new Map();
  const { error, stderr } = await asc.main(
    [
      "index.ts",
      ...["--outFile", "kernels.wasm", "-O3", "--noAssert", "--runtime", "stub", "--enable", "simd"],
      ...(shared ? ["--enable", "threads", "--sharedMemory"] : []),
      ...["--importMemory", "--initialMemory", "1", "--maximumMemory", "65536", "--memoryBase", "1024", "--use", "abort="],
    ],
    {
      readFile: (name, base) => (name === "expTable.ts" ? expTable() : read(resolve(source, base, name))),
      writeFile: (name, data) => files.set(name, data),
      listFiles: () => [],
    },
  );
  if (error) throw new Error(`${error.message}\n${stderr.toString()}`);
  return files.get("kernels.wasm");
}

/** AssemblyScript marks functions to inline by a decorator, which is no TypeScript: the source has a comment in its place. */
function read(path) {
  try {
    return readFileSync(join(dirname(path), path.split("/").at(-1)), "utf8").replaceAll(/^\/\/ inline$/gm, "@inline");
  } catch {
    return null;
  }
}

/**
 * 2^(j/256), j = 0..255, rounded to nearest, each followed by what is missing relative to it; and the bits of 2^(j/512), j = 0..511, less j · 2^43.
 * Products of integer square roots.
 */
function expTable() {
  const pairs = powersOfTwo(8).map((value) => {
    const rounded = (value + (1n << 147n)) >> 148n;
    const double = Number(rounded) / 2 ** 52;
    return [double, Number(value - (rounded << 148n)) / 2 ** 200 / double];
  });
  const literals = pairs.flat().map((value) => (Number.isInteger(value) ? `${value}.0` : value));
  const shifted = powersOfTwo(9).map((value, j) => ((value + (1n << 147n)) >> 148n) + (1022n << 52n) - (BigInt(j) << 43n));
  return [
    `export const POWERS: usize = memory.data<f64>([${literals.join(", ")}], 16);`,
    `export const SHIFTED: usize = memory.data<i64>([${shifted.join(", ")}], 16);`,
  ].join("\n");
}

/** 2^(j/2^bits) · 2^200. */
function powersOfTwo(bits) {
  const one = 1n << 200n;
  const roots = [];
  for (let power = 2n * one; roots.length < bits; roots.push(power)) power = squareRoot(power * one);
  return Array.from({ length: 2 ** bits }, (_, j) => {
    let value = one;
    for (let bit = 0; bit < bits; bit++) if ((j >> (bits - 1 - bit)) & 1) value = (value * roots[bit]) >> 200n;
    return value;
  });
}

function squareRoot(n) {
  let x = 1n << BigInt((n.toString(2).length >> 1) + 1);
  for (;;) {
    const next = (x + n / x) >> 1n;
    if (next >= x) return x;
    x = next;
  }
}

/** The text of src/kernels/wasm.ts. */
export function wasmModule(bytes) {
  const text = Buffer.from(bytes)
    .toString("base64")
    .replace(/.{120}/g, "$&\n");
  return `/** @file Made by \`npm run kernels\` from kernels/assembly; not to be edited. */\n\n/** The compiled kernels, base64. */\nexport const KERNELS = \`\n${text}\n\`;\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const bytes = await compileKernels();
  const text = wasmModule(bytes);
  if (!process.argv.includes("--check")) writeFileSync(target, text);
  else if (readFileSync(target, "utf8") !== text) {
    process.stderr.write("src/kernels/wasm.ts is not what kernels/assembly compiles to: run `npm run kernels`\n");
    process.exit(1);
  }
  process.stdout.write(`kernels: up to date, ${bytes.length} bytes\n`);
}
