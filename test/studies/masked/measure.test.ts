import { describe, expect, it } from "vitest";
import { type MaskedMeasureRecord, runMaskedMeasure } from "../../../src/studies/masked/measure.ts";
import { bruteForceLaw } from "../../../testing/bruteForceLaw.ts";
import { expectClose } from "../../../testing/close.ts";
import { guidedChain } from "../../../testing/revealChain.ts";
import { tiltedLaw } from "../../../testing/tiltedLaw.ts";
import { given, LAWS, lent, type Written } from "../given.ts";
import { CASES } from "./worldKinds.ts";

const measured = (parts: Written = {}): MaskedMeasureRecord => runMaskedMeasure(given(parts), lent({ "cases.csv": CASES }));
const names = ({ measures }: MaskedMeasureRecord): readonly string[] => measures.map(({ name }) => name);
const value = ({ measures }: MaskedMeasureRecord, name: string): number => measures.find((one) => one.name === name)?.value ?? Number.NaN;
const w = (schedule: unknown): Written => ({ guidance: { rule: "rates", w: schedule } });
const interval = { kind: "interval", w: 2, from: 0.8, to: 0.2 };
const coin = {
  world: { kind: "table", alphabet: 2, length: 1, classes: { a: { weight: 1, law: [0.75, 0.25] }, b: { weight: 1, law: [0.25, 0.75] } } },
  target: "a",
};
const explicit = {
  world: { kind: "table", alphabet: 2, length: 1, conditional: [0.75, 0.25], unconditional: [0.5, 0.5] },
  target: undefined,
};

const to = (name: string): readonly string[] => [
  ...[`tv(law,${name})`, `kl(law||${name})`, `kl(${name}||law)`, `renyi2(law||${name})`, `hellinger(law,${name})`],
  ...[`w1(law,${name})`, `w2(law,${name})`],
];
const confidence = (name: string): readonly string[] => [`E[p(c|x)] (${name})`, `E[1/p(c|x)] (${name})`, `E[log p(c|x)] (${name})`];

