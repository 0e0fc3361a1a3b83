import { describe, expect, it } from "vitest";
import type { Rule } from "../../../src/guidance/rule.ts";
import { lattice } from "../../../src/masked/lattice.ts";
import { completePart } from "../../../src/masked/marginalCube.ts";
import { runMaskedLaw } from "../../../src/studies/masked/law.ts";
import { bruteForceLaw } from "../../../testing/bruteForceLaw.ts";
import { expectClose } from "../../../testing/close.ts";
import { allMasked, generator } from "../../../testing/generator.ts";
import { integratedLaw } from "../../../testing/integratedLaw.ts";
import { lawAtClock } from "../../../testing/matrixExponential.ts";
import { guidedChain } from "../../../testing/revealChain.ts";
import { tiltedLaw } from "../../../testing/tiltedLaw.ts";
import { given, LAWS, lent, type Written } from "../given.ts";
import { CASES, WORLDS } from "./worldKinds.ts";

const RULES: readonly Rule[] = ["rates", "tokens", "oracle"];
const files = lent({ "cases.csv": CASES });
const conditional = Float64Array.from(LAWS.z1);
const unconditional = Float64Array.from(LAWS.z1, (p, x) => (p + LAWS.z2[x]) / 2);
const pair = { alphabet: 3, length: 2, conditional, unconditional };
const record = (parts: Written = {}, at: number | null = null) => runMaskedLaw(given(parts), at, files);
const squares = (w: number): Written => ({ world: { kind: "preset", name: "overlapping-squares" }, guidance: { rule: "rates", w } });
const total = (law: Float64Array): number => law.reduce((a, b) => a + b, 0);

/** The complete part of the law after pieces of constant weight, the last of them long. */
function lawThrough(name: Rule, pieces: readonly { readonly w: number; readonly lasts: number }[]): Float64Array {
  const law = pieces.reduce((from, { w, lasts }) => lawAtClock(generator(guidedChain(pair, w, name)), from, lasts), allMasked(16));
  return completePart(lattice(3, 2), law);
}

describe.each(WORLDS)("runMaskedLaw of a world of kind $kind", ({ world, target, ...laws }) => {
  const hand = { ...laws, conditional: Float64Array.from(laws.conditional), unconditional: Float64Array.from(laws.unconditional) };

  it.each(RULES)("under %s is the sum over reveal orders, with its laws and distances", (rule) => {
    for (const w of [-1, -0.5, 0, 2]) {
      const found = runMaskedLaw(given({ world, target, guidance: { rule, w } }), null, files);
      const law = bruteForceLaw(guidedChain(hand, w, rule));
      const tilted = tiltedLaw(hand, w);
      expect(found).toMatchObject({
        alphabet: hand.alphabet,
        length: hand.length,
        at: null,
        incomplete: 0,
        method: "exact: lattice",
        nfe: null,
      });
      expectClose(found.law, law, { absolute: 1e-14 });
      expectClose(found.tilted ?? [], tilted, { absolute: 1e-14 });
      expectClose(found.conditional, hand.conditional, { absolute: 1e-15 });
      expectClose(found.unconditional, hand.unconditional, { absolute: 1e-15 });
      const tv = (q: Float64Array): number => law.reduce((sum, p, x) => sum + Math.abs(p - q[x]), 0) / 2;
      const kl = law.reduce((sum, p, x) => (p > 0 ? sum + p * Math.log(p / tilted[x]) : sum), 0);
      expect(Object.keys(found.distances)).toEqual(["tv(law,tilted)", "tv(law,conditional)", "kl(law||tilted)"]);
      expectClose(Object.values(found.distances), [tv(tilted), tv(hand.conditional), kl], { absolute: 1e-14 });
    }
  });
});

describe("runMaskedLaw of counts", () => {
  it("carries the names of sites and levels", () => {
    const { world, target } = WORLDS[2];
    expect(record({ world, target }).labels).toEqual([
      { site: "colour", levels: ["red", "blue"] },
      { site: "size", levels: ["big", "small"] },
    ]);
    expect("labels" in record()).toBe(false);
  });
});

