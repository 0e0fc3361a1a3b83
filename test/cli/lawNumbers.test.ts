import { describe, expect, it } from "vitest";
import { bruteForceLaw } from "../../testing/bruteForceLaw.ts";
import { expectClose } from "../../testing/close.ts";
import { allMasked, generator } from "../../testing/generator.ts";
import type { LawPair } from "../../testing/guidedConditional.ts";
import { lawAtClock } from "../../testing/matrixExponential.ts";
import { namedRng } from "../../testing/namedRng.ts";
import { guidedChain, type RevealRule } from "../../testing/revealChain.ts";
import { digitsOf } from "../../testing/rowMajor.ts";
import { tiltedLaw } from "../../testing/tiltedLaw.ts";
import { answer, type LawAnswer, put, scratch } from "./program.ts";

const cwd = scratch();
const rng = namedRng("test/cli/lawNumbers");
const alphabet = 3;
const length = 3;
const normalised = (values: readonly number[]): number[] => {
  const total = values.reduce((sum, value) => sum + value, 0);
  return values.map((value) => value / total);
};
/** A third of the entries are exactly 0. */
const randomLaw = () => normalised(Array.from({ length: alphabet ** length }, () => Math.max(0, rng() - 1 / 3)));
const [first, second] = [randomLaw(), randomLaw()];
const share = 0.7 / (0.7 + 1.6);
const pair: LawPair = {
  alphabet,
  length,
  conditional: Float64Array.from(first),
  unconditional: Float64Array.from(first, (p, x) => share * p + (1 - share) * second[x]),
};
const classes = { one: { weight: 0.7, law: first }, two: { weight: 1.6, law: second } };
const file = put(cwd, "random.json", {
  world: { kind: "table", alphabet, length, classes },
  target: "one",
  guidance: { rule: "rates", w: 0 },
});
const law = (rule: RevealRule, w: number, ...more: readonly string[]) =>
  answer<LawAnswer>(["law", file, "--json", "--set", `guidance={"rule":"${rule}","w":${w}}`, ...more], { cwd });
const half = (a: readonly number[], b: ArrayLike<number>) => a.reduce((sum, p, x) => sum + Math.abs(p - b[x]), 0) / 2;

const CASES = [
  ["rates", -1],
  ["rates", -0.5],
  ["rates", 0],
  ["rates", 3.25],
  ["tokens", 3.25],
  ["oracle", 3.25],
] as const;

describe.concurrent("law --json on a random table of 3 tokens and 3 sites, some cells impossible", () => {
  it.each(CASES)(
    "%s, w = %d: the law is the sum over all orders of revealing, tilted and distances are their definitions",
    async (rule, w) => {
      const found = await law(rule, w);
      const expected = bruteForceLaw(guidedChain(pair, w, rule));
      const tilted = tiltedLaw(pair, w);
      // Some 30 products and sums a cell, each to a rounding of numbers at most 1.
      expectClose(found.law, expected, { absolute: 1e-14 });
      expectClose(found.tilted ?? [], tilted, { absolute: 1e-14 });
      expectClose(found.conditional, pair.conditional, { absolute: 1e-15 });
      expectClose(found.unconditional, pair.unconditional, { absolute: 1e-15 });
      expectClose(found.distances["tv(law,tilted)"] ?? Number.NaN, half(found.law, tilted), { absolute: 1e-13 });
      expectClose(found.distances["tv(law,conditional)"] ?? Number.NaN, half(found.law, pair.conditional), { absolute: 1e-13 });
      const kl = expected.reduce((sum, p, x) => (p === 0 ? sum : sum + p * Math.log(p / tilted[x])), 0);
      expectClose(found.distances["kl(law||tilted)"] ?? Number.NaN, kl, { absolute: 1e-13 });
    },
  );

  it.each(CASES)("%s, w = %d, --at 0.7: the law is the exponential of the generator", async (rule, w) => {
    const u = 0.7;
    const found = await law(rule, w, "--at", String(u));
    const process = generator(guidedChain(pair, w, rule));
    const expected = lawAtClock(process, allMasked(process.size), u);
    // The stated error of the contour inversion.
    expectClose(found.law, expected, { absolute: 1e-12 });
    const masked = expected.reduce((sum, p, s) => (digitsOf(s, length, alphabet + 1).includes(alphabet) ? sum + p : sum), 0);
    expectClose(found.incomplete, masked, { absolute: 1e-12 });
    expect(found.method).toMatch(/^exact: lattice, contour inversion \(error ≤ 1e-12\)$/);
  });

  it("late, the incomplete probability keeps its relative accuracy", async () => {
    const u = 60;
    const found = await law("rates", 3.25, "--at", String(u));
    const process = generator(guidedChain(pair, 3.25, "rates"));
    const expected = lawAtClock(process, allMasked(process.size), u);
    const masked = expected.reduce((sum, p, s) => (digitsOf(s, length, alphabet + 1).includes(alphabet) ? sum + p : sum), 0);
    expect(masked).toBeLessThan(1e-20);
    expectClose(found.incomplete, masked, { relative: 1e-9 });
  });
});
