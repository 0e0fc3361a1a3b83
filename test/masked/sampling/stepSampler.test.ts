import { describe, expect, it } from "vitest";
import type { WeightSchedule } from "../../../src/guidance/weightSchedule.ts";
import { noise } from "../../../src/masked/noise.ts";
import { stepSampler } from "../../../src/masked/sampling/stepSampler.ts";
import { type Fill, filledLaw } from "../../../src/masked/steps/fill.ts";
import { type GridSpec, timeGrid } from "../../../src/masked/steps/grid.ts";
import { nStepLaw } from "../../../src/masked/steps/nStepLaw.ts";
import { type StepKindName, stepKind } from "../../../src/masked/steps/stepKinds.ts";
import { stream } from "../../../src/random/stream.ts";
import { empiricalBernstein } from "../../../testing/empiricalBernstein.ts";
import { pairFrom, scheduled } from "../guided.ts";
import { constant, contrast, expectLaw, l1, processOf, samplesOf } from "./sampled.ts";

type Kind = readonly [StepKindName, "rates" | "tokens"];
const linear = noise({ schedule: "linear" });
const steps = (spec: GridSpec) => timeGrid(spec, linear);

/** The exact law over all states, or over complete ones where masks are filled. */
function exactly([kind, rule]: Kind, w: number | WeightSchedule, spec: GridSpec, fill: Fill): Float64Array {
  const process = scheduled(contrast, rule, typeof w === "number" ? constant(w) : w);
  const grid = steps(spec);
  return filledLaw(process, nStepLaw(process, stepKind(kind, rule), grid).law, fill, grid[grid.length - 1].s);
}

const kinds: readonly Kind[] = [
  ["ancestral", "tokens"],
  ["frozen-rate", "rates"],
  ["euler", "rates"],
  ["euler", "tokens"],
  ["tau-leaping", "rates"],
  ["tau-leaping", "tokens"],
  ["tweedie", "rates"],
  ["tweedie", "tokens"],
  ["posterior-cfg", "rates"],
];

