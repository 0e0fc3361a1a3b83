/** @file A paper's statement as a thing that can be computed: the shape of every file in a paper's folder. */
import type { FigureData } from "../studies/figureData.ts";

export type VerdictKind = "holds" | "holds only if" | "fails here" | "not testable here";

/** What a claim's computation found. A verdict is computed, never written down. */
export interface Finding {
  readonly verdict: VerdictKind;
  /** After `holds only if`: the condition; after `fails here`: the counter-example; else empty. */
  readonly detail: string;
  /** Numbers by name; `computed` and `expected` have the same keys where an expectation exists. */
  readonly computed: Readonly<Record<string, number | readonly number[]>>;
  readonly expected: Readonly<Record<string, number | readonly number[]>>;
  /** Largest |computed - expected| that the verdict accepts, stated before the run. */
  readonly tolerance: number;
  /** How the numbers were obtained, e.g. `exact: lattice`. */
  readonly method: string;
  /** Each hypothesis of the statement, checked on the instance. */
  readonly hypotheses: readonly { readonly text: string; readonly met: boolean }[];
  readonly figures: readonly FigureData[];
}

export interface Claim {
  readonly id: string;
  /** arXiv id. */
  readonly paper: string;
  readonly title: string;
  /** The statement in our words. */
  readonly statement: string;
  /** Section or theorem. */
  readonly source: string;
  readonly compute: () => Finding;
}

/** A claim and its finding as stored, shown and compared: everything that a report needs. */
export interface ClaimRecord extends Omit<Claim, "compute">, Finding {
  readonly seconds: number;
}

/** The verdict in words: `holds`, `holds only if …`, `fails here (…)`, `not testable here (…)`. */
export function verdictText({ verdict, detail }: Pick<Finding, "verdict" | "detail">): string {
  if (detail === "") return verdict;
  return verdict === "holds only if" ? `${verdict} ${detail}` : `${verdict} (${detail})`;
}
