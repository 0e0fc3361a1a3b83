/** @file What a duel is drawn from: the laws of two settings on the same places, and samples with the same noise. */
import type { Measured } from "../../../measures/measured.ts";
import type { Ends, Site } from "../../panels/views/record.ts";
import type { ExperimentFile } from "../../state/labState.ts";

export interface DuelQuestion {
  readonly a: ExperimentFile;
  readonly b: ExperimentFile;
  /** The sites or coordinates that are shown, of worlds with more. */
  readonly axes: readonly [number, number];
  readonly cut: readonly (number | null)[];
  /** Frame of laws on the line or in the plane; null to fit one. */
  readonly frame: readonly Ends[] | null;
}

/** Laws of both settings on the same places; null where there is none. */
interface Both {
  readonly a: Float64Array | null;
  readonly b: Float64Array | null;
}

/** Probabilities at one or two sites, the first slowest. */
export interface TokenLaws extends Both {
  readonly kind: "tokens";
  readonly alphabet: number;
  readonly sites: readonly Site[];
  readonly shown: readonly number[];
}

/** Densities on the line; shape [x]. */
export interface LineDensities extends Both {
  readonly kind: "line";
  readonly x: Float64Array;
}

/** Densities in the plane; shape [y, x], y slowest. */
export interface PlaneDensities extends Both {
  readonly kind: "plane";
  readonly x: Float64Array;
  readonly y: Float64Array;
}

export type DuelLaws = TokenLaws | LineDensities | PlaneDensities | { readonly kind: "none" };

export interface DuelSide {
  /** To what this setting's own weight wants, and to the conditional. */
  readonly distances: readonly Measured[];
  /** Why there is no law; null where there is one. */
  readonly missing: string | null;
}

export interface DuelRecord {
  readonly laws: DuelLaws;
  readonly sides: readonly [DuelSide, DuelSide];
  /** Between the two laws; none where one is missing. */
  readonly between: readonly Measured[];
}

export interface PairsQuestion {
  readonly a: ExperimentFile;
  readonly b: ExperimentFile;
  readonly n: number;
  readonly axes: readonly [number, number];
}

/** Sample i of one setting beside sample i of the other. */
export interface PairsRecord {
  /** Pairs of which both arrived. */
  readonly n: number;
  readonly lost: number;
  /** Mean network evaluations per sample. */
  readonly nfe: readonly [number, number];
  /** How alike the pairs are. */
  readonly measures: readonly Measured[];
  /** Of the first pairs, one coordinate on the line, else two; null for tokens. Shape [k, 1 or 2]. */
  readonly points: { readonly a: Float64Array; readonly b: Float64Array; readonly wide: 1 | 2 } | null;
  /** What stands between the samples and a limit, where something does. */
  readonly method: string;
}
