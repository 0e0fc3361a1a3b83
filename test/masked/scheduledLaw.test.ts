import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Rule } from "../../src/guidance/rule.ts";
import type { WeightSchedule } from "../../src/guidance/weightSchedule.ts";
import type { NoiseSpec } from "../../src/masked/noise.ts";
import { scheduledLaw } from "../../src/masked/scheduledLaw.ts";
import { terminalLaw } from "../../src/masked/terminalLaw.ts";
import { expectClose } from "../../testing/close.ts";
import { allMasked, generator } from "../../testing/generator.ts";
import type { LawPair } from "../../testing/guidedConditional.ts";
import { integratedLaw } from "../../testing/integratedLaw.ts";
import { lawAtClock as exponentialLaw } from "../../testing/matrixExponential.ts";
import { type RandomWorld, randomWorld } from "../../testing/randomWorlds.ts";
import { guidedChain } from "../../testing/revealChain.ts";
import { digitsOf } from "../../testing/rowMajor.ts";
import { tiltedLaw } from "../../testing/tiltedLaw.ts";
import { guided, pairFrom, scheduled } from "./guided.ts";

const rule = fc.constantFrom<Rule>("rates", "tokens", "oracle");
const pair = pairFrom(2, 2, [0.6, 0.3, 0.08, 0.02], [0.2, 0.3, 0.1, 0.4]);

/** Law after pieces of constant w, by a product of matrix exponentials. */
function productLaw(world: LawPair, name: Rule, pieces: readonly { readonly w: number; readonly lasts: number }[]): Float64Array {
  return pieces.reduce(
    (law, { w, lasts }) => exponentialLaw(generator(guidedChain(world, w, name)), law, lasts),
    allMasked((world.alphabet + 1) ** world.length),
  );
}

/** The complete states of a law over all states. */
const complete = ({ alphabet, length }: LawPair, law: Float64Array): Float64Array =>
  law.filter((_, s) => !digitsOf(s, length, alphabet + 1).includes(alphabet));

describe("scheduledLaw of constant weights", () => {
  it("is the terminal law, exact, as one piece; schedules that take one value throughout count as constant", () => {
    const expected = terminalLaw(guided(pair, "rates", 2));
    const schedules: readonly WeightSchedule[] = [
      { kind: "constant", w: 2 },
      { kind: "linear", in: "t", start: 2, end: 2, from: 0.9, to: 0.1 },
      { kind: "interval", in: "t", w: 2, from: 1, to: 0 },
      { kind: "pieces", in: "u", at: [0, 1], w: [2, 2] },
    ];
    for (const schedule of schedules) {
      const found = scheduledLaw(scheduled(pair, "rates", schedule), null);
      expect(found).toMatchObject({ engine: "lattice", pieces: 1 });
      expect(found.law).toEqual(expected);
    }
  });

  it("at a clock is the contour's, from u = 0 on", () => {
    const process = scheduled(pair, "rates", { kind: "constant", w: 2 });
    expect([...scheduledLaw(process, 0).law]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 1]);
    expect(scheduledLaw(process, 0.7)).toMatchObject({ engine: "contour", error: 1e-12, pieces: 1 });
    expect(() => scheduledLaw(process, -1)).toThrow("u must be a number from 0 to 1e100, got -1");
  });
});

