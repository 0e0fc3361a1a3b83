import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectClose } from "../../testing/close.ts";
import { allMasked, generator } from "../../testing/generator.ts";
import { guidanceWeight, randomWorld } from "../../testing/randomWorlds.ts";
import { guidedChain } from "../../testing/revealChain.ts";

const blocks = { alphabet: 2, length: 2, conditional: Float64Array.of(1 / 2, 0, 0, 1 / 2), unconditional: new Float64Array(4).fill(1 / 4) };

describe("generator", () => {
  it("of one site by rule `rates` is the guided conditional in its last row, by hand", () => {
    const pair = { alphabet: 2, length: 1, conditional: Float64Array.of(3 / 4, 1 / 4), unconditional: Float64Array.of(1 / 2, 1 / 2) };
    const { size, entries } = generator(guidedChain(pair, 1, "rates"));
    expect(size).toBe(3);
    expectClose(entries, [0, 0, 0, 0, 0, 0, 9 / 8, 1 / 8, -10 / 8], { relative: 1e-15 });
  });

  it("numbers the states row-major with the mask last: [M, M] is 8 and moves to [0, M] = 2, [1, M] = 5, [M, 0] = 6, [M, 1] = 7", () => {
    const { entries } = generator(guidedChain(blocks, 0, "rates"));
    const row = entries.slice(8 * 9);
    expect([...row]).toEqual([0, 0, 1 / 2, 0, 0, 1 / 2, 1 / 2, 1 / 2, -2]);
  });

  it("gives no row to a state that the process cannot reach", () => {
    const target = { ...blocks, conditional: Float64Array.of(1, 0, 0, 0) };
    const { entries } = generator(guidedChain(target, 1, "tokens"));
    expect(entries.subarray(5 * 9, 6 * 9).every((rate) => rate === 0)).toBe(true);
    expect(entries[2 * 9 + 2]).toBe(-1);
  });

  it("has rows that sum to zero, rates of at least zero, nothing above the diagonal and complete states that absorb", () => {
    fc.assert(
      fc.property(
        randomWorld({ maxStates: 256, tiny: true }),
        guidanceWeight,
        fc.constantFrom("rates", "tokens", "oracle"),
        (world, w, rule) => {
          const { size, entries } = generator(guidedChain(world, w, rule));
          for (let from = 0; from < size; from++) {
            const row = entries.subarray(from * size, (from + 1) * size);
            expect(row.every((rate, to) => (to > from ? rate === 0 : to === from ? rate <= 0 : rate >= 0))).toBe(true);
            expectClose(
              row.reduce((sum, rate) => sum + rate, 0),
              0,
              { absolute: -1e-13 * row[from] },
            );
          }
          expect(entries[0]).toBe(0);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe("allMasked", () => {
  it("puts all mass on the last state", () => {
    expect([...allMasked(3)]).toEqual([0, 0, 1]);
  });
});
