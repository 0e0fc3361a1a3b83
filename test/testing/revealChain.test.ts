import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectClose, worst } from "../../testing/close.ts";
import { guidanceWeight, randomWorld } from "../../testing/randomWorlds.ts";
import { exitsFrom, guidedChain } from "../../testing/revealChain.ts";

const pair = {
  alphabet: 2,
  length: 2,
  conditional: Float64Array.of(1 / 4, 1 / 4, 0, 1 / 2),
  unconditional: Float64Array.of(1 / 8, 1 / 8, 1 / 4, 1 / 2),
};

describe("guidedChain", () => {
  it("by the three rules, at w = 1 on two sites, by hand", () => {
    const state = [2, 2];
    expectClose(guidedChain(pair, 1, "rates").rates(state, 0), [1, 1 / 3], { relative: 1e-15 });
    expectClose(guidedChain(pair, 1, "tokens").rates(state, 0), [3 / 4, 1 / 4], { relative: 1e-15 });
    // Tilted: [½ ½; 0 ½] / 1.5, so site 0 is [⅔, ⅓].
    expectClose(guidedChain(pair, 1, "oracle").rates(state, 0), [2 / 3, 1 / 3], { relative: 1e-15 });
  });

  it("by `tokens` and `oracle` leaves every masked site at total rate 1; by `rates` it does not", () => {
    fc.assert(
      fc.property(randomWorld({ maxStates: 300 }), guidanceWeight, (world, w) => {
        const state = new Array<number>(world.length).fill(world.alphabet);
        expectClose(exitsFrom(guidedChain(world, w, "tokens"), state).total, world.length, { relative: 1e-13 });
        expectClose(exitsFrom(guidedChain(world, w, "oracle"), state).total, world.length, { relative: 1e-13 });
      }),
    );
    expect(worst([exitsFrom(guidedChain(pair, 1, "rates"), [2, 2]).total], [2], { absolute: 0.1 }).ok).toBe(false);
  });

  it("by `rates` and `tokens` has the same rates at w = 0 and at w = -1, and other rates at w = 1", () => {
    for (const w of [-1, 0]) {
      expectClose(guidedChain(pair, w, "rates").rates([2, 2], 1), guidedChain(pair, w, "tokens").rates([2, 2], 1), { relative: 1e-15 });
    }
    const tokens = guidedChain(pair, 1, "tokens").rates([2, 2], 1);
    expect(worst(guidedChain(pair, 1, "rates").rates([2, 2], 1), tokens, { absolute: 0.01 }).ok).toBe(false);
  });

  it("refuses a bad w by name and value", () => {
    expect(() => guidedChain(pair, Number.NaN, "tokens")).toThrow("guidedChain: w must be finite and at least -1, got NaN");
  });
});

describe("exitsFrom", () => {
  it("has no rates at unmasked sites, and adds up the rest", () => {
    const { rates, total } = exitsFrom(guidedChain(pair, 1, "rates"), [1, 2]);
    expect(rates.map((row) => [...row])).toEqual([
      [0, 0],
      [0, 3 / 2],
    ]);
    expect(total).toBe(3 / 2);
    expect(exitsFrom(guidedChain(pair, 1, "rates"), [1, 1]).total).toBe(0);
  });
});
