import { describe, expect, it } from "vitest";
import { lawAtClock } from "../../../src/masked/lawAtClock.ts";
import { trajectories } from "../../../src/masked/sampling/trajectories.ts";
import { bruteForceLaw } from "../../../testing/bruteForceLaw.ts";
import { compareFrequencies, drawsFor } from "../../../testing/l1Radius.ts";
import { fnv1a } from "../../../testing/namedRng.ts";
import { guidedChain } from "../../../testing/revealChain.ts";
import { digitsOf, rowMajor } from "../../../testing/rowMajor.ts";
import { guided, inForm, pairFrom } from "../guided.ts";
import { contrast, l1, mixed } from "./sampled.ts";

const RISK = 1e-9;
const wider = mixed(2, 3, [5, 1, 1, 2, 1, 7, 3, 1], [1, 9, 2, 1, 16, 1, 1, 3]);

function countsOf(indices: Iterable<number>, size: number): number[] {
  const counts = new Array<number>(size).fill(0);
  for (const index of indices) counts[index]++;
  return counts;
}

describe("trajectories", () => {
  it.each([
    ["rates", "tokens", "linear"],
    ["rates", "tokens", "log"],
    ["tokens", "rates", "linear"],
    ["tokens", "rates", "log"],
    ["oracle", "rates", "linear"],
  ] as const)("of rule %s end in its exact law, not in that of %s (weights in %s form)", (rule, rival, form) => {
    const [exact, other] = [rule, rival].map((name) => bruteForceLaw(guidedChain(contrast, 3, name)));
    const count = drawsFor(l1(exact, other), 9, RISK, RISK);
    const { terminal, clocks } = trajectories(inForm(guided(contrast, rule, 3), form), { seed: fnv1a(`${rule} ${form}`), count });
    const counts = countsOf(terminal, 9);
    expect(clocks).toBeNull();
    expect(compareFrequencies(counts, exact, RISK)).toMatchObject({ ok: true });
    expect(compareFrequencies(counts, other, RISK)).toMatchObject({ ok: false });
  });

  it.each([
    ["rates", "linear"],
    ["rates", "log"],
    ["tokens", "linear"],
  ] as const)("clocks of rule %s (%s form) give the law at a clock, not that at another", (rule, form) => {
    const process = guided(wider, rule, 3);
    const exact = lawAtClock(process, 0.4);
    const later = lawAtClock(process, 0.55);
    const count = drawsFor(l1(exact, later), 27, RISK, RISK);
    const { terminal, clocks } = trajectories(inForm(process, form), { seed: fnv1a(`clocks ${rule} ${form}`), count, clocks: true });
    const stateAt = (k: number): number =>
      rowMajor(
        digitsOf(terminal[k], 3, 2).map((token, i) => ((clocks?.[3 * k + i] ?? 0) <= 0.4 ? token : 2)),
        3,
      );
    const counts = countsOf(
      Array.from(terminal, (_, k) => stateAt(k)),
      27,
    );
    expect(compareFrequencies(counts, exact, RISK)).toMatchObject({ ok: true });
    expect(compareFrequencies(counts, later, RISK)).toMatchObject({ ok: false });
  });

  it("trajectory i depends on the seed and i only, and keeping clocks changes no state", () => {
    const process = guided(wider, "rates", 3);
    const all = trajectories(process, { seed: 7, count: 100, clocks: true });
    const part = trajectories(process, { seed: 7, count: 30, first: 50, clocks: true });
    expect(part.terminal).toEqual(all.terminal.slice(50, 80));
    expect(part.clocks).toEqual(all.clocks?.slice(150, 240));
    expect(trajectories(process, { seed: 7, count: 100 }).terminal).toEqual(all.terminal);
    expect(trajectories(process, { seed: 8, count: 100 }).terminal).not.toEqual(all.terminal);
  });

  it("never ends where the law has no mass, and takes no draws, one token, and rates past the doubles", () => {
    const sparse = pairFrom(2, 2, [1, 0, 0, 1], [1, 1, 1, 1]);
    expect(new Set(trajectories(guided(sparse, "rates", 2), { seed: 0, count: 500 }).terminal)).toEqual(new Set([0, 3]));
    expect(trajectories(guided(sparse, "rates", 2), { seed: 0, count: 0 })).toEqual({ terminal: new Int32Array(0), clocks: null });
    const one = pairFrom(1, 2, [1], [1]);
    expect([...trajectories(guided(one, "tokens", 2), { seed: 0, count: 3 }).terminal]).toEqual([0, 0, 0]);
    const extreme = guided(pairFrom(2, 1, [1, 1e-9], [1e-9, 1]), "rates", 50);
    expect(trajectories(extreme, { seed: 0, count: 2, clocks: true })).toEqual({
      terminal: new Int32Array(2),
      clocks: new Float64Array(2),
    });
  });

  it("refuses a negative count and a dead end", () => {
    expect(() => trajectories(guided(contrast, "rates", 3), { seed: 0, count: -1 })).toThrow(
      "trajectories: count must be an integer of at least 0, got -1",
    );
    const disjoint = pairFrom(2, 2, [1, 1, 0, 0], [0, 0, 1, 1]);
    expect(() => trajectories(guided(disjoint, "rates", -0.5), { seed: 0, count: 1 })).toThrow("without dead ends");
  });
});