describe("stepSampler", () => {
  it.each(kinds)(
    "%s with rule %s and fill left has its N-step law, masks included; other kinds', weights' and step counts' are rejected",
    (...kind) => {
      const spec = { steps: 3, end: 0.2 };
      const exact = exactly(kind, 3, spec, "left");
      // Not all kinds differ: under linear noise tweedie is euler, and for tokens both are ancestral.
      const others = kinds.filter((other) => other.join() !== kind.join() && l1(exact, exactly(other, 3, spec, "left")) > 0.04);
      expect(others.length).toBeGreaterThan(2);
      const rivals = {
        weight: exactly(kind, 1, spec, "left"),
        steps: exactly(kind, 3, { steps: 1, end: 0.2 }, "left"),
        ...Object.fromEntries(others.map((other) => [other.join(" "), exactly(other, 3, spec, "left")])),
      };
      const sampler = stepSampler(processOf(contrast, kind[1], 3), { kind: kind[0], steps: steps(spec), fill: "left" });
      expectLaw(contrast, sampler, { name: `${kind.join(" ")} left`, exact, rivals });
    },
  );

  it.each([
    ["sample", "argmax"],
    ["argmax", "sample"],
  ] as const)("fill %s gives the filled law, not that of %s", (fill, rival) => {
    const kind: Kind = ["tau-leaping", "rates"];
    const spec = { steps: 2, end: 0 };
    const sampler = stepSampler(processOf(contrast, "rates", 3), { kind: kind[0], steps: steps(spec), fill });
    const rivals = { fill: exactly(kind, 3, spec, rival) };
    const samples = expectLaw(contrast, sampler, { name: `fill ${fill}`, exact: exactly(kind, 3, spec, fill), rivals });
    expect(samples.every(({ tokens }) => !tokens.includes(3))).toBe(true);
    // Two steps of two evaluations, and two more where something was left to fill.
    expect(samples.every(({ nfe, leftMasked }) => nfe === (leftMasked > 0 ? 6 : 4))).toBe(true);
  });

  it("reads a schedule of w at the start of each step, and takes a given grid and another noise schedule", () => {
    const schedule: WeightSchedule = { kind: "interval", in: "t", w: 5, from: 0.6, to: 0 };
    const grid = { grid: [1, 0.6, 0.25, 0] };
    const cosine = noise({ schedule: "cosine" });
    const law = (one: WeightSchedule, spec: GridSpec, name: "cosine" | "linear") => {
      const process = scheduled(contrast, "rates", one, { schedule: name });
      return filledLaw(
        process,
        nStepLaw(process, stepKind("frozen-rate", "rates"), timeGrid(spec, noise({ schedule: name }))).law,
        "sample",
        0,
      );
    };
    const sampler = stepSampler(
      { ...processOf(contrast, "rates", schedule), noise: cosine },
      { kind: "frozen-rate", steps: timeGrid(grid, cosine) },
    );
    const rivals = {
      constant: law(constant(5), grid, "cosine"),
      even: law(schedule, { steps: 3 }, "cosine"),
      noise: law(schedule, grid, "linear"),
    };
    expectLaw(contrast, sampler, { name: "scheduled steps", exact: law(schedule, grid, "cosine"), rivals });
  });

  it.each([
    ["euler", "clamps"],
    ["tweedie", "clamps"],
    ["tau-leaping", "rejected"],
  ] as const)("%s counts its %s as often as the exact law expects, and the check rejects the expectation at another w", (kind, field) => {
    const spec = { steps: 4 };
    const process = processOf(contrast, "rates", 3);
    const samples = samplesOf(contrast, stepSampler(process, { kind, steps: steps(spec) }), 20_000, `${kind} ${field}`);
    const expected = (w: number) => {
      const { clamps, rejections } = nStepLaw(scheduled(contrast, "rates", constant(w)), stepKind(kind, "rates"), steps(spec));
      return field === "clamps" ? clamps : rejections;
    };
    const { mean, radius } = empiricalBernstein(
      samples.map((sample) => sample[field]),
      2 * spec.steps,
      1e-9,
    );
    expect({ expected: expected(3), off: Math.abs(mean - expected(3)) < radius }).toMatchObject({ off: true });
    expect({ planted: expected(2), off: Math.abs(mean - expected(2)) < radius }).toMatchObject({ off: false });
    const other = field === "clamps" ? "rejected" : "clamps";
    expect(samples.every((sample) => sample[other] === 0)).toBe(true);
  });

  it("counts what is left masked as often as the exact law says", () => {
    const spec = { steps: 4, end: 0.3 };
    const samples = samplesOf(
      contrast,
      stepSampler(processOf(contrast, "tokens", 3), { kind: "ancestral", steps: steps(spec) }),
      20_000,
      "left",
    );
    // Each of two sites is left with probability m(0.3).
    const { mean, radius } = empiricalBernstein(
      samples.map(({ leftMasked }) => leftMasked),
      2,
      1e-9,
    );
    expect(Math.abs(mean - 0.6)).toBeLessThan(radius);
    expect(Math.abs(mean - 0.5)).toBeGreaterThan(radius);
  });

  it.each([
    [3, 2],
    [0, 1],
    [-1, 1],
  ])("at w = %d costs steps × %d evaluations and leaves no mask at t = 0", (w, each) => {
    for (const [kind, rule] of [
      ["ancestral", "tokens"],
      ["posterior-cfg", "rates"],
      ["frozen-rate", "rates"],
    ] as const) {
      const samples = samplesOf(contrast, stepSampler(processOf(contrast, rule, w), { kind, steps: steps({ steps: 7 }) }), 50, "nfe");
      expect(samples.every(({ nfe, leftMasked }) => nfe === 7 * each && leftMasked === 0)).toBe(true);
    }
  });

  it("never changes an unmasked token, whatever the answers", () => {
    const process = { ...processOf(contrast, "rates", 3), length: 6 };
    const rng = stream(0, "answers");
    const run = stepSampler(process, { kind: "euler", steps: steps({ steps: 9 }) })(stream(0, "never changes"));
    let before = new Int32Array(6).fill(3);
    let step = run.next();
    for (; step.done !== true; ) {
      const { state, sites } = step.value;
      expect(Array.from(state).every((token, i) => before[i] === 3 || before[i] === token)).toBe(true);
      expect(sites).toEqual([...state.keys()].filter((i) => state[i] === 3));
      before = state.slice();
      const some = () => Float64Array.from({ length: sites.length * 3 }, () => Math.log(rng()));
      step = run.next({ logCond: some(), logUncond: some() });
    }
    expect(Array.from(step.value.tokens).every((token, i) => before[i] === 3 || before[i] === token)).toBe(true);
  });

  it("without steps fills everything from the start", () => {
    const [sample] = samplesOf(contrast, stepSampler(processOf(contrast, "rates", 3), { kind: "euler", steps: [] }), 1, "none");
    expect(sample).toMatchObject({ nfe: 2, leftMasked: 2 });
  });

  it("with strong guidance of tau-leaping stops unmasking, and counts every rejection", () => {
    const sampler = stepSampler(processOf(contrast, "rates", 200), { kind: "tau-leaping", steps: steps({ steps: 5 }), fill: "left" });
    for (const { rejected, leftMasked } of samplesOf(contrast, sampler, 20, "strong"))
      expect({ rejected, leftMasked }).toEqual({ rejected: 10, leftMasked: 2 });
  });

  it("refuses a kind that does not take the rule, and a dead end", () => {
    expect(() => stepSampler(processOf(contrast, "rates", 3), { kind: "ancestral", steps: [] })).toThrow(
      'sampler.kind must be one that takes the rule rates (ancestral takes tokens only), got "ancestral"',
    );
    // Both sites revealed together may give a sequence that the target class lacks, and then nothing follows.
    const parity = pairFrom(2, 3, [1, 0, 0, 1, 0, 1, 1, 0], [1, 1, 1, 1, 1, 1, 1, 1]);
    const sampler = stepSampler(processOf(parity, "tokens", 1), { kind: "ancestral", steps: steps({ steps: 2 }) });
    expect(() => samplesOf(parity, sampler, 50, "parity")).not.toThrow();
    const equal = pairFrom(2, 3, [1, 0, 0, 0, 0, 0, 0, 1], [1, 1, 1, 1, 1, 1, 1, 1]);
    const third = stepSampler(processOf(equal, "tokens", 1), { kind: "ancestral", steps: steps({ steps: 2 }) });
    expect(() => samplesOf(equal, third, 50, "equal")).toThrow("world must be a world without dead ends");
  });
});
