/** @file A labelled colour bar made of plain rectangles, as a panel of its own. */
import type { Markish, ScaleOptions } from "@observablehq/plot";
import { axisX, rect, text } from "@observablehq/plot";
import { type AxisTick, valueAxis } from "./axis.ts";
import { textWidth } from "./lettering.ts";
import type { Panel } from "./plotDescription.ts";

export const colourBarHeight = 54;
const steps = 64;
const side = 14;

/** The bar for a colour scale between `low` and `high`, drawn from `x` over `width` px with room for end labels beside it. */
export function colourBar(
  label: string,
  colour: ScaleOptions,
  [low, high]: readonly [number, number],
  at: Omit<Panel, "height" | "options">,
): Panel {
  const width = at.width + 2 * side;
  const ticks = barTicks(low, high, at.width);
  const texts = new Map(ticks.map((tick) => [tick.at, tick.text]));
  const positions = ticks.map((tick) => tick.at);
  const marks = [
    gradient(low, high),
    axisX(positions, { label: null, tickSize: 4, tickFormat: (value: number) => texts.get(value) ?? "" }),
    text([label], { frameAnchor: "top-left", lineAnchor: "bottom", dy: -5 }),
  ];
  const margins = { marginLeft: side, marginRight: side, marginTop: 18, marginBottom: 24 };
  const x = { type: "linear", domain: [low, high], label, axis: null } as const;
  const y = { type: "linear", domain: [0, 1], axis: null } as const;
  const options = { width, height: colourBarHeight, ...margins, x, y, color: colour, marks };
  return { x: at.x - side, y: at.y, width, height: colourBarHeight, options };
}

function gradient(low: number, high: number): Markish {
  const cells = Array.from({ length: steps }, (_, i) => i);
  const edge = (i: number): number => low + ((high - low) * i) / steps;
  return rect(cells, {
    x1: cells.map(edge),
    x2: cells.map((i) => edge(i + 1)),
    y1: cells.map(() => 0),
    y2: cells.map(() => 1),
    fill: cells.map((i) => edge(i + 0.5)),
    shapeRendering: "crispEdges",
  });
}

/** About one tick per 50 px, and finer ones until three fall between the ends; every second, counted from 0, where texts would touch. */
function barTicks(low: number, high: number, width: number): readonly AxisTick[] {
  let inside: readonly AxisTick[] = [];
  for (let count = Math.max(3, Math.round(width / 50)); inside.length < 3; count++) {
    inside = valueAxis("", [low, high], count).ticks.filter(({ at }) => at >= low && at <= high);
  }
  const spacing = (width * (inside[1].at - inside[0].at)) / (high - low);
  const widest = Math.max(...inside.map((tick) => textWidth(tick.text)));
  const zero = inside.findIndex(({ at }) => at === 0);
  return widest + 8 <= spacing ? inside : inside.filter((_, i) => (i - zero) % 2 === 0);
}
