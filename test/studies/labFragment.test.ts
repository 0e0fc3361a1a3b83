import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { labFragment } from "../../src/studies/labFragment.ts";

/** As the lab reads it. */
function read(fragment: string): Record<string, unknown> {
  const pairs = fragment === "" ? [] : fragment.split("&");
  return Object.fromEntries(
    pairs.map((pair) => {
      const [key, value] = pair.split("=");
      return [decodeURIComponent(key), JSON.parse(decodeURIComponent(value)) as unknown];
    }),
  );
}

describe("labFragment", () => {
  it("is key=value pairs in the file's order, by hand", () => {
    const experiment = { $schema: "x", name: "a & b = c", world: { kind: "preset" }, guidance: { rule: "cfg", w: -1 }, seed: 0 };
    expect(labFragment(experiment)).toBe(
      "name=%22a%20%26%20b%20%3D%20c%22&world=%7B%22kind%22%3A%22preset%22%7D&guidance=%7B%22rule%22%3A%22cfg%22%2C%22w%22%3A-1%7D&seed=0",
    );
    expect(labFragment({})).toBe("");
    expect(labFragment({ target: undefined, seed: 1 })).toBe("seed=1");
  });

  it("gives the experiment back: split at & and =, decodeURIComponent, JSON.parse", () => {
    // Text that is no text, half a pair of surrogates, stands in JSON as an escape and comes back.
    const key = fc.string({ minLength: 1 }).filter((name) => name !== "$schema" && name !== "__proto__");
    fc.assert(
      fc.property(fc.dictionary(key, fc.jsonValue()), (experiment) => {
        const plain = JSON.parse(JSON.stringify(experiment)) as Record<string, unknown>;
        expect(read(labFragment(plain))).toEqual(plain);
        expect(read(labFragment({ $schema: "somewhere", ...plain }))).toEqual(plain);
        expect(labFragment(plain)).toMatch(/^[\w%.!~*'()=&-]*$/);
      }),
      { numRuns: 300 },
    );
  });
});
