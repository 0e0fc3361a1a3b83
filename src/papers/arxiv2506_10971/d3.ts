import { oneSiteMasked } from "../../masked/closedForms.ts";
import { dynamics } from "../../masked/dynamics.ts";
import { lawAtClock } from "../../masked/lawAtClock.ts";
import { stepSampler } from "../../masked/sampling/stepSampler.ts";
import { timeGrid } from "../../masked/steps/grid.ts";
import { nStepLaw, stepsToClock } from "../../masked/steps/nStepLaw.ts";
import { stepKind } from "../../masked/steps/stepKinds.ts";
import { stillMasked } from "../../masked/stillMasked.ts";
import { shareEstimate } from "../../measures/cloudEstimate.ts";
import { totalVariation } from "../../measures/totalVariation.ts";
import { logSumExp } from "../../numerics/logSumExp.ts";
import { stream } from "../../random/stream.ts";
import type { Claim, Depth, Measured } from "../claim.ts";
import { experimentOf, instance, largest } from "../instance.ts";
import { holdsWithin } from "../judge.ts";

const WORLDS = {
  "three triangles, target z1": { world: { kind: "preset", name: "three-class-line" }, target: "z1" },
  "random laws on 5 tokens": {
    world: { kind: "preset", name: "random-dirichlet", parameters: { alphabet: 5, length: 1, classes: 2, concentration: 5, seed: 3 } },
    target: "z1",
  },
};
/** t = 0.5 on the log-linear schedule: half of the sites masked. */
const CLOCK = Math.LN2;
/** A weight at which the growth of log Z is that of its largest term. */
const LATE = 1024;
const WEIGHTS = Array.from({ length: 33 }, (_, i) => i / 4);
/** The paper: 10 000 samples a weight. */
const SAMPLES: Readonly<Record<Depth, number>> = { quick: 1000, full: 10_000 };
const SAMPLED = [0, 1, 2, 3, 4, 5, 6, 8];
/** Risk at which a share of samples leaves Hoeffding's band around its probability. */
const RISK = 1e-6;
const OUTSIDE =
  "weights at which the share of tau-leaping samples still masked leaves Hoeffding's band of risk 10⁻⁶ around its exact probability";

export const d3: Claim = {
  id: "D3",
  paper: "2506.10971",
  title: "One site: convergence is double-exponential in w",
  statement:
    "TV between the law at masked fraction m and the final law is m^Z, with Z = Σ p_c^{1+w} p^{−w} and log Z growing linearly in w: double-exponential in w. A sampler with steps does not keep it: the paper's tau-leaping turns up at large w.",
  source: "Section 3, one-dimensional rate; figure of TV against w at t = 0.5",
  formula: "TV(law_u, law_∞) = e^{−Zu} = m^Z,  Z = exp(w D_{1+w}(p_c ‖ p))",
  tex: String.raw`$\mathrm{TV}(\mathrm{law}_u,\mathrm{law}_\infty)=e^{-Zu}=m^{Z}$, $Z=\exp\left(w\,D_{1+w}(p_c\,\|\,p)\right)$`,
  tolerance: 1e-8,
  experiments: [
    ...Object.entries(WORLDS).map(([name, spec]) => experimentOf({ ...spec, w: 4 }, name)),
    experimentOf(
      { ...WORLDS["three triangles, target z1"], w: 8, sampler: { kind: "tau-leaping", steps: 50 } },
      "three triangles, the paper's sampler",
    ),
  ],
  compute,
  judge: holdsWithin,
};

