import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Rule } from "../../../src/guidance/rule.ts";
import { kernels } from "../../../src/kernels/kernels.ts";
import { runMaskedBudget } from "../../../src/studies/masked/budget.ts";
import { KERNELS_FROM } from "../../../src/studies/masked/kernelMemory.ts";
import { runMaskedLaw } from "../../../src/studies/masked/law.ts";
import { runMaskedMeasure } from "../../../src/studies/masked/measure.ts";
import type { Resources } from "../../../src/studies/resources.ts";
import { expectClose } from "../../../testing/close.ts";
import { shuffledTeam } from "../../kernels/shuffled.ts";
import { given, lent, type Written } from "../given.ts";

const plain = lent();
const withKernels: Resources = { ...plain, kernels };
const BY = "exact: lattice (wasm simd)";

const world = (alphabet: number, length: number, seed = 0): Written => ({
  kind: "preset",
  name: "random-dirichlet",
  parameters: { alphabet, length, classes: 2, seed },
});
/** 6561 states: both a law and a law at a clock are the kernels'. */
const enough = (parts: Written = {}) => given({ world: world(2, 8), target: "z1", ...parts });
/** 4096 states: only a law at a clock is. */
const fewer = (parts: Written = {}) => given({ world: world(63, 2), target: "z1", ...parts });
/** An explicit pair of two tokens, its entries by a rule. */
const pair = (length: number, conditional: (x: number) => number, unconditional: (x: number) => number): Written => {
  const law = (mass: (x: number) => number) => {
    const values = Array.from({ length: 2 ** length }, (_, x) => mass(x));
    const total = values.reduce((a, b) => a + b, 0);
    return values.map((value) => value / total);
  };
  return { kind: "table", alphabet: 2, length, conditional: law(conditional), unconditional: law(unconditional) };
};
const explicit = (w: number, ...laws: Parameters<typeof pair>) =>
  given({ world: pair(...laws), target: undefined, guidance: { rule: "rates", w } });

/** Weights of w = 7 span e^800 and more: kernels decline. */
const spread = (length: number) =>
  explicit(
    7,
    length,
    (x) => 10 ** (-(x % 200) / 2),
    () => 1,
  );

const rule = fc.constantFrom<Rule>("rates", "tokens", "oracle");
const weight = fc.oneof(fc.constantFrom(-1, 0, 3), fc.double({ min: -1, max: 8, noNaN: true }));
const shape = fc.constantFrom([2, 8], [3, 7], [9, 4], [17, 3], [80, 2]);
const sampler = fc.constantFrom("exact", "first-hitting");

describe("laws with kernels lent", () => {
  it("are those without: law, wanted law, distances, to 1e-13, whatever the size, rule and w", () => {
    fc.assert(
      fc.property(shape, fc.nat(99), rule, weight, sampler, ([alphabet, length], seed, name, w, kind) => {
        const experiment = given({
          world: world(alphabet, length, seed),
          target: "z1",
          guidance: { rule: name, w },
          sampler: { kind },
        });
        const expected = runMaskedLaw(experiment, null, plain);
        const found = runMaskedLaw(experiment, null, withKernels);
        expect(expected.method).toBe("exact: lattice");
        expect(found.method).toBe(BY);
        expectClose(found.law, expected.law, { absolute: 1e-13 });
        expect(found.tilted).toEqual(expected.tilted);
        expect(Object.keys(found.distances)).toEqual(Object.keys(expected.distances));
        expectClose(Object.values(found.distances), Object.values(expected.distances), { absolute: 1e-13, relative: 1e-12 });
        // At w = −1 the kernels' weights are the cube itself, without a logarithm.
        expectClose([found.error], [w === -1 ? 1e-14 + 6 * Number.EPSILON : expected.error], { relative: 1e-9 });
        expect(found).toMatchObject({ at: null, incomplete: 0, nfe: null });
      }),
      { numRuns: 25 },
    );
  });

  it("at a clock are those without, to the error that is stated; what is still masked to the same relative accuracy", () => {
    fc.assert(
      fc.property(shape, fc.nat(99), rule, fc.double({ min: -1, max: 4, noNaN: true }), fc.constantFrom(0, 0.3, 1, 12), (...drawn) => {
        const [[alphabet, length], seed, name, w, at] = drawn;
        const experiment = given({ world: world(alphabet, length, seed), target: "z1", guidance: { rule: name, w } });
        const expected = runMaskedLaw(experiment, at, plain);
        const found = runMaskedLaw(experiment, at, withKernels);
        const inverted = name === "rates" && at > 0;
        expect(found.method).toBe(inverted ? `${BY}, contour inversion (error ≤ 1e-12)` : BY);
        expectClose(found.law, expected.law, { absolute: 2e-12 });
        expectClose([found.incomplete], [expected.incomplete], { relative: 1e-9, absolute: 1e-15 });
        expectClose(Object.values(found.distances), Object.values(expected.distances), { absolute: 1e-9, relative: 1e-9 });
      }),
      { numRuns: 12 },
    );
  });

  it("in closed form have a smaller error at a clock: no contour", () => {
    const found = runMaskedLaw(enough({ guidance: { rule: "tokens", w: 1 } }), 1, withKernels);
    expect(found.error).toBeLessThan(1e-13);
    expect(found.law.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 13);
    const late = runMaskedLaw(enough({ guidance: { rule: "tokens", w: 1 } }), 12, withKernels);
    expectClose([late.incomplete], [-Math.expm1(8 * Math.log1p(-Math.exp(-12)))], { relative: 1e-12 });
  });

  it("follow a learned pair", () => {
    const experiment = enough({ scoreError: { kind: "learned", samples: 500, smoothing: 1 } });
    const found = runMaskedLaw(experiment, null, withKernels);
    expect(found.method).toBe(BY);
    expectClose(found.law, runMaskedLaw(experiment, null, plain).law, { absolute: 1e-13 });
  });
});

