/** @file Figures as files, drawn as the command line draws them. PNG and PDF bring their own type, and are fetched when first asked for. */
import { describeFigure } from "../../figures/describe.ts";
import { figureTable } from "../../figures/table.ts";
import { type SvgVariant, svgDrawing } from "../../files/svgDrawing.ts";
import type { FigureData } from "../../studies/figureData.ts";

/** The figure's standalone SVG. */
export const svgText = (figure: FigureData): string => drawn(figure, "standalone");

/** The figure's SVG for a page: ink in the page's colour on no ground, without its title line. It is one picture: names of its groups are not for reading out. */
export const inlineSvg = (figure: FigureData): string => drawn(figure, "inline").replace(/(?<=<g\b[^>]*) aria-label="[^"]*"/g, "");

function drawn(figure: FigureData, variant: SvgVariant): string {
  const serializer = new XMLSerializer();
  return svgDrawing(describeFigure(figure), variant, { document, serialize: (node) => serializer.serializeToString(node) });
}

/** The figure's numbers. */
export const csvText = figureTable;

export async function pdfBytes(figure: FigureData): Promise<Uint8Array<ArrayBuffer>> {
  const { pdfDrawing } = await import("../../files/pdfDrawing.ts");
  const root = new DOMParser().parseFromString(svgText(figure), "image/svg+xml").documentElement;
  return pdfDrawing(root, await fonts());
}

/** Two pixels a px of the figure. */
export async function pngBytes(figure: FigureData): Promise<Uint8Array<ArrayBuffer>> {
  const [{ pngDrawing }, { default: wasm }] = await Promise.all([
    import("../../files/pngDrawing.ts"),
    import("@resvg/resvg-wasm/index_bg.wasm?url"),
  ]);
  return pngDrawing(svgText(figure), { wasm: () => fetch(wasm), fonts: await fonts() });
}

let loaded: Promise<{ readonly regular: Uint8Array; readonly bold: Uint8Array }> | undefined;

function fonts(): typeof loaded & {} {
  loaded ??= Promise.all([
    import("dejavu-fonts-ttf/ttf/DejaVuSans.ttf?url").then(bytesAt),
    import("dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf?url").then(bytesAt),
  ]).then(([regular, bold]) => ({ regular, bold }));
  return loaded;
}

async function bytesAt({ default: address }: { readonly default: string }): Promise<Uint8Array> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`the type of figures could not be loaded (${answer.status})`);
  return new Uint8Array(await answer.arrayBuffer());
}
