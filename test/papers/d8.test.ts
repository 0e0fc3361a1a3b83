import { describe, expect, it } from "vitest";
import { d8 } from "../../src/papers/arxiv2506_10971/d8.ts";
import { evaluate } from "../../src/papers/claim.ts";
import { expectClose } from "../../testing/close.ts";

const { computed, figures } = evaluate(d8, "quick");
const row = (w: number) => computed[`w = ${w}`] as readonly number[];

/**
 * Mean probability per state, 10⁻³, by hand. All masked sites have one rate, so sites are revealed in uniformly random order. While no
 * private token is shown, the shared token has weight 1/3 and each of two private ones 2^w/3; afterwards all three have 1/3. With k shared
 * and 5−k private sites, the first j revealed are shared and the next is private with probability k!/(k−j)! · (5−k) · (4−j)!/5!.
 */
function byHand(w: number, k: number): number {
  const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));
  const total = 1 + 2 * 2 ** w;
  if (k === 5) return 1e3 * total ** -5;
  let sum = 0;
  for (let j = 0; j <= k; j++) {
    const first = ((factorial(k) / factorial(k - j)) * (5 - k) * factorial(4 - j)) / factorial(5);
    sum += first * total ** -j * (2 ** w / total) * 3 ** -(4 - j);
  }
  return 1e3 * sum;
}

describe("D8", () => {
  it.each([
    [1, ["4.938", "4.543", "4.030", "3.326", "2.277", "0.320"]],
    [2, ["5.487", "4.755", "3.902", "2.886", "1.639", "0.017"]],
  ])("w = %d: the exact row to the printed digits", (w, digits) => {
    expect(row(w).map((value) => value.toFixed(3))).toEqual(digits);
  });

  it.each([1, 2])("w = %d: the row is the sum over orders of revealing, by hand", (w) => {
    expectClose(
      row(w),
      Array.from({ length: 6 }, (_, k) => byHand(w, k)),
      { relative: 1e-13 },
    );
  });

  it("its states together have probability 1", () => {
    const binomial = [1, 5, 10, 10, 5, 1];
    for (const w of [1, 2])
      expectClose(
        row(w).reduce((sum, mean, k) => sum + mean * binomial[k] * 2 ** (5 - k), 0),
        1e3,
        { relative: 1e-13 },
      );
  });

  it("draws the row that it states, the paper's beside it, and a tilted law that is flat but for the shared state", () => {
    const [figure] = figures;
    if (figure.kind !== "categories") return expect.fail(`expected categories, got ${figure.kind}`);
    const series = Object.fromEntries(figure.series.map(({ name, values }) => [name, values]));
    expect(series.law).toEqual(row(2));
    expect(series.paper).toEqual([5.573, 4.783, 3.867, 2.844, 1.588, 0.2]);
    // p_c³/p²: ×4 against the shared state's 1, so 242 · 4s + s = 1.
    expectClose(
      series.tilted as number[],
      [4, 4, 4, 4, 4, 1].map((share) => (1e3 * share) / 969),
      { relative: 1e-13 },
    );
  });
});
