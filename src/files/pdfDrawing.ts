/**
 * @file A figure's standalone SVG as a PDF page with its own size and embedded type: vectors stay vectors, text stays text. It reads what
 * our own figures consist of (groups, rectangles, paths, circles, text) and refuses anything else, so that nothing is lost in silence.
 */
import PDFDocument from "pdfkit";

/** px (1/96 inch) to points (1/72 inch). */
const POINTS = 0.75;

/** What a group hands on to what it holds. */
type Look = Readonly<Record<string, string>>;

const INHERITED = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-opacity",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
  "stroke-miterlimit",
  "color",
  "font-size",
  "font-weight",
  "text-anchor",
] as const;
const FIRST: Look = { fill: "#000000", stroke: "none", color: "#000000", "stroke-width": "1", "font-size": "11", "text-anchor": "start" };

/** The typeface's files. */
export interface PdfFonts {
  readonly regular: Uint8Array;
  readonly bold: Uint8Array;
}

/** @throws Error for an element that no figure of ours has */
export async function pdfDrawing(root: Element, { regular, bold }: PdfFonts): Promise<Uint8Array<ArrayBuffer>> {
  const size = [numberIn(root, "width") * POINTS, numberIn(root, "height") * POINTS];
  // A fixed date: the same figure is the same file.
  const page = new PDFDocument({
    size,
    margin: 0,
    // No built-in font: its own are embedded.
    font: null as never,
    info: { Title: root.querySelector("title")?.textContent ?? "", CreationDate: new Date(0) },
  });
  page.registerFont("regular", regular as never).registerFont("bold", bold as never);
  const pieces: Uint8Array[] = [];
  page.on("data", (piece: Uint8Array) => pieces.push(piece));
  const ended = new Promise<void>((resolve) => page.on("end", () => resolve()));
  page.scale(POINTS);
  draw(page, root, FIRST);
  page.end();
  await ended;
  return joined(pieces);
}

function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    out.set(piece, at);
    at += piece.length;
  }
  return out;
}

function draw(page: PDFKit.PDFDocument, element: Element, outer: Look): void {
  const look = lookOf(element, outer);
  const at = (name: string, otherwise?: number): number => numberIn(element, name, otherwise);
  const inside: Readonly<Record<string, () => void>> = {
    svg: () => drawAll(page, element.children, look),
    g: () => drawAll(page, element.children, look),
    rect: () => painted(page.rect(at("x", 0), at("y", 0), at("width"), at("height")), look),
    circle: () => painted(page.circle(at("cx"), at("cy"), at("r")), look),
    line: () => painted(page.moveTo(at("x1"), at("y1")).lineTo(at("x2"), at("y2")), { ...look, fill: "none" }),
    path: () => {
      const d = element.getAttribute("d");
      if (d) painted(page.path(d), look);
    },
    text: () => write(page, element, look),
  };
  const drawn = inside[element.localName];
  if (drawn) moved(page, element, drawn);
  else if (!SILENT.has(element.localName))
    throw new Error(`renderPdf: an element must be one that figures are made of, got ${element.localName}`);
}

const SILENT: ReadonlySet<string> = new Set(["title", "desc", "style", "clipPath"]);

function drawAll(page: PDFKit.PDFDocument, elements: Iterable<Element>, look: Look): void {
  for (const element of elements) draw(page, element, look);
}

function lookOf(element: Element, outer: Look): Look {
  const own = INHERITED.flatMap((name) => {
    const value = element.getAttribute(name);
    return value === null ? [] : [[name, value] as const];
  });
  const opacity = element.getAttribute("opacity");
  if (opacity !== null)
    own.push(
      ...(["fill-opacity", "stroke-opacity"] as const).map((name) => [name, String(Number(opacity) * Number(outer[name] ?? 1))] as const),
    );
  return own.length === 0 ? outer : { ...outer, ...Object.fromEntries(own) };
}

