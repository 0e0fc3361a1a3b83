import { describe, expect, it } from "vitest";
import { expectClose } from "../../testing/close.ts";
import { cosineNoise, linearNoise, ouNoise, polynomialNoise, stepSurvival } from "../../testing/stepSurvival.ts";

describe("noise formulas", () => {
  it.each([
    ["linear", linearNoise],
    ["cosine", cosineNoise],
    ["polynomial", polynomialNoise(3)],
    ["ou", ouNoise(4)],
  ])("%s runs from α(0) = 1 to α(1) = 0, its slope is the difference quotient, and m = 1 − α", (_, { alpha, slope, masked }) => {
    expectClose(alpha(0), 1, { absolute: 1e-15 });
    expectClose(alpha(1), 0, { absolute: 1e-15 });
    for (const t of [0.1, 0.5, 0.9]) expectClose(slope(t), (alpha(t + 1e-6) - alpha(t - 1e-6)) / 2e-6, { relative: 1e-8 });
    for (const t of [0, 0.1, 0.5, 1]) expectClose(masked(t), 1 - alpha(t), { absolute: 1e-15 });
  });
});

describe("stepSurvival", () => {
  // From t = 1/2 to s = 1/4 at α = 1 − t: m_s/m_t = 1/2, Δβ = 1/2; Z = 2 unless said otherwise.
  it.each([
    ["ancestral", 2, { stay: 1 / 2, clamped: false, rejected: 0 }],
    ["frozen-rate", 2, { stay: 1 / 4, clamped: false, rejected: 0 }],
    ["euler", 1, { stay: 1 / 2, clamped: false, rejected: 0 }],
    ["euler", 3, { stay: 0, clamped: true, rejected: 0 }],
    ["tweedie", 1.5, { stay: 1 / 4, clamped: false, rejected: 0 }],
    ["tweedie", 3, { stay: 0, clamped: true, rejected: 0 }],
    ["posterior-cfg", 2, { stay: 1 / 3, clamped: false, rejected: 0 }],
    ["tau-leaping", 2, { stay: 1 - Math.exp(-1), clamped: false, rejected: 1 - 2 * Math.exp(-1) }],
  ] as const)("%s at Z = %d is %j by hand", (kind, Z, expected) => {
    expect(stepSurvival(kind, linearNoise, 1 / 2, 1 / 4, Z)).toEqual(expected);
  });
});
