import { describe, expect, it } from "vitest";
import { chooseAny, chooseLargest } from "../../../src/masked/sampling/chooseLargest.ts";
import { compareFrequencies, drawsFor } from "../../../testing/l1Radius.ts";
import { namedRng } from "../../../testing/namedRng.ts";

const never = (): number => {
  throw new Error("no uniform must be drawn");
};

/** How often each pair of four places is chosen. */
function pairCounts(choose: () => readonly number[], n: number): number[] {
  const names = ["0,1", "0,2", "0,3", "1,2", "1,3", "2,3"];
  const counts = new Array<number>(6).fill(0);
  for (let k = 0; k < n; k++) counts[names.indexOf(choose().toSorted().join())]++;
  return counts;
}

describe("chooseLargest", () => {
  it("takes the largest and draws nothing without ties", () => {
    expect(chooseLargest(Float64Array.of(0.1, 0.4, 0.2, 0.3), 2, "relative", never).toSorted()).toEqual([1, 3]);
    expect(chooseLargest(Float64Array.of(0.1, 0.1), 2, "relative", never)).toEqual([0, 1]);
    expect(chooseLargest(Float64Array.of(0.1, 0.1), 0, "relative", never)).toEqual([]);
  });

  it("splits ties within 1e-12 evenly, one uniform per place left to chance", () => {
    const rng = namedRng("ties");
    const scores = Float64Array.of(0.3, 0.3 + 1e-14, 0.9, 0.3);
    const n = drawsFor(0.1, 6, 1e-9, 1e-9);
    let uniforms = 0;
    const counted = (): number => {
      uniforms++;
      return rng();
    };
    const counts = pairCounts(() => chooseLargest(scores, 2, "relative", counted), n);
    expect(uniforms).toBe(n);
    expect(compareFrequencies(counts, [0, 1 / 3, 0, 1 / 3, 0, 1 / 3], 1e-9)).toMatchObject({ ok: true });
    expect(compareFrequencies(counts, [0, 0.28, 0, 1 / 3, 0, 0.72 - 1 / 3], 1e-9)).toMatchObject({ ok: false });
  });
});

describe("chooseAny", () => {
  it("takes every subset of a size equally often", () => {
    const rng = namedRng("subsets");
    const counts = pairCounts(() => chooseAny([0, 1, 2, 3], 2, rng), drawsFor(0.1, 6, 1e-9, 1e-9));
    expect(compareFrequencies(counts, new Array<number>(6).fill(1 / 6), 1e-9)).toMatchObject({ ok: true });
    expect(compareFrequencies(counts, [1 / 6 + 0.05, 1 / 6 - 0.05, 1 / 6, 1 / 6, 1 / 6, 1 / 6], 1e-9)).toMatchObject({ ok: false });
  });

  it("takes all without a draw", () => {
    expect(chooseAny([4, 7], 2, never)).toEqual([4, 7]);
  });
});
