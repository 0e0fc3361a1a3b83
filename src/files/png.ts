import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { figureFonts } from "./figureFonts.ts";
import { pngDrawing } from "./pngDrawing.ts";

/**
 * A figure's standalone SVG as PNG, in its light theme.
 *
 * @param scale pixels per px of the figure
 */
export function renderPng(svg: string, scale = 2): Promise<Uint8Array> {
  const wasm = () => readFileSync(createRequire(import.meta.url).resolve("@resvg/resvg-wasm/index_bg.wasm"));
  return pngDrawing(svg, { wasm, fonts: figureFonts() }, scale);
}
