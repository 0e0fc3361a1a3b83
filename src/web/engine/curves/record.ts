/** @file What curves against w are drawn from: measures at the weights of a grid, as far as they are known. */
import type { Measured } from "../../../measures/measured.ts";
import type { Omitted } from "../../../studies/omitted.ts";
import type { ExperimentFile } from "../../state/labState.ts";

export interface CurvesQuestion {
  /** Its weight does not count: each of `weights` takes its place. */
  readonly experiment: ExperimentFile;
  /** Rising. */
  readonly weights: readonly number[];
  /** Computes all weights, however long it takes; else a slow experiment's grid stays coarse. */
  readonly thorough: boolean;
}

/**
 * Measures at one weight, named as `guidelab measure` names them, and in the same way: `mean x0 (law)`, `variance x0 (tilted)`,
 * `covariance x0,x1 (law)`, `mass R1 (law)`, `factor R1`, and with `limit` in place of `law` what the same rule gives in continuous time.
 */
export interface CurvePoint {
  readonly w: number;
  readonly measures: readonly Measured[];
  /** Why there is no law at this weight; null where there is one. */
  readonly fault: string | null;
}

export interface CurvesRecord {
  /** By rising weight; those that are not known yet are left out. */
  readonly points: readonly CurvePoint[];
  /** Weights that were asked for. */
  readonly asked: number;
  /** Whether the grid was left coarse because the experiment is slow. */
  readonly coarse: boolean;
  /** Whether every weight takes seconds, so that only a thorough question is answered. */
  readonly slow: boolean;
  readonly omitted: readonly Omitted[];
}

/** Measures of one weight, what is left out once for all weights. */
export interface CurveSource {
  readonly at: (w: number) => CurvePoint;
  /** Whether a weight takes seconds. */
  readonly slow: boolean;
  readonly omitted: readonly Omitted[];
}
