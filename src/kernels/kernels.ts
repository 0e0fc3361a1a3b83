import { base64Bytes } from "./base64.ts";
import { KERNELS } from "./wasm.ts";
import { MOST_PAGES, PAGE, type WasmMemory, type WasmModule, webAssembly } from "./webAssembly.ts";

/** What kernels/assembly exports. Addresses and sizes in bytes; `count`, K and L are numbers of things. */
export interface KernelExports {
  readonly heapBase: () => number;
  readonly exps: (x: number, out: number, count: number) => void;
  readonly logs: (x: number, out: number, count: number) => void;
  readonly marginalCube: (K: number, L: number, law: number, cube: number) => void;
  readonly logRatios: (P: number, Q: number, out: number, count: number, bounds: number) => void;
  readonly completePart: (K: number, L: number, cube: number, out: number) => void;
  readonly weights: (Q: number, R: number, A: number, count: number, w: number) => void;
  readonly weightsOnGrid: (Q: number, R: number, A: number, apart: number, count: number, sets: number, w: number, step: number) => void;
  readonly logExtent: (Q: number, R: number, count: number, w: number, bounds: number) => void;
  readonly sweepRates: (
    K: number,
    far: number,
    near: number,
    last: number,
    cube: number,
    scratch: number,
    from: number,
    to: number,
  ) => void;
  readonly sweepTokens: (K: number, L: number, A: number, visit: number, scratch: number) => void;
  readonly exitRates: (K: number, L: number, A: number, lambda: number, scratch: number) => number;
  readonly placeRows: (K: number, L: number, places: number, scratch: number) => number;
  readonly clockPass: (
    K: number,
    L: number,
    u: number,
    A: number,
    lambda: number,
    G: number,
    places: number,
    law: number,
    fold: number,
    nodes: number,
    scratch: number,
  ) => void;
  readonly readClock: (K: number, L: number, A: number, fold: number, law: number, scratch: number) => void;
  readonly philoxFill: (k0: number, k1: number, index: number, upper: number, first: number, count: number, out: number) => void;
  readonly trajectories: (
    K: number,
    L: number,
    A: number,
    pace: number,
    k0: number,
    k1: number,
    first: number,
    upper: number,
    count: number,
    terminal: number,
    scratch: number,
  ) => void;
  readonly scaleByLevel: (K: number, L: number, cube: number, factors: number, scratch: number) => void;
}

/** The compiled kernels; one for all worlds and workers. */
export interface Kernels {
  readonly module: WasmModule;
}

/** One instance of the kernels with a memory of its own, which lives as long as what refers to it. */
export interface KernelInstance {
  readonly call: KernelExports;
  readonly memory: WasmMemory;
}

/** Room for the tables that the kernels bring along. */
export const TABLES = 16384;

let compiled: Kernels | null | undefined;

/**
 * The kernels, compiled at the first call (a few ms); null where the engine has no WebAssembly with SIMD.
 *
 * A browser's main thread may refuse to compile as much at once: there use {@link loadKernels}.
 */
export function kernels(): Kernels | null {
  if (compiled !== undefined) return compiled;
  const bytes = kernelBytes();
  compiled = bytes === null || webAssembly === undefined ? null : { module: new webAssembly.Module(bytes) };
  return compiled;
}

/** The same without blocking. */
export async function loadKernels(): Promise<Kernels | null> {
  if (compiled !== undefined) return compiled;
  const bytes = kernelBytes();
  compiled = bytes === null || webAssembly === undefined ? null : { module: await webAssembly.compile(bytes) };
  return compiled;
}

/** The bytes, or null where they would not compile. */
function kernelBytes(): Uint8Array<ArrayBuffer> | null {
  const bytes = base64Bytes(KERNELS);
  return webAssembly?.validate(bytes) ? bytes : null;
}

/**
 * An instance with a memory of its own.
 *
 * @param bytes of memory, beside the kernels' tables (below 16 kB)
 */
export function openKernels({ module }: Kernels, bytes: number): KernelInstance {
  if (webAssembly === undefined) throw new Error("openKernels: kernels come from an engine with WebAssembly");
  const memory = new webAssembly.Memory({ initial: Math.min(MOST_PAGES, Math.ceil((TABLES + bytes) / PAGE)), maximum: MOST_PAGES });
  const { exports } = new webAssembly.Instance(module, { env: { memory } });
  return { call: exports as KernelExports, memory };
}
