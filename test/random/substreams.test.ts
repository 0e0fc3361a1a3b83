import { describe, expect, it } from "vitest";
import { stream } from "../../src/random/stream.ts";
import { substreams } from "../../src/random/substreams.ts";
import { compareCdf } from "../../testing/dkw.ts";

function first(count: number, open: () => () => number): number[] {
  const next = open();
  return Array.from({ length: count }, () => next());
}

describe("substreams", () => {
  it("gives stream i whatever was open before, and anew when opened again", () => {
    const family = substreams(1, "test");
    const at = (index: number) => () => {
      family.open(index);
      return family.next;
    };
    const five = first(7, at(5));
    first(3, at(6));
    expect(first(7, at(5))).toEqual(five);
    const other = substreams(1, "test");
    other.open(5);
    expect(Array.from({ length: 7 }, () => other.next())).toEqual(five);
  });

  it("differs by index, name and seed, also past 2^32", () => {
    const beginnings = [
      [1, "test", 0],
      [1, "test", 1],
      [1, "test", 2 ** 32],
      [1, "other", 0],
      [2, "test", 0],
    ] as const;
    const numbers = beginnings.map(([seed, name, index]) => {
      const family = substreams(seed, name);
      family.open(index);
      return family.next();
    });
    expect(new Set(numbers).size).toBe(5);
    expect(numbers).not.toContain(stream(1, "test", 0)());
  });

  it("is uniform along an index and across indices, and the check rejects a slight slope", () => {
    const family = substreams(0, "uniform");
    family.open(0);
    const along = Array.from({ length: 40_000 }, () => family.next());
    const across = Array.from({ length: 40_000 }, (_, index) => {
      family.open(index);
      return family.next();
    });
    for (const draws of [along, across]) {
      expect(compareCdf(draws, (x) => x, 1e-9)).toMatchObject({ ok: true });
      expect(compareCdf(draws, (x) => x + 0.2 * x * (1 - x), 1e-9)).toMatchObject({ ok: false });
    }
  });
});
