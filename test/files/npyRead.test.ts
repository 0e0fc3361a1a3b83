import fc from "fast-check";
import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { npyRead } from "../../src/files/npyRead.ts";
import { npy } from "../../src/files/npzBytes.ts";
import { npzRead } from "../../src/files/npzRead.ts";
import { propertySeed } from "../../testing/propertySeed.ts";

/** Made by NumPy 2.4: `numpy.savez(file, conditional=[[0.1, 0.2], [0.3, 0.4]], unconditional=numpy.full((2, 2), 0.25, dtype="f4"))`. */
const SAVEZ =
  "UEsDBC0AAAAAAAAAIQBC6XxJ//////////8PABQAY29uZGl0aW9uYWwubnB5AQAQAKAAAAAAAAAAoAAAAAAAAACTTlVNUFkBAHYAeydkZXNjcic6ICc8ZjgnLCAnZm9ydHJhbl9vcmRlcic6IEZhbHNlLCAnc2hhcGUnOiAoMiwgMiksIH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgCpqZmZmZmbk/mpmZmZmZyT8zMzMzMzPTP5qZmZmZmdk/UEsDBC0AAAAAAAAAIQCsL2WW//////////8RABQAdW5jb25kaXRpb25hbC5ucHkBABAAkAAAAAAAAACQAAAAAAAAAJNOVU1QWQEAdgB7J2Rlc2NyJzogJzxmNCcsICdmb3J0cmFuX29yZGVyJzogRmFsc2UsICdzaGFwZSc6ICgyLCAyKSwgfSAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAKAACAPgAAgD4AAIA+AACAPlBLAQItAy0AAAAAAAAAIQBC6XxJoAAAAKAAAAAPAAAAAAAAAAAAAACAAQAAAABjb25kaXRpb25hbC5ucHlQSwECLQMtAAAAAAAAACEArC9llpAAAACQAAAAEQAAAAAAAAAAAAAAgAHhAAAAdW5jb25kaXRpb25hbC5ucHlQSwUGAAAAAAIAAgB8AAAAtAEAAAAA";
/**
 * `numpy.savez_compressed` of a = asfortranarray of 0…5 of shape (2, 3), int64; b = 0…2, big-endian uint16; c = True; d = 0…3 of shape (1, 2, 2) transposed by
 * (2, 0, 1).
 */
const PACKED =
  "UEsDBC0AAAAIAAAAIQD3O3gU//////////8FABQAYS5ucHkBABAAsAAAAAAAAABVAAAAAAAAAJvsF+obEMnIUMZQrZ6SWpxcpG6loG6TaaGuo6Cell9UUpSYF59flJIKEg8pKk0FChdnJBakArkaRjoKxpo6CrUK5AMuBihghtKMUJoFSjNBaVYoDQBQSwMELQAAAAgAAAAhAPolW7n//////////wUAFABiLm5weQEAEACGAAAAAAAAAEoAAAAAAAAAm+wX6hsQychQxlCtnpJanFykbqWgbldqpK6joJ6WX1RSlJgXn1+UkgoSd0vMKU4FihdnJBakAvkaxjqaOgq1ChQALgYGBkYGJgBQSwMELQAAAAgAAAAhAIIt+NP//////////wUAFABjLm5weQEAEACBAAAAAAAAAEMAAAAAAAAAm+wX6hsQychQxlCtnpJanFykbqWgXpNkqK6joJ6WX1RSlJgXn1+UkgoSd0vMKU4FihdnJBakAvkamjoKtQoUAS5GAFBLAwQtAAAACAAAACEA3ZY/+v//////////BQAUAGQubnB5AQAQAKAAAAAAAAAAUwAAAAAAAACb7BfqGxDJyFDGUK2eklqcXKRupaBuk2ahrqOgnpZfVFKUmBefX5SSChIPKSpNBQoXZyQWpAK5GkY6CoY6CkaaOgq1CmQCLgYU8MEeynCAUBwOAFBLAQItAy0AAAAIAAAAIQD3O3gUVQAAALAAAAAFAAAAAAAAAAAAAACAAQAAAABhLm5weVBLAQItAy0AAAAIAAAAIQD6JVu5SgAAAIYAAAAFAAAAAAAAAAAAAACAAYwAAABiLm5weVBLAQItAy0AAAAIAAAAIQCCLfjTQwAAAIEAAAAFAAAAAAAAAAAAAACAAQ0BAABjLm5weVBLAQItAy0AAAAIAAAAIQDdlj/6UwAAAKAAAAAFAAAAAAAAAAAAAACAAYcBAABkLm5weVBLBQYAAAAABAAEAMwAAAARAgAAAAA=";
