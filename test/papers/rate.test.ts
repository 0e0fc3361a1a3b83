/** @file X1 and X2, by other means. */
import { describe, expect, it } from "vitest";
import { x1 } from "../../src/papers/arxiv2506_10971/x1.ts";
import { x2 } from "../../src/papers/arxiv2506_10971/x2.ts";
import { type Claim, evaluate } from "../../src/papers/claim.ts";
import { instance } from "../../src/papers/instance.ts";
import { bruteForceLaw } from "../../testing/bruteForceLaw.ts";
import { expectClose } from "../../testing/close.ts";
import { allMasked, generator } from "../../testing/generator.ts";
import { lawAtClock } from "../../testing/matrixExponential.ts";
import { guidedChain } from "../../testing/revealChain.ts";
import { digitsOf } from "../../testing/rowMajor.ts";
import { tiltedLaw } from "../../testing/tiltedLaw.ts";

const series = (claim: Claim, id: string, name: string) => {
  const figure = evaluate(claim, "quick").figures.find((entry) => entry.id === id);
  if (figure?.kind !== "curves") return expect.fail(`no curves ${id}`);
  return figure.series.find((entry) => entry.name === name) ?? expect.fail(`no series ${name}`);
};
const tv = (p: ArrayLike<number>, q: ArrayLike<number>): number =>
  Array.from(p).reduce((sum, value, x) => sum + Math.abs(value - q[x]) / 2, 0);

describe("X1", () => {
  it("a shared token of probability ε: TV is that of the sum over orders, with the classes written out anew", () => {
    const { x, y } = series(x1, "x1-overlap", "exact, w = 2");
    for (const at of [0, 30, 50]) {
      const [own, shared] = [1 - x[at], x[at]];
      const conditional = Float64Array.of(own * own, own * shared, 0, shared * own, shared * shared, 0, 0, 0, 0);
      const other = Float64Array.of(0, 0, 0, 0, shared * shared, shared * own, 0, shared * own, own * own);
      const unconditional = conditional.map((p, i) => (p + other[i]) / 2);
      const pair = { alphabet: 3, length: 2, conditional, unconditional };
      expectClose(y[at] ?? Number.NaN, tv(bruteForceLaw(guidedChain(pair, 2, "rates")), tiltedLaw(pair, 2)), { absolute: 1e-13 });
    }
  });
});

describe("X2", () => {
  const world = x2.experiments[1].world as object;
  const { pair } = instance({ world, target: "z1", w: 0 });

  it("“site 1 tells all”: site 2 given site 1 is the same in both laws, and no token is private", () => {
    for (let v = 0; v < 3; v++) {
      const given = (law: Float64Array) => {
        const row = [0, 1, 2].map((u) => law[3 * v + u]);
        const mass = row.reduce((a, b) => a + b, 0);
        return row.map((p) => p / mass);
      };
      expectClose(given(pair.conditional), given(pair.unconditional), { absolute: 1e-15 });
    }
    expect(pair.conditional.every((p, x) => p > 0 && 0.5 * p < pair.unconditional[x] - 1e-6)).toBe(true);
  });

  it("its curve is the exponential of the generator, and stops at ½", () => {
    const { x, y } = series(x2, "x2-rates", "site 1 tells all");
    for (const w of [0, 4, 16]) {
      const process = generator(guidedChain(pair, w, "rates"));
      const masked = lawAtClock(process, allMasked(process.size), Math.LN2).reduce(
        (sum, p, s) => (digitsOf(s, 2, 4).includes(3) ? sum + p : sum),
        0,
      );
      expectClose(y[x.indexOf(w)] ?? Number.NaN, masked, { relative: 1e-9 });
    }
    expect(y.at(-1)).toBeGreaterThan(0.45);
  });
});
