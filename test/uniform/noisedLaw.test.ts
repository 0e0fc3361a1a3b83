import fc from "fast-check";
import { describe, it } from "vitest";
import { noisedLaw } from "../../src/uniform/noisedLaw.ts";
import { expectClose } from "../../testing/close.ts";
import { randomWorld } from "../../testing/randomWorlds.ts";
import { forwardKernel, times } from "../../testing/uniformDiffusion.ts";

describe("noisedLaw", () => {
  it("is the law times the dense forward kernel, at every level from nothing kept to everything", () => {
    fc.assert(
      fc.property(randomWorld({ maxStates: 256 }), fc.constantFrom(0, 1e-9, 0.3, 0.9, 1), (pair, kept) => {
        const level = { kept, noise: 1 - kept };
        expectClose(
          noisedLaw(pair, pair.conditional, () => level),
          times(pair.conditional, forwardKernel(pair, level)),
          { absolute: 1e-14 },
        );
      }),
      { numRuns: 60 },
    );
  });

  it("noises each site at its own level, by hand: site 0 fully, site 1 not", () => {
    const size = { alphabet: 2, length: 2 };
    const found = noisedLaw(size, [0.4, 0.1, 0.2, 0.3], (site) => (site === 0 ? { kept: 0, noise: 1 } : { kept: 1, noise: 0 }));
    expectClose(found, [0.3, 0.2, 0.3, 0.2], { relative: 1e-15 });
  });

  it("keeps the digits of a small σ: an impossible cell gets σ²/K² at σ = 1e-9", () => {
    const found = noisedLaw({ alphabet: 2, length: 2 }, [1, 0, 0, 0], () => ({ kept: 1 - 1e-9, noise: 1e-9 }));
    expectClose(found[3], 2.5e-19, { relative: 1e-14 });
  });
});
