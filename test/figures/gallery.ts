/** @file One invented figure of every kind and corner: what the snapshot tests draw and what a person looks at. */
import type { CategoryFigure, CurveFigure, EllipseFigure, FigureData, HeatFigure } from "../../src/studies/figureData.ts";

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
  ellipsesDegenerate,
];
