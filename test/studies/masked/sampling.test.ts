import { describe, expect, it } from "vitest";
import { runMaskedSampling } from "../../../src/studies/masked/sampling.ts";
import type { TextTable } from "../../../src/worlds/masked/counts.ts";
import { type Branch, chainLaw, jointOutcomes } from "../../../testing/chainLaw.ts";
import { guidedChain } from "../../../testing/revealChain.ts";
import { rowMajor } from "../../../testing/rowMajor.ts";
import { contrast } from "../../masked/sampling/sampled.ts";
import { thetaLaw } from "../../masked/sampling/thetaLaw.ts";
import { parseMasked } from "../given.ts";
import { expectDraws, experiment, lawOf, nfeOf, resources, sampledBy, tokensOf } from "./contrastExperiment.ts";

const exactLaw = (sampler: object, rule = "rates", w: unknown = 3): Float64Array => lawOf(sampledBy(sampler, rule, w)).law;

const everyKind: readonly (readonly [object, string])[] = [
  [{ kind: "exact" }, "rates"],
  [{ kind: "first-hitting" }, "tokens"],
  [{ kind: "ancestral", steps: 3 }, "tokens"],
  [{ kind: "frozen-rate", steps: 3 }, "rates"],
  [{ kind: "euler", steps: 3 }, "rates"],
  [{ kind: "tau-leaping", steps: 3 }, "rates"],
  [{ kind: "tweedie", steps: 3 }, "tokens"],
  [{ kind: "posterior-cfg", steps: 3 }, "rates"],
  [{ kind: "order", order: "confidence" }, "rates"],
  [{ kind: "theta-rk2", steps: 3 }, "rates"],
  [{ kind: "theta-trapezoidal", steps: 3 }, "rates"],
  [{ kind: "remdm", steps: 3, remasking: { kind: "cap", eta: 0.5 } }, "tokens"],
  [{ kind: "maskgit", steps: 2 }, "rates"],
];

describe("runMaskedSampling", () => {
  it.each(everyKind)("%j: sample i depends on the experiment, the seed and i only", (sampler, rule) => {
    const of = sampledBy(sampler, rule);
    const all = tokensOf(of, 150);
    expect(tokensOf(of, 150)).toEqual(all);
    expect([...tokensOf(of, 7), ...tokensOf(of, 70, 7), ...tokensOf(of, 73, 77)]).toEqual(all);
    expect(tokensOf(of, 1, 149)).toEqual([all[149]]);
    expect(tokensOf({ ...of, name: "another name" }, 150)).toEqual(all);
    expect(tokensOf({ ...of, seed: 1 }, 150)).not.toEqual(all);
  });

  it("numbers its samples from `first` on, and has none for a count of 0", () => {
    expect(Array.from(runMaskedSampling(experiment(), resources, 3, 5).draws, ({ index }) => index)).toEqual([5, 6, 7]);
    expect(tokensOf(experiment(), 0)).toEqual([]);
  });

  it("names the sites x0, x1, … or as the columns of a table of counts", () => {
    expect(runMaskedSampling(experiment(), resources, 1)).toMatchObject({ alphabet: 3, length: 2, sites: ["x0", "x1"] });
    const rows = ["1", "2"].map((level) => ({ ticket: level, sex: level, lives: "yes" }));
    const table: TextTable = { columns: ["ticket", "sex", "lives"], rows };
    const of = experiment({ world: { kind: "counts", file: "c.csv", sites: ["sex", "ticket"], class: "lives" }, target: "yes" });
    expect(runMaskedSampling(of, { ...resources, table: () => table }, 1).sites).toEqual(["sex", "ticket"]);
  });
});

