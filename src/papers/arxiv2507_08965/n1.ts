import { oneSiteMasked } from "../../masked/closedForms.ts";
import { descend } from "../../masked/descend.ts";
import { dynamics } from "../../masked/dynamics.ts";
import { jumpsOf } from "../../masked/jumps.ts";
import { noise } from "../../masked/noise.ts";
import { timeGrid } from "../../masked/steps/grid.ts";
import { stepKind } from "../../masked/steps/stepKinds.ts";
import { totalVariation } from "../../measures/totalVariation.ts";
import type { Claim, Depth, Measured } from "../claim.ts";
import { deviation, experimentOf, instance, largest } from "../instance.ts";
import { holdsWithin, listOf } from "../judge.ts";
import { randomTable, SQUARES, TRIANGLES } from "./worlds.ts";

const ONE_SITE = { "three triangles": TRIANGLES, "random laws on 5 tokens": randomTable(5, 1, 3, 5) };
const TWO_SITES = { "random laws, 4 × 4": randomTable(4, 2, 2), squares: SQUARES };
const WEIGHTS = [0, 0.5, 1, 2, 4, 8, 16];
/** Weights between which late growth is measured. */
const [EARLIER, LATER] = [400, 500];
/** Weights of the count of steps, and the error along the path that is asked for: ours. */
const STEP_WEIGHTS: Readonly<Record<Depth, readonly number[]>> = {
  quick: [0.5, 1, 2, 3, 4],
  full: [0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5],
};
const ACCURACY = 0.05;

const TERMINAL = "one site: largest TV(law with Z, law divided by Z)";
const TILTED = "one site: largest TV(either law, tilted law)";
const GROWTH = "growth of the log of the largest rate per unit of w, at late w";
const NORMALISED = "divided by Z: largest rate per masked site";
const TWO = "two sites, w = 4: TV(law with Z, law divided by Z)";
const STEPS = "steps to stay within 0.05 of the exact masked fraction, with Z";
const STEPS_NORMALISED = "the same, divided by Z";

export const n1: Claim = {
  id: "N1",
  paper: "2507.08965",
  title: "Z multiplies the unmask rate: stiff, and for one site needlessly so",
  statement:
    "Guidance multiplies the rate at which a site is unmasked by Z_i(S), which grows exponentially in w, so that a sampler with steps needs ever more of them. Dividing by Z makes every rate 1 and leaves the terminal law of one site unchanged.",
  formula: "rate of S → S+iv: q_i(v|S) with Z, q_i(v|S)/Z_i(S) without;  Z_i(S) = exp(w D_{1+w}(p_c(·|S) ‖ p(·|S)))",
  tex: String.raw`rate of $S\to S+iv$: $q_i(v|S)$ with $Z$, $\frac{q_i(v|S)}{Z_i(S)}$ without; $Z_i(S)=\exp\left(w\,D_{1+w}(p_c(\cdot|S)\,\|\,p(\cdot|S))\right)$`,
  source: "One-dimensional analysis; the normalised rule",
  tolerance: 1e-9,
  experiments: Object.entries({ ...ONE_SITE, ...TWO_SITES }).flatMap(([name, world]) =>
    ["rates", "tokens"].map((rule) => experimentOf({ world, target: "z1", w: 4, rule }, `${name}, ${rule}`)),
  ),
  compute,
  judge: (measured, tolerance) => {
    const steps = listOf(measured, STEPS);
    const grows = steps[steps.length - 1] > 10 * steps[0] && listOf(measured, GROWTH).every((rate) => rate > 0.01);
    const moves = listOf(measured, TWO).some((tv) => tv > 1e-6);
    const against = grows
      ? moves
        ? ""
        : "two sites do not change either"
      : `the largest rate or the number of steps does not grow with Z`;
    return holdsWithin(measured, tolerance, against);
  },
};

