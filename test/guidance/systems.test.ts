import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { convertScale, SYSTEMS } from "../../src/guidance/systems.ts";
import { BadInput } from "../../src/numerics/badInput.ts";
import { expectClose } from "../../testing/close.ts";

const names = [...SYSTEMS.keys()];
const contract = [
  "w",
  "gamma",
  "diffusers",
  "diffusers-original",
  "comfyui",
  "edm2",
  "llada",
  "dream",
  "schiff",
  "rojas",
  "nisonoff-temperature",
  "azula",
];

describe("convertScale by hand", () => {
  it.each([
    [2, "w", "gamma", 3],
    [-0.5, "w", "gamma", 0.5],
    [0, "w", "diffusers", 1],
    [7.5, "diffusers", "w", 6.5],
    [7.5, "diffusers", "diffusers-original", 6.5],
    [0, "edm2", "w", -1],
    [1, "rojas", "w", 0],
    [3, "schiff", "llada", 2],
    [0.5, "nisonoff-temperature", "w", 1],
    [0.25, "nisonoff-temperature", "gamma", 4],
    [1, "w", "nisonoff-temperature", 0.5],
    [2, "dream", "comfyui", 2],
    [2, "azula", "ho-salimans", 2],
    [4, "k-diffusion", "smalldiffusion", 3],
    [4, "a1111", "dllm", 3],
    [4, "duo", "guidance-schedules", 4],
  ])("%d in %s is, in %s, %d", (value, from, to, expected) => {
    expect(convertScale(value, from, to)).toMatchObject({ value: expected, from, to });
  });

  it("offers every system of the contract", () => {
    expect(names).toEqual(expect.arrayContaining(contract));
  });

  it("has 1 + value for the systems that are off at 0, the value for those that are off at 1, its inverse for the temperature", () => {
    for (const name of names) {
      const off = ["w", "ho-salimans", "azula", "smalldiffusion", "llada", "dllm", "diffusers-original"].includes(name) ? 0 : 1;
      expect(convertScale(off, name, "w").value).toBe(0);
    }
  });
});

describe("convertScale notes", () => {
  it.each([
    [0, "llada", "w", "0 is the conditional model"],
    [0.5, "diffusers", "w", "a scale of 1 or less"],
    [-0.5, "w", "diffusers", "a scale of 1 or less"],
    [0, "edm2", "w", "0 is the unconditional model"],
    [-1, "w", "dream", "0 is the unconditional model"],
    [2, "rojas", "w", "this paper's w is the exponent 1 + w used here"],
    [2, "guidance-schedules", "w", "adds 1 when a schedule is set"],
    [2, "nisonoff-temperature", "w", "a temperature is the inverse of γ"],
  ])("%d from %s to %s says: …%s…", (value, from, to, text) => {
    expect(convertScale(value, from, to).note).toContain(text);
  });

  it("are left out where nothing is to be tripped over", () => {
    expect(convertScale(2, "w", "gamma").note).toBeNull();
    expect(convertScale(7.5, "diffusers", "comfyui").note).toBeNull();
    expect(convertScale(1, "llada", "azula").note).toBeNull();
  });

  it("of both ends are joined, each said once", () => {
    const { note } = convertScale(0, "llada", "azula");
    expect(note?.match(/0 is the conditional model/g)).toHaveLength(1);
    expect(convertScale(1, "rojas", "nisonoff-temperature").note).toMatch(/exponent 1 \+ w used here.*; a temperature/);
  });
});

describe("convertScale as a property", () => {
  const system = fc.constantFrom(...names);

  it("comes back to the value it started from, between all systems", () => {
    fc.assert(
      fc.property(system, system, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (from, to, gamma) => {
        const value = convertScale(gamma, "gamma", from).value;
        expectClose(convertScale(convertScale(value, from, to).value, to, from).value, value, { relative: 1e-12, absolute: 1e-13 });
      }),
    );
  });

  it("through a third system is the same as directly", () => {
    fc.assert(
      fc.property(system, system, system, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (from, via, to, gamma) => {
        const value = convertScale(gamma, "gamma", from).value;
        const direct = convertScale(value, from, to).value;
        expectClose(convertScale(convertScale(value, from, via).value, via, to).value, direct, { relative: 1e-12, absolute: 1e-12 });
      }),
    );
  });

  it("within one system is the value itself, to the bit", () => {
    for (const name of names) for (const value of [0.1, 0.7, 3.3, 1e9]) expect(convertScale(value, name, name).value).toBe(value);
  });
});

describe("convertScale refuses by name and value", () => {
  it.each([
    [2, "ddpm", "w", `convert: --from must be one of ${names.join(", ")}, got "ddpm"`],
    [2, "w", "cfg", `convert: --to must be one of ${names.join(", ")}, got "cfg"`],
    [Number.NaN, "w", "gamma", "convert: value must be a finite number, got NaN"],
    [Infinity, "w", "gamma", "convert: value must be a finite number, got Infinity"],
    [0, "nisonoff-temperature", "w", "convert: value must be a temperature above 0, got 0"],
    [-1, "nisonoff-temperature", "w", "convert: value must be a temperature above 0, got -1"],
    [-1.5, "w", "gamma", "convert: value must be at least -1 in w (w = -1, unconditional), got -1.5"],
    [-0.25, "diffusers", "w", "convert: value must be at least 0 in diffusers (w = -1, unconditional), got -0.25"],
    [-1, "w", "nisonoff-temperature", "convert: value must be one with a finite nisonoff-temperature (γ = 0 has none), got -1"],
    [5e-324, "nisonoff-temperature", "w", "convert: value must be one with a finite w (γ = Infinity has none), got 5e-324"],
  ])("%d from %s to %s", (value, from, to, message) => {
    expect(() => convertScale(value, from, to)).toThrow(message);
    expect(() => convertScale(value, from, to)).toThrow(BadInput);
  });
});
