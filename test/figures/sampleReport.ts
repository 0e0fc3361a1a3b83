/** @file An invented report over the gallery, with text that must be escaped. */
import type { Report } from "../../src/figures/report.ts";
import type { ClaimRecord } from "../../src/papers/claim.ts";
import * as figures from "./gallery.ts";

const base: ClaimRecord = {
  id: "D5",
  paper: "2506.10971",
  title: "The four regions of a two-site target are weighted R1 ≥ R2 ≥ R3 ≥ R4",
  statement:
    "For w ≥ 0 the law multiplies p_c by a weight that depends on the region only; as w → ∞, R2 keeps exactly half of R1 while R3 and R4 vanish.",
  source: "Theorem 3.2 and Section 4",
  formula: "law(x) = A(x) (1/c + 1/d) / (Z₁ + Z₂)",
  tex: "$A$",
  experiments: [],
  depth: "full",
  verdict: "holds",
  detail: "",
  computed: { "R2/R1 at w = 64": 0.5000000001, "R1 ≥ R2 ≥ R3 ≥ R4 violated by": 0, "weights at w = 2": [2.1, 1.3, 0.4, 0.001, 0.0002] },
  expected: { "R2/R1 at w = 64": 0.5, "R1 ≥ R2 ≥ R3 ≥ R4 violated by": 0 },
  tolerance: 1e-9,
  method: "exact: lattice",
  hypotheses: [
    { text: "rates rule, exact scores", met: true },
    { text: "supports overlap", met: true },
  ],
  figures: [figures.heat, figures.heatFine, figures.barsSigned],
  seconds: 0.0123,
};

export const sampleClaims: readonly ClaimRecord[] = [
  base,
  {
    ...base,
    id: "D3",
    title: "1D: distance in time is m^Z",
    verdict: "holds",
    figures: [figures.curvesLinear, figures.curvesLog],
    seconds: 4.2,
  },
  {
    ...base,
    id: "D7",
    title: "2D: −ln TV = exp(Θ(w))",
    verdict: "holds only if",
    detail:
      "every coordinate value of the target also occurs in another class; with private values TV tends to m(t), a single exponential.",
    hypotheses: [
      { text: "full-support classes", met: true },
      { text: "no private coordinate values", met: false },
    ],
    figures: [figures.curvesLogLog, figures.curvesEmpty],
  },
  {
    ...base,
    id: "D8",
    title: "5D table of mean probabilities",
    verdict: "fails here",
    detail: "k = 5 at w = 2: exact 0.017, paper 0.200 (samples of a trained network).",
    counterExample: { text: "k = 5 alone.", experiment: {} },
    computed: { "w = 1": [4.938, 4.543, 4.03, 3.326, 2.277, 0.32], "w = 2": [5.487, 4.755, 3.902, 2.886, 1.639, 0.017] },
    expected: { "w = 1": [4.984, 4.541, 4.02, 3.386, 2.208, 0.28], "w = 2": [5.573, 4.783, 3.867, 2.844, 1.588, 0.2] },
    tolerance: 0.1,
    figures: [figures.bars],
  },
  {
    ...base,
    id: "D6",
    title: "Covariance changes with w",
    verdict: "holds",
    figures: [
      figures.ellipses,
      figures.ellipsesDegenerate,
      figures.densities,
      figures.densitiesTop,
      figures.curvesShown,
      figures.fan,
      figures.portrait,
    ],
  },
  {
    ...base,
    id: "D10",
    title: 'MNIST <script>alert("1 & 2")</script>',
    verdict: "not testable here",
    detail: "IDX files were not given.",
    computed: {},
    expected: {},
    hypotheses: [],
    figures: [],
  },
];

export const sampleReport: Omit<Report, "svg"> = {
  formats: ["svg", "pdf"],
  formulas: { D7: "<math><mi>A</mi></math>" },
  title: "What exactly does guidance do: claims checked",
  generatedBy: "guidelab 0.1.0",
  depth: "full",
  papers: [
    { id: "2506.10971", key: "he2025exactly", title: "What exactly <does> guidance do", authors: ["Ye He", "Molei Tao"], year: 2025 },
  ],
  claims: sampleClaims,
  realData: [
    {
      id: "passengers",
      title: "Who survives under guidance",
      sentence: "Guided towards survival at w = 2, women in first class rise from 20 % to 31 %; the tilted law would say 36 %.",
      source: "passenger list, 2201 people, counted by ticket, sex and age",
      figure: figures.dots,
    },
    {
      id: "tickets",
      title: "Ticket and sex",
      sentence: "Two sites, four and two levels.",
      source: "passenger list, 2201 people",
      figure: figures.heatLevels,
    },
  ],
  commands: {
    report: "npx guidelab reproduce all --out report",
    claims: { D5: "npx guidelab reproduce D5" },
    experiments: {
      D5: [
        {
          name: "diamonds & squares",
          file: "experiments/d5-1.json",
          command: "npx guidelab law report/experiments/d5-1.json",
          experiment: { seed: 7, target: "a" },
        },
      ],
    },
  },
};
