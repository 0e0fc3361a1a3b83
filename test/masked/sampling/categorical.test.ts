import { describe, expect, it } from "vitest";
import { categorical, half, type Precision } from "../../../src/masked/sampling/categorical.ts";
import { compareFrequencies, drawsFor } from "../../../testing/l1Radius.ts";
import { mulberry32, namedRng } from "../../../testing/namedRng.ts";

const RISK = 1e-9;

function counts(precision: Precision, logits: Float64Array, n: number, rng: () => number): number[] {
  const draw = categorical(precision);
  const out = new Array<number>(logits.length).fill(0);
  for (let k = 0; k < n; k++) out[draw(logits, logits.length, rng)]++;
  return out;
}

const logOf = (law: readonly number[]): Float64Array => Float64Array.from(law, Math.log);

describe("categorical", () => {
  const law = [0.5, 0, 0.25, 0.05, 0.2];

  it.each(["f64", "f32-gumbel", "f16-gumbel"] as const)(
    "%s draws from exp(logits), whatever is added to them, and never the impossible",
    (precision) => {
      // Half precision is off by 2^−11 a token and by its ties, which go to the smaller index: allow for that in what must be noticed.
      const n = drawsFor(0.1, 5, RISK, RISK);
      for (const shift of [0, 30, -30]) {
        const drawn = counts(
          precision,
          logOf(law).map((logit) => logit + shift),
          n,
          namedRng(`${precision} ${shift}`),
        );
        expect(compareFrequencies(drawn, law, RISK)).toMatchObject({ ok: true });
        expect(compareFrequencies(drawn, [0.45, 0, 0.25, 0.1, 0.2], RISK)).toMatchObject({ ok: false });
        expect(drawn[1]).toBe(0);
      }
    },
  );

  it.each([
    ["f64", 1],
    ["f32-gumbel", 5],
    ["f16-gumbel", 5],
  ] as const)("%s consumes %d uniforms for five outcomes", (precision, expected) => {
    let uniforms = 0;
    const rng = namedRng("consumption");
    categorical(precision)(logOf(law), 5, () => {
      uniforms++;
      return rng();
    });
    expect(uniforms).toBe(expected);
  });

  it("f64 reaches the first and the last possible outcome at the ends of the uniform, and takes any range of logits", () => {
    const draw = categorical("f64");
    const logits = Float64Array.of(-Infinity, 0, -1, -Infinity);
    expect(draw(logits, 4, () => 0)).toBe(1);
    expect(draw(logits, 4, () => 1 - 2 ** -53)).toBe(2);
    expect(draw(Float64Array.of(-1e300, 1e300, 5), 3, () => 0.5)).toBe(1);
    expect(draw(Float64Array.of(-4000, -4000.5), 2, () => 0.5)).toBe(0);
    // Only the first `size` entries count.
    expect(draw(Float64Array.of(0, 50), 1, () => 0.9)).toBe(0);
  });

  it.each(["f32-gumbel", "f16-gumbel"] as const)(
    "%s takes the first possible outcome where every uniform is 0, and the smaller of equal scores",
    (precision) => {
      const draw = categorical(precision);
      expect(draw(Float64Array.of(-Infinity, -3, 0), 3, () => 0)).toBe(1);
      expect(draw(Float64Array.of(-1, -1), 2, () => 0.5)).toBe(0);
    },
  );
});

/** All finite non-negative half-precision numbers in order, from their definition. */
const halves = [
  ...Array.from({ length: 1024 }, (_, mantissa) => mantissa * 2 ** -24),
  ...Array.from({ length: 30 }, (_, e) => Array.from({ length: 1024 }, (__, mantissa) => (1 + mantissa / 1024) * 2 ** (e - 14))).flat(),
];

/** The nearest half, ties to the even mantissa. */
function nearestHalf(x: number): number {
  let from = 0;
  let to = halves.length - 1;
  while (to - from > 1) {
    const middle = (from + to) >> 1;
    if (halves[middle] <= Math.abs(x)) from = middle;
    else to = middle;
  }
  const [below, above] = [Math.abs(x) - halves[from], halves[to] - Math.abs(x)];
  return Math.sign(x) * halves[below < above || (below === above && from % 2 === 0) ? from : to];
}

describe("half", () => {
  it("rounds to the nearest half-precision number, ties to even, as a search through all of them does", () => {
    const rng = namedRng("halves");
    for (let k = 0; k < 20_000; k++) {
      const x = (rng() < 0.5 ? -1 : 1) * 2 ** (rng() * 42 - 27);
      expect(half(x)).toBe(nearestHalf(x) + 0);
    }
    for (let j = 1; j < 3000; j++) {
      const middle = (halves[j] + halves[j + 1]) / 2;
      for (const x of [halves[j], middle, middle * (1 + 2 ** -50), middle * (1 - 2 ** -50)]) expect(half(x)).toBe(nearestHalf(x));
    }
  });

  it("keeps 0, infinities and NaN, and overflows past 65504", () => {
    expect([0, -0, Infinity, -Infinity, Number.NaN, 65504, 65519, 65520, -1e6].map(half)).toEqual([
      0,
      -0,
      Infinity,
      -Infinity,
      Number.NaN,
      65504,
      65504,
      Infinity,
      -Infinity,
    ]);
  });
});

