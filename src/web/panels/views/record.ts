/** @file What the four views are drawn from: what a worker answers about laws and about samples. */
import type { GaussianLaw } from "../../../continuous/gaussian/gaussianLaw.ts";
import type { AxisGrid } from "../../../studies/continuous/axisGrid.ts";
import type { ExperimentFile } from "../../state/labState.ts";

/** Ends of an axis that is shown. */
export type Ends = readonly [number, number];

export interface ViewsQuestion {
  readonly experiment: ExperimentFile;
  /** The two sites that are shown of a world of tokens with more; a place that the world does not have counts as the first two. */
  readonly axes: readonly [number, number];
  /** Of each further site, ascending, the token at which it is cut; null or absent for the marginal. */
  readonly cut: readonly (number | null)[];
  /** Frame of a continuous law, an entry a dimension; null to fit one. */
  readonly frame: readonly Ends[] | null;
  /** `soon`: what follows the hand; `whole`: the law too, however long it takes. */
  readonly part: "soon" | "whole";
  /** Given back with the answer, so that the page knows what it answers. */
  readonly of: string;
}

interface ViewsHead {
  readonly of: string;
  readonly distances: Readonly<Record<string, number>>;
  /** How the law was obtained; null without a law. */
  readonly method: string | null;
  readonly error: number;
  readonly notes: readonly string[];
  /** Why there is no exact law; null where there is one, or where it only takes longer. */
  readonly missing: string | null;
  /** Whether the law takes too long to follow the hand and is still to come. */
  readonly later: boolean;
}

/** Three laws on the same places; null where there is none. */
export interface Laws {
  readonly conditional: Float64Array | null;
  readonly tilted: Float64Array | null;
  readonly law: Float64Array | null;
}

export type LawName = keyof Laws;

/** A site of a world of tokens. */
export interface Site {
  readonly label: string;
  readonly ticks: readonly string[];
}

/** Probabilities of tokens at one or two sites; shape [K] or [K, K], the first shown site slowest. */
export interface TokenViews extends ViewsHead, Laws {
  readonly kind: "tokens";
  readonly alphabet: number;
  /** All sites of the world. */
  readonly sites: readonly Site[];
  readonly shown: readonly number[];
  /** Of further sites, ascending: the token of the cut, or null. */
  readonly cut: readonly (number | null)[];
  /** P(some site is still masked at the end). */
  readonly incomplete: number;
  /** Of each law, the probability of what is shown: 1 for a marginal. */
  readonly mass: Readonly<Partial<Record<LawName, number>>>;
  /** Region of each place, empty outside the target's support; null where the world has no classes, or more than two sites. */
  readonly regions: readonly string[] | null;
}

/** Densities on the line; shape [x]. */
export interface LineViews extends ViewsHead, Laws {
  readonly kind: "line";
  readonly x: Float64Array;
  readonly grid: AxisGrid;
}

/** Densities in the plane; shape [y, x], y slowest. */
export interface PlaneViews extends ViewsHead, Laws {
  readonly kind: "plane";
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly grid: readonly [AxisGrid, AxisGrid];
  /** Of the law, inside the frame; null while it is not known. */
  readonly mass: number | null;
}

/** Laws that are single Gaussians. */
export interface MomentViews extends ViewsHead {
  readonly kind: "moments";
  readonly dimension: number;
  readonly law: GaussianLaw;
  readonly tilted: GaussianLaw | null;
  readonly conditional: GaussianLaw;
}

/** Nothing but samples can be had. */
export interface CloudViews extends ViewsHead {
  readonly kind: "cloud";
  readonly dimension: number;
}

export type Views = TokenViews | LineViews | PlaneViews | MomentViews | CloudViews;

export interface SamplesQuestion {
  readonly experiment: ExperimentFile;
  readonly count: number;
  readonly axes: readonly [number, number];
  readonly cut: readonly (number | null)[];
  readonly of: string;
}

interface DrawnHead {
  readonly of: string;
  /** Drawn so far. */
  readonly n: number;
  /** What stands between the samples and a limit; empty where nothing does. */
  readonly method: string;
}

/** Samples of tokens, counted at the places of TokenViews. */
export interface DrawnTokens extends DrawnHead {
  readonly kind: "tokens";
  readonly alphabet: number;
  readonly sites: readonly string[];
  readonly shown: readonly number[];
  readonly counts: Float64Array;
  /** With a mask left. */
  readonly incomplete: number;
}

/** Samples of R^d: one coordinate on the line, else the two that are shown. */
export interface DrawnPoints extends DrawnHead {
  readonly kind: "points";
  readonly dimension: number;
  /** Shape [n − lost, 1 or 2]. */
  readonly points: Float64Array;
  /** That diverged or were not followed to the end. */
  readonly lost: number;
}

export type Drawn = DrawnTokens | DrawnPoints;
