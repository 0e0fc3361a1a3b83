import { describe, expect, it } from "vitest";
import { d6 } from "../../src/papers/arxiv2506_10971/d6.ts";
import { evaluate } from "../../src/papers/claim.ts";
import { instance } from "../../src/papers/instance.ts";
import { bruteForceLaw } from "../../testing/bruteForceLaw.ts";
import { expectClose } from "../../testing/close.ts";
import { guidedChain } from "../../testing/revealChain.ts";
import { tiltedLaw } from "../../testing/tiltedLaw.ts";

const { figures, computed } = evaluate(d6, "quick");

/** Covariance of the two sites by its definition. */
function covariance(law: ArrayLike<number>, K: number): number {
  const mean = (of: (x: number) => number): number => Array.from(law).reduce((sum, p, x) => sum + p * of(x), 0);
  const [first, second] = [(x: number) => Math.floor(x / K), (x: number) => x % K];
  return mean((x) => first(x) * second(x)) - mean(first) * mean(second);
}

describe("D6", () => {
  it.each([
    ["d6-diamonds", { kind: "preset", name: "diamonds", parameters: { radius: 2 } }],
    ["d6-squares", { kind: "preset", name: "overlapping-squares" }],
  ])("%s: ellipses are those of the sum over orders and of the tilted law", (id, world) => {
    const figure = figures.find((entry) => entry.id === id);
    if (figure?.kind !== "ellipses") return expect.fail("no ellipses");
    const { pair } = instance({ world, target: "z1", w: 0 });
    for (const { series, w, covariance: drawn } of figure.ellipses) {
      const law = series === "law" ? bruteForceLaw(guidedChain(pair, w, "rates")) : tiltedLaw(pair, w);
      expectClose(drawn[1], covariance(law, pair.alphabet), { absolute: 1e-12 });
    }
  });

  it("squares, w → ∞: tokens 0, 1 private, 2 shared; by number of private tokens weights 2, 1, 0: covariance −1/16", () => {
    const weights = [2, 2, 1, 2, 2, 1, 1, 1, 0].map((weight) => weight / 12);
    expect(covariance(weights, 3)).toBeCloseTo(-1 / 16, 14);
    expect(computed["squares: covariance of the law as w → ∞, −¼ (difference of the parts' means)²"]).toBeCloseTo(-1 / 16, 9);
  });
});
