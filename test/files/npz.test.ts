import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { writeNpz } from "../../src/files/npz.ts";
import { npy } from "../../src/files/npzBytes.ts";
import { readNpy, readNpz } from "./readNpz.ts";

const folder = mkdtempSync(join(tmpdir(), "guidelab-npz-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bytesOf = (values: Float64Array): string => Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString("hex");

describe("npy", () => {
  it("is NumPy's format 1.0: magic, a header that ends on a multiple of 64 bytes, little-endian doubles", () => {
    const bytes = npy({ data: Float64Array.of(1, 2), shape: [2] });
    expect([...bytes.subarray(0, 10)]).toEqual([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 118, 0]);
    expect(new TextDecoder().decode(bytes.subarray(10, 128))).toBe(
      `${"{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }".padEnd(117)}\n`,
    );
    expect([...bytes.subarray(128)]).toEqual([0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 0, 0, 0, 0, 0, 0, 0, 0x40]);
  });

  it.each([[[]], [[0]], [[1]], [[2, 3]], [[5, 5, 5, 5]], [Array.from({ length: 20 }, () => 1)], [Array.from({ length: 60 }, () => 1)]])(
    "shape %j reads back, however long its header",
    (shape) => {
      const data = Float64Array.from({ length: shape.reduce((product, size) => product * size, 1) }, (_, i) => i / 3);
      const back = readNpy(npy({ data, shape }));
      expect(back.shape).toEqual(shape);
      expect(bytesOf(back.data)).toBe(bytesOf(data));
    },
  );

  it("keeps every bit of any double, from a part of a buffer too", () => {
    fc.assert(
      fc.property(fc.float64Array({ minLength: 2, maxLength: 20 }), (values) => {
        const part = values.subarray(1);
        expect(bytesOf(readNpy(npy({ data: part, shape: [part.length] })).data)).toBe(bytesOf(part));
      }),
    );
  });
});

describe("writeNpz", () => {
  it("writes the arrays by name, in order, stored and without a date: the same bytes each time", () => {
    const law = { data: Float64Array.of(0.1, 0.2, 0.3, 0.4), shape: [2, 2] };
    const path = join(folder, "new", "laws.npz");
    writeNpz(path, { law, tilted: { data: Float64Array.of(1), shape: [1] } });
    const bytes = readFileSync(path);
    const back = readNpz(bytes);
    expect(Object.keys(back)).toEqual(["law", "tilted"]);
    expect([back.law.shape, [...back.law.data]]).toEqual([
      [2, 2],
      [0.1, 0.2, 0.3, 0.4],
    ]);
    writeNpz(path, { law, tilted: { data: Float64Array.of(1), shape: [1] } });
    expect(readFileSync(path).equals(bytes)).toBe(true);
    expect(readdirSync(join(folder, "new"))).toEqual(["laws.npz"]);
  });
});
