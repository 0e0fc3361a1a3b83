import { describe, expect, it } from "vitest";
import { runMaskedBudget } from "../../../src/studies/masked/budget.ts";
import { parseMasked } from "../given.ts";

const squares = (more: object = {}) =>
  parseMasked({ world: { kind: "preset", name: "overlapping-squares" }, target: "z1", guidance: { rule: "rates", w: 4 }, ...more });
const resources = {
  memory: 2 ** 28,
  table: () => {
    throw new Error("no file is read");
  },
};

describe("runMaskedBudget with particles", () => {
  it.each(["rates", "tokens"])(
    "rule %s: the distance to the tilted law falls with their number, far below that of the law itself",
    (rule) => {
      const { particles = [], stages } = runMaskedBudget(squares({ guidance: { rule, w: 4 } }), resources, 1, [100, 10_000]);
      const [few, many] = particles;
      expect(particles.map((row) => row.particles)).toEqual([100, 10_000]);
      expect(many.interval[1]).toBeLessThan(few.interval[0]);
      expect(many.interval[1]).toBeLessThan(stages[0].tv / 4);
      expect(few.interval[0]).toBeLessThan(few.tv);
      expect(few.tv).toBeLessThan(few.interval[1]);
      expect(few.method).toBe("Monte Carlo (20 runs of 100 particles, 95 % interval of the mean)");
    },
  );

  it("are not run where none are asked for", () => {
    expect(runMaskedBudget(squares(), resources, 1)).not.toHaveProperty("particles");
  });

  it("are refused for a w that changes, and with a score error", () => {
    const ramp = squares({ guidance: { rule: "rates", w: { kind: "linear", start: 0, end: 2 } } });
    expect(() => runMaskedBudget(ramp, resources, 1, [10])).toThrow(/guidance\.w must be constant, .*got .*linear/);
    const noisy = squares({ scoreError: { kind: "tempering", temperature: 2 } });
    expect(() => runMaskedBudget(noisy, resources, 1, [10])).toThrow(/scoreError must be left out with --particles, .*got "tempering"/);
  });
});