describe("scheduledLaw of pieces of constant weight", () => {
  const weight = fc.integer({ min: -3, max: 24 }).map((quarter) => quarter / 4);
  const lasting = fc.double({ min: -2, max: 0.7, noNaN: true }).map((log10) => 10 ** log10);
  const pieces = fc.array(fc.record({ w: weight, lasts: lasting }), { minLength: 1, maxLength: 4 });
  const starts = (list: readonly { readonly lasts: number }[]): number[] =>
    list.map((_, k) => list.slice(0, k).reduce((sum, { lasts }) => sum + lasts, 0));

  it("is the product of the matrix exponentials, at a clock and at the end, on u", () => {
    fc.assert(
      fc.property(randomWorld({ maxStates: 64 }), rule, pieces, (world, name, list) => {
        const schedule: WeightSchedule = { kind: "pieces", in: "u", at: starts(list), w: list.map(({ w }) => w) };
        const process = scheduled(world, name, schedule);
        const end = list.reduce((sum, { lasts }) => sum + lasts, 0);
        const at = scheduledLaw(process, end);
        // A clock value is a sum of the pieces' lengths, rounded: rates of up to 41^6 times 1e-16.
        const found = productLaw(world, name, list);
        expect(at.error).toBeLessThanOrEqual(list.length * 1e-12);
        expectClose(at.law, found, { absolute: 1e-11 });
        const last = list[list.length - 1];
        // Exit rates are at least 41^−0.75 per site: nothing is left after a clock of 800.
        const terminal = complete(world, productLaw(world, name, [...list, { w: last.w, lasts: 800 }]));
        expectClose(scheduledLaw(process, null).law, terminal, { absolute: 1e-11 });
      }),
      { numRuns: 60 },
    );
  });

  it.each<[WeightSchedule, NoiseSpec, readonly (readonly [number, number])[]]>([
    // The pieces by hand: [w, clock where it starts].
    [
      { kind: "interval", in: "t", w: 3, from: 0.8, to: 0.2 },
      { schedule: "linear" },
      [
        [0, 0],
        [3, -Math.log(0.8)],
        [0, -Math.log(0.2)],
      ],
    ],
    [
      { kind: "interval", in: "t", w: 3, from: 0.8, to: 0.2 },
      { schedule: "polynomial", power: 2 },
      [
        [0, 0],
        [3, -2 * Math.log(0.8)],
        [0, -2 * Math.log(0.2)],
      ],
    ],
    [
      { kind: "pieces", in: "t", at: [1, 0.5], w: [4, -0.5] },
      { schedule: "cosine" },
      [
        [4, 0],
        [-0.5, -Math.log(1 - Math.SQRT1_2)],
      ],
    ],
    [
      { kind: "pieces", in: "t", at: [1, 0.5], w: [4, -0.5] },
      { schedule: "ou", horizon: 6 },
      [
        [4, 0],
        [-0.5, Math.log((1 - Math.exp(-6)) / (1 - Math.exp(-3)))],
      ],
    ],
    [
      { kind: "interval", in: "log-snr", w: 3, from: -1, to: 1 },
      { schedule: "cosine" },
      [
        [0, 0],
        [3, Math.log(1 + Math.exp(-1))],
        [0, Math.log(1 + Math.E)],
      ],
    ],
  ])("%j under the noise %j changes at the clock values of its formula", (schedule, spec, parts) => {
    const lengths = parts.map(([w, from], k) => ({ w, lasts: (parts[k + 1]?.[1] ?? 400) - from }));
    const expected = complete(pair, productLaw(pair, "rates", lengths));
    expectClose(scheduledLaw(scheduled(pair, "rates", schedule, spec), null).law, expected, { absolute: 1e-12 });
  });

  it("keeps its stated error where rates are 1e8 and a piece lasts 1e-8", () => {
    const rare = pairFrom(2, 1, [1, 0], [0.01, 0.99]);
    const u = 1e-8;
    const process = scheduled(rare, "rates", { kind: "pieces", in: "u", at: [0, u], w: [4, 0] });
    const { law, error } = scheduledLaw(process, 2 * u);
    expectClose(law[2], Math.exp(-1 - u), { absolute: error });
  });
});

