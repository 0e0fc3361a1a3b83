import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { initWasm, Resvg } from "@resvg/resvg-wasm";
import { figureFonts } from "./figureFonts.ts";

let ready: Promise<void> | undefined;

/**
 * A figure's standalone SVG as PNG, in its light theme.
 *
 * @param scale pixels per px of the figure
 */
export async function renderPng(svg: string, scale = 2): Promise<Uint8Array> {
  ready ??= initWasm(readFileSync(createRequire(import.meta.url).resolve("@resvg/resvg-wasm/index_bg.wasm")));
  await ready;
  const { regular, bold } = figureFonts();
  const family = "DejaVu Sans";
  const drawing = new Resvg(svg, {
    font: { fontBuffers: [regular, bold], defaultFontFamily: family, sansSerifFamily: family },
    fitTo: { mode: "zoom", value: scale },
  });
  try {
    return drawing.render().asPng();
  } finally {
    drawing.free();
  }
}
