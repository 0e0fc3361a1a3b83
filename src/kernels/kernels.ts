import { base64Bytes } from "./base64.ts";
import { KERNELS } from "./wasm.ts";
import { MOST_PAGES, PAGE, type WasmMemory, type WasmModule, webAssembly } from "./webAssembly.ts";

/** What kernels/assembly exports. Addresses and sizes in bytes; `count`, K and L are numbers of things. */
export interface KernelExports {
  readonly heapBase: () => number;
  readonly exps: (x: number, out: number, count: number) => void;
  readonly logs: (x: number, out: number, count: number) => void;
  readonly marginalCube: (K: number, L: number, law: number, cube: number) => void;
  readonly marginalFar: (K: number, far: number, block: number, cube: number, from: number, bytes: number) => void;
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
    clocks: number,
    scratch: number,
  ) => void;
  readonly logSumRows: (rows: number, K: number, count: number, out: number, work: number) => void;
  readonly guideRows: (cond: number, uncond: number, count: number, w: number) => void;
  readonly drawRows: (rows: number, K: number, count: number, uniforms: number, out: number, work: number) => void;
  readonly mixtureRow: (laws: number, M: number, K: number, shares: number, logs: number, out: number) => void;
  readonly pushStep: (
    K: number,
    L: number,
    A: number,
    law: number,
    next: number,
    formula: number,
    rate: number,
    kept: number,
    counts: number,
    scratch: number,
  ) => number;
  /** `first` is a 64-bit integer; `before` is a stream's hash before the index. */
  readonly sampleKeys: (before0: number, before1: number, first: bigint, count: number, keys: number, work: number) => void;
  readonly addNormals: (keys: number, block: number, count: number, sd: number, out: number, work: number) => void;
  readonly mixtureMove: (
    full: number,
    d: number,
    questions: number,
    program: number,
    points: number,
    apart: number,
    count: number,
    left: number,
    work: number,
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
  compiled ??= compile(base64Bytes(KERNELS));
  return compiled;
}

/** The same without blocking. */
export async function loadKernels(): Promise<Kernels | null> {
  if (compiled !== undefined) return compiled;
  const bytes = base64Bytes(KERNELS);
  compiled = webAssembly?.validate(bytes) ? { module: await webAssembly.compile(bytes) } : null;
  return compiled;
}

/** The kernels for a memory that several threads share; null where the engine has none. */
export function sharedKernels(): Kernels | null {
  if (!("SharedArrayBuffer" in globalThis)) return null;
  return compile(withSharedMemory(base64Bytes(KERNELS)));
}

function compile(bytes: Uint8Array<ArrayBuffer>): Kernels | null {
  return webAssembly?.validate(bytes) ? { module: new webAssembly.Module(bytes) } : null;
}

/** The import of the memory, up to its flags: bit 0 for a largest size, bit 1 for shared. */
const MEMORY_IMPORT = [3, ...codes("env"), 6, ...codes("memory"), 2];

/** The same module with its memory declared shared: one flag differs, as the compiler's own option would have it. */
export function withSharedMemory(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const from = bytes.findIndex((_, at) => MEMORY_IMPORT.every((code, j) => bytes[at + j] === code));
  if (from < 0) throw new Error("withSharedMemory: kernels import their memory as env.memory");
  const shared = bytes.slice();
  shared[from + MEMORY_IMPORT.length] |= 2;
  return shared;
}

function codes(text: string): number[] {
  return Array.from(text, (letter) => letter.charCodeAt(0));
}

/**
 * An instance with a memory of its own.
 *
 * @param bytes of memory, beside the kernels' tables (below 16 kB)
 */
export function openKernels({ module }: Kernels, bytes: number): KernelInstance {
  if (webAssembly === undefined) throw new Error("openKernels: kernels come from an engine with WebAssembly");
  const memory = new webAssembly.Memory({ initial: Math.min(MOST_PAGES, Math.ceil((TABLES + bytes) / PAGE)), maximum: MOST_PAGES });
  return { call: instantiate(module, memory), memory };
}

/** The kernels on a memory that is there. */
export function instantiate(module: WasmModule, memory: WasmMemory): KernelExports {
  if (webAssembly === undefined) throw new Error("instantiate: kernels come from an engine with WebAssembly");
  return new webAssembly.Instance(module, { env: { memory } }).exports as KernelExports;
}

/** A memory that threads share, and that grows to what 32-bit addresses reach. */
export function sharedMemory(): WasmMemory {
  if (webAssembly === undefined) throw new Error("sharedMemory: kernels come from an engine with WebAssembly");
  return new webAssembly.Memory({ initial: 1, maximum: MOST_PAGES, shared: true });
}
