import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dirichlet } from "../../src/random/dirichlet.ts";
import { stream } from "../../src/random/stream.ts";
import { expectClose } from "../../testing/close.ts";
import { cdfDistance, compareCdf, drawsForCdf } from "../../testing/dkw.ts";
import { compareFrequencies, drawsFor } from "../../testing/l1Radius.ts";

const risk = 1e-9;
type Cdf = (x: number) => number;

// One entry of a Dirichlet draw of n entries has the law Beta(a, (n − 1)a); these have closed distribution functions.
const arcsine: Cdf = (x) => (2 / Math.PI) * Math.asin(Math.sqrt(x));
const uniform: Cdf = (x) => x;
const beta22: Cdf = (x) => 3 * x ** 2 - 2 * x ** 3;
const beta33: Cdf = (x) => 10 * x ** 3 - 15 * x ** 4 + 6 * x ** 5;
const power =
  (a: number): Cdf =>
  (x) =>
    x ** a;
const topped =
  (b: number): Cdf =>
  (x) =>
    1 - (1 - x) ** b;

const entries = (n: number, size: number, concentration: number, entry: number, name: string): number[] => {
  const rng = stream(0, "dirichlet test", name);
  return Array.from({ length: n }, () => dirichlet(size, concentration, rng)[entry]);
};

describe("dirichlet as a property", () => {
  it("is a law of the asked size, for concentrations from 1e-3 to 1e6", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: -30, max: 60 }), fc.nat(), (size, tenths, seed) => {
        const law = dirichlet(size, 10 ** (tenths / 10), stream(seed, "law"));
        expect(law.length).toBe(size);
        expect(law.every((value) => value >= 0 && value <= 1)).toBe(true);
        expectClose(
          law.reduce((a, b) => a + b),
          1,
          { relative: 1e-14 },
        );
      }),
    );
  });

  it("depends on its stream only, and is one entry of mass 1 for size 1", () => {
    expect(dirichlet(5, 0.3, stream(1, "x"))).toEqual(dirichlet(5, 0.3, stream(1, "x")));
    expect(dirichlet(5, 0.3, stream(1, "x"))).not.toEqual(dirichlet(5, 0.3, stream(2, "x")));
    expect([...dirichlet(1, 0.2, stream(0, "one"))]).toEqual([1]);
  });

  it("at a tiny concentration puts nearly all mass on one entry, at a large one spreads it evenly", () => {
    expect(Math.max(...dirichlet(6, 1e-6, stream(0, "sparse")))).toBeGreaterThan(0.99);
    const flat = dirichlet(6, 1e8, stream(0, "flat"));
    // Each entry has standard deviation about √(5/6 / 6) / √(6e8) = 1.5e-5; six of them within 7 of these.
    expectClose(flat, new Array(6).fill(1 / 6), { absolute: 1.1e-4 });
  });
});

describe("dirichlet draws from its law", () => {
  const delta = 0.05;
  const n = drawsForCdf(delta, risk);
  // size, concentration, entry, its distribution function, a wrong concentration of the same size and its function
  const cases = [
    ["2 entries of concentration 1", 2, 1, 0, uniform, 0.5, arcsine],
    ["2 entries of concentration 1/2", 2, 0.5, 1, arcsine, 1, uniform],
    ["2 entries of concentration 2", 2, 2, 0, beta22, 3, beta33],
    ["2 entries of concentration 3", 2, 3, 1, beta33, 2, beta22],
    ["3 entries of concentration 1/2", 3, 0.5, 2, power(0.5), 1, topped(2)],
    ["3 entries of concentration 1", 3, 1, 1, topped(2), 0.5, power(0.5)],
    ["11 entries of concentration 1/10", 11, 0.1, 5, power(0.1), 1, topped(10)],
  ] as const;

  it.each(cases)(
    `%s (n = ${n}: an error of ${delta} in the distribution function cannot pass)`,
    (name, size, concentration, entry, cdf) => {
      expect(compareCdf(entries(n, size, concentration, entry, name), cdf, risk)).toMatchObject({ ok: true });
    },
  );

  it.each(cases)("%s: that check rejects another concentration (negative control)", (name, size, _, entry, cdf, wrong, wrongCdf) => {
    expect(cdfDistance(cdf, wrongCdf)).toBeGreaterThan(delta);
    expect(compareCdf(entries(n, size, wrong, entry, `${name}, wrong`), cdf, risk)).toMatchObject({ ok: false });
  });
});

describe("dirichlet draws two entries from their law, closely", () => {
  // Fine enough for the constants of the Gamma generator: a shape off by 1/6 moves the distribution function by 0.011 at concentration 2.
  const delta = 0.01;
  const n = drawsForCdf(delta, risk);
  const share = 0.2;

  it(`of concentration 2 (n = ${n}: an error of ${delta} in the distribution function cannot pass)`, () => {
    expect(compareCdf(entries(n, 2, 2, 0, "closely"), beta22, risk)).toMatchObject({ ok: true });
  });

  it("and that check rejects one draw in five of concentration 3 (negative control)", () => {
    expect(cdfDistance(beta22, (x) => (1 - share) * beta22(x) + share * beta33(x))).toBeGreaterThan(delta);
    const rng = stream(0, "dirichlet test", "one in five");
    const draws = Array.from({ length: n }, () => dirichlet(2, rng() < share ? 3 : 2, rng)[0]);
    expect(compareCdf(draws, beta22, risk)).toMatchObject({ ok: false });
  });
});

describe("dirichlet draws its entries jointly", () => {
  // For concentration 1 and three entries the law is uniform on the triangle: each of the six orderings has probability 1/6, and the
  // largest entry is below 1/2 with probability 1/4, independently of the ordering.
  const law = Array.from({ length: 12 }, (_, k) => (k % 2 === 0 ? 1 / 24 : 3 / 24));
  const delta = 0.05;
  const n = drawsFor(delta, 12, risk, risk);
  const cell = (draw: Float64Array): number => {
    const top = draw.indexOf(Math.max(...draw));
    const ordering = 2 * top + (draw[(top + 1) % 3] > draw[(top + 2) % 3] ? 1 : 0);
    return 2 * ordering + (draw[top] > 0.5 ? 1 : 0);
  };
  const counted = (draw: () => Float64Array): number[] => {
    const counts = new Array<number>(12).fill(0);
    for (let k = 0; k < n; k++) counts[cell(draw())]++;
    return counts;
  };

  it(`uniformly on the triangle (n = ${n}: an L1 error of ${delta} cannot pass)`, () => {
    const rng = stream(0, "triangle");
    expect(
      compareFrequencies(
        counted(() => dirichlet(3, 1, rng)),
        law,
        risk,
      ),
    ).toMatchObject({ ok: true });
  });

  it("and that check rejects concentration 1.3 (negative control)", () => {
    const rng = stream(0, "triangle, wrong");
    expect(
      compareFrequencies(
        counted(() => dirichlet(3, 1.3, rng)),
        law,
        risk,
      ),
    ).toMatchObject({ ok: false });
  });
});
