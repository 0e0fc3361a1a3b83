import { describe, expect, it } from "vitest";
import { expectClose } from "../../testing/close.ts";
import { allMasked, generator } from "../../testing/generator.ts";
import { integratedLaw } from "../../testing/integratedLaw.ts";
import { lawAtClock } from "../../testing/matrixExponential.ts";
import { guidedChain } from "../../testing/revealChain.ts";

const pair = {
  alphabet: 2,
  length: 2,
  conditional: Float64Array.of(0.6, 0.3, 0.08, 0.02),
  unconditional: Float64Array.of(0.2, 0.3, 0.1, 0.4),
};

describe("integratedLaw", () => {
  it("of constant rates is the matrix exponential", () => {
    const chain = guidedChain(pair, 2, "rates");
    const still = generator(chain);
    expectClose(
      integratedLaw(() => chain, 0.7, 400),
      lawAtClock(still, allMasked(still.size), 0.7),
      { absolute: 1e-11 },
    );
  });

  it("of one site whose rate is 1 + u is masked with probability e^{−u − u²/2}", () => {
    const chain = (u: number) => ({ alphabet: 1, length: 1, rates: () => Float64Array.of(1 + u) });
    expectClose(integratedLaw(chain, 1.5, 400)[1], Math.exp(-1.5 - 1.125), { relative: 1e-9 });
  });

  it("converges with order 4: slope within 0.15 over four step sizes", () => {
    const chain = (u: number) => guidedChain(pair, 3 * (1 - Math.exp(-u)), "rates");
    const reference = integratedLaw(chain, 1, 1600);
    const steps = [20, 40, 80, 160];
    const errors = steps.map((n) => Math.max(...integratedLaw(chain, 1, n).map((value, s) => Math.abs(value - reference[s]))));
    for (let k = 1; k < errors.length; k++) expect(Math.abs(Math.log2(errors[k - 1] / errors[k]) - 4)).toBeLessThan(0.15);
  });
});
