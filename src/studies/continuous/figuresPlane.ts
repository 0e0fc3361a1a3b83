/** @file Laws in the plane as pictures, on one colour scale; of samplers that have samples only, their draws over the tilted density. */
import { tiltedPlaneLaw } from "../../continuous/plane/tiltedPlaneLaw.ts";
import { planeTotalVariation } from "../../measures/plane/planeDistances.ts";
import { stream } from "../../random/stream.ts";
import type { DensityFigure, FigureData } from "../figureData.ts";
import type { Omitted } from "../omitted.ts";
import type { Resources } from "../resources.ts";
import { axisPoints } from "./axisGrid.ts";
import type { ContinuousRun } from "./continuousRun.ts";
import { routeOf } from "./figuresRoute.ts";
import { said, setting, weightOf } from "./figuresSetting.ts";
import { planeLaws, planeTilted } from "./planeRecord.ts";
import { runContinuousSampling } from "./sampling.ts";
import type { ContinuousExperiment } from "./schema.ts";

const POINTS = 81;
const DRAWS = 600;
/** Ends of the flow, and draws of the class, that the frame is put around. */
const ENDS = 300;
/** Densities above this many times the conditional's largest share the darkest colour. */
const HIGHEST = 4;

export function planeFigures(
  experiment: ContinuousExperiment,
  run: ContinuousRun,
  resources: Resources,
  omitted: Omitted[],
): readonly FigureData[] {
  const exact = experiment.sampler.kind === "flow" && !run.white && !run.atoms;
  return [exact ? exactFigure(experiment, run, omitted) : drawnFigure(experiment, run, resources, omitted)];
}

function exactFigure(experiment: ContinuousExperiment, run: ContinuousRun, omitted: Omitted[]): DensityFigure {
  const { paths } = routeOf(experiment, run, ENDS);
  const { x, y } = frameOf(experiment, run, paths.points.subarray((paths.times - 1) * paths.n * 2));
  const { law, tilted, conditional, notes } = planeLaws(experiment, run, { x, y });
  if (!tilted) omitted.push({ name: "tilted law", why: notes.join("; ") });
  const far = tilted ? ` TV(law, tilted) = ${said(planeTotalVariation(law, tilted).value)}.` : "";
  const other = tilted ?? conditional;
  return figureOf(experiment, { x, y }, `Law: ${law.method}.${far}`, [
    { title: "conditional", density: conditional.density },
    ...(tilted ? [{ title: "tilted (wanted)", density: tilted.density }] : []),
    { title: "law (comes out)", density: law.density },
    { title: tilted ? "law − tilted" : "law − conditional", density: law.density.map((value, i) => value - other.density[i]) },
  ]);
}

function drawnFigure(experiment: ContinuousExperiment, run: ContinuousRun, resources: Resources, omitted: Omitted[]): DensityFigure {
  const points = [...runContinuousSampling(experiment, resources, DRAWS).draws].flatMap(({ point, status }) =>
    status === "done" ? [[point[0], point[1]] as const] : [],
  );
  const { tilted, notes } = planeTilted(run);
  if (!tilted) omitted.push({ name: "tilted law", why: notes.join("; ") });
  const conditional = tiltedPlaneLaw(run.pair, 0);
  const law = tilted ?? conditional;
  const { x, y } = frameOf(experiment, run, Float64Array.from(points.flat()));
  const inside = points.filter(([a, b]) => a >= x[0] && a <= x[x.length - 1] && b >= y[0] && b <= y[y.length - 1]);
  const [base, wanted] = [conditional, law].map((each) => each.onGrid({ x, y }).density);
  const name = tilted ? "tilted (wanted)" : "conditional";
  const others = [
    { title: "conditional", density: base },
    ...(tilted ? [{ title: "tilted (wanted)", density: wanted }] : []),
    { title: `draws (come out) over ${name.split(" ")[0]}`, density: wanted, points: inside },
    { title: tilted ? "tilted − conditional" : "no difference", density: wanted.map((value, i) => value - base[i]) },
  ];
  return figureOf(
    experiment,
    { x, y },
    `${points.length} draws, ${inside.length} of them inside the frame; densities by quadrature.`,
    others,
  );
}

/** Points at the frame's rim that may be left out, on each side. */
const OUTLIERS = 0.004;
const AIR = 0.06;

/** Even axes around the draws of the class, its support where it is compact, and the ends of the law, shape [n, 2]. */
function frameOf({ seed }: ContinuousExperiment, { pair: { conditional } }: ContinuousRun, ends: Float64Array) {
  const own = new Float64Array(2 * ENDS);
  const rng = stream(seed, "frame");
  for (let i = 0; i < ENDS; i++) conditional.draw(rng, own, 2 * i);
  const [x, y] = [0, 1].map((axis) => {
    const { low, high } = conditional.extent;
    const sides = [own, ends].flatMap((points) => {
      const along = points.filter((_, e) => e % 2 === axis).sort();
      const out = Math.floor(OUTLIERS * along.length);
      return [along[out], along[along.length - 1 - out]];
    });
    if (conditional.compact) sides.push(low[axis], high[axis]);
    const [left, right] = [Math.min(...sides), Math.max(...sides)];
    const air = AIR * (right - left);
    return axisPoints({ low: left - air, high: right + air, count: POINTS });
  });
  return { x, y };
}

interface Named {
  readonly title: string;
  readonly density: Float64Array;
  readonly points?: readonly (readonly [number, number])[];
}

/** @param named the first is the conditional, the last the difference */
function figureOf(
  experiment: ContinuousExperiment,
  { x, y }: { readonly x: Float64Array; readonly y: Float64Array },
  how: string,
  named: readonly Named[],
): DensityFigure {
  const panels = named.slice(0, -1);
  const { title, density } = named[named.length - 1];
  const [first, ...rest] = panels.map((panel) => panel.density.reduce((a, b) => Math.max(a, b), 0));
  const peak = Math.max(first, ...rest);
  const cut = peak > HIGHEST * first;
  const above = cut ? ` Colours end at ${HIGHEST} times the conditional's peak; the largest density on the grid is ${said(peak)}.` : "";
  return {
    kind: "densities",
    id: "densities",
    title: `Densities in the plane, ${weightOf(experiment)}`,
    caption: `${setting(experiment)} ${how} Filled contours on ${x.length} × ${y.length} points.${above} Where the last panel has colour, ${title.startsWith("law") ? "guidance misses what it is said to sample" : "guidance is meant to move mass"}.`,
    axes: ["x₁", "x₂"],
    x: [...x],
    y: [...y],
    panels: panels.map(({ title: name, density: values, points }) => ({ title: name, values: [...values], ...(points ? { points } : {}) })),
    ...(cut ? { top: HIGHEST * first } : {}),
    difference: { title, values: [...density] },
  };
}
