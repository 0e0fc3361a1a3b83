import { flowMap } from "../../continuous/plane/flowMap.ts";
import { normalQuantile } from "../../numerics/normalCdf.ts";
import { planeLaws, stopAngle } from "../../studies/continuous/planeRecord.ts";
import type { DensityFigure } from "../../studies/figureData.ts";
import type { Claim, Depth, Measured, Progress } from "../claim.ts";
import { continuousExperimentOf, continuousInstance } from "../continuousInstance.ts";
import { holdsWithin, listOf } from "../judge.ts";
import { shares } from "./fans.ts";
import { SHOWN, W_AXIS } from "./worlds.ts";

interface Rectangles {
  readonly width: number;
  readonly height: number;
  /** Distance of the lower left corner from both axes; below 0 the classes overlap. */
  readonly gap: number;
}

/** Two rectangles, one the image of the other under x → −x: ours, the paper's are not known. */
const WORLDS: Readonly<Record<string, Rectangles>> = {
  "squares apart": { width: 1, height: 1, gap: 0.2 },
  "squares that overlap": { width: 1, height: 1, gap: -0.25 },
  "wide rectangles that overlap": { width: 2, height: 1, gap: -0.25 },
};
const TARGET = "upper";
const WEIGHTS = [0, ...SHOWN];
const DRAWN = 3;
/** Paths: squares of these. */
const SIDE: Readonly<Record<Depth, number>> = { quick: 12, full: 60 };
/** Points along an axis of a drawn density. */
const GRID: Readonly<Record<Depth, number>> = { quick: 18, full: 71 };
/** Points along an axis of the good quarter, whose mass is integrated, and the weight of that check. */
const QUARTER: Readonly<Record<Depth, number>> = { quick: 7, full: 25 };
const CHECKED = 1;

const SHARE = "share in the far quarter, w = 0, 1, 3, 7, 15";
const ZERO = "share in the far quarter at w = 0";
const MASS = `squares apart: share in the far quarter at w = ${CHECKED}, by the density`;
const named = (measure: string, world: string): string => `${world}: ${measure}`;

const worldOf = (parameters: Rectangles): object => ({ kind: "preset", name: "two-rectangles", parameters });

export const c7: Claim = {
  id: "C7",
  paper: "2409.13074",
  title: "In the plane: samples gather in the corner away from the other class",
  statement:
    "For two uniform classes in the plane, guidance moves samples into the corner of the class that is farthest from the other class: at w = 0 they fill the class evenly, at w = 3 and more they gather in that corner.",
  formula: "P(x in the far quarter of the target) under the flow's law, w = 0, 1, 3, 7, 15",
  tex: String.raw`$P(x\text{ in the far quarter of the target})$ under the flow's law, $w=0,1,3,7,15$`,
  source: "Synthetic experiments, mixtures of uniforms in two dimensions",
  tolerance: 0.03,
  experiments: Object.entries(WORLDS).flatMap(([name, parameters]) =>
    [0, DRAWN].map((w) => continuousExperimentOf({ world: worldOf(parameters), target: TARGET, w }, `${name}, w = ${w}`)),
  ),
  compute,
  judge: (measured, tolerance) => {
    const lists = Object.keys(WORLDS).map((name) => listOf(measured, named(SHARE, name)));
    const rises = lists.every((list) => list.every((share, i) => i === 0 || share > list[i - 1] - 1e-9));
    const gathers = lists.every((list) => list[WEIGHTS.indexOf(DRAWN)] > 0.5 && list[list.length - 1] > 0.75);
    return holdsWithin(
      measured,
      tolerance,
      rises ? (gathers ? "" : "less than half are in the far quarter at w = 3") : "the share falls somewhere",
    );
  },
};

