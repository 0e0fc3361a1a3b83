import { describe, expect, it } from "vitest";
import { expectClose } from "../../testing/close.ts";
import { allMasked } from "../../testing/generator.ts";
import { guidedChain } from "../../testing/revealChain.ts";
import { stepMatrix, timesMatrix } from "../../testing/stepMatrix.ts";

const pair = { alphabet: 2, length: 1, conditional: Float64Array.of(3 / 4, 1 / 4), unconditional: Float64Array.of(1 / 2, 1 / 2) };

describe("stepMatrix", () => {
  it("of one site is (9/10, 1/10) of what leaves, and reads Z = 5/4, by hand", () => {
    const seen: number[] = [];
    const stay = (Z: number) => {
      seen.push(Z);
      return 1 / 5;
    };
    const matrix = stepMatrix(guidedChain(pair, 1, "rates"), stay, Float64Array.of(0.5, 0, 0.5));
    expectClose(matrix, [1, 0, 0, 0, 0, 0, 0.8 * 0.9, 0.8 * 0.1, 0.2], { absolute: 1e-15 });
    expect(new Set(seen)).toEqual(new Set([5 / 4]));
  });

  it("moves two sites independently: [M, M] reaches all nine states", () => {
    const flat = { alphabet: 2, length: 2, conditional: new Float64Array(4).fill(1 / 4), unconditional: new Float64Array(4).fill(1 / 4) };
    const matrix = stepMatrix(guidedChain(flat, 1, "tokens"), () => 1 / 2, allMasked(9));
    expect([...matrix.subarray(72)]).toEqual([1 / 16, 1 / 16, 1 / 8, 1 / 16, 1 / 16, 1 / 8, 1 / 8, 1 / 8, 1 / 4]);
  });
});

describe("timesMatrix", () => {
  it("is the row vector times the matrix", () => {
    expect([...timesMatrix(Float64Array.of(1, 2), Float64Array.of(3, 5, 7, 11))]).toEqual([17, 27]);
  });
  it("refuses a matrix of another size", () => {
    expect(() => timesMatrix(new Float64Array(2), new Float64Array(3))).toThrow("timesMatrix: matrix must have 4 entries, got 3");
  });
});
