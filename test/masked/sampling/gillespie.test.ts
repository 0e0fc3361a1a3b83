import { describe, expect, it } from "vitest";
import type { WeightSchedule } from "../../../src/guidance/weightSchedule.ts";
import { lawAtClock } from "../../../src/masked/lawAtClock.ts";
import { gillespie } from "../../../src/masked/sampling/gillespie.ts";
import { weightWindows } from "../../../src/masked/sampling/weightOnClock.ts";
import { scheduledLaw } from "../../../src/masked/scheduledLaw.ts";
import { bruteForceLaw } from "../../../testing/bruteForceLaw.ts";
import { guidedChain } from "../../../testing/revealChain.ts";
import { tiltedLaw } from "../../../testing/tiltedLaw.ts";
import { guided, pairFrom, scheduled } from "../guided.ts";
import { constant, contrast, expectLaw, mixed, processOf, samplesOf } from "./sampled.ts";

const brute = (rule: "rates" | "tokens" | "oracle", w: number) => bruteForceLaw(guidedChain(contrast, w, rule));
const wider = mixed(2, 3, [5, 1, 1, 2, 1, 7, 3, 1], [1, 4, 2, 1, 6, 1, 1, 3]);

describe("gillespie", () => {
  it.each([
    ["rates", "tokens"],
    ["tokens", "rates"],
  ] as const)("with rule %s at w = 3 ends in its exact law, not in that of %s, of w = 2 or in the tilted law", (rule, rival) => {
    const rivals = { rule: brute(rival, 3), weight: brute(rule, 2), tilted: tiltedLaw(contrast, 3) };
    expectLaw(contrast, gillespie(processOf(contrast, rule, 3)), { name: `gillespie ${rule}`, exact: brute(rule, 3), rivals });
  });

  it.each([-1, 0])("at w = %d asks one law alone and ends in it", (w) => {
    const exact = w === 0 ? contrast.conditional : contrast.unconditional;
    const rivals = { other: w === 0 ? contrast.unconditional : contrast.conditional };
    const samples = expectLaw(contrast, gillespie(processOf(contrast, "rates", w)), { name: `gillespie ${w}`, exact, rivals });
    expect(samples.every(({ nfe }) => nfe === 2)).toBe(true);
  });

  it("answers rule oracle by the tilted law as the conditional at w = 0", () => {
    const tilted = tiltedLaw(contrast, 3);
    const oracle = { ...contrast, conditional: tilted };
    expectLaw(oracle, gillespie(processOf(contrast, "tokens", 0)), {
      name: "oracle",
      exact: tilted,
      rivals: { tokens: brute("tokens", 3) },
    });
  });

  it.each(["rates", "tokens"] as const)("with rule %s stopped at u = 0.5 has the law at that clock, masks included", (rule) => {
    const process = guided(contrast, rule, 3);
    const rivals = {
      rule: lawAtClock(guided(contrast, rule === "rates" ? "tokens" : "rates", 3), 0.5),
      clock: lawAtClock(process, 0.7),
    };
    const sampler = gillespie(processOf(contrast, rule, 3), { until: 0.5 });
    const samples = expectLaw(contrast, sampler, { name: `clock ${rule}`, exact: lawAtClock(process, 0.5), rivals });
    expect(samples.every(({ tokens, leftMasked }) => tokens.filter((token) => token === 3).length === leftMasked)).toBe(true);
  });

  const pieces: WeightSchedule = { kind: "pieces", in: "u", at: [0, 0.3, 0.8], w: [0, 4, -0.5] };
  const ramp: WeightSchedule = { kind: "linear", in: "t", start: -0.5, end: 6, from: 0.9, to: 0.1 };
  const late: WeightSchedule = { kind: "cosine", in: "log-snr", start: 5, end: 0, from: -2, to: 3 };

  it.each([
    ["piecewise-constant", pieces, contrast],
    ["linear", ramp, contrast],
    ["cosine", late, wider],
  ] as const)("with rule rates follows a %s schedule exactly", (name, schedule, world) => {
    const exact = scheduledLaw(scheduled(world, "rates", schedule), null).law;
    const rivals = {
      constant: scheduledLaw(scheduled(world, "rates", constant(2)), null).law,
      rule: scheduledLaw(scheduled(world, "tokens", schedule), null).law,
    };
    expectLaw(world, gillespie(processOf(world, "rates", schedule)), { name: `schedule ${name}`, exact, rivals });
  });

  it.each([
    ["piecewise-constant", pieces],
    ["linear", ramp],
  ] as const)("with a %s schedule has the law at a clock inside it, under both rules", (name, schedule) => {
    for (const rule of ["rates", "tokens"] as const) {
      const at = (one: WeightSchedule) => scheduledLaw(scheduled(contrast, rule, one), 0.6).law;
      const sampler = gillespie(processOf(contrast, rule, schedule), { until: 0.6 });
      expectLaw(contrast, sampler, { name: `inside ${name} ${rule}`, exact: at(schedule), rivals: { constant: at(constant(-0.5)) } });
    }
  });

  it("with a curved schedule keeps a proposed jump with the right probability: not the law at the bound of its rate", () => {
    // Z = 0.9 · 3^w + 0.1 · 7^−w.
    const one = pairFrom(2, 1, [9, 1], [3, 7]);
    const steep: WeightSchedule = { kind: "linear", in: "u", start: 0, end: 8, from: 0, to: 2 };
    const until = 0.4;
    const Z = (w: number): number => 0.9 * 3 ** w + 0.1 * 7 ** -w;
    let bound = 0;
    let from = 0;
    for (const window of weightWindows(steep, processOf(one, "rates", steep).noise)) {
      bound += Math.max(0, Math.min(window.until, until) - from) * Math.max(Z(window.first), Z(window.last));
      from = window.until;
    }
    const exact = scheduledLaw(scheduled(one, "rates", steep), until).law;
    const eager = Math.exp(-bound);
    const rivals = { bound: Float64Array.of(exact[0] + exact[2] - eager, exact[1], eager) };
    expectLaw(one, gillespie(processOf(one, "rates", steep), { until }), { name: "thinning", exact, rivals });
  });

  it("asks once per jump, and once more where a new stretch needs another law", () => {
    const steady = samplesOf(wider, gillespie(processOf(wider, "rates", 3)), 50, "steady");
    expect(steady.every(({ nfe }) => nfe === 6)).toBe(true);
    const interval: WeightSchedule = { kind: "interval", in: "u", w: 2, from: 0, to: 0.5 };
    const changing = samplesOf(wider, gillespie(processOf(wider, "tokens", interval)), 200, "interval");
    // k of the three jumps before u = 0.5 cost 2 each, those after it 1; the state at 0.5 is asked anew, unless it is complete.
    expect(new Set(changing.map(({ nfe }) => nfe))).toEqual(new Set([2 + 3, 2 + 2 + 2, 2 + 2 + 2 + 1]));
  });

  it("with huge weights stays finite", () => {
    const pair = pairFrom(2, 2, [1, 1, 1, 1e-9], [1, 1, 1, 1]);
    for (const rule of ["rates", "tokens"] as const) {
      const samples = samplesOf(pair, gillespie(processOf(pair, rule, 5000)), 20, "huge");
      expect(samples.every(({ tokens }) => tokens.every((token) => token < 2))).toBe(true);
    }
  });

  it("refuses w > 0 where only the conditional is possible, and a dead end, naming the world", () => {
    const uncovered = pairFrom(2, 1, [1, 1], [1, 0]);
    expect(() => samplesOf(uncovered, gillespie(processOf(uncovered, "rates", 1)), 1, "uncovered")).toThrow(
      "world.unconditional must be > 0 where the conditional is, for w > 0 (w = 1), got 0",
    );
    expect(() => gillespie(processOf(contrast, "rates", 1), { until: -1 })).toThrow(
      "gillespie: until must be a clock of at least 0, got -1",
    );
    const disjoint = pairFrom(2, 2, [1, 1, 0, 0], [0, 0, 1, 1]);
    expect(() => samplesOf(disjoint, gillespie(processOf(disjoint, "rates", -0.5)), 1, "dead")).toThrow(
      "world must be a world without dead ends (reachable states with masked sites and no way on), got one at [M, M] (M: masked)",
    );
    // A ramp that begins at w = −1, where p alone decides, and goes where nothing is possible.
    const rising: WeightSchedule = { kind: "linear", in: "t", start: -1, end: -0.5, from: 1, to: 0 };
    expect(() => samplesOf(disjoint, gillespie(processOf(disjoint, "rates", rising)), 1, "rising")).toThrow("without dead ends");
  });
});
