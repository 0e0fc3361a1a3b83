/** @file What the lab shows: the experiment, as a person would write its file, and how it is looked at. All of it is in the link. */

/** An experiment file's content. */
export type ExperimentFile = Readonly<Record<string, unknown>>;

/** What curves against w are shown. */
export const CURVES = ["distances", "entropy", "moments", "regions", "confidence", "reciprocal"] as const;
export type CurveKind = (typeof CURVES)[number];

/** How the experiment is looked at. */
export interface LabView {
  /** Moment of the dynamics, in the process's own t: 1 noise, 0 data. */
  readonly t: number;
  /** Samples drawn for the picture; at least 1. */
  readonly samples: number;
  /** The two sites or coordinates on the axes, of worlds with more. */
  readonly axes: readonly [number, number];
  /** Of each further site the token at which it is cut; null for the marginal. Empty: all marginal. */
  readonly cut: readonly (number | null)[];
  readonly curve: CurveKind;
  /** Weights from and to which curves run. */
  readonly reach: readonly [number, number];
  /** Fields of the experiment in which the second setting of a duel differs; null without a duel. */
  readonly duel: ExperimentFile | null;
  /** Id of the claim that is open; null for none. */
  readonly claim: string | null;
}

export interface LabState {
  readonly experiment: ExperimentFile;
  readonly view: LabView;
}

export const DEFAULT_VIEW: LabView = {
  t: 0.35,
  samples: 2000,
  axes: [0, 1],
  cut: [],
  curve: "distances",
  reach: [0, 8],
  duel: null,
  claim: null,
};

export const DEFAULT_STATE: LabState = {
  experiment: {
    schema: "guidelab/experiment@1",
    world: { kind: "preset", name: "overlapping-squares", parameters: { side: 3, overlap: 1 } },
    target: "z1",
    guidance: { rule: "rates", w: 4 },
    process: { kind: "masked", schedule: "log-linear" },
    sampler: { kind: "exact" },
  },
  view: DEFAULT_VIEW,
};
