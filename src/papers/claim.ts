/** @file A paper's statement as a thing that can be computed: the shape of every file in a paper's folder. */
import type { FigureData } from "../studies/figureData.ts";

export type VerdictKind = "holds" | "holds only if" | "fails here" | "not testable here";

/** `quick`: smaller grids, for a first look; `full`: everything. The verdict is the same. */
export type Depth = "quick" | "full";

/** An experiment file's content, as the command line reads it. */
export type ExperimentFile = Readonly<Record<string, unknown>>;

type Numbers = Readonly<Record<string, number | readonly number[]>>;

/** What a claim's computation found, before it is judged. */
export interface Measured {
  /** Numbers by name; those with an expectation have the same name in `expected`. */
  readonly computed: Numbers;
  /** What the claim says, or a second method gives. */
  readonly expected: Numbers;
  /** How the numbers were obtained, e.g. `exact: lattice`. */
  readonly method: string;
  /** Each hypothesis of the statement, checked on the instance. */
  readonly hypotheses: readonly { readonly text: string; readonly met: boolean }[];
  /** Where the statement as it stands is not true: in words, and as an experiment to run. */
  readonly counterExample?: { readonly text: string; readonly experiment: ExperimentFile };
  readonly figures: readonly FigureData[];
}

export interface Judgement {
  readonly verdict: VerdictKind;
  /** After `holds only if`: the condition; after `fails here`: the counter-example; after `not testable here`: why; else empty. */
  readonly detail: string;
}

/** Called with the share done, from 0 to 1, by computations that take more than a second. */
export type Progress = (share: number) => void;

export interface Claim {
  /** The paper's list's number (`D8`), or `X…` for an open question taken further. */
  readonly id: string;
  /** arXiv id. */
  readonly paper: string;
  readonly title: string;
  /** The statement in our words. */
  readonly statement: string;
  /** The formula that is computed, as plain text. */
  readonly formula: string;
  /** The same as prose with TeX between dollar signs. */
  readonly tex: string;
  /** Section or theorem. */
  readonly source: string;
  /** Largest |computed − expected| that the verdict accepts. */
  readonly tolerance: number;
  /** The instances, or the chief of them: each can be run by itself. */
  readonly experiments: readonly ExperimentFile[];
  readonly compute: (depth: Depth, progress: Progress) => Measured;
  /** A verdict is computed from the numbers, never written down. */
  readonly judge: (measured: Measured, tolerance: number) => Judgement;
}

/** A claim and its finding as stored, shown and compared: everything that a report needs. */
export interface ClaimRecord extends Omit<Claim, "compute" | "judge">, Measured, Judgement {
  readonly depth: Depth;
  readonly seconds: number;
}

/** Computes and judges a claim: all of its record but the time that it took. */
export function evaluate(claim: Claim, depth: Depth, progress: Progress = () => {}): Omit<ClaimRecord, "seconds"> {
  const { compute, judge, ...statement } = claim;
  const measured = compute(depth, progress);
  return { ...statement, depth, ...measured, ...judge(measured, claim.tolerance) };
}

/** The verdict in words: `holds`, `holds only if …`, `fails here (…)`, `not testable here (…)`. */
export function verdictText({ verdict, detail }: Judgement): string {
  if (detail === "") return verdict;
  return verdict === "holds only if" ? `${verdict} ${detail}` : `${verdict} (${detail})`;
}
