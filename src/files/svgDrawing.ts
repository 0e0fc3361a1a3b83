/**
 * @file Plot descriptions → SVG text, with Observable Plot in any document. One figure is one `<svg>` with its panels as groups inside; names
 * that Plot draws from global counters are replaced by names from the figure's id, so output depends on the description alone and
 * several figures can stand in one page.
 */
import { plot } from "@observablehq/plot";
import { wrapWords } from "../figures/lettering.ts";
import type { Panel, PlotDescription } from "../figures/plotDescription.ts";
import { fontPx } from "../figures/plotDescription.ts";

/** `inline`: ink in the page's colour on no ground. `standalone`: a title line, dark ink on white, light on dark where that is preferred. */
export type SvgVariant = "inline" | "standalone";

/** A document to draw in. */
export interface Dom {
  readonly document: Document;
  readonly serialize: (node: Node) => string;
}

const pad = 12;

/**
 * The figure as one SVG element with the id `fig-` and the figure's own.
 *
 * @throws Error when Plot warns about a panel, naming the figure
 */
export function svgDrawing(description: PlotDescription, variant: SvgVariant, dom: Dom): string {
  const { title, caption, width, height, panels } = description;
  const id = `fig-${description.id}`;
  const body = panels.map((panel) => panelSvg(panel, description.id, dom)).join("\n");
  const names = `<title id="${id}-title">${escapeXml(title)}</title>\n<desc id="${id}-desc">${escapeXml(caption)}</desc>`;
  const open = (w: number, h: number, attributes: string): string =>
    `<svg xmlns="http://www.w3.org/2000/svg" id="${id}" role="img" aria-labelledby="${id}-title ${id}-desc" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}" fill="currentColor" font-family="system-ui, 'Liberation Sans', Arial, sans-serif" font-size="${fontPx}"${attributes}>`;
  if (variant === "inline") return ownNames(`${open(round(width), round(height), "")}\n${names}\n${body}\n</svg>\n`, id);
  const lines = wrapWords(title, width, 14);
  const top = pad + lines.length * 18 + 6;
  const heading = lines.map(
    (line, i) => `<text x="${pad}" y="${pad + 13 + 18 * i}" font-size="14" font-weight="bold">${escapeXml(line)}</text>`,
  );
  const [w, h] = [round(width + 2 * pad), round(height + top + pad)];
  const dark = `<style>@media (prefers-color-scheme: dark) { #${id} { color: #e8e8e8; } #${id}-ground { fill: #14161a; } }</style>`;
  const ground = `<rect id="${id}-ground" width="${w}" height="${h}" fill="#ffffff"/>`;
  const moved = `<g transform="translate(${pad},${top})">\n${body}\n</g>`;
  return ownNames([open(w, h, ' color="#1a1a1a"'), names, dark, ground, ...heading, moved, "</svg>\n"].join("\n"), id);
}

function panelSvg({ x, y, options }: Panel, id: string, { document, serialize }: Dom): string {
  const svg = plot({ ...options, document, className: "panel" });
  const warning = [...svg.children].find((child) => child.localName === "text" && child.textContent?.startsWith("\u26a0"));
  if (warning !== undefined) {
    throw new Error(`renderSvg: figure ${id} must draw without warnings, got ${warning.querySelector("title")?.textContent ?? "one"}`);
  }
  svg.querySelector("style")?.remove();
  const group = document.createElementNS("http://www.w3.org/2000/svg", "g");
  group.setAttribute("transform", `translate(${round(x)},${round(y)})`);
  group.setAttribute("text-anchor", "middle");
  group.append(...svg.childNodes);
  return serialize(group).replace(/(?<=<[^>]*) xmlns(:xlink)?="[^"]*"/g, "");
}

/** Clip paths, markers and patterns are numbered by Plot per process: here per figure, in order of appearance. */
function ownNames(svg: string, id: string): string {
  const names = new Map<string, string>();
  return svg.replace(/plot-(clip|pattern|marker)-\d+/g, (name, kind: string) => {
    const own = names.get(name) ?? `${id}-${kind}-${names.size + 1}`;
    names.set(name, own);
    return own;
  });
}

const round = (px: number): number => Math.round(px * 100) / 100;

const escapeXml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
