import fc from "fast-check";
import { describe, it } from "vitest";
import { oneSiteLaw, oneSiteMasked, twoSiteLaw, twoSiteLawAt } from "../../src/masked/closedForms.ts";
import { CLOCK_ERROR, lawAtClock } from "../../src/masked/lawAtClock.ts";
import { stillMasked } from "../../src/masked/stillMasked.ts";
import { terminalLaw } from "../../src/masked/terminalLaw.ts";
import { expectClose } from "../../testing/close.ts";
import { guidanceWeight, randomWorld } from "../../testing/randomWorlds.ts";
import { tiltedLaw } from "../../testing/tiltedLaw.ts";
import { twoSiteMasked, twoSiteLaw as writtenOutLaw } from "../../testing/twoSiteLaw.ts";
import { guided, pairFrom } from "./guided.ts";

const clock = fc.double({ min: -3, max: 2.5, noNaN: true }).map((log10) => 10 ** log10);
const laws = ({ conditional, unconditional }: { conditional: Float64Array; unconditional: Float64Array }) => ({
  cond: conditional,
  uncond: unconditional,
});

describe("closed forms of one site", () => {
  const world = randomWorld({ lengths: [1] });

  it("oneSiteLaw is the tilted law and the lattice's", () => {
    fc.assert(
      fc.property(world, guidanceWeight, (pair, w) => {
        expectClose(oneSiteLaw(laws(pair), w), tiltedLaw(pair, w), { absolute: 1e-14 });
        expectClose(oneSiteLaw(laws(pair), w), terminalLaw(guided(pair, "rates", w)), { absolute: 1e-14 });
      }),
    );
  });

  it("oneSiteMasked is e^{−Zu}, to relative accuracy down to 1e-300", () => {
    fc.assert(
      fc.property(world, guidanceWeight, clock, (pair, w, u) => {
        const masked = oneSiteMasked(laws(pair), w, u);
        fc.pre(masked > 1e-300);
        expectClose(stillMasked(guided(pair, "rates", w), u).probability, masked, { relative: 1e-10 });
      }),
    );
    // Z = 9/8 + 1/8 = 5/4.
    expectClose(oneSiteMasked({ cond: [0.75, 0.25], uncond: [0.5, 0.5] }, 1, 2), Math.exp(-2.5), { relative: 1e-15 });
  });
});

describe("closed forms of two sites", () => {
  const world = randomWorld({ lengths: [2] });

  it("twoSiteLaw is Theorem 3.2 written out independently, and the lattice's terminal law", () => {
    fc.assert(
      fc.property(world, guidanceWeight, (pair, w) => {
        const found = twoSiteLaw(laws(pair), w);
        expectClose(found, writtenOutLaw(pair, w), { absolute: 1e-14 });
        expectClose(found, terminalLaw(guided(pair, "rates", w)), { absolute: 1e-13 });
      }),
    );
  });

  it("twoSiteLawAt is the lattice's law at the clock, complete and masked states", () => {
    fc.assert(
      fc.property(world, guidanceWeight, clock, (pair, w, u) => {
        expectClose(twoSiteLawAt(laws(pair), w, u), lawAtClock(guided(pair, "rates", w), u), { absolute: CLOCK_ERROR });
      }),
    );
  });

  it("twoSiteLawAt has the masked states of the formula written out independently, to relative accuracy", () => {
    fc.assert(
      fc.property(world, guidanceWeight, clock, (pair, w, u) => {
        const K = pair.alphabet;
        const found = twoSiteLawAt(laws(pair), w, u);
        const { both, secondMasked, firstMasked } = twoSiteMasked(pair, w, u);
        const tolerance = { relative: 1e-10, absolute: 1e-290 };
        expectClose(found[found.length - 1], both, tolerance);
        expectClose(
          Array.from(secondMasked, (_, v) => found[v * (K + 1) + K]),
          secondMasked,
          tolerance,
        );
        expectClose(
          Array.from(firstMasked, (_, v) => found[K * (K + 1) + v]),
          firstMasked,
          tolerance,
        );
      }),
    );
  });

  it("twoSiteLawAt sums to 1 and ends at twoSiteLaw, without overflow, at any clock", () => {
    const pair = pairFrom(2, 2, [1, 1, 1, 1], [1, 1, 1, 1]);
    for (const u of [1e-9, 1, 40, 1000, 1e6]) {
      const found = twoSiteLawAt(laws(pair), 0, u);
      expectClose(
        found.reduce((a, b) => a + b),
        1,
        { absolute: 1e-15 },
      );
      if (u > 100) expectClose([found[0], found[1], found[3], found[4]], [0.25, 0.25, 0.25, 0.25], { absolute: 1e-15 });
    }
  });

  it("twoSiteLawAt is continuous where c = Z1 + Z2: diagonal class against uniform at w = 1, c = 2, Z1 = Z2 = 1", () => {
    const pair = pairFrom(2, 2, [1, 0, 0, 1], [1, 1, 1, 1]);
    const at = (w: number): Float64Array => twoSiteLawAt(laws(pair), w, 0.3);
    const half = (0.3 * Math.exp(-0.6)) / 2;
    expectClose(at(1)[2], half, { relative: 1e-15 });
    // (1 − e^{−2u}(1 + 2u))/4 · A · 2 with A = 1.
    expectClose(at(1)[0], (1 - Math.exp(-0.6) * 1.6) / 2, { relative: 1e-14 });
    for (const step of [1e-13, 1e-10, 1e-7]) expectClose(at(1 + step), at(1), { absolute: 2 * step });
  });
});
