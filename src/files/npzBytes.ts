/** @file Arrays as NumPy's .npz, in memory. */
import { type ZipOptions, zipSync } from "fflate";

export interface NpzArray {
  readonly data: Float64Array;
  /** Row-major (C order). */
  readonly shape: readonly number[];
}

/** Named float64 arrays as NumPy's .npz: a zip of .npy files, format version 1.0. */
export function npzBytes(arrays: Readonly<Record<string, NpzArray>>): Uint8Array<ArrayBuffer> {
  const stored: ZipOptions = { level: 0, mtime: "1980-01-01T00:00:00" };
  const entries = Object.entries(arrays).map(([name, array]) => [`${name}.npy`, [npy(array), stored]] as const);
  return zipSync(Object.fromEntries(entries.map(([name, [data, options]]) => [name, [data, options]])));
}

/** One array in NumPy's .npy format: header, then little-endian doubles. */
export function npy({ data, shape }: NpzArray): Uint8Array {
  const header = npyHeader("<f8", shape);
  const out = new Uint8Array(header.length + data.byteLength);
  out.set(header);
  out.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), header.length);
  return out;
}

/** The header of NumPy's .npy format 1.0: magic, version, a Python literal padded so that data start at a multiple of 64 bytes. */
export function npyHeader(type: "<f8" | "<i4", shape: readonly number[]): Uint8Array {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
  const text = `{'descr': '${type}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const padded = text.padEnd(Math.ceil((10 + text.length + 1) / 64) * 64 - 11, " ");
  const literal = new TextEncoder().encode(`${padded}\n`);
  const header = new Uint8Array(10 + literal.length);
  header.set([0x93, ...new TextEncoder().encode("NUMPY"), 1, 0, literal.length & 0xff, literal.length >> 8]);
  header.set(literal, 10);
  return header;
}