describe("runMaskedLaw of schedules", () => {
  it("has no tilted law and no distance to it where w changes", () => {
    const found = record({ guidance: { rule: "rates", w: { kind: "interval", w: 3, from: 0.8, to: 0.2 } } });
    expect(found.tilted).toBeNull();
    expect(Object.keys(found.distances)).toEqual(["tv(law,conditional)"]);
  });

  it.each(RULES)("of pieces under %s is exact but for two inversions, and says so", (rule) => {
    const found = record({ guidance: { rule, w: { kind: "interval", w: 3, from: 0.8, to: 0.2 } } });
    const [first, second] = [-Math.log(0.8), Math.log(4)];
    const expected = lawThrough(rule, [
      { w: 0, lasts: first },
      { w: 3, lasts: second },
      { w: 0, lasts: 60 },
    ]);
    expectClose(found.law, expected, { absolute: 3e-12 });
    expect(found).toMatchObject({ method: "exact: lattice, contour inversion (error ≤ 2e-12)", error: 2e-12, incomplete: 0 });
  });

  it("that are smooth are refined, with an estimate of the error that holds", () => {
    const w = { kind: "linear", start: -0.5, end: 3, in: "u", from: 0, to: 1 };
    const found = record({ guidance: { rule: "rates", w } }, 0.8);
    const expected = integratedLaw((u) => guidedChain(pair, -0.5 + 3.5 * u, "rates"), 0.8, 400);
    expect(found.method).toMatch(/^quadrature: lattice, \d+ pieces of w, extrapolated \(error ≤ \d\.\de-\d+, estimated\)$/);
    expect(found.error).toBeLessThan(1e-8);
    expectClose(found.law, expected, { absolute: Math.max(found.error, 1e-9) });
  });

  it("that take one value are constant weights: tilted law, exact", () => {
    const found = record({ guidance: { rule: "rates", w: { kind: "pieces", at: [1, 0.5], w: [2, 2] } } });
    expect(found).toEqual(record({ guidance: { rule: "rates", w: 2 } }));
  });
});

describe("runMaskedLaw at a clock", () => {
  it("0 is everything masked", () => {
    const found = record({}, 0);
    expect([...found.law]).toEqual([...Array(15).fill(0), 1]);
    expect(found).toMatchObject({ at: 0, incomplete: 1, distances: { "tv(law,tilted)": 1, "tv(law,conditional)": 1 } });
  });

  it.each(RULES)("u under %s has all states, the mask last in every digit, and distances with one cell for what is incomplete", (rule) => {
    const found = record({ guidance: { rule, w: 2 } }, 0.7);
    const expected = lawAtClock(generator(guidedChain(pair, 2, rule)), allMasked(16), 0.7);
    expectClose(found.law, expected, { absolute: 1e-12 });
    expect(found).toMatchObject({ at: 0.7, method: "exact: lattice, contour inversion (error ≤ 1e-12)" });
    const complete = completePart(lattice(3, 2), expected);
    expectClose(found.incomplete, 1 - total(complete), { absolute: 1e-12 });
    const tv = (q: Float64Array): number => (complete.reduce((sum, p, x) => sum + Math.abs(p - q[x]), 0) + 1 - total(complete)) / 2;
    expectClose(found.distances["tv(law,tilted)"], tv(tiltedLaw(pair, 2)), { absolute: 1e-11 });
    expectClose(found.distances["tv(law,conditional)"], tv(conditional), { absolute: 1e-11 });
    expect(found.distances["kl(law||tilted)"]).toBe(Infinity);
    expect(found.tilted).toHaveLength(9);
  });

  it("of one site: incomplete is e^{−Zu}, to relative accuracy where it is tiny", () => {
    const world = { kind: "table", alphabet: 2, length: 1, conditional: [0.75, 0.25], unconditional: [0.5, 0.5] };
    for (const u of [0.5, 5, 100, 300]) {
      const found = record({ world, target: undefined, guidance: { rule: "rates", w: 2 } }, u);
      expectClose(found.incomplete, Math.exp((-7 / 4) * u), { relative: 1e-9 });
    }
  });

  it("ln 2 on two squares that share a cell: incomplete tends to ½, because a private token ends guidance", () => {
    const found = [0, 1, 2, 4, 8, 16].map((w) => record(squares(w), Math.LN2).incomplete);
    expect(found.map((value, k) => value.toFixed(k < 4 ? 3 : 4))).toEqual(["0.750", "0.644", "0.557", "0.508", "0.5005", "0.5000"]);
  });

  it.each([-1, Number.NaN, Infinity])("refuses the clock %d", (u) => {
    expect(() => record({}, u)).toThrow(`u must be a number from 0 to 1e100, got ${u}`);
  });
});
