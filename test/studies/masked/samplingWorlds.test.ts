import { describe, expect, it } from "vitest";
import { runMaskedSampling } from "../../../src/studies/masked/sampling.ts";
import { compareFrequencies, drawsFor } from "../../../testing/l1Radius.ts";
import { l1 } from "../../masked/sampling/sampled.ts";
import { parseMasked } from "../given.ts";
import { expectDraws, experiment, lawOf, resources, tokensOf } from "./contrastExperiment.ts";

const RISK = 1e-9;

/** The large worlds at any length, alphabet 3, two classes whose laws differ much. */
const worlds = {
  "product-mixture": (length: number) => {
    const sites = (row: readonly number[]) => Array.from({ length }, (_, i) => row.map((_, v) => row[(v + i) % 3]));
    const components = (a: readonly number[], b: readonly number[]) => [
      { weight: 2, sites: sites(a) },
      { weight: 1, sites: sites(b) },
    ];
    return {
      a: { weight: 1, components: components([0.7, 0.2, 0.1], [0.1, 0.2, 0.7]) },
      b: { weight: 3, components: components([0.2, 0.6, 0.2], [0.3, 0.1, 0.6]) },
    };
  },
  markov: (_length: number) => ({
    a: { weight: 1, initial: [0.8, 0.1, 0.1], transition: inclined([0.7, 0.1, 0.2]) },
    b: { weight: 2, initial: [0.2, 0.4, 0.4], transition: inclined([0.1, 0.8, 0.1]) },
  }),
  "hidden-markov": (_length: number) => ({
    a: { weight: 1, initial: [0.9, 0.1], transition: [[0.9, 0.1], [0.2, 0.8]], emission: [[0.8, 0.1, 0.1], [0.1, 0.1, 0.8]] }, // biome-ignore format: matrices
    b: { weight: 1, initial: [0.5, 0.5], transition: [[0.5, 0.5], [0.5, 0.5]], emission: [[0.2, 0.6, 0.2], [0.1, 0.6, 0.3]] }, // biome-ignore format: matrices
  }),
} as const;
type Kind = keyof typeof worlds;
const kinds = Object.keys(worlds) as Kind[];

/** Half stays, half goes where the class is inclined to. */
function inclined(towards: readonly number[]): number[][] {
  return [0, 1, 2].map((from) => towards.map((p, to) => (p + (to === from ? 1 : 0)) / 2));
}

const large = (kind: Kind, length: number, changes: object = {}) =>
  parseMasked({
    world: { kind, alphabet: 3, length, classes: worlds[kind](length) },
    target: "a",
    guidance: { rule: "rates", w: 2 },
    ...changes,
  });

describe.each(kinds)("a world of kind %s", (kind) => {
  it.each([
    ["exact", "rates", {}],
    ["ancestral", "tokens", { steps: 2 }],
    ["order", "rates", { order: "confidence" }],
  ])("sampled from its own structure agrees with the law of its table at length 3: %s by %s", (name, rule, settings) => {
    const at = (w: number) => large(kind, 3, { sampler: { kind: name, ...settings }, guidance: { rule, w } });
    const planted = { conditional: lawOf(at(0)).law, weight: lawOf(at(6)).law };
    expectDraws(at(2), { name: `${kind} ${name}`, exact: lawOf(at(2)).law, planted });
  });

  it("is sampled at length 64, whose table would not fit", () => {
    const of = large(kind, 64);
    const run = runMaskedSampling(of, resources, 3);
    expect(run).toMatchObject({ alphabet: 3, length: 64 });
    expect(run.sites.at(-1)).toBe("x63");
    for (const { tokens, nfe, leftMasked } of run.draws) {
      expect([tokens.length, nfe, leftMasked]).toEqual([64, 128, 0]);
      expect(tokens.every((token) => token >= 0 && token < 3)).toBe(true);
    }
    expect(tokensOf(of, 2, 1)).toEqual(tokensOf(of, 3).slice(1));
    expect(() => lawOf(of)).toThrow(/^world: states must be at most \d+ \(\d+ bytes\), got 4\^64/);
  });

  it("at length 64 has the last site's marginal at w = 0, not that of the mixture of classes", () => {
    const [exact, planted] = [lastMarginal(kind, "a", 0), lastMarginal(kind, "a", -1)];
    const n = drawsFor(l1(exact, planted), 3, RISK, RISK);
    const counts = [0, 0, 0];
    const of = large(kind, 64, { guidance: { rule: "tokens", w: 0 }, sampler: { kind: "ancestral", steps: 4 } });
    for (const tokens of tokensOf(of, n)) counts[tokens[63]]++;
    expect(compareFrequencies(counts, exact, RISK)).toMatchObject({ ok: true });
    expect(compareFrequencies(counts, planted, RISK)).toMatchObject({ ok: false });
  });

  it("refuses the rule oracle and a learned error, which need a table", () => {
    const refused = (changes: object) => expect(() => runMaskedSampling(large(kind, 8, changes), resources, 1));
    refused({ guidance: { rule: "oracle", w: 1 } }).toThrow("guidance.rule must be rates or tokens for a world without a table");
    refused({ scoreError: { kind: "learned", samples: 9 } }).toThrow("scoreError.kind must be another than learned for a world without");
    refused({ target: "c" }).toThrow('target must be one of a, b, got "c"');
  });
});