describe("runMaskedMeasure", () => {
  it("lists every measure with its method, and leaves out none", () => {
    const found = measured();
    expect(names(found)).toEqual([
      ...to("tilted"),
      ...to("conditional"),
      ...to("unconditional"),
      ...["entropy(law)", "entropy(tilted)", "entropy(conditional)", "support error"],
      ...confidence("law"),
      ...confidence("tilted"),
      ...confidence("conditional"),
      ...["Z_0 (all masked)", "Z_1 (all masked)", "smallest rate per masked site", "largest rate per masked site"],
    ]);
    expect(found.measures.filter(({ method }) => !method.startsWith("exact: lattice"))).toEqual([]);
    expect(found).toMatchObject({ alphabet: 3, length: 2, method: "exact: lattice", omitted: [] });
    expect(found.clock.map(({ u }) => u)).toEqual([0, 0.1, 0.25, Math.LN2, 1, 1.5, 2, 3, 5]);
    expect(Object.keys(found.moments ?? {})).toEqual(["law", "tilted", "conditional"]);
  });

  it("of one site, w = 2, a = ½: by hand, law = tilted = (27, 1)/28, Z = 7/4", () => {
    const found = measured(coin);
    const [p, q] = [27 / 28, 1 / 28];
    const by: Readonly<Record<string, number>> = {
      "tv(law,tilted)": 0,
      "tv(law,conditional)": p - 0.75,
      "kl(law||conditional)": p * Math.log(p / 0.75) + q * Math.log(q / 0.25),
      "kl(conditional||law)": 0.75 * Math.log(0.75 / p) + 0.25 * Math.log(0.25 / q),
      "renyi2(law||unconditional)": Math.log(2 * (p ** 2 + q ** 2)),
      "w1(law,conditional)": p - 0.75,
      "w2(law,conditional)": Math.sqrt(p - 0.75),
      "entropy(law)": -p * Math.log(p) - q * Math.log(q),
      "support error": 0,
      "E[p(c|x)] (law)": p * 0.75 + q * 0.25,
      "E[1/p(c|x)] (law)": p / 0.75 + q / 0.25,
      "E[1/p(c|x)] (conditional)": 2,
      "E[log p(c|x)] (law)": p * Math.log(0.75) + q * Math.log(0.25),
      "Z_0 (all masked)": 7 / 4,
      "largest rate per masked site": 7 / 4,
    };
    for (const [name, expected] of Object.entries(by)) expectClose(value(found, name), expected, { absolute: 1e-14 });
    expectClose(found.moments?.law.mean ?? [], [q], { absolute: 1e-15 });
    expectClose(found.moments?.law.covariance ?? [], [p * q], { absolute: 1e-15 });
    // On the way: P(masked) = e^{−7u/4}; h = 1 there, (⅔, 2) at the end.
    for (const { u, incomplete, reciprocal, slope } of found.clock) {
      const left = Math.exp((-7 / 4) * u);
      const end = p * (2 / 3) + q * 2;
      expectClose(incomplete, left, { relative: 1e-9 });
      expectClose(reciprocal, end + left * (1 - end), { absolute: 1e-11 });
      expectClose(slope ?? Number.NaN, (-7 / 4) * left * (1 - end), { absolute: 1e-11 });
    }
  });

  it("of two sites measures the law that the sum over orders gives", () => {
    const unconditional = Float64Array.from(LAWS.z1, (p, x) => (p + LAWS.z2[x]) / 2);
    const pair = { alphabet: 3, length: 2, conditional: Float64Array.from(LAWS.z1), unconditional };
    const law = bruteForceLaw(guidedChain(pair, 2, "rates"));
    const tilted = tiltedLaw(pair, 2);
    const found = measured();
    expectClose(value(found, "tv(law,tilted)"), law.reduce((sum, p, x) => sum + Math.abs(p - tilted[x]), 0) / 2, { absolute: 1e-14 });
    const affinity = law.reduce((sum, p, x) => sum + Math.sqrt(p * tilted[x]), 0);
    expectClose(value(found, "hellinger(law,tilted)") ** 2, 1 - affinity, { absolute: 1e-14 });
    const [points, shared] = [found.regions.map(({ name }) => name), found.regions.reduce((sum, region) => sum + region.law, 0)];
    expect(points).toEqual(["R4"]);
    expectClose(shared, 1, { absolute: 1e-14 });
  });

  it("counts regions with the factor by which guidance multiplies them", () => {
    const { regions } = measured({ world: { kind: "preset", name: "overlapping-squares" }, ...w(1) });
    expect(regions.map(({ name, cells }) => [name, cells])).toEqual([
      ["R1", 4],
      ["R2", 4],
      ["R4", 1],
    ]);
    for (const { law, conditional, factor } of regions) expect(factor).toBe(law / conditional);
    // Z_1 = Z_2 = ⅔·2 + ⅓ = 5/3 and a = ½: R1 is multiplied by 4/(10/3).
    expectClose(regions[0].factor, 1.2, { relative: 1e-14 });
  });

  it("at w = −1 has no slope, an infinite reciprocal once the class cannot follow, and a support error", () => {
    const found = measured({ world: { kind: "preset", name: "disjoint-squares" }, ...w(-1) });
    expectClose(value(found, "support error"), 0.5, { absolute: 1e-15 });
    expect(value(found, "E[1/p(c|x)] (law)")).toBe(Infinity);
    expect(found.clock.map(({ slope }) => slope)).toEqual(Array(9).fill(null));
    expect(found.clock.map(({ reciprocal }) => reciprocal)).toEqual([1, ...Array(8).fill(Infinity)]);
  });
});