describe("the choice of engine", () => {
  it("is the definition without a word where none is lent or the world is small", () => {
    expect(runMaskedLaw(enough(), null, plain).method).toBe("exact: lattice");
    expect(runMaskedLaw(given(), null, withKernels).method).toBe("exact: lattice");
    expect(runMaskedLaw(fewer(), null, withKernels).method).toBe("exact: lattice");
    expect(runMaskedLaw(fewer(), 1, withKernels).method).toBe(`${BY}, contour inversion (error ≤ 1e-12)`);
    expect(KERNELS_FROM).toEqual({ terminal: 5000, clock: 1000, steps: 2000 });
  });

  it("asks for the kernels where they pay only", () => {
    const asking: Resources = {
      ...plain,
      kernels: () => {
        throw new Error("asked");
      },
    };
    expect(runMaskedLaw(fewer(), null, asking).method).toBe("exact: lattice");
    const changing = { rule: "rates", w: { kind: "pieces", at: [1, 0.5], w: [0, 2] } };
    expect(runMaskedLaw(enough({ guidance: changing }), null, asking).method).toMatch(/^exact: lattice, contour inversion/);
    const ordered = { kind: "order", order: "left-to-right", perStep: 4 };
    expect(runMaskedLaw(enough({ sampler: ordered }), null, asking).method).toBe("exact: lattice, by order");
    expect(() => runMaskedLaw(enough(), null, asking)).toThrow("asked");
  });

  it("is the definition with a reason where the engine has no kernels", () => {
    const none: Resources = { ...plain, kernels: () => null };
    const reason = " (plain: no WebAssembly with SIMD)";
    expect(runMaskedLaw(enough(), null, none).method).toBe(`exact: lattice${reason}`);
    expect(runMaskedLaw(enough(), 1, none).method).toBe(`exact: lattice${reason}, contour inversion (error ≤ 1e-12)`);
  });

  it("is the definition with a reason where a kernel declines, and has its numbers", () => {
    const wide = spread(8);
    const found = runMaskedLaw(wide, null, withKernels);
    expect(found.method).toMatch(/^exact: lattice \(plain: weights span e\^\d+: kept as logarithms\)$/);
    expect(found.law).toEqual(runMaskedLaw(wide, null, plain).law);
    const apart = explicit(
      -0.5,
      8,
      () => 1,
      // Where the first token is 0.
      (x) => Number(x < 128),
    );
    expect(() => runMaskedLaw(apart, null, plain)).not.toThrow();
    expect(runMaskedLaw(apart, null, withKernels).method).toBe(
      "exact: lattice (plain: the unconditional law is 0 where the conditional is not)",
    );
  });

  it("starts no threads for a world of this size", () => {
    const team = () => {
      throw new Error("started");
    };
    expect(runMaskedLaw(enough(), null, { ...withKernels, team }).method).toBe(BY);
  });
});

