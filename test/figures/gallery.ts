/** @file One invented figure of every kind and corner: what the snapshot tests draw and what a person looks at. */
import type {
  CategoryFigure,
  CurveFigure,
  DensityFigure,
  EllipseFigure,
  FanFigure,
  FigureData,
  HeatFigure,
  PortraitFigure,
} from "../../src/studies/figureData.ts";

const normalised = (values: readonly number[]): readonly number[] => {
  const total = values.reduce((a, b) => a + b, 0);
  return values.map((v) => v / total);
};

const squareLaw = normalised([4, 4, 3, 0, 4, 4, 3, 0, 3, 3, 0.6, 0, 0, 0, 0, 0]);
const squareTilted = normalised([4, 4, 4, 0, 4, 4, 4, 0, 4, 4, 0.00002, 0, 0, 0, 0, 0]);

export const heat: HeatFigure = {
  kind: "heat",
  id: "heat-regions",
  title: "Law and tilted law of two overlapping squares, w = 2",
  caption:
    "Two 3×3 squares of a 4×4 grid overlap in one cell; w = 2. The sampler loses mass beside the shared cell, the tilted law only in it.",
  alphabet: 4,
  sites: [
    { label: "x₁, token of site 0", ticks: ["0", "1", "2", "3"] },
    { label: "x₂, token of site 1", ticks: ["0", "1", "2", "3"] },
  ],
  panels: [
    { title: "law", values: squareLaw },
    { title: "tilted", values: squareTilted },
  ],
  difference: { title: "law − tilted", values: squareLaw.map((v, i) => v - squareTilted[i]) },
  regions: ["R1", "R1", "R2", "", "R1", "R1", "R2", "", "R2", "R2", "R4", "", "", "", "", ""],
};

const levels = [0.04, 0.2, 0.001, 0.05, 0.02, 0.24, 0.14, 0.309];

export const heatLevels: HeatFigure = {
  kind: "heat",
  id: "heat-levels",
  title: "Passengers given survival, w = 1",
  caption:
    "Ticket against sex; the second site has two levels in an alphabet of four, so two rows of cells cannot occur and are not drawn.",
  alphabet: 4,
  sites: [
    { label: "ticket", ticks: ["first class", "second class", "third class", "crew"] },
    { label: "sex", ticks: ["male", "female"] },
  ],
  panels: ["conditional", "tilted", "law of the sampler that reveals one site per step"].map((title, k) => ({
    title,
    values: Array.from({ length: 16 }, (_, i) => (i % 4 < 2 ? levels[(Math.floor(i / 4) * 2 + (i % 4) + k) % 8] : 0)),
  })),
  difference: {
    title: "law − tilted",
    values: Array.from({ length: 16 }, (_, i) => (i % 4 < 2 ? 0.3 * levels[Math.floor(i / 4) * 2 + (i % 4)] * (i % 2 === 0 ? -1 : 1) : 0)),
  },
};

const side = 16;
const bump = (cx: number, cy: number): readonly number[] =>
  normalised(
    Array.from({ length: side * side }, (_, i) =>
      Math.exp(-((Math.floor(i / side) - cx) ** 2 + (i % side) ** 2 - 2 * cy * (i % side)) / 30),
    ),
  );

export const heatFine: HeatFigure = {
  kind: "heat",
  id: "heat-fine",
  title: "A fine alphabet",
  caption: "Sixteen tokens per site: colours only, every second tick.",
  alphabet: side,
  sites: [
    { label: "x₁", ticks: Array.from({ length: side }, (_, k) => String(k)) },
    { label: "x₂", ticks: Array.from({ length: side }, (_, k) => String(k)) },
  ],
  panels: [
    { title: "law", values: bump(5, 5) },
    { title: "tilted", values: bump(7, 6) },
  ],
  difference: { title: "law − tilted", values: bump(5, 5).map((v, i) => v - bump(7, 6)[i]) },
  regions: Array.from({ length: side * side }, (_, i) =>
    Math.floor(i / side) < 8 ? (i % side < 8 ? "R1" : "R2") : i % side < 8 ? "R3" : "",
  ),
};

const weights = Array.from({ length: 61 }, (_, i) => -1 + i * 0.2);

