import { twoSiteLawAt } from "../../masked/closedForms.ts";
import { dynamics } from "../../masked/dynamics.ts";
import { stillMasked } from "../../masked/stillMasked.ts";
import type { Claim, Measured } from "../claim.ts";
import { deviation, experimentOf, instance, largest } from "../instance.ts";
import { holdsOnlyIf, listOf } from "../judge.ts";

const FULL = {
  "random laws, seed 4": {
    kind: "preset",
    name: "random-dirichlet",
    parameters: { alphabet: 3, length: 2, classes: 2, concentration: 2, seed: 4 },
  },
  "random laws, seed 5": {
    kind: "preset",
    name: "random-dirichlet",
    parameters: { alphabet: 4, length: 2, classes: 3, concentration: 2, seed: 5 },
  },
};
const PRIVATE = {
  "overlapping squares": { kind: "preset", name: "overlapping-squares" },
  diamonds: { kind: "preset", name: "diamonds", parameters: { radius: 2 } },
};
/** t = 0.5 on the log-linear schedule. */
const CLOCK = Math.LN2;
const WEIGHTS = Array.from({ length: 41 }, (_, i) => i / 2);
/** Late weights between which growth is measured. */
const [EARLIER, LATER] = [128, 256];

export const d7: Claim = {
  id: "D7",
  paper: "2506.10971",
  title: "Two sites: the double-exponential rate needs every revealed value to be shared",
  statement: "With two sites, −ln TV between the law at a fixed time and the final law grows as exp(Θ(w)), as it does with one.",
  source: "Section 3, two-dimensional rate",
  formula: "TV(law_u, law_∞) = P(MM) + Σ P(x₁M) + Σ P(Mx₂),  P(x₁M) = a₁(x₁)(e^{−cu} − e^{−(Z₁+Z₂)u}) / (Z₁ + Z₂ − c)",
  tex: String.raw`$\mathrm{TV}(\mathrm{law}_u,\mathrm{law}_\infty)=P(MM)+\sum P(x_1M)+\sum P(Mx_2)$, $P(x_1M)=a_1(x_1)\,\frac{e^{-cu}-e^{-(Z_1+Z_2)u}}{Z_1+Z_2-c}$`,
  tolerance: 1e-9,
  experiments: [
    ...Object.entries(FULL).map(([name, world]) => experimentOf({ world, target: "z1", w: 8 }, name)),
    ...Object.entries(PRIVATE).map(([name, world]) => experimentOf({ world, target: "z1", w: 8 }, name)),
  ],
  compute,
  judge: (measured, tolerance) => {
    const grows = listOf(measured, GROWTH).every((rate) => rate > 0.01);
    const stops = listOf(measured, FLOOR).every((tv) => Math.abs(tv - 0.5) <= tolerance);
    const condition =
      "no value of the target is private to it: after a private value the other site is revealed at rate 1 for every w, and TV tends to the masked fraction m";
    return holdsOnlyIf(measured, tolerance, stops, condition, grows ? "" : "with full support −ln TV does not grow exponentially in w");
  },
};

const GROWTH = "full support: growth of ln(−ln TV) per unit of w, at late w";
const FLOOR = `private values: TV at w = ${LATER}, m = ½`;

function compute(): Measured {
  const full = Object.entries(FULL).map(([name, world]) => curve(name, world));
  const shared = Object.entries(PRIVATE).map(([name, world]) => curve(name, world));
  const closed = largest([...full, ...shared].flatMap(({ deviations }) => deviations));
  const fullGrowth = full.map(({ growth }) => growth);
  const privateGrowth = shared.map(({ growth }) => growth);
  const floors = shared.map(({ late }) => late);
  return {
    computed: {
      "largest |TV / closed form − 1|": closed,
      [GROWTH]: fullGrowth,
      "private values: the same": privateGrowth,
      [FLOOR]: floors,
    },
    expected: { "largest |TV / closed form − 1|": 0, [FLOOR]: floors.map(() => 0.5) },
    method: "exact: lattice, contour inversion (relative error ≤ 1e-10); closed form of two sites",
    hypotheses: [
      { text: "two sites", met: [...full, ...shared].every(({ sites }) => sites === 2) },
      { text: "full support: every value is shared (random laws)", met: full.every(({ shared: all }) => all) },
      { text: "every value is shared (squares, diamonds)", met: shared.every(({ shared: all }) => all) },
    ],
    figures: [
      {
        kind: "curves",
        id: "d7-rate",
        title: "Two sites: distance to the final law, half way",
        caption:
          "TV between the law at masked fraction ½ and the final law, exact. With full support it falls double-exponentially; with values private to the target it stops at ½.",
        x: { label: "w (−1 unconditional, 0 conditional)", scale: "linear" },
        y: { label: "TV(law at m = ½, law at the end)", scale: "log-log" },
        series: [...full, ...shared].map(({ name, tv }) => ({
          name,
          mark: "line",
          x: WEIGHTS,
          y: tv.map((value) => (value > 0 ? value : null)),
        })),
      },
    ],
  };
}

function curve(name: string, world: object) {
  const { process, pair } = instance({ world, target: "z1", w: 0 });
  const laws = { cond: pair.conditional, uncond: pair.unconditional };
  const at = (w: number) => stillMasked(dynamics(process.cubes, "rates", w), CLOCK);
  const logs = [EARLIER, LATER].map((w) => Math.log(-at(w).log));
  const tv = WEIGHTS.map((w) => at(w).probability);
  const closed = WEIGHTS.map((w) => maskedMass(twoSiteLawAt(laws, w, CLOCK), pair.alphabet));
  const comparable = closed.map((value) => value > 1e-280);
  const kept = (values: readonly number[]): number[] => values.filter((_, i) => comparable[i]);
  return {
    name,
    sites: pair.length,
    tv,
    deviations: [deviation(kept(tv), kept(closed), true)],
    growth: (logs[1] - logs[0]) / (LATER - EARLIER),
    late: at(LATER).probability,
    shared: Array.from(pair.conditional).every((p, x) => p > 0 && pair.unconditional[x] > (pair.targetWeight ?? 1) * p),
  };
}

/** Mass of a two-site law on states with a mask. */
function maskedMass(law: ArrayLike<number>, alphabet: number): number {
  let mass = 0;
  for (let s = 0; s < law.length; s++) if (s % (alphabet + 1) === alphabet || Math.floor(s / (alphabet + 1)) === alphabet) mass += law[s];
  return mass;
}