/** Runs `inside` under the element's transform, which is a list of translations and rotations, and cut to its clip path, a rectangle. */
function moved(page: PDFKit.PDFDocument, element: Element, inside: () => void): void {
  const list = element.getAttribute("transform");
  const clip = element.getAttribute("clip-path");
  if (list === null && clip === null) {
    inside();
    return;
  }
  page.save();
  for (const [, name, values] of (list ?? "").matchAll(/(\w+)\(([^)]*)\)/g)) {
    const [a = 0, b = 0] = (values ?? "").split(/[ ,]+/).map(Number);
    if (name === "translate") page.translate(a, b);
    else if (name === "rotate") page.rotate(a);
    else throw new Error(`renderPdf: a transform must be translate or rotate, got ${name}`);
  }
  if (clip !== null) cut(page, element, clip);
  inside();
  page.restore();
}

function cut(page: PDFKit.PDFDocument, element: Element, clip: string): void {
  const [, id = ""] = /^url\(#([^)]+)\)$/.exec(clip) ?? [];
  const [area, ...more] = element.ownerDocument.getElementById(id)?.children ?? [];
  if (area?.localName !== "rect" || more.length > 0) throw new Error(`renderPdf: a clip path must be one rectangle, got ${clip}`);
  page.rect(numberIn(area, "x", 0), numberIn(area, "y", 0), numberIn(area, "width"), numberIn(area, "height")).clip();
}

/** Fills and strokes the current path. */
function painted(page: PDFKit.PDFDocument, look: Look): void {
  const [fill, stroke] = [colourOf(look, "fill"), colourOf(look, "stroke")];
  page.fillOpacity(Number(look["fill-opacity"] ?? 1)).strokeOpacity(Number(look["stroke-opacity"] ?? 1));
  if (stroke) {
    page.lineWidth(Number(look["stroke-width"])).miterLimit(Number(look["stroke-miterlimit"] ?? 4));
    page.lineCap((look["stroke-linecap"] ?? "butt") as "butt").lineJoin((look["stroke-linejoin"] ?? "miter") as "miter");
    const dashes = (look["stroke-dasharray"] ?? "").split(/[ ,]+/).filter((part) => part !== "" && part !== "none");
    if (dashes.length > 0) page.dash(dashes.map(Number) as never, {});
    else page.undash();
  }
  if (fill && stroke) page.fillAndStroke(fill, stroke);
  else if (fill) page.fill(fill);
  else if (stroke) page.stroke(stroke);
  else page.addContent("n");
}

/** A text, or its lines; y and dy in px or em. Text under a halo of its ground (`stroke`) is written without it. */
function write(page: PDFKit.PDFDocument, element: Element, look: Look): void {
  const size = Number(look["font-size"]);
  const px = (value: string | null): number =>
    value === null ? 0 : value.endsWith("em") ? Number(value.slice(0, -2)) * size : Number(value);
  page.font(look["font-weight"] === "bold" ? "bold" : "regular").fontSize(size);
  page.fillColor(colourOf(look, "fill") ?? "#000000").fillOpacity(Number(look["fill-opacity"] ?? 1));
  const [left, top] = [px(element.getAttribute("x")), px(element.getAttribute("y"))];
  const line = (content: string, x: number, y: number): void => {
    const width = page.widthOfString(content);
    const start = { start: 0, middle: width / 2, end: width }[look["text-anchor"] ?? "start"] ?? 0;
    if (content !== "") page.text(content, x - start, y, { lineBreak: false, baseline: "alphabetic" });
  };
  const lines = [...element.children];
  if (lines.length === 0) line(element.textContent ?? "", left, top);
  let y = top;
  for (const part of lines) {
    y = (part.hasAttribute("y") ? px(part.getAttribute("y")) : y) + px(part.getAttribute("dy"));
    line(part.textContent ?? "", part.hasAttribute("x") ? px(part.getAttribute("x")) : left, y);
  }
}

function colourOf(look: Look, name: "fill" | "stroke"): string | null {
  const value = look[name] === "currentColor" ? look.color : look[name];
  return value === undefined || value === "none" ? null : value;
}

function numberIn(element: Element, name: string, otherwise = Number.NaN): number {
  const value = element.hasAttribute(name) ? Number(element.getAttribute(name)) : otherwise;
  if (!Number.isFinite(value))
    throw new Error(`renderPdf: ${name} of ${element.localName} must be a number, got ${element.getAttribute(name)}`);
  return value;
}