describe("scheduledLaw of smooth schedules", () => {
  const curves: readonly (readonly [WeightSchedule, NoiseSpec, (u: number) => number])[] = [
    [{ kind: "linear", in: "t", start: 0, end: 3, from: 1, to: 0 }, { schedule: "linear" }, (u) => 3 * (1 - Math.exp(-u))],
    [
      { kind: "linear", in: "t", start: 3, end: -0.75, from: 1, to: 0 },
      { schedule: "polynomial", power: 2 },
      (u) => 3 - 3.75 * (1 - Math.exp(-u / 2)),
    ],
    [
      { kind: "cosine", in: "t", start: -0.5, end: 4, from: 1, to: 0 },
      { schedule: "linear" },
      (u) => -0.5 + 2.25 * (1 - Math.cos(Math.PI * (1 - Math.exp(-u)))),
    ],
  ];
  const clocks = [0.3, 0.7, 1.1, 2.5];

  it.each(curves)(
    "%j under %j: the forward equation integrated independently is within the stated error, at any clock",
    (schedule, spec, w) => {
      for (const name of ["rates", "tokens", "oracle"] as const) {
        const process = scheduled(pair, name, schedule, spec);
        for (const u of clocks) {
          const { law, engine, error, pieces } = scheduledLaw(process, u);
          expect(engine).toBe("refined");
          expect(error).toBeLessThanOrEqual(1e-8);
          expect(pieces).toBeLessThanOrEqual(256);
          const integrated = integratedLaw((at) => guidedChain(pair, w(at), name), u, 400);
          // Runge-Kutta at 400 steps: below 3e-10 here, measured against 1600.
          expectClose(law, integrated, { absolute: error + 3e-10 });
        }
      }
    },
  );

  it("a ramp between corners on log-SNR is within the stated error at the end of sampling", () => {
    const schedule: WeightSchedule = { kind: "ramp-up", in: "log-snr", w: 4, from: -1, to: 2 };
    const corner = (x: number): number => Math.log(1 + Math.exp(x));
    const w = (u: number): number => (4 * (Math.min(2, Math.max(-1, Math.log(Math.expm1(u)))) + 1)) / 3;
    const { law, error } = scheduledLaw(scheduled(pair, "rates", schedule, { schedule: "cosine" }), null);
    expect(error).toBeLessThanOrEqual(1e-9);
    // w = 0 to the first corner is exact; then the ramp is integrated; then w = 4 to the end is exact.
    const before = exponentialLaw(generator(guidedChain(pair, 0, "rates")), allMasked(9), corner(-1));
    const through = integratedLaw((u) => guidedChain(pair, w(corner(-1) + u), "rates"), corner(2) - corner(-1), 800, before);
    const after = exponentialLaw(generator(guidedChain(pair, 4, "rates")), through, 200);
    expectClose(law, complete(pair, after), { absolute: error + 1e-10 });
  });

  it("of one site under `tokens` is the mixture over the reveal time, ∫ e^{−u} p_{w(u)} du, by quadrature", () => {
    const one = pairFrom(3, 1, [0.6, 0.3, 0.1], [0.3, 0.3, 0.4]);
    const { law, error } = scheduledLaw(scheduled(one, "tokens", { kind: "linear", in: "t", start: 0, end: 3, from: 1, to: 0 }), null);
    // With m = e^{−u} it is ∫_0^1 p_{3(1−m)} dm: Simpson's rule, error below 1e-12 at 2000 intervals.
    const mean = new Float64Array(3);
    for (let k = 0; k <= 2000; k++) {
      const share = (k === 0 || k === 2000 ? 1 : k % 2 === 1 ? 4 : 2) / 6000;
      tiltedLaw(one, 3 * (1 - k / 2000)).forEach((value, x) => {
        mean[x] += share * value;
      });
    }
    expectClose(law, mean, { absolute: error + 1e-12 });
  });

  it("on random worlds, with rates up to about 1e6, keep their stated error against 4000 pieces of matrix exponentials", () => {
    const world = randomWorld({ lengths: [1, 2], maxStates: 16 });
    fc.assert(
      fc.property(world, rule, fc.integer({ min: -3, max: 16 }), fc.integer({ min: -3, max: 16 }), (drawn, name, a, b) => {
        fc.pre(a !== b);
        const [start, end] = [a / 4, b / 4];
        const { law, error } = scheduledLaw(scheduled(drawn, name, { kind: "linear", in: "u", start, end, from: 0, to: 2 }), 2);
        expectClose(
          law,
          extrapolatedProduct(drawn, name, (u) => start + ((end - start) * u) / 2),
          { absolute: Math.max(error, 1e-9) * 2 },
        );
      }),
      { numRuns: 15 },
    );
  });
});

/** Law at clock 2 under w(u), from 200 and 400 even pieces of matrix exponentials, w at their middles, extrapolated in n^−2. */
function extrapolatedProduct(world: RandomWorld, name: Rule, w: (u: number) => number): Float64Array {
  const even = (n: number): Float64Array =>
    productLaw(
      world,
      name,
      Array.from({ length: n }, (_, k) => ({ w: w((2 * (k + 0.5)) / n), lasts: 2 / n })),
    );
  const [coarse, fine] = [even(200), even(400)];
  return fine.map((value, s) => value + (value - coarse[s]) / 3);
}
