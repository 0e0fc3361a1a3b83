import { descend } from "../../masked/descend.ts";
import { dynamics } from "../../masked/dynamics.ts";
import type { PairCubes } from "../../masked/pairCubes.ts";
import { stillMasked } from "../../masked/stillMasked.ts";
import { logSumExp } from "../../numerics/logSumExp.ts";
import type { Claim, Depth, ExperimentFile, Measured, Progress } from "../claim.ts";
import { experimentOf, instance, largest } from "../instance.ts";
import { holdsWithin, listOf } from "../judge.ts";

const CLOCK = Math.LN2;
/** Late weights: between which growth is measured where there is none, and where a rate's growth is that of its largest term. */
const [EARLIER, LATER] = [150, 250];
const LATE = 1e6;
/** −ln TV at which it is compared with what the slowest state gives: what it took to get there no longer matters. */
const FAR = 3e5;
/** Below this κ the weight needed for that is so large that the chance to visit the slowest state is below the smallest double. */
const COMPARABLE = 0.05;
const WORLDS: Readonly<Record<Depth, number>> = { quick: 6, full: 60 };
/** Full-support tables on two and three sites: no revealed token tells the class for sure. */
const randomWorld = (k: number): object => ({
  kind: "preset",
  name: "random-dirichlet",
  parameters: { alphabet: 3, length: k % 3 === 2 ? 3 : 2, classes: 2, concentration: 1, seed: 400 + k },
});
/** Site 1 says all that there is to say of the class: site 2 depends on it alone. Full support, and no value private. */
const SUFFICIENT = sufficient();
const SQUARES = { kind: "preset", name: "overlapping-squares" };

const SLOWEST = "random tables: largest |−ln TV / (u λ of the slowest state) − 1|, where that is 3·10⁵";
const GROWTH = "random tables: largest |ln(λ of the slowest state) / (κ w) − 1| at w = 10⁶";
const STOPPED = "worlds whose condition fails: growth of ln(−ln TV) per unit of w";
const PREDICTED = "worlds whose condition fails: κ";
const FLOOR = "the same: TV at m = ½, w = 250";

export const x2: Claim = {
  id: "X2",
  paper: "2506.10971",
  title: "The double-exponential rate is tight, and when it holds",
  statement:
    "For any number of sites −ln TV(law_u, law_∞) grows as exp(Θ(w)) exactly where every state with masked sites that the class can reach still has a site whose law differs between p_c and p. The rate is then ln(−ln TV)/w → min over these states of max over masked sites and tokens of ln p_c(v|S)/p(v|S). Having no private value (D7) is necessary for this and not sufficient.",
  formula:
    "κ = min_S max_{i masked, v} ln(p_c(v|S)/p(v|S));  κ > 0: ln(−ln TV) = κw + O(1);  κ = 0 at S: TV ≥ P(S is visited) m^{|masked in S|}, at most single exponential",
  tex: String.raw`$\kappa=\min_S\max_{i\text{ masked},\,v}\ln\frac{p_c(v|S)}{p(v|S)}$; $\kappa>0$: $\ln(-\ln\mathrm{TV})=\kappa w+O(1)$; $\kappa=0$ at $S$: $\mathrm{TV}\ge P(S\text{ is visited})\,m^{|\text{masked in }S|}$, at most single exponential`,
  source: "Open question: whether the rate is tight, and its condition",
  tolerance: 0.02,
  experiments: [
    experimentOf({ world: randomWorld(0), target: "z1", w: 16 }, "random table, full support"),
    experimentOf({ world: SUFFICIENT, target: "z1", w: 16 }, "site 1 tells all: full support, no double exponential"),
  ],
  compute,
  judge: (measured, tolerance) => {
    const zero = listOf(measured, STOPPED).every((rate) => Math.abs(rate) <= 1e-3);
    return holdsWithin(measured, tolerance, zero ? "" : "a world without the condition has the double-exponential rate all the same");
  },
};

function compute(depth: Depth, progress: Progress): Measured {
  const random = Array.from({ length: WORLDS[depth] }, (_, k) => {
    progress(k / WORLDS[depth]);
    const { cubes } = instance({ world: randomWorld(k), target: "z1", w: 0 }).process;
    return { cubes, rate: slowestGrowth(cubes) };
  });
  const comparable = random.filter(({ rate }) => rate >= COMPARABLE);
  const failing = [SUFFICIENT, SQUARES].map(measured);
  const w = Array.from({ length: 33 }, (_, i) => i / 2);
  return {
    computed: {
      [SLOWEST]: largest(comparable.map(({ cubes }) => farOff(cubes))),
      [GROWTH]: largest(random.map(({ cubes, rate }) => logSlowest(cubes, LATE) / (rate * LATE) - 1)),
      "random tables: smallest and largest κ": [Math.min(...random.map(({ rate }) => rate)), Math.max(...random.map(({ rate }) => rate))],
      [STOPPED]: failing.map(({ growth }) => growth),
      [PREDICTED]: failing.map(({ rate }) => rate),
      [FLOOR]: failing.map(({ late }) => late),
    },
    expected: { [SLOWEST]: 0, [GROWTH]: 0, [STOPPED]: [0, 0], [PREDICTED]: [0, 0] },
    method: "exact: lattice, contour inversion to relative accuracy",
    hypotheses: [
      { text: "random tables: the condition holds (rate above 0)", met: random.every(({ rate }) => rate > 0) },
      { text: "“site 1 tells all” has full support and no private value", met: sharedEverywhere(SUFFICIENT) },
      { text: `κ ≥ ${COMPARABLE} where TV is compared: ${comparable.length} tables`, met: comparable.length > 0 },
      { text: `fixed clock u = ln 2; ${WORLDS[depth]} random tables with L = 2, 3`, met: true },
    ],
    counterExample: {
      text: `Full support and no private value is not enough: where site 2 depends on site 1 alone, TV at m = ½ and w = ${LATER} is ${failing[0].late.toFixed(4)}.`,
      experiment: fullExperiment(),
    },
    figures: [
      {
        kind: "curves",
        id: "x2-rates",
        title: "Two worlds with full support: one double exponential, one not",
        caption:
          "TV between the law at masked fraction ½ and the final law, exact. In a random table every state still has something to tell; where site 2 depends on site 1 alone, nothing is left to guide once site 1 is shown.",
        x: { label: "w (−1 unconditional, 0 conditional)", scale: "linear" },
        y: { label: "TV(law at m = ½, law at the end)", scale: "log-log" },
        series: [
          { name: "random table", mark: "line", x: w, y: curve(randomWorld(1), w) },
          { name: "site 1 tells all", mark: "line", x: w, y: curve(SUFFICIENT, w) },
        ],
      },
    ],
  };
}