describe("samples of kinds with an exact law follow it, and the check rejects planted settings:", () => {
  const steps = { steps: 3 };
  const rows: readonly (readonly [object, string, object])[] = [
    [{ kind: "exact" }, "rates", { kind: "order", order: "confidence" }],
    [{ kind: "exact" }, "tokens", { kind: "order", order: "left-to-right" }],
    [{ kind: "first-hitting" }, "rates", { kind: "order", order: "random" }],
    [{ kind: "first-hitting" }, "tokens", { kind: "order", order: "entropy" }],
    [{ kind: "ancestral", ...steps }, "tokens", { kind: "ancestral", steps: 1 }],
    [{ kind: "frozen-rate", ...steps }, "rates", { kind: "frozen-rate", steps: 1 }],
    [{ kind: "euler", ...steps }, "rates", { kind: "euler", steps: 1 }],
    [{ kind: "tau-leaping", ...steps }, "rates", { kind: "tau-leaping", steps: 1 }],
    [{ kind: "tweedie", ...steps }, "tokens", { kind: "tweedie", steps: 1 }],
    [{ kind: "posterior-cfg", ...steps }, "rates", { kind: "posterior-cfg", steps: 1 }],
    [{ kind: "tweedie", grid: [1, 0.9, 0.4], fill: "left" }, "rates", { kind: "tweedie", steps: 2, end: 0.4, fill: "left" }],
    [{ kind: "ancestral", steps: 2, end: 0.5, fill: "argmax" }, "tokens", { kind: "ancestral", steps: 2, end: 0.5 }],
    [{ kind: "euler", steps: 2, end: 0.5 }, "rates", { kind: "euler", steps: 2, end: 0.5, fill: "argmax" }],
    [{ kind: "order", order: "random" }, "rates", { kind: "order", order: "random", perStep: 2 }],
    [{ kind: "order", order: "left-to-right" }, "rates", { kind: "order", order: "random" }],
    [{ kind: "order", order: "confidence" }, "rates", { kind: "order", order: "entropy" }],
    [{ kind: "order", order: "entropy" }, "rates", { kind: "order", order: "confidence" }],
    [{ kind: "order", order: "margin" }, "rates", { kind: "order", order: "random" }],
  ];
  it.each(rows)("%j by %s, not %j nor w = 1", (sampler, rule, wrong) => {
    const planted = { wrong: exactLaw(wrong, rule), weight: exactLaw(sampler, rule, 1) };
    expectDraws(sampledBy(sampler, rule), { name: `${JSON.stringify(sampler)} ${rule}`, exact: exactLaw(sampler, rule), planted });
  });

  it("the two rules in continuous time are told apart", () => {
    const [rates, tokens] = [exactLaw({ kind: "exact" }), exactLaw({ kind: "exact" }, "tokens")];
    expectDraws(sampledBy({ kind: "exact" }), { name: "by rates", exact: rates, planted: { tokens } });
    expectDraws(sampledBy({ kind: "exact" }, "tokens"), { name: "by tokens", exact: tokens, planted: { rates } });
  });

  it.each(["exact", "first-hitting"])("with the rule oracle %s gives the tilted law", (kind) => {
    const { tilted } = lawOf(sampledBy({ kind }, "oracle"));
    const planted = { rates: exactLaw({ kind }), weight: lawOf(sampledBy({ kind }, "oracle", 1)).law };
    expectDraws(sampledBy({ kind }, "oracle"), { name: `oracle ${kind}`, exact: tilted ?? new Float64Array(0), planted });
  });

  it("with the rule oracle a sampler with steps has its own law", () => {
    const euler = { kind: "euler", steps: 1 };
    const { law, tilted } = lawOf(sampledBy(euler, "oracle"));
    expectDraws(sampledBy(euler, "oracle"), { name: "oracle euler", exact: law, planted: { tilted: tilted ?? law } });
  });

  it.each([
    ["exact", "rates"],
    ["exact", "tokens"],
    ["first-hitting", "tokens"],
  ])("a w that changes on the way: %s by %s", (kind, rule) => {
    const w = { kind: "linear", start: 5, end: 0 };
    const planted = { reversed: exactLaw({ kind }, rule, { kind: "linear", start: 0, end: 5 }), mean: exactLaw({ kind }, rule, 0) };
    expectDraws(sampledBy({ kind }, rule, w), { name: `schedule ${kind} ${rule}`, exact: exactLaw({ kind }, rule, w), planted });
  });
});

