import { beforeAll, describe, expect, it } from "vitest";
import { runContinuousMeasure } from "../../../src/studies/continuous/measure.ts";
import { expectClose } from "../../../testing/close.ts";
import { lent, type Written } from "../given.ts";
import { onSpace } from "./onSpace.ts";

const measured = (parts: Written) => {
  const { measures, omitted } = runContinuousMeasure(onSpace(parts), lent());
  return { of: (name: string): number => measures.find((found) => found.name === name)?.value ?? Number.NaN, measures, omitted };
};
const two = (w: number, parameters: Written = {}): Written => ({
  world: { kind: "preset", name: "two-gaussians", parameters },
  target: "right",
  guidance: { rule: "cfg", w },
});

/**
 * N(1, 1) of N(±1, 1), Ornstein and Uhlenbeck's process with T = 10, flow at w = 3. NumPy 2.4.6 and SciPy 1.17.1, float64: the flow of `flowReferences.ts` at 6001 values of the
 * noise from −9 to 9, Ψ′ by central differences of order 8; expectations by the trapezium rule in the noise; W of increasing maps of one noise, Ψ(ξ) and 1 + ξ.
 */
const REFERENCE = {
  mean: 2.348375133299,
  "entropy(law)": 0.869507743983,
  "class confidence(law)": 0.984345510681,
  "log class confidence(law)": -0.015922064121,
  "reciprocal class confidence(law)": 1.016199618606,
  "class confidence(conditional)": 0.775200245397,
  "reciprocal class confidence(conditional)": 2,
  "w1(law,conditional)": 1.348375133299,
  "w2(law,conditional)": 1.411837920378,
  "kl(law||conditional)": 1.136238889505,
  "hellinger(law,conditional)": 0.613566307129,
  "share improved with common noise": 1,
};

describe("measures of the law on the line", () => {
  let found: ReturnType<typeof measured>;
  beforeAll(() => {
    found = measured(two(3));
  });

  it.each(Object.entries(REFERENCE))("%s", (name, value) => {
    expectClose(found.of(name), value, { absolute: 1e-6 });
  });

  it("each states its method, and no value is undefined", () => {
    for (const { why } of found.omitted) expect(why).toContain("sampler sde");
    for (const { value, method } of found.measures) {
      expect(Number.isNaN(value)).toBe(false);
      expect(method).toMatch(/^(quadrature|exact|Monte Carlo|bound)/);
    }
  });
});

describe("measures of Gaussians have closed forms", () => {
  // p_c = N(0, 1), p = N(0, 2), ve with σmax 80, w = 1: the law N(0, v), v = ½ and its correction; tilted N(0, ⅔).
  const normal = (covariance: number): Written => ({ components: [{ weight: 1, mean: [0], covariance }] });
  const v = (0.5 * 6400 * 6402) / 6401 ** 2;
  it("kl, W2, Hellinger's distance, entropy, and what an explicit pair has not", () => {
    const { of, omitted } = measured({
      world: { kind: "gaussian-mixture", dimension: 1, conditional: normal(1), unconditional: normal(2) },
      guidance: { rule: "cfg", w: 1 },
      process: { kind: "ve", sigmaMax: 80 },
    });
    const kl = (a: number, b: number): number => 0.5 * (a / b - 1 - Math.log(a / b));
    const other = 2 / 3;
    expectClose(of("kl(law||tilted)"), kl(v, other), { absolute: 1e-7 });
    expectClose(of("kl(tilted||law)"), kl(other, v), { absolute: 1e-6 });
    expectClose(of("kl(law||conditional)"), kl(v, 1), { absolute: 1e-7 });
    expectClose(of("w2(law,tilted)"), Math.sqrt(other) - Math.sqrt(v), { absolute: 1e-4 });
    expectClose(of("w1(law,unconditional)"), Math.sqrt(2 / Math.PI) * (Math.SQRT2 - Math.sqrt(v)), { absolute: 1e-5 });
    expectClose(of("hellinger(law,tilted)"), Math.sqrt(1 - Math.sqrt((2 * Math.sqrt(v * other)) / (v + other))), { absolute: 1e-7 });
    expectClose(of("entropy(law)"), 0.5 * Math.log(2 * Math.PI * Math.E * v), { absolute: 1e-7 });
    expect(omitted.map(({ why }) => why)).toContain("an explicit pair of laws has no class posterior");
  });
});

describe("E[1/p(c|x)] of classes that are far apart", () => {
  // Under p_c it is 1/a = 2, whatever the distance; from 9 apart on its mass is where p_c has less than 1e-12.
  it.each([2, 5, 7, 8])("separation %d: within the error that is stated", (separation) => {
    const { measures } = measured(two(0, { separation }));
    const found = measures.find(({ name }) => name === "reciprocal class confidence(conditional)");
    const stated = Number(/error ≤ (\S+) of the integral/.exec(found?.method ?? "")?.[1]);
    expect(Math.abs((found?.value ?? Number.NaN) - 2)).toBeLessThanOrEqual(stated);
  });

  it("separation 12: left out, and said why", () => {
    const { of, omitted } = measured(two(0, { separation: 12 }));
    expect(of("reciprocal class confidence(conditional)")).toBeNaN();
    expect(omitted.map(({ name }) => name)).toContain("reciprocal class confidence(conditional)");
  });
});

describe("measures where there is an edge, and where there are samples only", () => {
  it("tells the mass at the edges of an interval", () => {
    const { of } = measured({ world: { kind: "preset", name: "mirrored-intervals" }, target: "right", guidance: { rule: "cfg", w: 0 } });
    expectClose([of("mass below the support"), of("mass above the support")], [0, 0], { absolute: 1e-9 });
    expectClose(of("mass within 0.05 of its width of the support's upper end"), 0.05, { absolute: 1e-4 });
    expectClose(of("class confidence(law)"), 1, { absolute: 1e-5 });
  });

  it("in three dimensions by samples, each with its number", () => {
    const at = (mean: number): Written => ({ weight: 1, components: [{ weight: 1, mean: [mean, 0, 0], covariance: 1 }] });
    const { of, measures } = measured({
      world: { kind: "gaussian-mixture", dimension: 3, classes: { left: at(-1), right: at(1) } },
      target: "right",
      guidance: { rule: "cfg", w: 3 },
      sampler: { kind: "heun", steps: 12 },
    });
    // 4000 draws of variance below 1.2 in each coordinate: six standard errors are 0.1; the two other coordinates are not guided.
    expectClose([of("mean x1"), of("mean x2")], [0, 0], { absolute: 0.1 });
    expect(of("mean x0")).toBeGreaterThan(1.8);
    for (const { name, method } of measures)
      expect(method).toContain(name.includes("ridge") ? "Monte Carlo (n = 100" : "Monte Carlo (n = 4000");
  });
});