describe("memory with kernels lent", () => {
  it("is refused by what the kernels take, which is less, before anything is built", () => {
    const experiment = given({ world: world(9, 6), target: "z1" });
    const most = (resources: Resources): number => {
      try {
        runMaskedLaw(experiment, null, { ...resources, memory: 2 ** 20 });
      } catch (error) {
        const [, states, bytes] = /states must be at most (\d+) \((\d+) bytes\), got 10\^6/.exec(String(error)) ?? [];
        return Number(bytes) / Number(states);
      }
      throw new Error("not refused");
    };
    expect(most(plain)).toBe(96);
    // Three cubes, nine laws of 0.53 numbers a state, the scratch of eight threads.
    expect(most(withKernels)).toBe(Math.ceil(24 + 8 * 9 * 0.9 ** 6 + 2.4));
  });

  it("that the kernels would have and the definition has not is refused with the kernels' reason, where they decline", () => {
    const reason =
      /^world: states must be at most 52083 \(4999968 bytes\), got 3\^10 \(weights span e\^\d+: kept as logarithms; raise --memory/;
    expect(() => runMaskedLaw(spread(10), null, { ...withKernels, memory: 5e6 })).toThrow(reason);
    expect(() => runMaskedLaw(spread(10), null, { ...withKernels, memory: 6e6 })).not.toThrow();
  });

  it("that only the definition has leaves it to answer, and says so: a small world's scratch outweighs it", () => {
    const { method } = runMaskedLaw(enough(), null, { ...withKernels, memory: 2e6 });
    expect(method).toMatch(/^exact: lattice \(plain: 2\d{6} bytes of memory needed, 2000000 are allowed\)$/);
    expect(() => runMaskedLaw(enough(), null, { ...withKernels, memory: 6e5 })).toThrow(
      /^world: states must be at most 6250 \(600000 bytes\)/,
    );
  });
});

describe("threads", () => {
  // One token, 22 sites: 2^22 states and one law.
  const large = given({
    world: { kind: "table", alphabet: 1, length: 22, conditional: [1], unconditional: [1] },
    target: undefined,
    guidance: { rule: "rates", w: 1 },
  });

  it("are taken for large worlds, and named", () => {
    const team = () => shuffledTeam(2, "study");
    const found = runMaskedLaw(large, null, { ...withKernels, team });
    expect(found.method).toBe("exact: lattice (wasm simd, 2 threads)");
    expectClose(found.law, [1], { absolute: 1e-14 });
  });

  it("are left alone where there are none", () => {
    expect(runMaskedLaw(large, null, { ...withKernels, team: () => null }).method).toBe(BY);
  });
});

describe("measures and budgets with kernels lent", () => {
  it("are those without", () => {
    const experiment = enough({ guidance: { rule: "rates", w: 1.5 } });
    const [expected, found] = [runMaskedMeasure(experiment, plain), runMaskedMeasure(experiment, withKernels)];
    expect(found.method).toBe(BY);
    expect(found.measures.map(({ name }) => name)).toEqual(expected.measures.map(({ name }) => name));
    const values = (record: typeof found) => record.measures.map(({ value }) => value);
    expectClose(values(found), values(expected), { absolute: 1e-12, relative: 1e-11 });
    expect(found.clock.map(({ u }) => u)).toEqual(expected.clock.map(({ u }) => u));
    for (const key of ["incomplete", "reciprocal", "slope"] as const) {
      const column = (record: typeof found) => record.clock.map((row) => row[key] ?? Number.NaN);
      expectClose(column(found), column(expected), { absolute: 1e-9, relative: 1e-9, matchNaN: true });
    }
    expect(found.clock.map(({ method }) => method)).toEqual([BY, ...Array(8).fill(`${BY}, contour inversion (error ≤ 1e-12)`)]);
    for (const { method } of found.measures) expect(method).toMatch(/^exact: lattice/);
  });

  it("name the engine in the budget's stage", () => {
    const { stages } = runMaskedBudget(enough({ sampler: { kind: "exact" } }), withKernels, 100);
    expect(stages[0]).toMatchObject({ to: "law in continuous time", method: BY });
  });
});
