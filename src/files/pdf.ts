/** @file Figures as PDF, read by jsdom, in DejaVu Sans. */
import { createRequire } from "node:module";
import { figureFonts } from "./figureFonts.ts";
import { pdfDrawing } from "./pdfDrawing.ts";

/**
 * A figure's standalone SVG as a PDF page.
 *
 * @throws Error for an element that no figure of ours has
 */
export async function renderPdf(svg: string): Promise<Uint8Array> {
  const { JSDOM }: typeof import("jsdom") = createRequire(import.meta.url)("jsdom");
  return pdfDrawing(new JSDOM(svg, { contentType: "image/svg+xml" }).window.document.documentElement, figureFonts());
}