/** `numpy.lib.format.write_array` of [0, 1, 2], float64 in version 2.0, int8 in version 3.0. */
const V2 =
  "k05VTVBZAgB0AAAAeydkZXNjcic6ICc8ZjgnLCAnZm9ydHJhbl9vcmRlcic6IEZhbHNlLCAnc2hhcGUnOiAoMywpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAAAAAAAAAAAAAAAAPA/AAAAAAAAAEA=";
const V3 =
  "k05VTVBZAwB0AAAAeydkZXNjcic6ICd8aTEnLCAnZm9ydHJhbl9vcmRlcic6IEZhbHNlLCAnc2hhcGUnOiAoMywpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAQI=";

const bytes = (base64: string): Uint8Array => Uint8Array.from(Buffer.from(base64, "base64"));

/** A file of format 1.0 with any header text. */
function withHeader(header: string, data: Uint8Array): Uint8Array {
  const text = new TextEncoder().encode(header);
  return Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, text.length & 0xff, text.length >> 8, ...text, ...data);
}

const plain = (descr: string, shape = "(1,)"): string => `{'descr': '${descr}', 'fortran_order': False, 'shape': ${shape}, }`;

describe("npzRead", () => {
  it("reads what NumPy stores: doubles and floats, by name", () => {
    const arrays = npzRead(bytes(SAVEZ), "a.npz", 1e6);
    expect([...arrays.keys()]).toEqual(["conditional", "unconditional"]);
    expect(arrays.get("conditional")).toEqual({ shape: [2, 2], data: Float64Array.of(0.1, 0.2, 0.3, 0.4) });
    expect(arrays.get("unconditional")).toEqual({ shape: [2, 2], data: Float64Array.of(0.25, 0.25, 0.25, 0.25) });
  });

  it("reads what NumPy packs: integers, either byte order, Fortran order, a single number", () => {
    const arrays = npzRead(bytes(PACKED), "a.npz", 1e6);
    expect(arrays.get("a")).toEqual({ shape: [2, 3], data: Float64Array.of(0, 1, 2, 3, 4, 5) });
    expect(arrays.get("b")).toEqual({ shape: [3], data: Float64Array.of(0, 1, 2) });
    expect(arrays.get("c")).toEqual({ shape: [], data: Float64Array.of(1) });
    expect(arrays.get("d")).toEqual({ shape: [2, 1, 2], data: Float64Array.of(0, 2, 1, 3) });
  });

  it("refuses other bytes, a file without arrays, and arrays above the limit before they are unpacked", () => {
    expect(() => npzRead(Uint8Array.of(1, 2, 3), "a.npz", 10)).toThrow(/^a\.npz: content must be a \.npz file, got /);
    expect(() => npzRead(zipSync({ "readme.txt": Uint8Array.of(1) }), "a.npz", 10)).toThrow(
      "a.npz: content must be a .npz file with arrays, got none",
    );
    const big = zipSync({ "law.npy": npy({ data: new Float64Array(1000), shape: [1000] }) });
    expect(() => npzRead(big, "a.npz", 8000)).toThrow("a.npz: arrays must be of at most 8000 bytes together, got 8128");
    expect(npzRead(big, "a.npz", 8128).get("law")?.shape).toEqual([1000]);
  });
});

