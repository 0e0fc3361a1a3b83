import { BadInput, Raw } from "../numerics/badInput.ts";

/** An array as read from a file. */
export interface ReadArray {
  /** Row-major, whatever the order in the file. */
  readonly data: Float64Array;
  readonly shape: readonly number[];
}

type Getter = (view: DataView, at: number, little: boolean) => number;

/** NumPy's letter and bytes of a number. 64-bit integers are taken where a double holds them. */
const GETTERS: Readonly<Record<string, Getter>> = {
  f8: (view, at, little) => view.getFloat64(at, little),
  f4: (view, at, little) => view.getFloat32(at, little),
  i8: (view, at, little) => Number(view.getBigInt64(at, little)),
  u8: (view, at, little) => Number(view.getBigUint64(at, little)),
  i4: (view, at, little) => view.getInt32(at, little),
  u4: (view, at, little) => view.getUint32(at, little),
  i2: (view, at, little) => view.getInt16(at, little),
  u2: (view, at, little) => view.getUint16(at, little),
  i1: (view, at) => view.getInt8(at),
  u1: (view, at) => view.getUint8(at),
  b1: (view, at) => view.getUint8(at),
};

/**
 * One array of NumPy's .npy format, versions 1.0 to 3.0, either byte order, C or Fortran order.
 *
 * @param where name of the file or entry, for messages
 * @throws BadInput for bytes that are not of this format, a type other than f8, f4, an integer or bool, a length that does not agree with the shape, or a
 *   64-bit integer that no double holds
 */
export function npyRead(bytes: Uint8Array, where: string): ReadArray {
  const { start, text } = headerOf(bytes, where);
  const descr = field(text, /'descr'\s*:\s*'([^']*)'/, where, "'descr' of a plain type");
  const fortran = field(text, /'fortran_order'\s*:\s*(True|False)/, where, "'fortran_order'") === "True";
  const listed = field(text, /'shape'\s*:\s*\(([\d\s,]*)\)/, where, "'shape'");
  const shape = listed.split(",").flatMap((entry) => (entry.trim() === "" ? [] : [Number(entry)]));
  const count = shape.reduce((product, size) => product * size, 1);
  const read = /^[<>|=][a-z]\d$/.test(descr) ? GETTERS[descr.slice(1)] : undefined;
  if (read === undefined) throw new BadInput("dtype", "float64, float32, an integer type or bool", new Raw(descr), where);
  const size = Number(descr.slice(2));
  if (bytes.length !== start + size * count)
    throw new BadInput("data", `${size * count} bytes long for shape (${shape.join(", ")})`, bytes.length - start, where);
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, size * count);
  const little = !descr.startsWith(">");
  const data = Float64Array.from({ length: count }, (_, i) => read(view, size * i, little));
  const wide = size === 8 && !descr.endsWith("f8") ? data.find((value) => !Number.isSafeInteger(value)) : undefined;
  if (wide !== undefined) throw new BadInput("data", "integers of at most 2^53 − 1", wide, where);
  return { data: fortran ? rowMajor(data, shape) : data, shape };
}

function headerOf(bytes: Uint8Array, where: string): { readonly start: number; readonly text: string } {
  const [major = 0] = bytes.subarray(6, 7);
  const magic = String.fromCharCode(...bytes.subarray(0, 6));
  if (magic !== "\x93NUMPY" || major < 1 || major > 3 || bytes.length < 12)
    throw new BadInput("content", "NumPy's .npy format 1.0 to 3.0", new Raw("other bytes"), where);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const from = major === 1 ? 10 : 12;
  const start = from + (major === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (start > bytes.length) throw new BadInput("header", `within the file's ${bytes.length} bytes`, start, where);
  return { start, text: new TextDecoder(major === 3 ? "utf-8" : "latin1").decode(bytes.subarray(from, start)) };
}

function field(text: string, pattern: RegExp, where: string, what: string): string {
  const found = pattern.exec(text)?.[1];
  if (found === undefined) throw new BadInput("header", `a NumPy header with ${what}`, text.trim(), where);
  return found;
}

/** Column-major entries (the first index fastest) in row-major order. */
function rowMajor(data: Float64Array, shape: readonly number[]): Float64Array {
  const strides = shape.map((_, axis) => shape.slice(0, axis).reduce((product, size) => product * size, 1));
  const out = new Float64Array(data.length);
  for (let index = 0; index < out.length; index++) {
    let rest = index;
    let at = 0;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const size = shape[axis] ?? 1;
      at += (rest % size) * (strides[axis] ?? 0);
      rest = Math.floor(rest / size);
    }
    out[index] = data[at] ?? 0;
  }
  return out;
}
