import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Dynamics } from "../../../src/masked/dynamics.ts";
import { jumpsOf } from "../../../src/masked/jumps.ts";
import { clockChain } from "../../../src/masked/particles/clockChain.ts";
import { drawJump } from "../../../src/masked/particles/drawJump.ts";
import { jumpChain } from "../../../src/masked/particles/jumpChain.ts";
import { maskedStrides } from "../../../src/masked/particles/maskedStrides.ts";
import type { WeightedChain } from "../../../src/masked/particles/weightedChain.ts";
import { terminalLaw, visitProbabilities } from "../../../src/masked/terminalLaw.ts";
import { stream } from "../../../src/random/stream.ts";
import { expectClose } from "../../../testing/close.ts";
import { compareFrequencies, drawsFor } from "../../../testing/l1Radius.ts";
import { randomWorld } from "../../../testing/randomWorlds.ts";
import { digitsOf } from "../../../testing/rowMajor.ts";
import { guided, pairFrom } from "../guided.ts";

const pair = pairFrom(2, 2, [3, 1, 2, 2], [1, 1, 1, 1]);
const risk = 1e-9;

/** Complete states that n unweighted paths end in, counted in row-major order of K^L. */
function ends(chain: WeightedChain, n: number, name: string): number[] {
  const { alphabet, length, complete } = chain.space;
  const counts = new Array<number>(complete).fill(0);
  const rng = stream(0, "chain test", name);
  for (let k = 0; k < n; k++) {
    let state = chain.space.states - 1;
    for (let move = 0; move < chain.moves; move++) state = chain.move(state, move, rng).state;
    counts[digitsOf(state, length, alphabet + 1).reduce((index, digit) => index * alphabet + digit, 0)]++;
  }
  return counts;
}

describe("maskedStrides", () => {
  it("lists the strides of the sites whose digit is the mask", () => {
    fc.assert(
      fc.property(randomWorld({ maxStates: 256 }), fc.nat(), (world, number) => {
        const { space } = guided(world, "rates", 0);
        const state = number % space.states;
        const out = new Int32Array(space.length);
        const count = maskedStrides(space, state, out);
        const expected = digitsOf(state, space.length, space.alphabet + 1).flatMap((digit, site) =>
          digit === space.alphabet ? [space.strides[site]] : [],
        );
        expect([...out.subarray(0, count)]).toEqual(expected);
      }),
    );
  });
});

describe("drawJump", () => {
  it("inverts the jump probabilities and never takes an impossible one", () => {
    const jumps = { rate: 1, size: 4, child: new Int32Array(4), probability: Float64Array.of(0, 0.25, 0.75, 0) };
    expect([0, 0.2, 0.25, 0.9, 1 - 2 ** -53].map((u) => drawJump(jumps, () => u))).toEqual([1, 1, 2, 2, 2]);
  });
});

describe("unweighted paths end in the law of the sampler itself", () => {
  const n = drawsFor(0.05, 4, risk, risk);
  const chains: readonly (readonly [string, (process: Dynamics) => WeightedChain])[] = [
    ["jumpChain", jumpChain],
    ["clockChain in 5 moves", (process) => clockChain(process, 5)],
    ["clockChain in 1 move", (process) => clockChain(process, 1)],
  ];
  for (const [name, chain] of chains) {
    for (const rule of ["rates", "tokens"] as const) {
      it(`${name}, ${rule} (n = ${n}: an L1 error of 0.05 cannot pass)`, () => {
        const process = guided(pair, rule, 3);
        const found = ends(chain(process), n, `${name} ${rule}`);
        expect(compareFrequencies(found, terminalLaw(process), risk)).toMatchObject({ ok: true });
      });
    }
  }

  it("and that check rejects w = 2 in place of 3 (negative control)", () => {
    const found = ends(jumpChain(guided(pair, "rates", 2)), n, "planted");
    expect(compareFrequencies(found, terminalLaw(guided(pair, "rates", 3)), risk)).toMatchObject({ ok: false });
  });
});

describe("clockChain", () => {
  const process = guided(pairFrom(2, 1, [3, 1], [1, 1]), "rates", 1);
  // Z = 9/8 + 1/8 = 5/4: d log W = du/4 while masked.
  const rigged = (...uniforms: readonly number[]) => {
    let k = 0;
    return () => uniforms[k++];
  };

  it("of rates gathers (λ − |masked|) du up to the reveal, or to the end of the move, by hand", () => {
    const chain = clockChain(process, 2);
    const halfway = Math.log(2);
    const wait = -Math.log(1 - 0.9) / 1.25;
    expect(wait).toBeGreaterThan(halfway);
    const waits = { ...chain.move(2, 0, rigged(0.9)) };
    expect(waits.state).toBe(2);
    expectClose(waits.logWeight, halfway / 4, { relative: 1e-14 });
    const reveals = { ...chain.move(2, 1, rigged(0.9, 0.95)) };
    expect(reveals.state).toBe(1);
    expectClose(reveals.logWeight, wait / 4, { relative: 1e-14 });
  });

  it("of tokens gathers log Z at the reveal and nothing while it waits", () => {
    const chain = clockChain(guided(pairFrom(2, 1, [3, 1], [1, 1]), "tokens", 1), 2);
    expectClose(chain.move(2, 0, rigged(0.9)).logWeight, 0, {});
    expectClose(chain.move(2, 1, rigged(0.9, 0.1)).logWeight, Math.log(5 / 4), { relative: 1e-14 });
  });

  it("leaves a complete state alone and draws nothing there", () => {
    const moved = clockChain(process, 1).move(0, 0, rigged());
    expect([moved.state, moved.logWeight]).toEqual([0, 0]);
  });

  it("has finite weights where a rate overflows to ∞", () => {
    const extreme = guided(pairFrom(2, 1, [1, 1], [1, 1e-200]), "rates", 3);
    expect(jumpsOf(extreme)(2, Int32Array.of(1), 1).rate).toBe(Infinity);
    const moved = clockChain(extreme, 1).move(2, 0, rigged(0.5, 0.5));
    expect(moved.logWeight).toBe(-Math.log(0.5));
    expect(visitProbabilities(extreme)[moved.state]).toBe(1);
  });

  it.each([0, 1.5, Number.NaN])("refuses %d moves", (moves) => {
    expect(() => clockChain(process, moves)).toThrow(`clockChain: moves must be an integer of at least 1, got ${moves}`);
  });
});