describe("runMaskedMeasure leaves out, with the reason", () => {
  const reasons = (parts: Written): readonly (readonly [string, string])[] => measured(parts).omitted.map(({ name, why }) => [name, why]);

  it("distances and moments of named categories", () => {
    const counts = { kind: "counts", file: "cases.csv", sites: ["colour", "size"], class: "class", count: "n" };
    const parts = { world: counts, target: "yes" };
    const named = "tokens are named categories: no distance between them is given";
    expect(reasons(parts)).toEqual([
      ["w1, w2(law,tilted)", named],
      ["w1, w2(law,conditional)", named],
      ["w1, w2(law,unconditional)", named],
      ["mean, covariance", "tokens are named categories: they are not numbers"],
    ]);
    expect(measured(parts).moments).toBeNull();
    expect(names(measured(parts)).filter((name) => /^w\d/.test(name))).toEqual([]);
  });

  it("confidence and regions of an explicit pair", () => {
    expect(reasons(explicit)).toEqual([
      ["class confidence", "an explicit pair has no class prior"],
      ["regions", "an explicit pair has no classes"],
    ]);
    const found = measured(explicit);
    expect(names(found).filter((name) => name.includes("p(c|x)"))).toEqual([]);
    expect(found.regions).toEqual([]);
    expect(names(found)).toContain("w1(law,tilted)");
  });

  it("confidence where the law has mass and no class has any: sites revealed together make what cannot be", () => {
    // Half of the pairs are (0, 1) and (1, 0), which neither class has.
    const twins = {
      kind: "table",
      alphabet: 2,
      length: 2,
      classes: { a: { weight: 1, law: [0.5, 0, 0, 0.5] }, b: { weight: 1, law: [1, 0, 0, 0] } },
    };
    const parts = { world: twins, target: "a", ...w(-1), sampler: { kind: "euler", steps: 1 } };
    expect(reasons(parts)[0]).toEqual(["class confidence (law)", "mass 0.375 lies where no class has any, and p(c|x) is undefined there"]);
    const { measures } = measured(parts);
    expect(measures.filter(({ value }) => Number.isNaN(value))).toEqual([]);
    expect(names(measured(parts))).toEqual(expect.arrayContaining([...confidence("tilted"), ...confidence("conditional")]));
    expect(names(measured(parts))).not.toContain("E[1/p(c|x)] (law)");
    expectClose(value(measured(parts), "support error"), 0.375, { absolute: 1e-15 });
  });

  it("what needs one w, where w changes", () => {
    expect(reasons(w(interval))).toEqual([
      ["distances to tilted", "w changes along the way: no single tilted law is wanted"],
      ["Z", "w changes along the way"],
    ]);
    const found = measured(w(interval));
    expect(names(found).filter((name) => name.includes("tilted"))).toEqual([]);
    expect(Object.keys(found.moments ?? {})).toEqual(["law", "conditional"]);
    expect(found.regions.every(({ tilted }) => tilted === null)).toBe(true);
    expect(found.clock.map(({ slope }) => slope)).toEqual(Array(9).fill(null));
    expect(found.measures[0].method).toBe("exact: lattice, contour inversion (error ≤ 2e-12)");
  });

  it("the way along the clock of a sampler with steps or an order, and of a score error", () => {
    const why = (kind: string) => `sampler ${kind} does not run in continuous time: ask law --at for a grid point`;
    expect(reasons({ sampler: { kind: "euler", steps: 4 } })).toEqual([["along the clock", why("euler")]]);
    expect(reasons({ sampler: { kind: "order", order: "random" } })).toEqual([["along the clock", why("order")]]);
    expect(reasons({ sampler: { kind: "first-hitting" } })).toEqual([]);
    // Z of the true pair is not what a sampler with an error runs at.
    expect(reasons({ scoreError: { kind: "tempering", temperature: 2 } })).toEqual([
      ["Z", "with a score error the rates on the way are not computed"],
      ["along the clock", "with a score error the law on the way is not computed"],
    ]);
    expect(reasons({ scoreError: { kind: "learned", samples: 100, smoothing: 1 } })).toEqual([]);
    expect(measured({ sampler: { kind: "euler", steps: 4 } }).clock).toEqual([]);
  });

  it("what belongs to unmasking, of a uniform process", () => {
    const uniform = { ...coin, process: { kind: "uniform" } };
    expect(reasons(uniform)).toEqual([
      ["Z", "a uniform process reveals no sites"],
      ["along the clock", "a uniform process has no unmask clock"],
    ]);
    expect(names(measured(uniform)).filter((name) => /^Z|rate/.test(name))).toEqual([]);
  });

  it("the way along the clock of a large lattice", () => {
    const sites = 18;
    const world = {
      kind: "product-sets",
      alphabet: 1,
      length: sites,
      classes: { z1: { weight: 1, tokens: Array.from({ length: sites }, () => [0]) } },
    };
    expect(reasons({ world })).toEqual([
      ["along the clock", "the lattice has 262144 states, more than 200000: ask law --at for one clock"],
    ]);
  });

  it("transport between supports of more than 150 points", () => {
    const large = { world: { kind: "preset", name: "random-dirichlet", parameters: { alphabet: 13 } } };
    const why = "a support has more than 150 points";
    expect(reasons(large)).toEqual(["tilted", "conditional", "unconditional"].map((name) => [`w1, w2(law,${name})`, why]));
  });

  it("nothing at all where masks are left: that is refused", () => {
    expect(() => measured({ sampler: { kind: "euler", steps: 3, end: 0.2, fill: "left" } })).toThrow(
      'sampler.fill must be sample or argmax, so that there is a law of complete states to measure, got "left"',
    );
  });
});