function compute(depth: Depth, progress: Progress): Measured {
  const n = SIDE[depth];
  const computed: Record<string, number | readonly number[]> = {};
  const expected: Record<string, number | readonly number[]> = {};
  const found = Object.entries(WORLDS).map(([name, parameters], i) => {
    progress((0.4 * i) / 3);
    const list = WEIGHTS.map((w) => farShare(parameters, w, n));
    computed[named(SHARE, name)] = list;
    computed[named(ZERO, name)] = list[0];
    expected[named(ZERO, name)] = 0.25;
    return { name, list };
  });
  const apart = WORLDS["squares apart"];
  computed[MASS] = quarterMass(apart, CHECKED, QUARTER[depth]);
  expected[MASS] = farShare(apart, CHECKED, n);
  progress(0.6);
  return {
    computed,
    expected,
    method: `flow from ${n} × ${n} even shares of the noise; density by the flow run backwards, integrated over the quarter beside it`,
    hypotheses: [
      { text: "uniform classes in the plane, mirror images, weights ½", met: Object.values(WORLDS).every((world) => half(world)) },
      { text: "exact scores, flow run to noise 0", met: true },
    ],
    figures: [
      densityFigure(apart, depth),
      {
        kind: "curves",
        id: "c7-corner",
        title: "Share of samples in the quarter farthest from the other class",
        caption:
          "Two uniform rectangles, one the image of the other under x → −x. A wide rectangle that overlaps gathers in the corner more slowly along its long side.",
        x: W_AXIS,
        y: { label: "share in the far quarter", scale: "linear" },
        series: found.map(({ name, list }) => ({ name, mark: "line" as const, x: WEIGHTS, y: list })),
      },
    ],
  };
}

function half(parameters: Rectangles): boolean {
  return continuousInstance({ world: worldOf(parameters), target: TARGET, w: 0 }).run.pair.targetWeight === 0.5;
}

/** Ends of the flow from n × n even shares of the noise, shape [n², 2]. */
function ends(parameters: Rectangles, w: number, n: number): Float64Array {
  const { run } = continuousInstance({ world: worldOf(parameters), target: TARGET, w });
  const along = shares(n).map(normalQuantile);
  const noise = Float64Array.from(along.flatMap((y) => along.flatMap((x) => [run.start.sd * x, run.start.sd * y])));
  return flowMap(run.field(), run.start, noise, { stop: stopAngle(run), tolerance: 1e-6 }).points;
}

function farShare(parameters: Rectangles, w: number, n: number): number {
  const points = ends(parameters, w, n);
  const { width, height, gap } = parameters;
  let count = 0;
  for (let i = 0; i < n * n; i++) if (points[2 * i] > gap + width / 2 && points[2 * i + 1] > gap + height / 2) count++;
  return count / (n * n);
}

/** The law's mass on the far quarter, from its density there. */
function quarterMass({ width, height, gap }: Rectangles, w: number, points: number): number {
  const { experiment, run } = continuousInstance({ world: worldOf({ width, height, gap }), target: TARGET, w });
  const axis = (side: number): Float64Array =>
    Float64Array.from({ length: points }, (_, i) => gap + side / 2 + (side * i) / 2 / (points - 1));
  return planeLaws(experiment, run, { x: axis(width), y: axis(height) }).law.mass.value;
}

const INSIDE = 0.005;

function densityFigure(parameters: Rectangles, depth: Depth): DensityFigure {
  const { width, height, gap } = parameters;
  const count = GRID[depth];
  // Just inside: on the very edge the density is that of the last 1e-8 of the mass.
  const axis = (side: number): Float64Array =>
    Float64Array.from({ length: count }, (_, i) => gap + side * (INSIDE + ((1 - 2 * INSIDE) * i) / (count - 1)));
  const panels = [0, DRAWN].map((w) => {
    const { experiment, run } = continuousInstance({ world: worldOf(parameters), target: TARGET, w });
    const { density } = planeLaws(experiment, run, { x: axis(width), y: axis(height) }).law;
    const points = ends(parameters, w, 12);
    return {
      title: `law at w = ${w}`,
      values: Array.from(density),
      points: Array.from({ length: points.length / 2 }, (_, i) => [points[2 * i], points[2 * i + 1]] as const),
    };
  });
  return {
    kind: "densities",
    id: "c7-density",
    title: "Law of the guided flow at w = 0 and w = 3",
    caption:
      "Class uniform on [0.2, 1.2]², the other on [−1.2, −0.2]². Densities by the flow run backwards; points are the flow's ends from 144 even shares of the noise. The other class lies to the lower left.",
    axes: ["x₁ (first coordinate)", "x₂ (second coordinate)"],
    x: Array.from(axis(width)),
    y: Array.from(axis(height)),
    panels,
    difference: { title: "w = 3 less w = 0", values: panels[1].values.map((value, i) => value - panels[0].values[i]) },
  };
}
