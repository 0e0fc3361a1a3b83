import { describe, expect, it } from "vitest";
import { BadInput, Raw, shown } from "../../src/numerics/badInput.ts";

describe("BadInput", () => {
  it("says where, which field, what it must be and what it got", () => {
    const error = new BadInput("value", "a finite number", Number.NaN, "convert");
    expect(error.message).toBe("convert: value must be a finite number, got NaN");
    expect(error).toMatchObject({ name: "BadInput", detail: "value must be a finite number, got NaN", placed: true });
    expect(error).toBeInstanceOf(RangeError);
  });

  it("leaves the place to the shell when it is not given", () => {
    const error = new BadInput("seed", "an integer", 0.5);
    expect(error.message).toBe("seed must be an integer, got 0.5");
    expect(error).toMatchObject({ detail: error.message, placed: false });
  });
});

describe("shown", () => {
  it.each([
    [undefined, "nothing"],
    [null, "null"],
    [-0.5, "-0.5"],
    [Number.NaN, "NaN"],
    [Infinity, "Infinity"],
    ["z1", '"z1"'],
    [true, "true"],
    [{ a: 1 }, '{"a":1}'],
    [[1, "x", null, [2]], '[1, "x", null, [2]]'],
    [[], "[]"],
    [[1, 2, 3, 4, 5], "[1, 2, 3, 4, … 5 entries]"],
    [Float64Array.of(0.5, 2), "[0.5, 2]"],
    [new Raw("51^40"), "51^40"],
  ])("of %j is %s", (value, text) => {
    expect(shown(value)).toBe(text);
  });

  it("cuts text after 60 characters and stays on one line", () => {
    const text = shown(`line\n${"x".repeat(100)}`);
    expect(text).toBe(`"line\\n${"x".repeat(50)}…`);
    expect(text.length).toBe(58);
    expect(shown("x".repeat(58))).toBe(`"${"x".repeat(58)}"`);
  });
});
