import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { convertScale, SYSTEMS } from "../../../../src/guidance/systems.ts";
import { conventionRows, weightFrom } from "../../../../src/web/panels/guidance/conventions.ts";

const rowsOf = (w: number) => {
  const { chief, others } = conventionRows(w);
  return [...chief, ...others];
};

describe("a weight in other conventions", () => {
  it("has a row for every system but w, with the converted value and its note", () => {
    fc.assert(
      fc.property(fc.double({ min: -0.99, max: 100, noNaN: true }), (w) => {
        const rows = rowsOf(w);
        expect(rows.map(({ name }) => name).sort()).toEqual([...SYSTEMS.keys()].filter((name) => name !== "w").sort());
        for (const { name, value, note, why } of rows)
          expect({ value, note, why }).toEqual({
            value: convertScale(w, "w", name).value,
            note: convertScale(w, "w", name).note,
            why: null,
          });
      }),
    );
  });

  it("and back is the same weight, to rounding", () => {
    fc.assert(
      fc.property(fc.double({ min: -0.99, max: 100, noNaN: true }), (w) => {
        for (const { name, value } of rowsOf(w)) {
          const back = weightFrom(name, value ?? Number.NaN);
          // A few roundings of 1 + w, by its inverse for temperatures.
          expect("w" in back && Math.abs(back.w - w) <= 1e-15 * 8 * (1 + Math.abs(w))).toBe(true);
        }
      }),
    );
  });

  it("7.5 typed into diffusers is w = 6.5", () => {
    expect(weightFrom("diffusers", 7.5)).toEqual({ w: 6.5 });
  });

  it("that has none there says why: the unconditional law has no temperature", () => {
    const row = rowsOf(-1).find(({ name }) => name === "nisonoff-temperature");
    expect(row?.value).toBeNull();
    expect(row?.why).toMatch(/finite nisonoff-temperature/);
  });

  it("is refused in words: a temperature of 0, a scale below 0", () => {
    expect(weightFrom("nisonoff-temperature", 0)).toEqual({ fault: "convert: value must be a temperature above 0, got 0" });
    expect(weightFrom("comfyui", -1)).toMatchObject({ fault: expect.stringMatching(/^convert: value must be at least 0 in comfyui/) });
  });
});