const fullExperiment = (): ExperimentFile => experimentOf({ world: SUFFICIENT, target: "z1", w: 16 }, "site 1 tells all");

function curve(world: object, weights: readonly number[]): readonly (number | null)[] {
  const { process } = instance({ world, target: "z1", w: 0 });
  return weights.map((w) => stillMasked(dynamics(process.cubes, "rates", w), CLOCK).probability).map((tv) => (tv > 0 ? tv : null));
}

function measured(world: object) {
  const { process } = instance({ world, target: "z1", w: 0 });
  const at = (w: number) => stillMasked(dynamics(process.cubes, "rates", w), CLOCK);
  const [early, late] = [at(EARLIER), at(LATER)].map(({ log }) => Math.log(-log));
  return { growth: (late - early) / (LATER - EARLIER), rate: slowestGrowth(process.cubes), late: at(LATER).probability };
}

/** How far −ln TV is from u·λ of the slowest state, relative, at the weight where the latter is {@link FAR}. */
function farOff(cubes: PairCubes): number {
  let [low, high] = [0, 1];
  while (CLOCK * Math.exp(logSlowest(cubes, high)) < FAR) high *= 2;
  while (high - low > 1e-12 * high) {
    const middle = (low + high) / 2;
    if (CLOCK * Math.exp(logSlowest(cubes, middle)) < FAR) low = middle;
    else high = middle;
  }
  return -stillMasked(dynamics(cubes, "rates", high), CLOCK).log / (CLOCK * Math.exp(logSlowest(cubes, high))) - 1;
}

/** ln of the smallest total rate λ(S) of a state with masks that the class can reach. */
function logSlowest(cubes: PairCubes, w: number): number {
  let least = Infinity;
  eachState(cubes, (logConds, logRatios) => {
    least = Math.min(least, logSumExp(logConds.map((log, j) => log + w * logRatios[j])));
  });
  return least;
}

/** For every reachable state with masks, ln p_c(v|S) and ln p_c(v|S)/p(v|S) over its masked sites and their tokens. */
function eachState(
  { space, logCond, logRatio }: PairCubes,
  visit: (logConds: readonly number[], logRatios: readonly number[]) => void,
): void {
  descend(space, (state, strides, count) => {
    if (logCond[state] === -Infinity) return;
    const children: number[] = [];
    for (let k = 0; k < count; k++) for (let v = 0; v < space.alphabet; v++) children.push(state - (space.alphabet - v) * strides[k]);
    const open = children.filter((child) => logCond[child] > -Infinity);
    visit(
      open.map((child) => logCond[child] - logCond[state]),
      open.map((child) => logRatio[child] - logRatio[state]),
    );
  });
}

/** min over states with masks that the class can reach of max over masked sites and tokens of ln p_c(v|S)/p(v|S); rounding below 1e-12 is 0. */
function slowestGrowth(cubes: PairCubes): number {
  let least = Infinity;
  eachState(cubes, (_, logRatios) => {
    least = Math.min(least, Math.max(...logRatios));
  });
  return least < 1e-12 ? 0 : least;
}

/** Two classes that differ at site 1 only; site 2 follows from site 1 by the same noisy copy in both. */
function sufficient(): object {
  const first = { z1: [0.6, 0.3, 0.1], z2: [0.2, 0.3, 0.5] };
  const copy = (v: number, u: number): number => (v === u ? 0.6 : 0.2);
  const law = (p: readonly number[]): number[] => p.flatMap((mass, v) => [0, 1, 2].map((u) => mass * copy(v, u)));
  return {
    kind: "table",
    alphabet: 3,
    length: 2,
    classes: { z1: { weight: 0.5, law: law(first.z1) }, z2: { weight: 0.5, law: law(first.z2) } },
  };
}

function sharedEverywhere(world: object): boolean {
  const { pair } = instance({ world, target: "z1", w: 0 });
  return Array.from(pair.conditional).every((p, x) => p > 0 && pair.unconditional[x] > (pair.targetWeight ?? 1) * p);
}
