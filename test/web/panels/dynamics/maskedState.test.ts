import { describe, expect, it } from "vitest";
import { lattice } from "../../../../src/masked/lattice.ts";
import { completePart } from "../../../../src/masked/marginalCube.ts";
import { maskedCounts, onSites, withMasks } from "../../../../src/web/panels/dynamics/maskedState.ts";
import { expectClose } from "../../../../testing/close.ts";
import { uneven } from "./given.ts";

const size = { alphabet: 2, length: 3 };
const law = uneven(27);
/** Digits of a state, site 0 first; 2 is the mask. */
const digits = (s: number): readonly number[] => [Math.floor(s / 9), Math.floor(s / 3) % 3, s % 3];
const mass = (holds: (tokens: readonly number[]) => boolean): number => law.reduce((sum, p, s) => (holds(digits(s)) ? sum + p : sum), 0);

describe("a law over partially masked states", () => {
  it("on two sites sums over what the third holds, the mask being the last token", () => {
    const found = onSites(law, size, [2, 0]);
    const wanted = Array.from({ length: 9 }, (_, cell) => mass(([a, , c]) => c === Math.floor(cell / 3) && a === cell % 3));
    expectClose(found, wanted, { absolute: 1e-15 });
  });

  it("on its own sites in order is the law itself", () => {
    expect(onSites(law, size, [0, 1, 2])).toEqual(law);
    expectClose(
      onSites(law, size, [1]),
      [0, 1, 2].map((token) => mass((tokens) => tokens[1] === token)),
      { absolute: 1e-15 },
    );
  });

  it("counts masked sites", () => {
    const wanted = [0, 1, 2, 3].map((count) => mass((tokens) => tokens.filter((token) => token === 2).length === count));
    expectClose(maskedCounts(law, size), wanted, { absolute: 1e-15 });
  });

  it("with nothing masked is the complete law in its places", () => {
    const complete = uneven(8);
    const found = withMasks(complete, size);
    expect(completePart(lattice(2, 3), found)).toEqual(complete);
    expect(maskedCounts(found, size).slice(1)).toEqual(new Float64Array(3));
  });
});
