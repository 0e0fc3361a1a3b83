import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tableDenoiser } from "../../src/masked/tableDenoiser.ts";
import { expectClose } from "../../testing/close.ts";
import { completionMass, siteConditional } from "../../testing/completionMass.ts";
import { namedRng } from "../../testing/namedRng.ts";
import { randomWorld } from "../../testing/randomWorlds.ts";
import { asked, everyState, logConditionalAt, readingOf, wander } from "../worlds/masked/readings.ts";

describe("tableDenoiser", () => {
  it("has the conditionals and the evidence of the law in every state, by any path, tiny entries included", () => {
    const rng = namedRng("tableDenoiser");
    fc.assert(
      fc.property(randomWorld({ maxStates: 216, tiny: true }), ({ alphabet, length, conditional: law }) => {
        const denoiser = tableDenoiser({ alphabet, length, law });
        for (const state of everyState(alphabet, length)) {
          const reading = denoiser.open();
          wander(reading, alphabet, state, 4, rng);
          const mass = completionMass(law, alphabet, state);
          expectClose(reading.logEvidence(), Math.log(mass), { absolute: 1e-12 });
          state.forEach((token, site) => {
            if (token !== alphabet || mass === 0) return;
            const expected = siteConditional(law, alphabet, state, site);
            expectClose(asked(reading, alphabet, site).map(Math.exp), expected, { relative: 1e-12 });
          });
        }
      }),
      { numRuns: 30 },
    );
  });

  it("says −∞ for every token in an impossible state", () => {
    const denoiser = tableDenoiser({ alphabet: 2, length: 2, law: [0.5, 0.5, 0, 0] });
    expect([...logConditionalAt(denoiser, [1, 2], 1)]).toEqual([-Infinity, -Infinity]);
    expect(readingOf(denoiser, [1, 2]).logEvidence()).toBe(-Infinity);
  });
});