function compute(depth: Depth): Measured {
  const found = Object.entries(WORLDS).map(([name, { world, target }]) => {
    const rows = WEIGHTS.map((w) => row(world, target, w));
    return { name, rows, slope: growth(world, target), stepped: WEIGHTS.map((w) => tauLeaping(world, target, w)) };
  });
  const met = {
    "largest |TV(law_u, law_end) − m^Z|": largest(found.flatMap(({ rows }) => rows.map(({ direct, power }) => direct - power))),
    "largest |log P(still masked) / (Z log m) − 1|": largest(
      found.flatMap(({ rows }) => rows.map(({ logMasked, logPower }) => logMasked / logPower - 1)),
    ),
    [`largest |log Z(${LATE + 1}) − log Z(${LATE}) − log max p_c/p|`]: largest(found.map(({ slope }) => slope)),
  };
  const [triangles] = found;
  const { world, target } = WORLDS["three triangles, target z1"];
  const sampled = SAMPLED.map((w) => sampledMasked(world, target, w, SAMPLES[depth]));
  const band = Math.sqrt(Math.log(2 / RISK) / (2 * SAMPLES[depth]));
  const outside = sampled.filter(({ value }, k) => !(Math.abs(value - triangles.stepped[WEIGHTS.indexOf(SAMPLED[k])]) <= band));
  const shown = sampled.map(({ value, interval }, k) => ({ w: SAMPLED[k], points: [value, ...interval] }));
  const turn = triangles.stepped.indexOf(Math.min(...triangles.stepped));
  return {
    computed: {
      ...met,
      [OUTSIDE]: outside.length,
      "tau-leaping, 50 steps, triangles: w where TV is smallest, TV there, TV at w = 8": [
        WEIGHTS[turn],
        triangles.stepped[turn],
        triangles.stepped[WEIGHTS.length - 1],
      ],
    },
    expected: Object.fromEntries([...Object.keys(met), OUTSIDE].map((name) => [name, 0])),
    method: `exact: lattice, contour inversion; m^Z in closed form; ${SAMPLES[depth]} samples a weight beside them`,
    hypotheses: [
      { text: "one site, p_c ≠ p (else Z = 1 for every w)", met: found.every(({ rows }) => rows[rows.length - 1].power < rows[0].power) },
    ],
    figures: [
      {
        kind: "curves",
        id: "d3-double-exponential",
        title: "One site: distance to the final law, half way",
        caption:
          "TV between the law at masked fraction ½ and the final law, exact in continuous time. On this axis a double exponential in w is a straight line in the end.",
        x: { label: "w (−1 unconditional, 0 conditional)", scale: "linear" },
        y: { label: "TV(law at m = ½, law at the end)", scale: "log-log" },
        series: found.map(({ name, rows }) => ({ name, mark: "line", x: WEIGHTS, y: rows.map(({ logMasked }) => Math.exp(logMasked)) })),
      },
      {
        kind: "curves",
        id: "d3-upturn",
        title: "One site: why the paper's sampler turns up again",
        caption:
          "Three triangles, target z1; TV between the law at t = 0.5 and the final law, both exact: in continuous time and after the steps of tau-leaping (50 steps from t = 1 to 0, several jumps rejected). Where a step is long against 1/Z, more than one jump is drawn, all are rejected, and the site stays masked. Samples: share still masked with its 95 % interval (Wilson).",
        x: { label: "w (−1 unconditional, 0 conditional)", scale: "linear" },
        y: { label: "TV(law at t = 0.5, law at the end)", scale: "log" },
        series: [
          {
            name: "exact, continuous time",
            mark: "line",
            x: WEIGHTS,
            y: triangles.rows.map(({ logMasked }) => drawn(Math.exp(logMasked))),
          },
          { name: "tau-leaping, 50 steps, exact", mark: "line", x: WEIGHTS, y: triangles.stepped.map(drawn) },
          ...(
            [
              [`its samples, n = ${SAMPLES[depth]}`, [0]],
              ["95 %", [1, 2]],
            ] as const
          ).map(([name, places]) => ({
            name,
            mark: "points" as const,
            x: shown.flatMap(({ w }) => places.map(() => w)),
            y: shown.flatMap(({ points }) => places.map((place) => drawn(points[place]))),
          })),
        ],
      },
    ],
  };
}

/** A value that a logarithmic axis down to 1e-9 shows, or a gap. */
function drawn(tv: number): number | null {
  return tv >= 1e-9 ? tv : null;
}

/** P(still masked at t = 0.5) after the steps of the paper's sampler: tau-leaping, 50 even steps from 1 to 0, several jumps rejected. */
function tauLeaping(world: object, target: string, w: number): number {
  const { process } = instance({ world, target, w });
  const steps = stepsToClock(timeGrid({ steps: 50 }, process.noise), CLOCK);
  return nStepLaw(process, stepKind("tau-leaping", "rates"), steps).incomplete;
}

/** Share of samples of that sampler that are still masked at t = 0.5. */
function sampledMasked(world: object, target: string, w: number, n: number) {
  const { process, pair } = instance({ world, target, w });
  const steps = stepsToClock(timeGrid({ steps: 50 }, process.noise), CLOCK);
  const sampler = stepSampler(
    { alphabet: pair.unconditional.length, length: 1, ...process, rule: "rates" },
    { kind: "tau-leaping", steps, fill: "left" },
  );
  const answer = { logCond: Float64Array.from(pair.conditional, Math.log), logUncond: Float64Array.from(pair.unconditional, Math.log) };
  let masked = 0;
  for (let i = 0; i < n; i++) {
    const run = sampler(stream(0, "D3", w, i));
    let at = run.next();
    while (!at.done) at = run.next(at.value.sites.length === 0 ? NOTHING : answer);
    masked += at.value.leftMasked;
  }
  return shareEstimate("still masked", masked, n);
}

const NOTHING = { logCond: new Float64Array(0), logUncond: new Float64Array(0) };

function row(world: object, target: string, w: number) {
  const { process, pair } = instance({ world, target, w });
  const laws = { cond: pair.conditional, uncond: pair.unconditional };
  const guided = dynamics(process.cubes, "rates", w);
  return {
    direct: totalVariation(lawAtClock(guided, CLOCK), lawAtClock(guided, 1e6)),
    logMasked: stillMasked(guided, CLOCK).log,
    power: oneSiteMasked(laws, w, CLOCK),
    logPower:
      -CLOCK *
      Math.exp(logSumExp(Array.from(laws.cond, (p, v) => (p === 0 ? -Infinity : (1 + w) * Math.log(p) - w * Math.log(laws.uncond[v]))))),
  };
}

/** log Z(w + 1) − log Z(w) at a late w, less its limit log max p_c/p. */
function growth(world: object, target: string): number {
  const { pair } = instance({ world, target, w: 0 });
  const logCond = Array.from(pair.conditional, Math.log);
  const logRatio = Array.from(pair.conditional, (p, v) => (p === 0 ? 0 : Math.log(p / pair.unconditional[v])));
  const logZ = (w: number): number => logSumExp(logCond.map((value, v) => value + w * logRatio[v]));
  return logZ(LATE + 1) - logZ(LATE) - Math.max(...logRatio);
}
