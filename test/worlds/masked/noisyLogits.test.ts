import { describe, expect, it } from "vitest";
import { tableDenoiser } from "../../../src/masked/tableDenoiser.ts";
import { noisyLogits } from "../../../src/worlds/masked/noisyLogits.ts";
import { expectClose } from "../../../testing/close.ts";
import { compareCdf, drawsForCdf } from "../../../testing/dkw.ts";
import { namedRng } from "../../../testing/namedRng.ts";
import { asked, everyState, logConditionalAt, wander } from "./readings.ts";

const uniform = tableDenoiser({ alphabet: 3, length: 4, law: new Float64Array(81).fill(1 / 81) });
const noisy = noisyLogits(uniform, { sd: 0.7, seed: 5, name: "cond" });

/** log p_0 − log p_1 of every conditional of a denoiser whose truth is uniform: the difference of two noises. */
const differences = (denoiser: typeof noisy): number[] =>
  everyState(3, 4).flatMap((state) =>
    state.flatMap((token, site) => {
      if (token !== 3) return [];
      const log = logConditionalAt(denoiser, state, site);
      return [log[0] - log[1]];
    }),
  );

describe("noisyLogits", () => {
  it("says the same in the same state, by whatever path it was reached, masking included", () => {
    const rng = namedRng("noisyLogits paths");
    for (const state of [
      [3, 3, 3, 3],
      [0, 3, 2, 3],
      [3, 1, 1, 1],
    ]) {
      const reading = noisy.open();
      wander(reading, 3, state, 12, rng);
      const site = state.indexOf(3);
      expect([...asked(reading, 3, site)]).toEqual([...logConditionalAt(noisy, state, site)]);
    }
  });

  it("is a law in every state, and impossible tokens and states stay impossible", () => {
    const holes = noisyLogits(tableDenoiser({ alphabet: 3, length: 2, law: [0.5, 0, 0, 0.2, 0.3, 0, 0, 0, 0] }), {
      sd: 2,
      seed: 1,
      name: "",
    });
    const log = logConditionalAt(holes, [1, 3], 1);
    expect(log[2]).toBe(-Infinity);
    expectClose(Math.exp(log[0]) + Math.exp(log[1]), 1, { relative: 1e-15 });
    expect([...logConditionalAt(holes, [2, 3], 1)]).toEqual([-Infinity, -Infinity, -Infinity]);
  });

  it("at σ = 0 is the denoiser itself", () => {
    expect(noisyLogits(uniform, { sd: 0, seed: 1, name: "cond" })).toBe(uniform);
  });

  it("differs between states, sites, seeds and names", () => {
    const differ = new Set(differences(noisy));
    expect(differ.size).toBe(differences(noisy).length);
    for (const other of [
      { sd: 0.7, seed: 6, name: "cond" },
      { sd: 0.7, seed: 5, name: "uncond" },
    ]) {
      expect(differences(noisyLogits(uniform, other)).some((value) => differ.has(value))).toBe(false);
    }
  });

  const delta = 0.25;
  const risk = 1e-9;
  const bound = drawsForCdf(delta, risk);
  // The difference of two logits has standard deviation σ√2; Φ by its logistic approximation, wrong by less than 0.001; a shift by 0.7 is an error of 0.27.
  const Phi = (x: number): number => 1 / (1 + Math.exp(-(1.5976 * x + 0.07056 * x ** 3)));

  it(`adds N(0, σ²) to each logit (n ≥ ${bound}: an error of ${delta} in the distribution function cannot pass)`, () => {
    const draws = [1, 2, 3].flatMap((seed) => differences(noisyLogits(uniform, { sd: 0.7, seed, name: "law" })));
    expect(draws.length).toBeGreaterThan(bound);
    const scaled = draws.map((value) => value / (0.7 * Math.SQRT2));
    expect(compareCdf(scaled, Phi, risk)).toMatchObject({ ok: true });
    const planted = scaled.map((value) => value + 0.7);
    expect(compareCdf(planted, Phi, risk)).toMatchObject({ ok: false });
  });

  it.each([-0.1, Infinity, Number.NaN])("refuses σ = %d", (sd) => {
    expect(() => noisyLogits(uniform, { sd, seed: 0, name: "" })).toThrow(
      `noisyLogits: sd must be a finite number of at least 0, got ${sd}`,
    );
  });
});
