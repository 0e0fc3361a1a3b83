/** @file What the lab shows: the experiment, as a person would write its file, and how it is looked at. All of it is in the link. */

import type { Axis } from "../../guidance/weightSchedule.ts";

/** An experiment file's content. */
export type ExperimentFile = Readonly<Record<string, unknown>>;

/** What curves against w are shown. */
export const CURVES = ["distances", "entropy", "moments", "regions", "confidence", "reciprocal"] as const;
export type CurveKind = (typeof CURVES)[number];

/** The colours and the frame of the four views, which hold while numbers change. */
export interface Scale {
  /** What it was fitted to, in short: of another world it no longer counts. */
  readonly of: string;
  /** Probability or density with the darkest colour; > 0. */
  readonly top: number;
  /** Difference, either way, with the darkest colours; > 0. */
  readonly span: number;
  /** Ends of the axes of a world on R^d that are shown; null for tokens. */
  readonly frame: readonly (readonly [number, number])[] | null;
}

/** How samples in the plane are drawn. */
export const MARKS = ["counts", "points"] as const;
export type Marks = (typeof MARKS)[number];

/** Which claims are listed: null and the empty text leave out none. */
export interface Sought {
  /** arXiv id. */
  readonly paper: string | null;
  readonly verdict: string | null;
  /** In id, title, statement or source. */
  readonly text: string;
}

/** How the experiment is looked at. */
export interface LabView {
  /** Moment of the dynamics, in the process's own t: 1 noise, 0 data. */
  readonly t: number;
  /** How fast the dynamics play: 1 is the whole way in eight seconds. */
  readonly speed: number;
  /** Samples drawn for the picture; at least 1. */
  readonly samples: number;
  /** The two sites or coordinates on the axes, of worlds with more. */
  readonly axes: readonly [number, number];
  /** Of each further site the token at which it is cut; null for the marginal. Empty: all marginal. */
  readonly cut: readonly (number | null)[];
  /** Null until a first picture fits it. */
  readonly scale: Scale | null;
  readonly marks: Marks;
  readonly curve: CurveKind;
  /** Weights from and to which curves run. */
  readonly reach: readonly [number, number];
  /** Axis over which a weight schedule is drawn; t where the process has no such axis. */
  readonly over: Axis;
  /** Fields of the experiment in which the second setting of a duel differs; null without a duel. */
  readonly duel: ExperimentFile | null;
  /** Id of the claim that is open; null for none. */
  readonly claim: string | null;
  readonly sought: Sought;
}

export interface LabState {
  readonly experiment: ExperimentFile;
  readonly view: LabView;
}

export const DEFAULT_VIEW: LabView = {
  t: 0.35,
  speed: 1,
  samples: 2000,
  axes: [0, 1],
  cut: [],
  scale: null,
  marks: "counts",
  curve: "distances",
  reach: [0, 8],
  over: "t",
  duel: null,
  claim: null,
  sought: { paper: null, verdict: null, text: "" },
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
