import { describe, expect, it } from "vitest";
import { pairOf } from "../../../src/worlds/masked/mixture.ts";
import { pairWorld, tableWorld } from "../../../src/worlds/masked/table.ts";

describe("tableWorld", () => {
  it("takes laws and weights as they are given, in order", () => {
    const world = tableWorld({ alphabet: 2, length: 1, classes: { b: { weight: 2, law: [1, 0] }, a: { weight: 6, law: [0.5, 0.5] } } });
    expect(world).toEqual({
      alphabet: 2,
      length: 1,
      classes: [
        { name: "b", weight: 2, law: Float64Array.of(1, 0) },
        { name: "a", weight: 6, law: Float64Array.of(0.5, 0.5) },
      ],
    });
    expect(pairOf(world, "a").targetWeight).toBe(0.75);
  });

  it("gives the same numbers for names like integers, which a JSON parser reorders", () => {
    const classes = {
      "10": { weight: 0.3, law: [0.1, 0.2, 0.7] },
      "9": { weight: 0.7, law: [0.3, 0.3, 0.4] },
      x: { weight: 0.11, law: [0.9, 0.05, 0.05] },
    };
    const reordered = { x: classes.x, "9": classes["9"], "10": classes["10"] };
    expect(Object.keys(classes)).toEqual(["9", "10", "x"]);
    const here = pairOf(tableWorld({ alphabet: 3, length: 1, classes }), "10");
    expect(pairOf(tableWorld({ alphabet: 3, length: 1, classes: reordered }), "10")).toEqual(here);
    const named = { ten: classes["10"], nine: classes["9"], x: classes.x };
    // Other names sort differently: the same sum up to rounding.
    expect(pairOf(tableWorld({ alphabet: 3, length: 1, classes: named }), "ten").unconditional[0]).toBeCloseTo(here.unconditional[0], 15);
  });

  it.each([0, -1, Number.NaN, Infinity])("refuses a class weight of %d by name and value", (weight) => {
    expect(() => tableWorld({ alphabet: 1, length: 1, classes: { z1: { weight, law: [1] } } })).toThrow(
      `world.classes.z1.weight must be a finite number above 0, got ${weight}`,
    );
  });

  it("refuses a law of the wrong length or sum by the name of its class", () => {
    expect(() => tableWorld({ alphabet: 2, length: 2, classes: { z1: { weight: 1, law: [1, 0] } } })).toThrow(
      "world.classes.z1.law must be a list of 4 numbers, got 2",
    );
    expect(() => tableWorld({ alphabet: 2, length: 1, classes: { z1: { weight: 1, law: [1, 1] } } })).toThrow(
      "world.classes.z1.law must be a law that sums to 1 within 1e-9, got 2",
    );
  });
});

describe("pairWorld", () => {
  it("has no target weight: nothing says that p contains p_c", () => {
    expect(pairWorld({ alphabet: 2, length: 1, conditional: [1, 0], unconditional: [0.25, 0.75] })).toEqual({
      alphabet: 2,
      length: 1,
      conditional: Float64Array.of(1, 0),
      unconditional: Float64Array.of(0.25, 0.75),
      targetWeight: null,
    });
  });

  it("refuses either law by its field", () => {
    expect(() => pairWorld({ alphabet: 2, length: 1, conditional: [1], unconditional: [1, 0] })).toThrow(
      "world.conditional must be a list of 2 numbers, got 1",
    );
    expect(() => pairWorld({ alphabet: 2, length: 1, conditional: [1, 0], unconditional: [2, -1] })).toThrow(
      "world.unconditional[1] must be a finite number of at least 0, got -1",
    );
  });
});
