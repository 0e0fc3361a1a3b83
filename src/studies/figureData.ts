/**
 * @file What a figure shows, as plain numbers and words: the shape that claims and studies hand to the floor that draws.
 * It knows no colours, sizes or marks; every figure can be written out as a table from this record alone.
 */

interface FigureHead {
  /** File name without extension, unique in a report: `d8-groups`. */
  readonly id: string;
  readonly title: string;
  /** One or two sentences: what is shown, for which world and w, and what to see in it. */
  readonly caption: string;
}

export interface Axis {
  /** Symbol, meaning and convention: `w (−1 unconditional, 0 conditional)`. */
  readonly label: string;
  /** `log`: log10; `log-log`: −log10 of the value on a log10 axis, so that a double exponential in w is a straight line. */
  readonly scale: "linear" | "log" | "log-log";
  /**
   * Of curves: values at the axis' two ends, left and right or bottom and top, in place of all that is drawn. Lines that leave them are cut at the frame; the larger
   * one may come first.
   */
  readonly shown?: readonly [number, number];
}

/** A two-site law as a grid: site 0 along x, site 1 along y (upwards). */
export interface HeatFigure extends FigureHead {
  readonly kind: "heat";
  readonly alphabet: number;
  /** Axis titles and tick labels per site; ticks in token order, levels may be fewer than the alphabet. */
  readonly sites: readonly [
    { readonly label: string; readonly ticks: readonly string[] },
    { readonly label: string; readonly ticks: readonly string[] },
  ];
  /** Drawn side by side on one colour scale that starts at 0; values row-major, shape [alphabet, alphabet], probabilities. */
  readonly panels: readonly { readonly title: string; readonly values: readonly number[] }[];
  /** Probability from which on the colour is the darkest, > 0; the largest when absent. */
  readonly top?: number;
  /** Difference, either way, from which on the colours are the darkest, > 0; the largest when absent. */
  readonly span?: number;
  /** Drawn last on a diverging scale, symmetric about 0; same shape, difference of probabilities. */
  readonly difference: { readonly title: string; readonly values: readonly number[] };
  /** Region name per cell (`R1` … `R4`, empty outside the target's support), shape [alphabet, alphabet]; outlined when given. */
  readonly regions?: readonly string[];
}

/** Lines against one axis. A point may be null where the value is not finite: the line breaks there. */
export interface CurveFigure extends FigureHead {
  readonly kind: "curves";
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly {
    readonly name: string;
    /** `line`: computed at dense x; `points`: given values (a paper's, or samples). */
    readonly mark: "line" | "points";
    readonly x: readonly number[];
    readonly y: readonly (number | null)[];
  }[];
}

/** Values per category: grouped bars (few categories) or a dot plot with one row a category (`horizontal`). */
export interface CategoryFigure extends FigureHead {
  readonly kind: "categories";
  readonly layout: "vertical" | "horizontal";
  readonly categoryLabel: string;
  readonly valueLabel: string;
  readonly categories: readonly string[];
  readonly series: readonly { readonly name: string; readonly values: readonly number[] }[];
}

/** Mean and one-standard-deviation ellipse of two-site laws, one for each series and w. */
export interface EllipseFigure extends FigureHead {
  readonly kind: "ellipses";
  readonly sites: readonly [string, string];
  readonly ellipses: readonly {
    readonly series: string;
    readonly w: number;
    readonly mean: readonly [number, number];
    /** [[var x, cov], [cov, var y]] row-major. */
    readonly covariance: readonly [number, number, number, number];
  }[];
}

/** Densities in the plane on one grid. */
export interface DensityFigure extends FigureHead {
  readonly kind: "densities";
  readonly axes: readonly [string, string];
  /** Even, ascending; at least two points each. */
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** Drawn side by side on one colour scale that starts at 0; values row-major with y slowest, shape [y, x]; points drawn over it. */
  readonly panels: readonly {
    readonly title: string;
    readonly values: readonly number[];
    readonly points?: readonly (readonly [number, number])[];
  }[];
  /** Density from which on the colour is the darkest, > 0; the largest when absent. */
  readonly top?: number;
  /** Drawn last on a diverging scale, symmetric about 0; same shape. */
  readonly difference: { readonly title: string; readonly values: readonly number[] };
}

/** Trajectories over time, with mean and standard deviation; panels on the same axes. */
export interface FanFigure extends FigureHead {
  readonly kind: "fan";
  readonly x: Axis;
  readonly y: Axis;
  readonly panels: readonly {
    readonly title: string;
    readonly x: readonly number[];
    /** Shape [paths][x]. */
    readonly paths: readonly (readonly number[])[];
    readonly mean: readonly number[];
    readonly sd: readonly number[];
  }[];
  /** Lines across all panels, such as the edges of a support. */
  readonly levels: readonly { readonly y: number; readonly label: string }[];
}

/** A field in the plane at one moment as arrows, and trajectories. */
export interface PortraitFigure extends FigureHead {
  readonly kind: "portrait";
  readonly axes: readonly [string, string];
  readonly panels: readonly {
    readonly title: string;
    /** x, y and the arrow's own dx, dy, as long as it is to be drawn. */
    readonly arrows: readonly (readonly [number, number, number, number])[];
    /** From start to end. */
    readonly paths: readonly (readonly (readonly [number, number])[])[];
  }[];
}

export type FigureData = HeatFigure | CurveFigure | CategoryFigure | EllipseFigure | DensityFigure | FanFigure | PortraitFigure;
