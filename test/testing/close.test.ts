import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { close, expectClose, worst } from "../../testing/close.ts";

const { NaN: nan, POSITIVE_INFINITY: up, NEGATIVE_INFINITY: down } = Number;
const loose = { absolute: 1e300, relative: 1e10 };

describe("close", () => {
  it.each([
    [1, 1, {}, true],
    [0, -0, {}, true],
    [1, 1 + 2 ** -52, {}, false],
    [1.5, 1, { absolute: 0.5 }, true],
    [1.5, 1, { absolute: 0.499 }, false],
    [110, 100, { relative: 0.1 }, true],
    [100, 110, { relative: 0.0909 }, false],
    [1e-200, 0, { relative: 1 }, false],
    [1.1e-200, 1e-200, { relative: 0.05 }, false],
    [1.1e-200, 1e-200, { relative: 0.05, absolute: 1e-9 }, true],
    [1e308, -1e308, { relative: 1 }, false],
  ])("(%d, %d, %j) is %s", (actual, expected, tolerances, verdict) => {
    expect(close(actual, expected, tolerances)).toBe(verdict);
  });

  it("never accepts NaN, not even for NaN, however loose the tolerances", () => {
    fc.assert(
      fc.property(fc.double(), (value) => {
        expect(close(nan, value, loose)).toBe(false);
        expect(close(value, nan, loose)).toBe(false);
      }),
    );
  });

  it("accepts NaN for NaN, and for nothing else, only under matchNaN", () => {
    expect(close(nan, nan, { matchNaN: true })).toBe(true);
    expect(close(nan, nan, { matchNaN: false })).toBe(false);
    expect(close(nan, 1, { ...loose, matchNaN: true })).toBe(false);
    expect(close(1, nan, { ...loose, matchNaN: true })).toBe(false);
  });

  it.each([
    [up, up, true],
    [down, down, true],
    [up, down, false],
    [down, up, false],
    [up, 1e308, false],
    [1e308, up, false],
    [-1e308, down, false],
  ])("of %d and %d is %s however loose the tolerances", (actual, expected, verdict) => {
    expect(close(actual, expected, loose)).toBe(verdict);
  });

  it.each([-1, nan, up])("refuses a tolerance of %d by name and value", (value) => {
    expect(() => close(1, 1, { absolute: value })).toThrow(`close: absolute must be finite and non-negative, got ${value}`);
    expect(() => close(1, 1, { relative: value })).toThrow(`close: relative must be finite and non-negative, got ${value}`);
  });
});

describe("worst", () => {
  it("names the element with the largest difference in units of what is allowed", () => {
    expect(worst([1, 200, 3.05], [1, 201, 3], { absolute: 0.01, relative: 0.01 })).toEqual({
      ok: false,
      index: 2,
      actual: 3.05,
      expected: 3,
      difference: expect.closeTo(0.05, 12),
      allowed: 0.03,
      failures: 1,
    });
  });

  it("is per element: one bad entry among a thousand is found, at its index", () => {
    const expected = new Float64Array(1000).fill(1);
    const found = worst(expected.with(617, 1 + 1e-6), expected, { relative: 1e-9 });
    expect(found).toMatchObject({ ok: false, index: 617, failures: 1 });
  });

  it.each([nan, up, down])("finds a planted %d before any large finite difference, whatever stands beside it", (planted) => {
    expect(worst([1e9, planted, -1e9], [0, 0, 0], { absolute: 1e-9 })).toMatchObject({ ok: false, index: 1, failures: 3 });
    expect(worst([0, planted, 0], [0, 0, 0], loose)).toMatchObject({ ok: false, index: 1, failures: 1 });
  });

  it("names a failing element even when a passing one uses up all that it is allowed", () => {
    expect(worst([0.5, 0.5 + 2 ** -53], [0, 0], { absolute: 0.5 })).toMatchObject({ ok: false, index: 1, failures: 1 });
  });

  it.each([
    [0, -0],
    [nan, nan],
    [up, up],
  ])("does not take a matching %d for the worst element, although nothing is allowed there", (actual, expected) => {
    expect(worst([actual, 3], [expected, 2], { relative: 0.1, matchNaN: true })).toMatchObject({ ok: false, index: 1, failures: 1 });
  });

  it("of infinities that match is ok with difference 0, and of opposite ones is not", () => {
    expect(worst([up, down], [up, down], {})).toMatchObject({ ok: true, difference: 0 });
    expect(worst([up, down], [down, down], {})).toMatchObject({ ok: false, index: 0, actual: up, expected: down });
    expect(worst([1], [up], { relative: 0.1 })).toMatchObject({ ok: false, difference: up, allowed: 0 });
  });

  it("of nothing is ok", () => {
    expect(worst([], [], {})).toMatchObject({ ok: true, index: -1, failures: 0 });
  });

  it("refuses arrays of different lengths, even if the common part agrees", () => {
    expect(() => worst([1, 2], [1], loose)).toThrow("worst: lengths must match, got 2 and 1");
    expect(() => worst([], [1], loose)).toThrow("worst: lengths must match, got 0 and 1");
  });
});

describe("expectClose", () => {
  it("passes close numbers and close arrays, typed or not", () => {
    expectClose(1 + 1e-12, 1, { relative: 1e-9 });
    expectClose(Float64Array.of(1, up), [1, up], {});
  });

  it("fails with the index, both values, the difference and what was allowed", () => {
    expect(() => expectClose([1, 2.5, 4], [1, 2, 3], { absolute: 0.25 })).toThrow(
      "element 2: got 4, expected 3, difference 1, allowed 0.25 (2 elements differ)",
    );
    expect(() => expectClose(nan, 1, loose)).toThrow("got NaN, expected 1, difference NaN");
    expect(() => expectClose(nan, nan, loose)).toThrow("got NaN, expected NaN");
    expect(() => expectClose(up, down, loose)).toThrow("got Infinity, expected -Infinity");
  });

  it("refuses to compare a number with an array", () => {
    expect(() => expectClose(1, [1], {})).toThrow(
      "expectClose: actual and expected must both be numbers or both arrays, got number and object",
    );
    expect(() => expectClose([1], 1, {})).toThrow("got object and number");
  });
});