/** Law of the last token of 64 of a class (w = 0) or of all classes (w = −1), by the definitions of the worlds. */
function lastMarginal(kind: Kind, target: string, w: number): number[] {
  const classes = kind === "product-mixture" ? products() : chains(kind);
  const total = classes.reduce((sum, { weight }) => sum + weight, 0);
  const own = classes.find(({ name }) => name === target)?.law ?? [];
  return w === 0 ? [...own] : [0, 1, 2].map((v) => classes.reduce((sum, { weight, law }) => sum + (weight / total) * law[v], 0));
}

interface LastLaw {
  readonly name: string;
  readonly weight: number;
  readonly law: readonly number[];
}

function products(): LastLaw[] {
  return Object.entries(worlds["product-mixture"](64)).map(
    ([
      name,
      {
        weight,
        components: [two, one],
      },
    ]) => ({
      name,
      weight,
      law: two.sites[63].map((p, v) => (2 * p + one.sites[63][v]) / 3),
    }),
  );
}

function chains(kind: "markov" | "hidden-markov"): LastLaw[] {
  return Object.entries(worlds[kind](64)).map(([name, { weight, initial, transition, ...rest }]) => {
    let law: number[] = [...initial];
    for (let k = 1; k < 64; k++) law = law.map((_, to) => law.reduce((sum, p, from) => sum + p * transition[from][to], 0));
    const emission = "emission" in rest ? (rest.emission as number[][]) : null;
    return { name, weight, law: emission ? [0, 1, 2].map((v) => law.reduce((sum, p, h) => sum + p * emission[h][v], 0)) : law };
  });
}

describe("samples under a score error", () => {
  it.each([
    { kind: "tempering", temperature: 0.5 },
    { kind: "tempering", temperature: 4, on: "unconditional" },
    { kind: "logit-noise", sd: 1, seed: 4 },
    { kind: "logit-noise", sd: 1, on: "conditional" },
    { kind: "uniform-mix", epsilon: 0.3 },
    { kind: "learned", samples: 20, smoothing: 1, seed: 2 },
  ])("follow the exact law under the error %j, not that without it nor that of another weight", (scoreError) => {
    for (const kind of ["exact", "first-hitting"]) {
      const of = (w: number, more: object) => experiment({ sampler: { kind }, guidance: { rule: "rates", w }, ...more });
      const planted = { sound: lawOf(of(3, {})).law, weight: lawOf(of(0.5, { scoreError })).law };
      expectDraws(of(3, { scoreError }), { name: JSON.stringify(scoreError), exact: lawOf(of(3, { scoreError })).law, planted });
    }
  });

  it("of the other seed are rejected: another error is another law", () => {
    const of = (seed: number) => experiment({ scoreError: { kind: "logit-noise", sd: 1, seed } });
    expectDraws(of(1), { name: "seed 1", exact: lawOf(of(1)).law, planted: { seed: lawOf(of(2)).law } });
  });
});

it("the precision changes the draws, and has no exact law", () => {
  const of = (precision: string) => experiment({ sampler: { kind: "exact", precision } });
  const draws = ["f64", "f32-gumbel", "f16-gumbel"].map((precision) => JSON.stringify(tokensOf(of(precision), 3000)));
  expect(new Set(draws).size).toBe(3);
  expect(() => lawOf(of("f32-gumbel"))).toThrow("sampler.precision must be f64 for an exact law");
});
