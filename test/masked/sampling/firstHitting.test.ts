import { describe, expect, it } from "vitest";
import type { WeightSchedule } from "../../../src/guidance/weightSchedule.ts";
import { firstHitting } from "../../../src/masked/sampling/firstHitting.ts";
import { scheduledLaw } from "../../../src/masked/scheduledLaw.ts";
import { stream } from "../../../src/random/stream.ts";
import { bruteForceLaw } from "../../../testing/bruteForceLaw.ts";
import { compareCdf } from "../../../testing/dkw.ts";
import { guidedChain } from "../../../testing/revealChain.ts";
import { pairFrom, scheduled } from "../guided.ts";
import { constant, contrast, expectLaw, processOf, samplesOf } from "./sampled.ts";

const brute = (rule: "rates" | "tokens", w: number) => bruteForceLaw(guidedChain(contrast, w, rule));
const ramp: WeightSchedule = { kind: "linear", in: "t", start: -0.5, end: 6, from: 0.9, to: 0.1 };

describe("firstHitting", () => {
  it.each([
    ["rates", "tokens"],
    ["tokens", "rates"],
  ] as const)("with rule %s at w = 3 ends in its exact law, not in that of %s or of w = 2", (rule, rival) => {
    const rivals = { rule: brute(rival, 3), weight: brute(rule, 2) };
    const sampler = firstHitting(processOf(contrast, rule, 3));
    const samples = expectLaw(contrast, sampler, { name: `first-hitting ${rule}`, exact: brute(rule, 3), rivals });
    expect(samples.every(({ nfe, leftMasked }) => nfe === 4 && leftMasked === 0)).toBe(true);
  });

  it("with rule tokens follows a schedule of w exactly: it is read at the hitting time", () => {
    const at = (schedule: WeightSchedule) => scheduledLaw(scheduled(contrast, "tokens", schedule), null).law;
    const sampler = firstHitting(processOf(contrast, "tokens", ramp));
    expectLaw(contrast, sampler, {
      name: "first-hitting ramp",
      exact: at(ramp),
      rivals: { start: at(constant(-0.5)), middle: at(constant(2.75)) },
    });
  });

  it("with rule tokens asks at the hitting times: with n of L sites masked t falls to t U^{1/n}", () => {
    const process = { ...processOf(contrast, "tokens", 0), length: 4 };
    const answer = { logCond: new Float64Array(3), logUncond: new Float64Array(0) };
    const last: number[] = [];
    const first: number[] = [];
    for (let i = 0; i < 20_000; i++) {
      const run = firstHitting(process)(stream(0, "hitting times", i));
      const times: number[] = [];
      for (let step = run.next(); step.done !== true; step = run.next(answer)) times.push(step.value.t);
      first.push(times[0]);
      last.push(times[3]);
    }
    // The largest and the smallest of four uniform times.
    expect(compareCdf(first, (t) => t ** 4, 1e-9)).toMatchObject({ ok: true });
    expect(compareCdf(last, (t) => 1 - (1 - t) ** 4, 1e-9)).toMatchObject({ ok: true });
    expect(compareCdf(last, (t) => 1 - (1 - t) ** 3, 1e-9)).toMatchObject({ ok: false });
  });

  it("refuses rates with a w that changes, naming guidance.w", () => {
    expect(() => firstHitting(processOf(contrast, "rates", ramp))).toThrow(
      'guidance.w must be constant for first-hitting with the rule rates, got {"kind":"linear","in":"t","start":-0.5,',
    );
    expect(firstHitting(processOf(contrast, "rates", { kind: "pieces", in: "t", at: [1, 0.5], w: [2, 2] }))).toBeTypeOf("function");
  });

  it.each(["rates", "tokens"] as const)("with rule %s refuses a dead end", (rule) => {
    const disjoint = pairFrom(2, 2, [1, 1, 0, 0], [0, 0, 1, 1]);
    expect(() => samplesOf(disjoint, firstHitting(processOf(disjoint, rule, -0.5)), 20, "dead")).toThrow("without dead ends");
  });
});
