import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { descend } from "../../src/masked/descend.ts";
import { jumpsOf } from "../../src/masked/jumps.ts";
import { siteConditionalsOf } from "../../src/masked/siteConditionals.ts";
import { expectClose } from "../../testing/close.ts";
import { completionMass } from "../../testing/completionMass.ts";
import { guidedConditional } from "../../testing/guidedConditional.ts";
import { guidanceWeight, randomWorld } from "../../testing/randomWorlds.ts";
import { digitsOf } from "../../testing/rowMajor.ts";
import { guided, inForm, pairFrom } from "./guided.ts";

describe("siteConditionalsOf", () => {
  it.each(["linear", "log"] as const)("gives Z and q/Z of every masked site in %s form, as the raw laws do", (form) => {
    fc.assert(
      fc.property(randomWorld({ maxStates: 81 }), guidanceWeight, (world, w) => {
        const process = inForm(guided(world, "rates", w), form);
        const sitesFrom = siteConditionalsOf(process);
        const read = w === -1 ? world.unconditional : world.conditional;
        descend(process.space, (index, strides, count) => {
          const state = digitsOf(index, world.length, world.alphabet + 1);
          if (completionMass(read, world.alphabet, state) === 0) return;
          const sites = sitesFrom(index, strides, count);
          const masked = state.flatMap((digit, site) => (digit === world.alphabet ? [site] : []));
          expect(sites.count).toBe(masked.length);
          masked.forEach((site, k) => {
            const q = guidedConditional(world, w, state, site);
            const Z = q.reduce((a, b) => a + b);
            expectClose(sites.total[k], Z, { relative: 1e-12 });
            const row = sites.token.subarray(k * world.alphabet, (k + 1) * world.alphabet);
            expectClose(
              row,
              q.map((value) => value / Z),
              { absolute: 1e-13 },
            );
          });
        });
      }),
      { numRuns: 60 },
    );
  });

  it("agrees with the jump chain: λ = Σ Z, P(S → S+iv) = q_i(v)/λ for `rates`, and q_i(v)/(Z_i |masked|) for `tokens`", () => {
    fc.assert(
      fc.property(randomWorld({ maxStates: 81, zeros: false, tiny: true }), fc.double({ min: 0, max: 8, noNaN: true }), (world, w) => {
        for (const rule of ["rates", "tokens"] as const) {
          const process = guided(world, rule, w);
          const [sitesFrom, jumpsFrom] = [siteConditionalsOf(process), jumpsOf(process)];
          descend(process.space, (index, strides, count) => {
            const { child, token, total } = sitesFrom(index, strides, count);
            const { rate, size, child: reached, probability } = jumpsFrom(index, strides, count);
            const Z = total.subarray(0, count);
            const sum = Z.reduce((a, b) => a + b);
            expectClose(rate, rule === "rates" ? sum : count, { relative: 1e-12 });
            for (let j = 0; j < size; j++) {
              const k = Math.floor(j / world.alphabet);
              expect(child[j]).toBe(reached[j]);
              expectClose(probability[j], token[j] * (rule === "rates" ? Z[k] / sum : 1 / count), { relative: 1e-12, absolute: 1e-300 });
            }
          });
        }
      }),
      { numRuns: 40 },
    );
  });

  it("keeps each site's tokens where Z is beyond the range of doubles", () => {
    const process = guided(pairFrom(2, 1, [0.75, 0.25], [1e-100, 1]), "rates", 4);
    const { total, token } = siteConditionalsOf(process)(2, Int32Array.of(1), 1);
    expect(process.form).toBe("log");
    expect(total[0]).toBe(Infinity);
    expect([...token]).toEqual([1, 0]);
  });

  it.each(["linear", "log"] as const)("refuses a state without a way on, in %s form", (form) => {
    const process = inForm(guided(pairFrom(2, 2, [1, 0, 0, 1], [1, 1, 1, 3]), "rates", 1), form);
    const none = inForm(
      { ...process, weights: process.weights.map((weight, s) => (s === 2 || s === 8 ? weight : process.form === "log" ? -Infinity : 0)) },
      form,
    );
    expect(() => siteConditionalsOf(none)(2, Int32Array.of(1), 1)).toThrow(
      "world must be a world without dead ends (reachable states with masked sites and no way on), got one at [0, M] (M: masked)",
    );
  });

  it("is 1 to the bit where one token alone is possible", () => {
    const process = guided(pairFrom(3, 1, [0, 1, 0], [1, 1, 5]), "rates", 1);
    expect([...siteConditionalsOf(process)(3, Int32Array.of(1), 1).token]).toEqual([0, 1, 0]);
  });
});