export const curvesLinear: CurveFigure = {
  kind: "curves",
  id: "curves-linear",
  title: "Distance between the law and its neighbours",
  caption: "Total variation against w for all six looks of a series; one line has a gap where the value is not finite.",
  x: { label: "w (−1 unconditional, 0 conditional)", scale: "linear" },
  y: { label: "total variation distance to the law, TV(law, ·)", scale: "linear" },
  series: [
    { name: "tilted", mark: "line", x: weights, y: weights.map((w) => 0.12 * (1 - Math.exp(-0.3 * Math.max(0, w)))) },
    { name: "conditional", mark: "line", x: weights, y: weights.map((w) => 1 - Math.exp(-0.2 * Math.abs(w))) },
    { name: "unconditional", mark: "line", x: weights, y: weights.map((w) => 0.8 - 0.8 * Math.exp(-0.5 * (w + 1))) },
    { name: "law", mark: "line", x: weights, y: weights.map((w) => (w > 4 && w < 5 ? null : 0.3 + 0.01 * w)) },
    { name: "paper, 10⁴ samples", mark: "points", x: [0, 1, 2, 4, 8], y: [0.01, 0.2, 0.35, null, 0.82] },
    { name: "tau-leaping, 50 steps", mark: "line", x: weights, y: weights.map((w) => 0.5 + 0.2 * Math.sin(w / 2)) },
    { name: "tau-leaping, samples", mark: "points", x: [0, 2, 4, 6, 8, 10], y: [0.5, 0.66, 0.68, 0.53, 0.35, 0.31] },
  ],
};

const errors = Array.from({ length: 25 }, (_, i) => 2 ** (i / 2));

export const curvesLog: CurveFigure = {
  kind: "curves",
  id: "curves-log",
  title: "Error against the number of steps",
  caption: "Both axes logarithmic; the tokens rule at w = 1, 4 and 16 in three strengths of one colour.",
  x: { label: "N, sampler steps", scale: "log" },
  y: { label: "TV(N-step law, law)", scale: "log" },
  series: [1, 4, 16].map((w) => ({ name: `law, w = ${w}`, mark: "line", x: errors, y: errors.map((n) => Math.min(0.9, w / n ** 1.5)) })),
};

export const curvesLogLog: CurveFigure = {
  kind: "curves",
  id: "curves-log-log",
  title: "Double exponential in w",
  caption: "TV at u = ln 2: with full-support classes exp(−e^{cw}), a straight line here; with private coordinate values it levels off.",
  x: { label: "w (0 conditional)", scale: "linear" },
  y: { label: "TV(law at clock u, law at ∞), the probability that some site is still masked", scale: "log-log" },
  series: [
    {
      name: "law, full support",
      mark: "line",
      x: weights.filter((w) => w >= 0),
      y: weights.filter((w) => w >= 0).map((w) => 0.5 ** Math.exp(0.45 * w)),
    },
    {
      name: "law, private values",
      mark: "line",
      x: weights.filter((w) => w >= 0),
      y: weights.filter((w) => w >= 0).map((w) => 0.5 + 0.25 * Math.exp(-w)),
    },
    { name: "paper", mark: "points", x: [0, 2, 4, 6], y: [0.52, 0.2, 0.03, 0] },
  ],
};

export const curvesEmpty: CurveFigure = {
  kind: "curves",
  id: "curves-empty",
  title: "Nothing to show",
  caption: "A series without points and one without finite values: an empty frame, no crash.",
  x: { label: "w", scale: "linear" },
  y: { label: "value", scale: "log" },
  series: [
    { name: "law", mark: "line", x: [], y: [] },
    { name: "tilted", mark: "points", x: [1, 2], y: [null, Number.NaN] },
  ],
};

export const bars: CategoryFigure = {
  kind: "categories",
  id: "bars",
  title: "Mean probability per state by number of shared coordinates",
  caption: "Uniform classes on {0,1,2}⁵ and {2,3,4}⁵; our exact numbers beside the paper's 10k samples, w = 1 and 2.",
  layout: "vertical",
  categoryLabel: "k, coordinates equal to 2",
  valueLabel: "mean probability per state, 10⁻³",
  categories: ["0", "1", "2", "3", "4", "5"],
  series: [
    { name: "exact, w = 1", values: [4.938, 4.543, 4.03, 3.326, 2.277, 0.32] },
    { name: "paper, w = 1", values: [4.984, 4.541, 4.02, 3.386, 2.208, 0.28] },
    { name: "exact, w = 2", values: [5.487, 4.755, 3.902, 2.886, 1.639, 0.017] },
    { name: "paper, w = 2", values: [5.573, 4.783, 3.867, 2.844, 1.588, 0.2] },
  ],
};

