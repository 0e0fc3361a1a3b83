import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jsonPieces } from "../../src/files/json.ts";

const text = (value: unknown): string => [...jsonPieces(value)].join("");

describe("jsonPieces", () => {
  it("gives the text of JSON.stringify for every JSON value", () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => text(value) === JSON.stringify(value)));
  });

  it.each([8191, 8192, 8193, 20_000])("a typed array of %d entries is the list of them, across pieces", (length) => {
    const values = Float64Array.from({ length }, (_, i) => i / 7);
    const pieces = [...jsonPieces({ law: values })];
    expect(JSON.parse(pieces.join(""))).toEqual({ law: [...values] });
    // Some 20 characters a number, 8192 numbers a piece.
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(8192 * 26);
  });

  it("numbers come back as they were, to the last bit", () => {
    const values = Float64Array.of(0.1, 1 / 3, 5e-324, 1.7976931348623157e308, -2.5e-17);
    expect(JSON.parse(text(values))).toEqual([...values]);
  });

  it("numbers that are not finite are null, wherever they stand", () => {
    expect(text({ a: Infinity, b: [Number.NaN, 1], c: Float64Array.of(-Infinity, 2), d: { e: Number.NaN } })).toBe(
      '{"a":null,"b":[null,1],"c":[null,2],"d":{"e":null}}',
    );
  });

  it("leaves out undefined fields, keeps null ones, and makes undefined entries null", () => {
    expect(text({ a: undefined, b: null, c: [undefined, 1, null] })).toBe('{"b":null,"c":[null,1,null]}');
  });

  it("nests lists, records and typed arrays; integers of other widths too", () => {
    const value = { list: [[1, [2]], { x: Int32Array.of(-1, 2) }, []], empty: {}, none: new Float64Array(0), text: 'a "quoted"\nline' };
    expect(JSON.parse(text(value))).toEqual({ list: [[1, [2]], { x: [-1, 2] }, []], empty: {}, none: [], text: 'a "quoted"\nline' });
  });

  it("is a bare value where there is no list", () => {
    expect([text(1), text("a"), text(true), text(null), text(undefined)]).toEqual(["1", '"a"', "true", "null", "null"]);
  });
});
