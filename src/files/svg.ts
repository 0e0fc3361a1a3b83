/** @file Plot descriptions → SVG text under jsdom, which is loaded on the first call. */
import { createRequire } from "node:module";
import type { PlotDescription } from "../figures/plotDescription.ts";
import { type Dom, type SvgVariant, svgDrawing } from "./svgDrawing.ts";

/**
 * The figure as one SVG element with the id `fig-` and the figure's own.
 *
 * @throws Error when Plot warns about a panel, naming the figure
 */
export function renderSvg(description: PlotDescription, variant: SvgVariant = "inline"): string {
  return svgDrawing(description, variant, dom());
}

let loaded: Dom | undefined;

function dom(): Dom {
  if (loaded !== undefined) return loaded;
  const { JSDOM }: typeof import("jsdom") = createRequire(import.meta.url)("jsdom");
  const { document, XMLSerializer } = new JSDOM("").window;
  const serializer = new XMLSerializer();
  loaded = { document, serialize: (node) => serializer.serializeToString(node) };
  return loaded;
}
