/** @file A small reader of NumPy's files, for tests: strict about what NumPy is strict about. */
import { unzipSync } from "fflate";

export interface NpyArray {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

/** One array of float64 in C order, format version 1.0. @throws Error naming what is off */
export function readNpy(bytes: Uint8Array): NpyArray {
  const text = (from: number, to: number): string => new TextDecoder("latin1").decode(bytes.subarray(from, to));
  const must = (holds: boolean, what: string): void => {
    if (!holds) throw new Error(`readNpy: ${what}`);
  };
  must(bytes[0] === 0x93 && text(1, 6) === "NUMPY", "magic");
  must(bytes[6] === 1 && bytes[7] === 0, "version 1.0");
  const start = 10 + bytes[8] + 256 * bytes[9];
  must(start % 64 === 0, `data aligned to 64 bytes, got ${start}`);
  const header = /^\{'descr': '<f8', 'fortran_order': False, 'shape': \(((?:\d+,(?: \d+(?:, \d+)*)?)?)\), \} *\n$/.exec(text(10, start));
  must(header !== null, `header, got ${text(10, start)}`);
  const shape = (header?.[1] ?? "")
    .split(",")
    .filter((entry) => entry !== "")
    .map(Number);
  const count = shape.reduce((product, size) => product * size, 1);
  must(bytes.length === start + 8 * count, `length ${start + 8 * count}, got ${bytes.length}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset + start);
  return { shape, data: Float64Array.from({ length: count }, (_, i) => view.getFloat64(8 * i, true)) };
}

/** The arrays of an .npz file by name, in the file's order. */
export function readNpz(bytes: Uint8Array): Record<string, NpyArray> {
  return Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, entry]) => [name.replace(/\.npy$/, ""), readNpy(entry)]));
}
