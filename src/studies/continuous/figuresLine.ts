/** @file Laws on the line as pictures: densities, and distribution functions, in which no law hides another. */
import type { LineLaw } from "../../continuous/line/lineLaw.ts";
import { worldLaw } from "../../continuous/line/worldLaw.ts";
import { lineWasserstein1 } from "../../measures/line/lineWasserstein.ts";
import type { CurveFigure, FigureData } from "../figureData.ts";
import type { Omitted } from "../omitted.ts";
import type { Resources } from "../resources.ts";
import { axisPoints } from "./axisGrid.ts";
import type { ContinuousRun } from "./continuousRun.ts";
import { said, setting, weightOf } from "./figuresSetting.ts";
import { lineTilted } from "./lineRecord.ts";
import { lineSamplerLaw } from "./lineSampler.ts";
import { runContinuousSampling } from "./sampling.ts";
import type { ContinuousExperiment } from "./schema.ts";

/** Densities and distribution functions of conditional, unconditional, tilted and law; of a law that has samples only, the samples' distribution function. */
export function lineFigures(
  experiment: ContinuousExperiment,
  run: ContinuousRun,
  resources: Resources,
  omitted: Omitted[],
): readonly FigureData[] {
  const { tilted, notes } = lineTilted(run);
  if (!tilted) omitted.push({ name: "tilted law", why: notes.join("; ") });
  const law = hasLaw(experiment, run) ? lineSamplerLaw(experiment.sampler, run) : null;
  const { conditional, unconditional } = run.pair;
  const series: readonly Named[] = [
    { name: "conditional", law: worldLaw(conditional) },
    { name: "unconditional", law: worldLaw(unconditional) },
    ...(tilted ? [{ name: "tilted (wanted)", law: tilted }] : []),
    ...(law ? [{ name: "law (comes out)", law }] : []),
  ];
  const x = pointsFor(
    run,
    series.filter(({ name }) => name !== "unconditional").map(({ law: each }) => each),
  );
  const about = `${setting(experiment)} ${law ? `Law: ${law.method} (error of P(X ≤ x) ≤ ${law.error.toExponential(1)}).` : "The sampler's law is known by its draws only."}`;
  return [densityFigure(experiment, series, x, about), distributionFigure(experiment, { series, x, about, tilted, law }, resources)];
}

interface Named {
  readonly name: string;
  readonly law: LineLaw;
}

/** Whether the law of a sampler on the line is computed: not for steps that differ from draw to draw, errors without slope, nor where flows end on points. */
export function hasLaw({ sampler: { kind } }: ContinuousExperiment, { white, atoms }: ContinuousRun): boolean {
  return kind !== "dopri5" && !white && !(atoms && (kind === "flow" || kind === "sde"));
}

const EVEN = 401;
/** Points at equal probability of each law, so that narrow peaks are met. */
const QUANTILES = 200;
const TAIL = 1e-4;
/** Distance, in widths, of the two points beside a jump. */
const BESIDE = 1e-7;

/** Even points, quantiles, and either side of every edge. */
function pointsFor({ pair: { conditional, unconditional } }: ContinuousRun, laws: readonly LineLaw[]): readonly number[] {
  const low = Math.min(...laws.map((law) => law.quantile(TAIL)));
  const high = Math.max(...laws.map((law) => law.quantile(1 - TAIL)));
  const air = 0.03 * (high - low);
  const ends = { low: low - air, high: high + air };
  const edges = [...conditional.breaks[0], ...unconditional.breaks[0]].filter((x) => x > ends.low && x < ends.high);
  const beside = BESIDE * (high - low);
  const quantiles = laws.flatMap((law) => Array.from({ length: QUANTILES - 1 }, (_, k) => law.quantile((k + 1) / QUANTILES)));
  const all = [...axisPoints({ ...ends, count: EVEN }), ...quantiles, ...edges.flatMap((x) => [x - beside, x + beside])];
  return [...new Set(all)].filter((x) => edges.every((edge) => Math.abs(x - edge) >= 0.99 * beside)).sort((a, b) => a - b);
}

/** A peak above so many times the conditional's leaves the frame, which then ends at so many times. */
const [TALL, HIGHEST] = [10, 6];

function densityFigure(experiment: ContinuousExperiment, named: readonly Named[], x: readonly number[], about: string): CurveFigure {
  const series = named.map(({ name, law }) => ({ name, mark: "line" as const, x, y: x.map((at) => finiteOrNull(law.density(at))) }));
  const peaks = series.map(({ y }) => y.reduce<number>((a, b) => Math.max(a, b ?? 0), 0));
  const [tall, top] = [TALL * peaks[0], HIGHEST * peaks[0]];
  const cut = series.flatMap(({ name, y }, k) =>
    peaks[k] > tall ? [`${name} goes on to ${said(peaks[k])} at x = ${said(x[y.indexOf(peaks[k])])}`] : [],
  );
  const above = cut.length === 0 ? "" : ` The frame ends at ${HIGHEST} times the conditional's peak: ${cut.join("; ")}.`;
  return {
    kind: "curves",
    id: "density",
    title: `Densities on the line, ${weightOf(experiment)}`,
    caption: `${about} Where law and tilted differ, guidance does not sample what it is said to sample.${above}`,
    x: { label: "x", scale: "linear", shown: [x[0], x[x.length - 1]] },
    y: { label: "density", scale: "linear", shown: [0, cut.length > 0 ? top : 1.05 * Math.max(...peaks)] },
    series,
  };
}

const finiteOrNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

const DRAWS = 1000;

function distributionFigure(
  experiment: ContinuousExperiment,
  shown: { series: readonly Named[]; x: readonly number[]; about: string; tilted: LineLaw | null; law: LineLaw | null },
  resources: Resources,
): CurveFigure {
  const { series, x, about, tilted, law } = shown;
  const far = law && tilted ? lineWasserstein1(law, tilted) : null;
  const distance = far ? ` The area between law and tilted is W1 = ${said(far.value)} (error ≤ ${far.error.toExponential(1)}).` : "";
  const drawn = law ? null : sortedDraws(experiment, resources);
  const draws = drawn ? ` Points: ${drawn.length} draws, every ${EVERY}th.` : "";
  return {
    kind: "curves",
    id: "distribution",
    title: `Distribution functions on the line, ${weightOf(experiment)}`,
    caption: `${about}${distance}${draws} Here no peak hides another law; a step is mass in one place.`,
    x: { label: "x", scale: "linear", shown: [x[0], x[x.length - 1]] },
    y: { label: "P(X ≤ x)", scale: "linear", shown: [0, 1] },
    series: [
      ...series.map(({ name, law: each }) => ({ name, mark: "line" as const, x, y: x.map(each.cdf) })),
      ...(drawn ? [empirical(drawn)] : []),
    ],
  };
}

const EVERY = 40;

function sortedDraws(experiment: ContinuousExperiment, resources: Resources): readonly number[] {
  const draws = [...runContinuousSampling(experiment, resources, DRAWS).draws].filter(({ status }) => status === "done");
  return draws.map(({ point }) => point[0]).sort((a, b) => a - b);
}

/** The samples' distribution function at the middle of its jumps. */
function empirical(sorted: readonly number[]): CurveFigure["series"][number] {
  const kept = sorted.map((x, i) => [x, (i + 0.5) / sorted.length] as const).filter((_, i) => i % EVERY === EVERY / 2);
  return { name: "law (comes out), draws", mark: "points", x: kept.map(([x]) => x), y: kept.map(([, p]) => p) };
}