describe("samples of kinds that can only be simulated follow the law by every branch:", () => {
  it.each([
    ["theta-rk2", 0.5],
    ["theta-trapezoidal", 0.5],
    ["theta-rk2", 0.8],
  ] as const)("%s with theta %f, not with other steps, theta or weight", (method, theta) => {
    const setting = { pair: contrast, rule: "rates", method, theta, steps: 2, end: 0.25 } as const;
    const law = (changes: object, w = 3): Float64Array => thetaLaw({ ...setting, weight: () => w, ...changes }).law;
    const of = sampledBy({ kind: method, steps: 2, end: 0.25, theta, fill: "left" });
    const planted = { steps: law({ steps: 1 }), weight: law({}, 1), rule: law({ rule: "tokens" }) };
    expectDraws(of, { name: `${method} ${theta}`, exact: law({}), planted });
  });

  it("remdm, not ancestral, other steps or weight", () => {
    const law = remaskedLaw(0.9, 3, 3);
    const of = sampledBy({ kind: "remdm", steps: 3, end: 0.1, fill: "left", remasking: { kind: "rescale", eta: 0.9 } }, "tokens");
    const planted = { ancestral: remaskedLaw(0, 3, 3), weight: remaskedLaw(0.9, 3, 1), steps: remaskedLaw(0.9, 6, 3) };
    expectDraws(of, { name: "remdm", exact: law, planted });
    const unchanged = sampledBy({ kind: "remdm", steps: 3, remasking: { kind: "cap", eta: 0 } }, "tokens");
    expectDraws(unchanged, {
      name: "remdm 0",
      exact: exactLaw({ kind: "ancestral", steps: 3 }, "tokens"),
      planted: { w: exactLaw({ kind: "exact" }, "tokens", 1) },
    });
  });

  it("maskgit: cold it is the order confidence, in one step it draws all sites at once", () => {
    const confidence = exactLaw({ kind: "order", order: "confidence" });
    const together = exactLaw({ kind: "order", order: "random", perStep: 2 });
    const git = (settings: object) => sampledBy({ kind: "maskgit", quota: "linear", ...settings });
    expectDraws(git({ steps: 2, temperature: 0 }), { name: "cold maskgit", exact: confidence, planted: { together } });
    expectDraws(git({ steps: 1 }), { name: "maskgit at once", exact: together, planted: { confidence } });
    const random = exactLaw({ kind: "order", order: "random" });
    expectDraws(git({ steps: 2, temperature: 1e9 }), { name: "hot maskgit", exact: random, planted: { confidence } });
  });
});

/** ReMDM `rescale` on an even grid from 1 to 0.1 by every branch, α = 1 − t: masks again with σ = η min(1, (1 − α_s)/α_t). */
function remaskedLaw(eta: number, steps: number, w: number): Float64Array {
  const chain = guidedChain(contrast, w, "tokens");
  const K = contrast.alphabet;
  const branches = (state: readonly number[], n: number): Branch<readonly number[]>[] => {
    const [before, after] = [(0.9 * n) / steps, (0.9 * (n + 1)) / steps];
    const sigma = before > 0 ? eta * Math.min(1, (1 - after) / before) : eta;
    const reveal = (after - (1 - sigma) * before) / (1 - before);
    const rows = state.map((token, i) =>
      token === K
        ? [...Array.from(chain.rates(state, i), (q) => reveal * q), 1 - reveal]
        : Array.from({ length: K + 1 }, (_, v) => (v === K ? sigma : v === token ? 1 - sigma : 0)),
    );
    return [...jointOutcomes(rows)];
  };
  const law = new Float64Array((K + 1) ** 2);
  for (const { probability, next } of chainLaw([K, K], steps, branches, String)) law[rowMajor([...next], K + 1)] += probability;
  return law;
}

