import { describe, expect, it } from "vitest";
import { d11 } from "../../src/papers/arxiv2506_10971/d11.ts";
import { evaluate } from "../../src/papers/claim.ts";
import { bruteForceLaw } from "../../testing/bruteForceLaw.ts";
import { expectClose } from "../../testing/close.ts";
import { siteConditional } from "../../testing/completionMass.ts";
import type { RevealChain } from "../../testing/revealChain.ts";

const { figures, experiments, computed } = evaluate(d11, "quick");

/** Reveals v at rate p(v|S) Π_j (p(v|c_j,S)/p(v|S))^γ_j, written out anew. */
function severalConditions(alphabet: number, all: Float64Array, given: readonly Float64Array[], gammas: readonly number[]): RevealChain {
  return {
    alphabet,
    length: 2,
    rates: (state, site) => {
      const p = siteConditional(all, alphabet, state, site);
      const conditionals = given.map((law) => siteConditional(law, alphabet, state, site));
      return p.map((value, v) => conditionals.reduce((rate, q, j) => rate * (q[v] / value) ** gammas[j], value));
    },
  };
}

describe("D11", () => {
  it("the figure's law is the sum over orders under both conditions", () => {
    const [heat] = figures;
    if (heat.kind !== "heat") return expect.fail("no heat");
    const given = experiments.map(({ world }) => Float64Array.from((world as { conditional: number[] }).conditional));
    const all = Float64Array.from((experiments[0].world as { unconditional: number[] }).unconditional);
    expectClose(heat.panels[3].values, bruteForceLaw(severalConditions(6, all, given, [2, 2])), { absolute: 1e-14 });
    const product = all.map((p, x) => (given[0][x] * given[1][x]) ** 2 / p ** 3);
    const total = product.reduce((a, b) => a + b, 0);
    expectClose(
      heat.panels[2].values,
      product.map((p) => p / total),
      { absolute: 1e-14 },
    );
  });

  it("two sites differ from the product of tilts, and conditions may slow a site down below 1", () => {
    expect(computed["two sites, diamonds: smallest TV(law, product of tilts)"]).toBeGreaterThan(0.02);
    expect(computed["two sites, random laws: smallest Z of a site, all masked (1 without guidance)"]).toBeLessThan(1);
  });
});