export const barsSigned: CategoryFigure = {
  kind: "categories",
  id: "bars-signed",
  title: "Change of each region's mass",
  caption: "Signed values and categories of several words.",
  layout: "vertical",
  categoryLabel: "region of the target's support",
  valueLabel: "mass(law) − mass(conditional)",
  categories: ["R1, both private", "R2, one projection overlaps", "R3, both projections overlap", "R4, the point overlaps"],
  series: [
    { name: "law", values: [0.2, 0.03, -0.08, -0.15] },
    { name: "tilted", values: [0.12, 0.1, -0.02, -0.2] },
    { name: "conditional", values: [0.01, 0.01, 0.01, 0.01] },
    { name: "unconditional", values: [-0.1, 0.04, 0.03, 0.03] },
  ],
};

export const dots: CategoryFigure = {
  kind: "categories",
  id: "dots",
  title: "Who survives under guidance",
  caption: "One row per group, w = 2; the thin line joins the least and the greatest value.",
  layout: "horizontal",
  categoryLabel: "group (ticket, sex, age)",
  valueLabel: "probability of the group",
  categories: [
    "first class, female, adult",
    "second class, female, adult",
    "third class, female, adult",
    "third class, male, child",
    "crew, male, adult, with a label that is long enough to need two lines",
  ],
  series: [
    { name: "law", values: [0.31, 0.2, 0.11, 0.03, 0.21] },
    { name: "tilted", values: [0.36, 0.22, 0.08, 0.02, 0.19] },
    { name: "conditional", values: [0.2, 0.12, 0.12, 0.04, 0.27] },
    { name: "unconditional", values: [0.07, 0.05, 0.08, 0.05, 0.39] },
  ],
};

export const ellipses: EllipseFigure = {
  kind: "ellipses",
  id: "ellipses",
  title: "Mean and covariance against w",
  caption:
    "Law and tilted for w = 0, 1, 3 and 7. The tilted law shrinks in the same shape, the law also turns; at w = 7 its second variance is zero.",
  sites: ["x₁, token of site 0", "x₂, token of site 1"],
  ellipses: [0, 1, 3, 7].flatMap((w) => [
    {
      series: "law",
      w,
      mean: [2 + 0.18 * w, 2 + 0.05 * w],
      covariance: [1 / (1 + 0.3 * w), -0.05 * w, -0.05 * w, w === 7 ? 0.27 : 1 / (1 + 0.5 * w)],
    },
    { series: "tilted", w, mean: [2 + 0.05 * w, 2 + 0.05 * w], covariance: [1 / (1 + w), 0, 0, 1 / (1 + w)] },
  ]),
};

export const ellipsesDegenerate: EllipseFigure = {
  kind: "ellipses",
  id: "ellipses-degenerate",
  title: "Covariances without a second direction",
  caption: "A point mass, a vertical and a slanted segment: no crash.",
  sites: ["x₁", "x₂"],
  ellipses: [
    { series: "law", w: 0, mean: [0, 0], covariance: [0, 0, 0, 0] },
    { series: "law", w: 1, mean: [1, 0], covariance: [0, 0, 0, 1] },
    { series: "law", w: 2, mean: [2, 1], covariance: [0.5, 0.5, 0.5, 0.5] },
  ],
};

const line = (low: number, high: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1));
const planeX = line(-3, 3, 41);
const planeY = line(-2, 2, 33);
const hill = (cx: number, cy: number, size: number): readonly number[] =>
  planeY.flatMap((y) => planeX.map((x) => Math.exp(-((x - cx) ** 2 + (y - cy) ** 2) / (2 * size * size)) / (2 * Math.PI * size * size)));
const around = (k: number): readonly [number, number] => [1 + 0.4 * Math.sin(7 * k), 0.4 * Math.cos(11 * k) * Math.cos(k)];

