import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Rng, stream } from "../../src/random/stream.ts";
import { cdfDistance, compareCdf, drawsForCdf } from "../../testing/dkw.ts";
import { compareFrequencies, drawsFor } from "../../testing/l1Radius.ts";

const take = (rng: Rng, n: number): number[] => Array.from({ length: n }, rng);
const risk = 1e-9;

describe("stream by name", () => {
  it("gives the same numbers for the same seed and name", () => {
    expect(take(stream(7, "sweep", 3), 20)).toEqual(take(stream(7, "sweep", 3), 20));
  });

  it("does not change when other streams are added, drawn from or drawn in another order", () => {
    const names = ["a", "b", "c"];
    const alone = names.map((name) => take(stream(1, name), 5));
    const together = names.map((name) => stream(1, name));
    const extra = stream(1, "added");
    const interleaved = names.map(() => [] as number[]);
    for (let k = 0; k < 5; k++) {
      for (const i of [2, 0, 1]) interleaved[i].push(together[i]());
      extra();
    }
    expect(interleaved).toEqual(alone);
  });

  it("tells seeds, parts, their order, their number and their kind apart", () => {
    const streams = [
      stream(0),
      stream(1),
      stream(-1),
      stream(0, "a"),
      stream(0, "b"),
      stream(0, "a", "b"),
      stream(0, "b", "a"),
      stream(0, "ab"),
      stream(0, 1),
      stream(0, "1"),
      stream(0, 1, 2),
      stream(0, 12),
      stream(0, ""),
      stream(2 ** 52),
    ];
    const firsts = streams.map((rng) => take(rng, 2).join());
    expect(new Set(firsts).size).toBe(streams.length);
  });

  it("has different numbers under ten thousand near names", () => {
    const firsts = Array.from({ length: 10_000 }, (_, k) => stream(0, "cell", k)());
    expect(new Set(firsts).size).toBe(10_000);
  });

  it.each([0.5, Number.NaN, Infinity, 2 ** 53])("refuses seed %d by name and value", (seed) => {
    expect(() => stream(seed, "x")).toThrow(`stream: seed must be a safe integer, got ${seed}`);
    expect(() => stream(seed, "x")).toThrow(RangeError);
  });
});

describe("stream as a property", () => {
  it("gives multiples of 2^−53 in [0, 1)", () => {
    fc.assert(
      fc.property(fc.integer(), fc.string(), (seed, name) => {
        for (const value of take(stream(seed, name), 50)) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThan(1);
          expect(Number.isInteger(value * 2 ** 53)).toBe(true);
        }
      }),
    );
  });

  it("uses the low half of its bits too: numbers are not multiples of 2^−30", () => {
    const values = take(stream(3, "bits"), 1000);
    expect(values.filter((value) => Number.isInteger(value * 2 ** 30)).length).toBeLessThan(10);
  });
});

describe("stream draws from the uniform law", () => {
  const delta = 0.03;
  const n = drawsForCdf(delta, risk);
  const uniform = (x: number): number => x;
  // u^1.1 has the distribution function x^(1/1.1), an error of 0.035.
  const bent = (x: number): number => x ** (1 / 1.1);

  it(`along one stream (n = ${n}: an error of ${delta} in the distribution function cannot pass)`, () => {
    expect(compareCdf(take(stream(0, "uniform along one stream"), n), uniform, risk)).toMatchObject({ ok: true });
  });

  it(`across ${n} streams with near names, first numbers only`, () => {
    const firsts = Array.from({ length: n }, (_, k) => stream(0, "uniform across streams", k)());
    expect(compareCdf(firsts, uniform, risk)).toMatchObject({ ok: true });
  });

  it("and that check rejects u^1.1 (negative control)", () => {
    expect(cdfDistance(uniform, bent)).toBeGreaterThan(delta);
    const draws = take(stream(0, "planted"), n).map((value) => value ** 1.1);
    expect(compareCdf(draws, uniform, risk)).toMatchObject({ ok: false });
  });
});

describe("stream draws neighbours independently", () => {
  const delta = 0.05;
  const cells = 16;
  const n = drawsFor(delta, cells, risk, risk);
  const flat = new Array<number>(cells).fill(1 / cells);
  const cell = (a: number, b: number): number => Math.floor(a * 4) * 4 + Math.floor(b * 4);
  const counted = (pair: (k: number) => readonly [number, number]): number[] => {
    const counts = new Array<number>(cells).fill(0);
    for (let k = 0; k < n; k++) counts[cell(...pair(k))]++;
    return counts;
  };

  it(`along one stream: pairs fill 4 × 4 cells evenly (n = ${n}: an L1 error of ${delta} cannot pass)`, () => {
    const rng = stream(0, "pairs along one stream");
    expect(
      compareFrequencies(
        counted(() => [rng(), rng()]),
        flat,
        risk,
      ),
    ).toMatchObject({ ok: true });
  });

  it("across streams with neighbouring names", () => {
    const first = (k: number): number => stream(0, "pairs across streams", k)();
    expect(
      compareFrequencies(
        counted((k) => [first(2 * k), first(2 * k + 1)]),
        flat,
        risk,
      ),
    ).toMatchObject({ ok: true });
  });

  it("and that check rejects a second number that repeats the first one's quarter every tenth time (negative control)", () => {
    const rng = stream(0, "planted repeats");
    // Diagonal cells get 1/16 + 0.1 · 3/16: an L1 error of 0.15.
    const draws = counted(() => {
      const a = rng();
      const b = rng();
      return rng() < 0.1 ? [a, a] : [a, b];
    });
    expect(compareFrequencies(draws, flat, risk)).toMatchObject({ ok: false });
  });
});

describe("stream is pinned", () => {
  it.each([
    [0, ["a"], [0.5444176061770538, 0.284883749444782, 0.9004785900907228]],
    [42, ["sweep", 1, "rates"], [0.09825314574316801, 0.25159391140314924, 0.19436816872119633]],
  ] as const)("stream(%d, ...%j) starts with the numbers of version 0.1", (seed, parts, numbers) => {
    expect(take(stream(seed, ...parts), 3)).toEqual(numbers);
  });
});