describe("npyRead", () => {
  it("reads the later versions of the format", () => {
    expect(npyRead(bytes(V2), "x")).toEqual({ shape: [3], data: Float64Array.of(0, 1, 2) });
    expect(npyRead(bytes(V3), "x")).toEqual({ shape: [3], data: Float64Array.of(0, 1, 2) });
  });

  it("reads back every bit of what our writer writes", () => {
    fc.assert(
      fc.property(fc.float64Array({ minLength: 1, maxLength: 12 }), (data) => {
        const back = npyRead(npy({ data, shape: [1, data.length] }), "x");
        expect(back.shape).toEqual([1, data.length]);
        expect(Buffer.from(back.data.buffer)).toEqual(Buffer.from(Float64Array.from(data).buffer));
      }),
      { seed: propertySeed(process.env.FAST_CHECK_SEED) },
    );
  });

  it("reads headers that other writers space and order otherwise", () => {
    const header = `{"shape":(2, 1),"fortran_order":False,"descr":"<i2"}`.replaceAll('"', "'");
    expect(npyRead(withHeader(header, Uint8Array.of(1, 0, 0xff, 0xff)), "x")).toEqual({ shape: [2, 1], data: Float64Array.of(1, -1) });
  });

  it.each([
    ["|u1", [200], 200],
    ["|i1", [200], -56],
    ["|b1", [1], 1],
    ["<u2", [1, 2], 513],
    ["<u4", [0, 0, 0, 128], 2 ** 31],
    ["<i4", [0, 0, 0, 128], -(2 ** 31)],
    [">f4", [0x3f, 0x80, 0, 0], 1],
    ["<u8", [1, 0, 0, 0, 0, 0, 0, 0], 1],
  ])("reads %s", (descr, data, value) => {
    expect([...npyRead(withHeader(plain(descr), Uint8Array.from(data)), "x").data]).toEqual([value]);
  });

  it("refuses other bytes, other versions and headers that are cut off", () => {
    expect(() => npyRead(Uint8Array.of(1, 2), "x")).toThrow("x: content must be NumPy's .npy format 1.0 to 3.0, got other bytes");
    const fourth = withHeader(plain("<f8"), new Uint8Array(8));
    fourth[6] = 4;
    expect(() => npyRead(fourth, "x")).toThrow("x: content must be NumPy's .npy format 1.0 to 3.0, got other bytes");
    const long = withHeader(plain("<f8"), new Uint8Array(8));
    long[9] = 10;
    expect(() => npyRead(long, "x")).toThrow(/^x: header must be within the file's \d+ bytes, got \d+$/);
  });

  it("refuses headers without a part, types that are no numbers, and data of another length", () => {
    expect(() => npyRead(withHeader("{'descr': [('a', '<f8')], }", new Uint8Array(8)), "x")).toThrow(
      "x: header must be a NumPy header with 'descr' of a plain type, got \"{'descr': [('a', '<f8')], }\"",
    );
    expect(() => npyRead(withHeader("{'descr': '<f8', 'shape': (1,)}", new Uint8Array(8)), "x")).toThrow("'fortran_order', got");
    expect(() => npyRead(withHeader("{'descr': '<f8', 'fortran_order': False}", new Uint8Array(8)), "x")).toThrow("'shape', got");
    expect(() => npyRead(withHeader(plain("<c16"), new Uint8Array(16)), "x")).toThrow(
      "x: dtype must be float64, float32, an integer type or bool, got <c16",
    );
    expect(() => npyRead(withHeader(plain("<f2"), new Uint8Array(2)), "x")).toThrow(
      "x: dtype must be float64, float32, an integer type or bool, got <f2",
    );
    expect(() => npyRead(withHeader(plain("<f8"), new Uint8Array(9)), "x")).toThrow("x: data must be 8 bytes long for shape (1), got 9");
  });

  it("refuses a 64-bit integer that no double holds", () => {
    const wide = Uint8Array.of(1, 0, 0, 0, 0, 0, 32, 0);
    expect(() => npyRead(withHeader(plain("<i8"), wide), "x")).toThrow(
      "x: data must be integers of at most 2^53 − 1, got 9007199254740992",
    );
  });
});