describe("network evaluations", () => {
  it.each([
    [0, 1],
    [-1, 1],
    [3, 2],
    [-0.5, 2],
  ])("at w = %f a question costs %i, those of a fill included", (w, cost) => {
    for (const [sampler, rule] of everyKind) {
      const { kind } = sampler as { kind: string };
      const questions = { theta: 6, order: 2, exact: 2, "first-hitting": 2, maskgit: 2 }[kind.replace(/-(rk2|trapezoidal)$/, "")] ?? 3;
      const samples = [...runMaskedSampling(sampledBy(sampler, rule, w), resources, 20).draws];
      const due = samples.map(({ leftMasked }) => (leftMasked > 0 ? questions + 1 : questions) * cost);
      expect({ kind, nfe: samples.map(({ nfe }) => nfe) }).toEqual({ kind, nfe: due });
    }
  });

  it("under a schedule that is 0 for a while cost 1 there", () => {
    const interval = { kind: "interval", w: 3, from: 0.6, to: 0.2 };
    expect(nfeOf(sampledBy({ kind: "ancestral", grid: [1, 0.6, 0.3, 0.1, 0] }, "tokens", interval))).toEqual([6, 6, 6, 6, 6]);
    expect(nfeOf(sampledBy({ kind: "order", order: "random" }, "tokens", interval))).toEqual([3, 3, 3, 3, 3]);
  });

  it("with the rule oracle cost 1, and filling costs one question more only where masks are left", () => {
    expect(nfeOf(experiment({ guidance: { rule: "oracle", w: 3 } }))).toEqual([2, 2, 2, 2, 2]);
    const of = sampledBy({ kind: "ancestral", steps: 1, end: 0.5 }, "tokens");
    const samples = [...runMaskedSampling(of, resources, 200).draws];
    expect(new Set(samples.map(({ leftMasked, nfe }) => (leftMasked > 0 ? nfe - 2 : nfe)))).toEqual(new Set([2]));
    expect(new Set(samples.map(({ nfe }) => nfe))).toEqual(new Set([2, 4]));
  });
});

it("runMaskedSampling refuses what cannot be sampled, naming the field", () => {
  const refused = (of: ReturnType<typeof experiment>) => expect(() => runMaskedSampling(of, resources, 1));
  const schedule = { kind: "linear", start: 0, end: 3 };
  refused(sampledBy({ kind: "exact" }, "oracle", schedule)).toThrow("guidance.rule must be rates or tokens for");
  refused({ ...sampledBy({ kind: "exact" }, "oracle"), scoreError: { kind: "uniform-mix", epsilon: 0.1, on: "both" } }).toThrow(
    "guidance.rule",
  );
  refused(sampledBy({ kind: "ancestral", steps: 2 })).toThrow("sampler.kind must be one that takes the rule rates");
  refused(sampledBy({ kind: "ancestral", steps: 2 }, "oracle")).toThrow("sampler.kind must be one that takes the rule oracle");
  refused(sampledBy({ kind: "frozen-rate", steps: 2 }, "oracle")).toThrow("takes the rule oracle (frozen-rate takes rates only)");
  refused(sampledBy({ kind: "remdm", steps: 2, remasking: { kind: "cap", eta: 1 } })).toThrow("remdm takes tokens only");
  refused(sampledBy({ kind: "first-hitting" }, "rates", schedule)).toThrow("guidance.w must be constant for first-hitting");
  refused(sampledBy({ kind: "euler", steps: 0 })).toThrow("sampler.steps must be an integer of at least 1, got 0");
  refused(sampledBy({ kind: "theta-rk2", steps: 2, theta: 1 })).toThrow("sampler.theta must be above 0 and below 1, got 1");
  refused(sampledBy({ kind: "order", order: "random", perStep: 3 })).toThrow("sampler.perStep must be an integer from 1 to");
  refused(experiment({ target: "third" })).toThrow('target must be one of first, second, got "third"');
  const world = { kind: "table", alphabet: 2, length: 1, conditional: [1, 0], unconditional: [0.5, 0.5] };
  const pair = parseMasked({ world, guidance: { rule: "rates", w: 1 }, scoreError: { kind: "learned", samples: 5 } });
  refused(pair).toThrow("scoreError.kind must be another than learned for an explicit pair");
});
