import { describe, expect, it } from "vitest";
import { expectClose } from "../../testing/close.ts";
import { allMasked } from "../../testing/generator.ts";
import { orderMatrix, type RevealOrder } from "../../testing/orderMatrix.ts";
import { guidedChain } from "../../testing/revealChain.ts";

// Independent sites: (3/5, 2/5) and (9/10, 1/10).
const law = Float64Array.of(0.54, 0.06, 0.36, 0.04);
const chain = guidedChain({ alphabet: 2, length: 2, conditional: law, unconditional: law }, 0, "tokens");

/** Row of [M, M]: to [0, M], [1, M], [M, 0], [M, 1]; indices 2, 5, 6, 7. */
function row(order: RevealOrder, perStep: number): number[] {
  const matrix = orderMatrix(() => chain, order, perStep, allMasked(9));
  return [...matrix.subarray(72)];
}

describe("orderMatrix by hand", () => {
  it.each<[RevealOrder, number[]]>([
    ["random", [0.3, 0.2, 0.45, 0.05]],
    ["left-to-right", [0.6, 0.4, 0, 0]],
    // Site 1 wins with token 0 always; with token 1 (confidence .1) never.
    ["confidence", [0.06, 0.04, 0.9, 0]],
    ["entropy", [0, 0, 0.9, 0.1]],
    ["margin", [0, 0, 0.9, 0.1]],
  ])("%s", (order, expected) => {
    const found = row(order, 1);
    expectClose([found[2], found[5], found[6], found[7]], expected, { absolute: 1e-15 });
    expectClose(
      found.reduce((a, b) => a + b),
      1,
      { absolute: 1e-15 },
    );
  });

  it.each<RevealOrder>(["random", "left-to-right", "confidence", "entropy", "margin"])("%s with two a step reveals both", (order) => {
    const found = row(order, 2);
    expectClose([found[0], found[1], found[3], found[4]], law, { absolute: 1e-15 });
  });

  it("splits ties over all admissible sets: three like sites, two a step", () => {
    const flat = new Float64Array(8).fill(1 / 8);
    const three = guidedChain({ alphabet: 2, length: 3, conditional: flat, unconditional: flat }, 0, "tokens");
    const matrix = orderMatrix(() => three, "confidence", 2, allMasked(27));
    // [0, 0, M], [0, M, 0], [M, 0, 0]: each set 1/3, each pair of tokens 1/4.
    for (const to of [2, 6, 18]) expectClose(matrix[26 * 27 + to], 1 / 12, { absolute: 1e-15 });
  });

  it("leaves complete states where they are", () => {
    const complete = new Float64Array(9);
    complete[0] = 1;
    expect(orderMatrix(() => chain, "random", 1, complete)[0]).toBe(1);
  });
});