function compute(depth: Depth): Measured {
  const oneSite = Object.values(ONE_SITE).flatMap((world) => WEIGHTS.map((w) => bothLaws(world, w)));
  const all = Object.values({ ...ONE_SITE, ...TWO_SITES });
  const growth = all.map((world) => (logLargestRate(world, LATER) - logLargestRate(world, EARLIER)) / (LATER - EARLIER));
  const steps = STEP_WEIGHTS[depth].map((w) => ({ rates: stepsNeeded(w, "rates"), tokens: stepsNeeded(w, "tokens") }));
  return {
    computed: {
      [TERMINAL]: largest(oneSite.map(({ apart }) => apart)),
      [TILTED]: largest(oneSite.map(({ fromTilted }) => fromTilted)),
      [GROWTH]: growth,
      [NORMALISED]: largest(all.flatMap((world) => WEIGHTS.map((w) => largestRate(world, w, "tokens")))),
      [TWO]: Object.values(TWO_SITES).map((world) => bothLaws(world, 4).apart),
      [STEPS]: steps.map(({ rates }) => rates),
      [STEPS_NORMALISED]: steps.map(({ tokens }) => tokens),
      "the weights of these": STEP_WEIGHTS[depth],
    },
    expected: { [TERMINAL]: 0, [TILTED]: 0, [GROWTH]: all.map(logLargestRatio), [NORMALISED]: 1, [STEPS_NORMALISED]: steps.map(() => 1) },
    method: "exact: lattice; Euler steps of one site in closed form",
    hypotheses: [
      {
        text: "one site, for the law to be unchanged",
        met: Object.values(ONE_SITE).every((world) => instance({ world, target: "z1", w: 0 }).pair.length === 1),
      },
      { text: "p_c ≠ p (else Z = 1)", met: growth.every((rate) => rate > 0) },
    ],
    figures: [
      {
        kind: "curves",
        id: "n1-rate",
        title: "The largest unmask rate of a site against w",
        caption:
          "Largest total rate of a state per masked site, over all states the target can reach. With Z it grows exponentially in w; divided by Z it is 1 for every w.",
        x: { label: "w (−1 unconditional, 0 conditional)", scale: "linear" },
        y: { label: "largest rate per masked site (per unit of the unmask clock u)", scale: "log" },
        series: [
          ...Object.entries({ ...ONE_SITE, ...TWO_SITES }).map(([name, world]) => ({
            name: `with Z: ${name}`,
            mark: "line" as const,
            x: DENSE,
            y: DENSE.map((w) => largestRate(world, w, "rates")),
          })),
          { name: "divided by Z: all worlds", mark: "line" as const, x: DENSE, y: DENSE.map(() => 1) },
        ],
      },
      {
        kind: "curves",
        id: "n1-steps",
        title: "Steps that a sampler needs to follow the path",
        caption: `Three triangles on one site: least number of even Euler steps (at least Z) with which the masked fraction stays within ${ACCURACY} of m^Z (with Z) or m (divided by Z) on its whole grid.`,
        x: { label: "w (−1 unconditional, 0 conditional)", scale: "linear" },
        y: { label: "steps", scale: "log" },
        series: [
          { name: "with Z", mark: "points", x: STEP_WEIGHTS[depth], y: steps.map(({ rates }) => rates) },
          { name: "divided by Z", mark: "points", x: STEP_WEIGHTS[depth], y: steps.map(({ tokens }) => tokens) },
        ],
      },
    ],
  };
}

const DENSE = Array.from({ length: 33 }, (_, i) => i / 4);

function bothLaws(world: object, w: number): { readonly apart: number; readonly fromTilted: number } {
  const [withZ, divided] = ["rates", "tokens"].map((rule) => instance({ world, target: "z1", w, rule }));
  const tilted = withZ.tilted ?? withZ.terminal.law;
  return {
    apart: totalVariation(withZ.terminal.law, divided.terminal.law),
    fromTilted: deviation([totalVariation(withZ.terminal.law, tilted), totalVariation(divided.terminal.law, tilted)], [0, 0]),
  };
}

/** Largest total rate of a state per masked site. */
function largestRate(world: object, w: number, rule: "rates" | "tokens"): number {
  const { process } = instance({ world, target: "z1", w });
  const guided = dynamics(process.cubes, rule, w);
  const jumpsFrom = jumpsOf(guided);
  let most = 0;
  descend(guided.space, (state, strides, count) => {
    if (process.cubes.logCond[state] > -Infinity) most = Math.max(most, jumpsFrom(state, strides, count).rate / count);
  });
  return most;
}

const logLargestRate = (world: object, w: number): number => Math.log(largestRate(world, w, "rates"));

/** log of the largest p_c(v|S)/p(v|S) over states S and tokens v of a masked site: what Z grows by in the end. */
function logLargestRatio(world: object): number {
  const { process } = instance({ world, target: "z1", w: 0 });
  const { space, logRatio, logCond } = process.cubes;
  let most = 0;
  descend(space, (state, strides, count) => {
    if (logCond[state] === -Infinity) return;
    for (let k = 0; k < count; k++) {
      for (let v = 0; v < space.alphabet; v++) {
        const child = state - (space.alphabet - v) * strides[k];
        if (logCond[child] > -Infinity) most = Math.max(most, logRatio[child] - logRatio[state]);
      }
    }
  });
  return most;
}

/** Least number of Euler steps, at least Z, that keep the triangles' masked fraction near the exact one at every grid point. */
function stepsNeeded(w: number, rule: "rates" | "tokens"): number {
  const { pair } = instance({ world: TRIANGLES, target: "z1", w });
  const Z = rule === "tokens" ? 1 : -Math.log(oneSiteMasked({ cond: pair.conditional, uncond: pair.unconditional }, w, 1));
  const near = (steps: number): boolean => {
    let masked = 1;
    return timeGrid({ steps }, noise({ schedule: "log-linear" })).every((step) => {
      masked *= stepKind("euler", rule).stay(step, Z);
      return Math.abs(masked - step.maskedS ** Z) <= ACCURACY;
    });
  };
  // Far fewer steps than Z look well on their own coarse grid: everything is revealed in the first of them.
  let high = Math.ceil(Z);
  let low = high - 1;
  while (!near(high)) [low, high] = [high, 2 * high];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (near(middle)) high = middle;
    else low = middle;
  }
  return high;
}
