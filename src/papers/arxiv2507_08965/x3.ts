import { totalVariation } from "../../measures/totalVariation.ts";
import type { Claim, Depth, Measured, Progress } from "../claim.ts";
import { experimentOf, type InstanceSpec, instance } from "../instance.ts";
import { holdsWithin, listOf, numberOf } from "../judge.ts";
import { patternSearch } from "../patternSearch.ts";
import { CUBES, DIAMONDS, noisyCopies, randomTable, SQUARES } from "./worlds.ts";

const NAMED = {
  squares: SQUARES,
  diamonds: DIAMONDS,
  "cubes on 3 sites": CUBES,
  "noisy copies on 3 sites": noisyCopies(3),
  "random laws, 4 × 4": randomTable(4, 2, 2),
};
const RANDOM: Readonly<Record<Depth, number>> = { quick: 6, full: 200 };
const randomWorld = (k: number): object => (k % 2 === 0 ? randomTable(3, 3, 500 + k, 0.5) : randomTable(4, 2, 500 + k));
/** The wanted weights, and the steps of the sampler: 8 steps, 16 evaluations. */
const WANTED: Readonly<Record<Depth, readonly number[]>> = { quick: [2], full: [1, 2, 4] };
const STEPS = 8;
/** Weights below this are not tried: near −1 the class's support is left. */
const LEAST = -0.9;

const BEST = "w = 2, named worlds: least TV(law, tilted) of a linear schedule / TV at constant w";
const RULE = "all worlds: share in which 0 → 2w (no search) is nearer the tilted law than constant w";
const RISES = "all worlds where a schedule gains more than a tenth over every constant weight: share in which it rises";
const FLAT = "w = 2, named worlds: least TV of any constant weight / TV at constant w";
const NEVER = "worlds in which the search ends further away than constant w";

export const x3: Claim = {
  id: "X3",
  paper: "2507.08965",
  title: "At a fixed number of evaluations a rising weight comes nearer the tilted law than the wanted constant one",
  statement:
    "For the normalised sampler with 8 steps, wherever a schedule that is linear in t comes nearer the tilted law p_w than every constant weight by more than a tenth, it rises during generation. The rule of thumb “from 0 to 2w” needs no search. Worlds, steps and wanted weights are ours.",
  formula: "min over (start, end) of TV(N-step law of w(t) = start + (end − start)(1 − t), p_w);  N = 8, 16 evaluations",
  tex: String.raw`$\min_{(\text{start},\,\text{end})}\mathrm{TV}(\mathrm{law}_N,\,p_w)$ over the $N$-step laws of $w(t)=\text{start}+(\text{end}-\text{start})(1-t)$; $N=8$, $16$ evaluations`,
  source: "Open question: a schedule or rule that minimises TV(law, tilted) at fixed NFE",
  tolerance: 1e-9,
  experiments: Object.entries(NAMED).flatMap(([name, world]) => [
    experimentOf(stepped(world, 2), `${name}, constant w = 2`),
    experimentOf(stepped(world, linear(0, 4)), `${name}, w from 0 to 4`),
  ]),
  compute,
  judge: (measured, tolerance) => {
    const gains = listOf(measured, BEST).every((ratio) => ratio < 1);
    const rises = numberOf(measured, RISES) > 0.9;
    return holdsWithin(
      measured,
      tolerance,
      gains ? (rises ? "" : "the best schedules do not rise") : "no linear schedule is nearer than the constant weight",
    );
  },
};

function compute(depth: Depth, progress: Progress): Measured {
  const worlds = [...Object.values(NAMED), ...Array.from({ length: RANDOM[depth] }, (_, k) => randomWorld(k))];
  const rows = worlds.flatMap((world, i) => {
    progress(i / worlds.length);
    return WANTED[depth].map((w) => ({ named: i < Object.keys(NAMED).length, w, ...searched(world, w) }));
  });
  const named = rows.filter((row) => row.named && row.w === 2);
  const gaining = rows.filter(({ best, flat }) => best.value < 0.9 * flat.value);
  return {
    computed: {
      [FLAT]: named.map(({ flat, constant }) => flat.value / constant),
      [BEST]: named.map(({ best, constant }) => best.value / constant),
      "the same: weight at the start": named.map(({ best }) => best.point[0]),
      "the same: weight at the end": named.map(({ best }) => best.point[1]),
      [RULE]: rows.filter(({ rule, constant }) => rule < constant).length / rows.length,
      "all worlds: median TV of 0 → 2w / TV of constant w": median(rows.map(({ rule, constant }) => rule / constant)),
      "all worlds: median TV of the best linear schedule / TV of constant w": median(
        rows.map(({ best, constant }) => best.value / constant),
      ),
      [RISES]: gaining.filter(({ best }) => best.point[1] > best.point[0]).length / gaining.length,
      [NEVER]: rows.filter(({ best, constant }) => best.value > constant).length,
    },
    expected: { [NEVER]: 0 },
    method: "exact: lattice, 8 steps; pattern search (a local minimum)",
    hypotheses: [
      { text: `the law and the tilted law differ at constant w`, met: rows.every(({ constant }) => constant > 1e-6) },
      { text: `${worlds.length} worlds, wanted w = ${WANTED[depth].join(", ")} (ours)`, met: true },
    ],
    figures: [
      {
        kind: "categories",
        layout: "vertical",
        id: "x3-schedules",
        title: "Distance to the tilted law with 16 evaluations, w = 2",
        caption:
          "Normalised rule, ancestral sampler, 8 steps, exact laws. The wanted law is p_2; what changes is the weight along the way.",
        categoryLabel: "world",
        valueLabel: "TV(law, tilted law of w = 2)",
        categories: Object.keys(NAMED),
        series: [
          { name: "constant w = 2", values: named.map(({ constant }) => constant) },
          { name: "best constant weight", values: named.map(({ flat }) => flat.value) },
          { name: "from 0 to 2w", values: named.map(({ rule }) => rule) },
          { name: "best linear schedule", values: named.map(({ best }) => best.value) },
        ],
      },
    ],
  };
}

function linear(start: number, end: number): object {
  return { kind: "linear", in: "t", start, end };
}

function stepped(world: object, w: number | object): InstanceSpec {
  return { world, target: "z1", w, rule: "tokens", sampler: { kind: "ancestral", steps: STEPS } };
}

function searched(world: object, w: number) {
  const wanted = instance({ world, target: "z1", w }).tilted ?? new Float64Array(0);
  const distance = (weight: number | object): number => totalVariation(instance(stepped(world, weight)).terminal.law, wanted);
  const settings = { within: (point: readonly number[]) => point.every((value) => value >= LEAST), step: [1, 0.02] as const };
  const constant = distance(w);
  const flat = patternSearch(([value]) => distance(value), [w], settings);
  // From the better of a flat and a rising start: a local search.
  const starts = [
    [flat.point[0], flat.point[0]],
    [0, 2 * w],
  ];
  const found = starts.map((start) => patternSearch(([start0, end]) => distance(linear(start0, end)), start, settings));
  const best = found[0].value <= found[1].value ? found[0] : found[1];
  return { constant, flat, best, rule: distance(linear(0, 2 * w)) };
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
