/** @file What a shell needs to draw a figure: Plot options per panel and where each panel stands. No document, no pixels yet. */
import type { PlotOptions } from "@observablehq/plot";

/** A rectangle of the figure with a plot of its own; px from the top left corner. */
export interface Panel {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly options: PlotOptions;
}

export interface PlotDescription {
  readonly id: string;
  readonly title: string;
  readonly caption: string;
  /** px, of all panels together. */
  readonly width: number;
  readonly height: number;
  readonly panels: readonly Panel[];
}

/** Plot options of a panel whose data are its own pixels, y downwards: for legends and colour bars. */
export function pixelOptions(width: number, height: number, marks: PlotOptions["marks"]): PlotOptions {
  return {
    width,
    height,
    margin: 0,
    x: { type: "linear", domain: [0, width], range: [0, width], axis: null },
    y: { type: "linear", domain: [0, height], range: [0, height], axis: null },
    ...(marks === undefined ? {} : { marks }),
  };
}

/** Font size of every text in a figure unless a mark says otherwise, px. */
export const fontPx = 11;
