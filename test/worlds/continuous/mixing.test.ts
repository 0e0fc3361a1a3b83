import { describe, expect, it } from "vitest";
import { addMixedCovariance, certain, mixedMean, posterior } from "../../../src/worlds/continuous/mixing.ts";
import { picker } from "../../../src/worlds/continuous/picker.ts";
import { expectClose } from "../../../testing/close.ts";

describe("posterior", () => {
  it("normalises and returns the log of the total, without overflow", () => {
    const logs = Float64Array.of(-1000, -1000 + Math.log(3), -Infinity, 99);
    expectClose(posterior(logs, 3), -1000 + Math.log(4), { relative: 1e-15 });
    expectClose(logs, [0.25, 0.75, 0, 99], { relative: 1e-13 });
  });

  it("of nothing is −∞ and leaves the logs, which `certain` then replaces", () => {
    const logs = Float64Array.of(-Infinity, -Infinity);
    expect(posterior(logs, 2)).toBe(-Infinity);
    expect([...logs]).toEqual([-Infinity, -Infinity]);
    certain(logs, 2, 1);
    expect([...logs]).toEqual([0, 1]);
  });

  it("keeps weights down to the smallest numbers", () => {
    const logs = Float64Array.of(0, -740, -760);
    posterior(logs, 3);
    expectClose(logs, [1, Math.exp(-740), 0], { relative: 1e-13 });
  });
});

describe("mixedMean and addMixedCovariance", () => {
  it("by hand, at an offset, without reading components of weight 0", () => {
    const vectors = Float64Array.of(1, 0, Number.NaN, Number.NaN, -3, 2);
    const weights = Float64Array.of(0.75, 0, 0.25);
    const mean = new Float64Array(3);
    mixedMean(weights, 3, vectors, 2, mean, 1);
    expect([...mean]).toEqual([0, 0, 0.5]);
    const out = new Float64Array(5).fill(1);
    addMixedCovariance(weights, 3, vectors, 2, mean, 1, out, 1);
    // Differences (1, −½) and (−3, 3/2).
    expect([...out]).toEqual([1, 4, -0.5, -0.5, 1.75]);
  });
});

describe("picker", () => {
  it("inverts the running sum, and never picks weight 0", () => {
    const pick = picker([0, 1, 0, 3, 0]);
    expect([0, 0.2499, 0.25, 0.9, 1 - 2 ** -53].map(pick)).toEqual([1, 1, 3, 3, 3]);
  });
});
