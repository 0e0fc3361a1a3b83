import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { propertySeed } from "../../testing/propertySeed.ts";

describe("pureGround", () => {
  it("makes Math.random throw", () => {
    expect(() => Math.random()).toThrow("Math.random must not be called: pass a named stream");
  });

  it("gives every property test the same seed", () => {
    const draws = (): number[] => fc.sample(fc.integer(), 20);
    expect(fc.readConfigureGlobal().seed).toBe(propertySeed(process.env.FAST_CHECK_SEED));
    expect(draws()).toEqual(draws());
    expect(fc.sample(fc.integer(), { numRuns: 20, seed: 1 })).not.toEqual(draws());
  });

  it("lets a failing property print that seed", () => {
    const failing = fc.property(fc.nat(), (value) => value < 100);
    expect(() => fc.assert(failing)).toThrow(`{ seed: ${propertySeed(process.env.FAST_CHECK_SEED)},`);
  });
});

describe("propertySeed", () => {
  it("is the hash of the project's name, or the text given", () => {
    expect(propertySeed(undefined)).toBe(0x9358856a | 0);
    expect(propertySeed("-17")).toBe(-17);
  });

  it.each(["", "1.5", "two", "4294967296"])("refuses %j by name and value", (text) => {
    expect(() => propertySeed(text)).toThrow(`propertySeed: FAST_CHECK_SEED must be a 32-bit integer, got ${text}`);
  });
});
