import { describe, expect, it } from "vitest";
import { learnedMixture } from "../../../src/worlds/masked/learnedMixture.ts";
import { cubes } from "../../../src/worlds/masked/presets.ts";
import { expectClose } from "../../../testing/close.ts";
import { compareFrequencies, drawsFor } from "../../../testing/l1Radius.ts";

const world = cubes({ side: 2, length: 2, overlap: 1 });
const learned = (samples: number, smoothing: number, seed = 3) => learnedMixture(world, { samples, smoothing, seed });

describe("learnedMixture", () => {
  it("has laws that are counts over n at κ = 0, zero off the support, and keeps names and weights", () => {
    const { classes } = learned(7, 0);
    classes.forEach(({ name, weight, law }, k) => {
      expect([name, weight]).toEqual([world.classes[k].name, world.classes[k].weight]);
      law.forEach((value, x) => {
        expectClose(value * 7, Math.round(value * 7), { absolute: 1e-12 });
        expect(world.classes[k].law[x] === 0 ? value : 0).toBe(0);
      });
      expectClose(
        law.reduce((a, b) => a + b),
        1,
        { relative: 1e-15 },
      );
    });
  });

  it("adds κ to every cell: (count + κ)/(n + κ K^L)", () => {
    const plain = learned(10, 0).classes[0].law;
    expectClose(
      learned(10, 0.5).classes[0].law,
      plain.map((value) => (value * 10 + 0.5) / (10 + 4.5)),
      { relative: 1e-14 },
    );
  });

  it("learns a class from its own stream: without the other class it is the same", () => {
    const alone = learnedMixture({ ...world, classes: [world.classes[1]] }, { samples: 20, smoothing: 0, seed: 3 });
    expect(alone.classes[0].law).toEqual(learned(20, 0).classes[1].law);
    expect(learned(20, 0, 4).classes[1].law).not.toEqual(learned(20, 0).classes[1].law);
  });

  const risk = 1e-9;
  const n = drawsFor(0.05, 9, risk, risk);
  it(`tends to the class laws (n = ${n}: an L1 error of 0.05 cannot pass), and a wrong law is rejected`, () => {
    const counts = learned(n, 0).classes.map(({ law }) => law.map((value) => Math.round(value * n)));
    expect(compareFrequencies(counts[0], world.classes[0].law, risk)).toMatchObject({ ok: true });
    expect(compareFrequencies(counts[1], world.classes[0].law, risk)).toMatchObject({ ok: false });
  });

  it("refuses a sample size that is no positive integer and a negative smoothing", () => {
    expect(() => learned(0, 0)).toThrow("learnedMixture: samples must be an integer of at least 1, got 0");
    expect(() => learned(1, -1)).toThrow("learnedMixture: smoothing must be a finite number of at least 0, got -1");
  });
});
