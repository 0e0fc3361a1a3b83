/** @file SVG text → PNG, wherever WebAssembly runs. */
import { initWasm, Resvg } from "@resvg/resvg-wasm";

/** What drawing needs from its surroundings. */
export interface PngParts {
  /** The renderer's module; asked for once. */
  readonly wasm: () => Parameters<typeof initWasm>[0];
  readonly fonts: { readonly regular: Uint8Array; readonly bold: Uint8Array };
}

let ready: Promise<void> | undefined;

/**
 * A figure's standalone SVG as PNG, in its light theme.
 *
 * @param scale pixels per px of the figure
 */
export async function pngDrawing(svg: string, { wasm, fonts }: PngParts, scale = 2): Promise<Uint8Array<ArrayBuffer>> {
  ready ??= initWasm(wasm());
  await ready;
  const family = "DejaVu Sans";
  const drawing = new Resvg(svg, {
    font: { fontBuffers: [fonts.regular, fonts.bold], defaultFontFamily: family, sansSerifFamily: family },
    fitTo: { mode: "zoom", value: scale },
  });
  try {
    return drawing.render().asPng() as Uint8Array<ArrayBuffer>;
  } finally {
    drawing.free();
  }
}
