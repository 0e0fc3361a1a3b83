/** @file A labelled colour bar made of plain rectangles, as a panel of its own. */
import type { ScaleOptions } from "@observablehq/plot";
import { axisX, rect, text } from "@observablehq/plot";
import { valueAxis } from "./axis.ts";
import type { Panel } from "./plotDescription.ts";

export const colourBarHeight = 54;
const steps = 64;

/** The bar for a colour scale between `low` and `high`, drawn from `x` over `width` px with room for end labels beside it. */
export function colourBar(
  label: string,
  colour: ScaleOptions,
  [low, high]: readonly [number, number],
  at: Omit<Panel, "height" | "options">,
): Panel {
  const side = 14;
  const edges = Array.from({ length: steps + 1 }, (_, i) => low + ((high - low) * i) / steps);
  const ticks = valueAxis(label, [low, high], at.width > 220 ? 6 : 4).ticks.filter((t) => t.at >= low && t.at <= high);
  const texts = new Map(ticks.map((t) => [t.at, t.text]));
  return {
    x: at.x - side,
    y: at.y,
    width: at.width + 2 * side,
    height: colourBarHeight,
    options: {
      width: at.width + 2 * side,
      height: colourBarHeight,
      marginLeft: side,
      marginRight: side,
      marginTop: 18,
      marginBottom: 24,
      x: { type: "linear", domain: [low, high], label, axis: null },
      y: { type: "linear", domain: [0, 1], axis: null },
      color: colour,
      marks: [
        rect(edges.slice(0, -1), {
          x1: edges.slice(0, -1),
          x2: edges.slice(1),
          y1: edges.slice(1).map(() => 0),
          y2: edges.slice(1).map(() => 1),
          fill: edges.slice(0, -1).map((edge, i) => (edge + (edges[i + 1] ?? edge)) / 2),
          shapeRendering: "crispEdges",
        }),
        axisX(
          ticks.map((t) => t.at),
          { label: null, tickSize: 4, tickFormat: (t: number) => texts.get(t) ?? "" },
        ),
        text([label], { frameAnchor: "top-left", lineAnchor: "bottom", dy: -5 }),
      ],
    },
  };
}
