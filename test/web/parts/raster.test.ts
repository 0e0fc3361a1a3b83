import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { moved, placeOf, type Raster, rowRaster, spotAt, tokenRaster } from "../../../src/web/parts/raster.ts";
import { propertySeed } from "../../../testing/propertySeed.ts";

const seed = propertySeed(process.env.FAST_CHECK_SEED);
const raster: fc.Arbitrary<Raster> = fc.oneof(
  fc.integer({ min: 1, max: 40 }).map(tokenRaster),
  fc
    .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), fc.constantFrom<Raster["of"][]>("points", "cells"))
    .map(([columns, rows, of]) => rowRaster(columns, rows, of)),
);

describe("a place in a map", () => {
  it("of a value leads back to the value", () => {
    const values = raster.chain((map) => fc.tuple(fc.constant(map), fc.nat(map.columns - 1), fc.nat(map.rows - 1)));
    fc.assert(
      fc.property(values, ([map, column, row]) => {
        const place = placeOf(map, { column, row });
        expect(spotAt(map, place)).toEqual({ column, row, index: column * map.across + row * map.up });
      }),
      { seed },
    );
  });

  it("has tokens of the first site along the columns, slowest", () => {
    expect(spotAt(tokenRaster(5), { u: 0.5, v: 0.99 }).index).toBe(2 * 5 + 4);
    expect(spotAt(rowRaster(5, 3, "cells"), { u: 0.5, v: 0.99 }).index).toBe(2 * 5 + 2);
  });

  it("goes to the nearest point, or to the cell that it is in", () => {
    expect(spotAt(rowRaster(3, 1, "points"), { u: 0.3, v: 0 }).column).toBe(1);
    expect(spotAt(rowRaster(3, 1, "cells"), { u: 0.3, v: 0 }).column).toBe(0);
    expect(spotAt(rowRaster(3, 2, "cells"), { u: 1, v: 1 })).toMatchObject({ column: 2, row: 1 });
  });

  it("moves by keys and stays inside", () => {
    const map = rowRaster(30, 20, "cells");
    const from = placeOf(map, { column: 5, row: 7 });
    const spotAfter = (key: string, far = false) => {
      const to = moved(map, from, key, far);
      return to && spotAt(map, to);
    };
    expect(spotAfter("ArrowLeft")).toMatchObject({ column: 4, row: 7 });
    expect(spotAfter("ArrowRight", true)).toMatchObject({ column: 15, row: 7 });
    expect(spotAfter("ArrowUp")).toMatchObject({ column: 5, row: 8 });
    expect(spotAfter("ArrowDown", true)).toMatchObject({ column: 5, row: 0 });
    expect(spotAfter("Home")).toMatchObject({ column: 0, row: 7 });
    expect(spotAfter("End")).toMatchObject({ column: 29, row: 7 });
    expect(spotAfter("PageUp")).toMatchObject({ column: 5, row: 19 });
    expect(spotAfter("PageDown")).toMatchObject({ column: 5, row: 0 });
    expect(spotAfter("a")).toBeNull();
  });
});
