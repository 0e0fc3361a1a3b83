import { describe, expect, it } from "vitest";
import type { WeightSchedule } from "../../src/guidance/weightSchedule.ts";
import { lawAtClock } from "../../src/masked/lawAtClock.ts";
import { scheduledLaw, scheduledStillMasked } from "../../src/masked/scheduledLaw.ts";
import { stillMasked } from "../../src/masked/stillMasked.ts";
import { terminalLaw } from "../../src/masked/terminalLaw.ts";
import { pace } from "../../src/measures/pace.ts";
import { BadInput } from "../../src/numerics/badInput.ts";
import { expectClose } from "../../testing/close.ts";
import { guided, inForm, pairFrom, scheduled } from "./guided.ts";

const message = (state: string): string =>
  `world must be a world without dead ends (reachable states with masked sites and no way on), got one at ${state} (M: masked)`;

const disjoint = pairFrom(2, 1, [1, 0], [0, 1]);
/** Diagonal against anti-diagonal: each site alone is alike, together no cell is. */
const crossed = pairFrom(2, 2, [1, 0, 0, 1], [0, 1, 1, 0]);

describe("a dead end is refused, naming the world and the state", () => {
  it("where the supports are disjoint and −1 < w < 0: nothing can be revealed", () => {
    expect(() => guided(disjoint, "oracle", -0.5)).toThrow(message("[M]"));
    for (const rule of ["rates", "tokens", "oracle"] as const) {
      expect(() => terminalLaw(guided(disjoint, rule, -0.5))).toThrow(message("[M]"));
      expect(() => terminalLaw(guided(disjoint, rule, -0.5))).toThrow(BadInput);
    }
  });

  it("after one reveal, in both forms, by every computation that walks there", () => {
    const process = guided(crossed, "rates", -0.25);
    for (const form of ["linear", "log"] as const) {
      for (const walk of [terminalLaw, pace, (p: typeof process) => lawAtClock(p, 1), (p: typeof process) => stillMasked(p, 1)]) {
        expect(() => walk(inForm(process, form))).toThrow(message("[M, 1]"));
      }
    }
    expect(() => terminalLaw(guided(crossed, "tokens", -0.25))).toThrow(message("[M, 1]"));
    expect(() => terminalLaw(guided(crossed, "oracle", -0.25))).toThrow(message("[M, M]"));
  });

  it("and not at w = −1, where the law is p, nor at w = 0, where it is p_c", () => {
    for (const rule of ["rates", "tokens", "oracle"] as const) {
      expectClose(terminalLaw(guided(crossed, rule, -1)), crossed.unconditional, { relative: 1e-15 });
      expectClose(terminalLaw(guided(crossed, rule, 0)), crossed.conditional, { relative: 1e-15 });
      expect([...terminalLaw(guided(disjoint, rule, -1))]).toEqual([0, 1]);
    }
  });

  it("where a schedule leaves w = −1 outside the class's support", () => {
    const row = pairFrom(2, 2, [1, 1, 0, 0], [1, 1, 1, 1]);
    const leaving: WeightSchedule = { kind: "pieces", in: "t", at: [1, 0.5], w: [-1, 1] };
    const ramp: WeightSchedule = { kind: "linear", in: "t", start: -1, end: 1, from: 0.5, to: 0 };
    for (const rule of ["rates", "tokens", "oracle"] as const) {
      expect(() => scheduledLaw(scheduled(row, rule, leaving), null)).toThrow(message("[1, M]"));
      expect(() => scheduledLaw(scheduled(row, rule, ramp), null)).toThrow(message("[1, M]"));
      expect(() => scheduledLaw(scheduled(row, rule, leaving), 1)).toThrow(message("[1, M]"));
    }
    expect(() => scheduledStillMasked(scheduled(row, "rates", leaving), 1)).toThrow(message("[1, M]"));
  });

  it("but not before the schedule leaves it, nor where it returns to −1, nor where the class covers p", () => {
    const row = pairFrom(2, 2, [1, 1, 0, 0], [1, 1, 1, 1]);
    const leaving: WeightSchedule = { kind: "pieces", in: "t", at: [1, 0.5], w: [-1, 1] };
    expect(() => scheduledLaw(scheduled(row, "rates", leaving), 0.6)).not.toThrow();
    const returning: WeightSchedule = { kind: "pieces", in: "t", at: [1, 0.5], w: [1, -1] };
    const { law } = scheduledLaw(scheduled(row, "rates", returning), null);
    // While guided only row 0 is chosen; whatever is first revealed after that is drawn from p.
    expect(law[2]).toBeGreaterThan(0.05);
    expectClose(
      law.reduce((a, b) => a + b),
      1,
      { absolute: 1e-12 },
    );
    const full = pairFrom(2, 2, [6, 3, 1, 2], [1, 2, 3, 4]);
    expect(() => scheduledLaw(scheduled(full, "rates", leaving), null)).not.toThrow();
  });
});