export const densities: DensityFigure = {
  kind: "densities",
  id: "densities",
  title: "Law and tilted law in the plane, w = 3",
  caption: "Filled contours on one scale; the points are draws. The law is narrower and further out than the tilted law.",
  axes: ["x₁", "x₂"],
  x: planeX,
  y: planeY,
  panels: [
    { title: "conditional", values: hill(0.5, 0, 0.9) },
    { title: "tilted (wanted)", values: hill(0.9, 0, 0.7) },
    { title: "law (comes out)", values: hill(1.1, 0.1, 0.6), points: Array.from({ length: 60 }, (_, k) => around(k)) },
  ],
  difference: { title: "law − tilted", values: hill(1.1, 0.1, 0.6).map((v, i) => v - hill(0.9, 0, 0.7)[i]) },
};

const times = line(1, 0, 41);
const path = (w: number, k: number): readonly number[] =>
  times.map((t) => (1 - t) * (1.5 + 0.2 * w) - w * 0.5 * (1 - t) * t ** 2 * 4 + t * Math.sin(9 * k) + 0.3 * Math.sin(k) * (1 - t));
const meanOf = (w: number): readonly number[] => times.map((_, i) => line(0, 9, 10).reduce((sum, k) => sum + path(w, k)[i] / 10, 0));

export const fan: FanFigure = {
  kind: "fan",
  id: "fan",
  title: "Trajectories against time",
  caption: "Four weights on the same axes: stronger guidance overshoots the support and is pulled back.",
  x: { label: "t (1 noise, 0 data)", scale: "linear" },
  y: { label: "x projected on the class axis", scale: "linear" },
  panels: [1, 3, 7, 15].map((w) => ({
    title: `w = ${w}`,
    x: times,
    paths: line(0, 9, 10).map((k) => path(w, k)),
    mean: meanOf(w),
    sd: times.map((t) => 0.2 + 0.6 * t),
  })),
  levels: [
    { y: 1, label: "support from 1" },
    { y: 2, label: "to 2" },
  ],
};

export const portrait: PortraitFigure = {
  kind: "portrait",
  id: "portrait",
  title: "The guided field at one moment",
  caption: "Arrows are the velocity, not to scale between the panels; curves run from ring to dot.",
  axes: ["x₁", "x₂"],
  panels: [0, 3].map((w) => ({
    title: `w = ${w}`,
    arrows: line(-2, 2, 9).flatMap((x) => line(-2, 2, 9).map((y) => [x, y, -0.12 * (x - 0.4 * w), -0.12 * y] as const)),
    paths: line(0, 5, 6).map((k) => times.map((t) => [2 * t * Math.cos(k) + 0.4 * w * (1 - t), 2 * t * Math.sin(k)] as const)),
  })),
};

/** An axis that runs backwards and a peak that leaves the frame. */
export const curvesShown: CurveFigure = {
  ...curvesEmpty,
  id: "curves-shown",
  title: "A peak cut at the frame",
  caption: "The law goes on to 40 above the frame; the axis falls from left to right.",
  x: { label: "noise angle θ, falling with t", scale: "linear", shown: [1.5, 0] },
  y: { label: "density", scale: "linear", shown: [0, 6] },
  series: [
    { name: "conditional", mark: "line", x: times.map((t) => 1.5 * t), y: times.map(() => 1) },
    { name: "law", mark: "line", x: times.map((t) => 1.5 * t), y: times.map((t) => 40 * Math.exp(-(((t - 0.3) / 0.05) ** 2))) },
  ],
};

/** One law far above the others: colours end below it. */
export const densitiesTop: DensityFigure = {
  ...densities,
  id: "densities-top",
  panels: [
    { title: "conditional", values: hill(0.5, 0, 0.9) },
    { title: "law (comes out)", values: hill(1.1, 0.1, 0.2), points: Array.from({ length: 9 }, (_, k) => around(k)) },
  ],
  top: 0.6,
  difference: { title: "law − conditional", values: hill(1.1, 0.1, 0.2).map((v, i) => v - hill(0.5, 0, 0.9)[i]) },
};

export const gallery: readonly FigureData[] = [
  heat,
  heatLevels,
  heatFine,
  curvesLinear,
  curvesLog,
  curvesLogLog,
  curvesEmpty,
  bars,
  barsSigned,
  dots,
  ellipses,
  curvesShown,
  densities,
  densitiesTop,
  fan,
  portrait,
  ellipsesDegenerate,
];