/**
 * The case of a masked site that should be revealed with probability 1/T, as one of V equally likely tokens; the mask entry comes last.
 * With noise of at most ln 2^b the score of the luckiest token is too low: a token whose uniform is 1 − k 2^−b beats the mask with
 * probability about e^{−ck}, c = T V / 2^b, so that P(unmask) ≈ Σ_k V 2^−b e^{−ck} instead of 1/T.
 */
describe("truncated Gumbel noise under-samples the rare reveal", () => {
  const reveal = (V: number, T: number): Float64Array =>
    Float64Array.from({ length: V + 1 }, (_, v) => (v < V ? -Math.log(T * V) : Math.log1p(-1 / T)));

  it("f16-gumbel: V = 240, T = 16 reveals as often as the enumeration of its uniforms says, a third of 1/T", () => {
    const [V, T, levels] = [240, 16, 2 ** 11];
    const [token, mask] = [Math.fround(-Math.log(T * V)), Math.fround(Math.log1p(-1 / T))];
    const noise = Array.from({ length: levels }, (_, j) => -nearestHalf(Math.log(-nearestHalf(Math.log(j / levels)))));
    noise[0] = -Infinity;
    const scores = noise.map((g) => Math.fround(token + g));
    const stay = noise.reduce((sum, g) => {
      const beaten = scores.filter((score) => score < Math.fround(mask + g)).length;
      return sum + (beaten / levels) ** V / levels;
    }, 0);
    expect(1 - stay).toBeGreaterThan(0.01);
    expect(1 - stay).toBeLessThan(0.4 / T);
    const n = drawsFor(2 * (1 / T - (1 - stay)), 2, RISK, RISK);
    const drawn = counts("f16-gumbel", reveal(V, T), n, mulberry32(16));
    const revealed = drawn.slice(0, V).reduce((a, b) => a + b);
    expect(compareFrequencies([revealed, drawn[V]], [1 - stay, stay], RISK)).toMatchObject({ ok: true });
    expect(compareFrequencies([revealed, drawn[V]], [1 / T, 1 - 1 / T], RISK)).toMatchObject({ ok: false });
  });

  // The uniforms of a draw among V flat tokens decide through the largest alone: one token stands for all.
  it.each([
    [1024, 1, 0.1555],
    [1024, 2, 0.0242],
    [4096, 1, 0.00058],
  ])("f32-gumbel: V = 30522, T = %d, luckiest uniform 1 − %d·2^−24 beats the mask with probability %d", (T, k, expected) => {
    const exact = Math.exp(-((T - 1) * 30522 * k) / 2 ** 24);
    expect(Math.abs(exact - expected)).toBeLessThan(0.01 * expected + 5e-5);
    const [token, mask] = [-Math.log(T * 30522), Math.log1p(-1 / T)];
    const draw = categorical("f32-gumbel");
    const rng = namedRng(`luckiest ${T} ${k}`);
    const n = drawsFor(0.06, 2, RISK, RISK);
    let wins = 0;
    for (let i = 0; i < n; i++) {
      let first = true;
      const uniforms = (): number => {
        if (!first) return rng();
        first = false;
        return 1 - k * 2 ** -24;
      };
      if (draw(Float64Array.of(token, mask), 2, uniforms) === 0) wins++;
    }
    expect(compareFrequencies([wins, n - wins], [exact, 1 - exact], RISK)).toMatchObject({ ok: true });
    const rival = Math.abs(exact - 0.1555) > 0.05 ? 0.1555 : 0.0242;
    expect(compareFrequencies([wins, n - wins], [rival, 1 - rival], RISK)).toMatchObject({ ok: false });
  });

  it("f32-gumbel: so T = 1024 reveals with probability .00033, not .00098, and T = 4096 hardly ever in 45000 draws", () => {
    const probability = (T: number): number => {
      let total = 0;
      for (let k = 1; k < 1000; k++) total += 30522 * 2 ** -24 * Math.exp(-((T - 1) * 30522 * k) / 2 ** 24);
      return total;
    };
    expect(probability(1024)).toBeCloseTo(0.000335, 6);
    expect(45_000 * probability(4096)).toBeLessThan(0.05);
    expect(Math.exp(-45_000 / 4096)).toBeLessThan(2e-5);
  });

  it("f64 reveals as often as it should", () => {
    const [V, T] = [60, 64];
    const drawn = counts("f64", reveal(V, T), drawsFor(0.02, 2, RISK, RISK), namedRng("exact reveal"));
    const revealed = drawn.slice(0, V).reduce((a, b) => a + b);
    expect(compareFrequencies([revealed, drawn[V]], [1 / T, 1 - 1 / T], RISK)).toMatchObject({ ok: true });
    expect(compareFrequencies([revealed, drawn[V]], [0.005, 0.995], RISK)).toMatchObject({ ok: false });
  });
});
