import { inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { describeFigure } from "../../src/figures/describe.ts";
import { renderPdf } from "../../src/files/pdf.ts";
import { renderSvg } from "../../src/files/svg.ts";
import { dots, gallery } from "../figures/gallery.ts";

const svg = (inside: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="100" height="40" color="#112233" font-size="10"><title>a figure</title>${inside}</svg>`;
/** What the page draws, as PDF operators, numbers to four digits. */
async function content(inside: string): Promise<string> {
  const file = Buffer.from(await renderPdf(svg(inside)));
  const texts = [...file.toString("latin1").matchAll(/stream\r?\n/g)].map(({ 0: { length }, index }) => {
    try {
      return inflateSync(file.subarray(index + length), { finishFlush: 2 }).toString("latin1");
    } catch {
      return "";
    }
  });
  return (texts.find((text) => text.includes(" cm")) ?? expect.fail("no page")).replaceAll("\n", " ");
}

describe("renderPdf", () => {
  it.each(gallery.map((figure) => [figure.id, figure] as const))(
    "%s: a page of the figure's size, the same bytes twice",
    async (_, figure) => {
      const drawn = renderSvg(describeFigure(figure), "standalone");
      const [, width, height] = /width="([\d.]+)" height="([\d.]+)"/.exec(drawn) ?? [];
      const file = Buffer.from(await renderPdf(drawn));
      expect(file.subarray(0, 5).toString()).toBe("%PDF-");
      const box = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(file.toString("latin1")) ?? [];
      expect(Number(box[1])).toBeCloseTo(0.75 * Number(width), 2);
      expect(Number(box[2])).toBeCloseTo(0.75 * Number(height), 2);
      expect(Buffer.from(await renderPdf(drawn)).equals(file)).toBe(true);
    },
  );

  it("fills, strokes and dashes with inherited looks; currentColor is the figure's ink; none is nothing", async () => {
    expect(await content('<rect x="1" y="2" width="3" height="4" fill="#ff0000"/>')).toMatch(/1 2 3 4 re .*1 0 0 scn f/);
    const group = '<g fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="3,1"><path d="M0,0L10,5"/></g>';
    expect(await content(group)).toMatch(/0 0 m 10 5 l .*2 w .*\[3 1\] 0 d .*0\.0666\S* 0\.1333\S* 0\.2 SCN S/);
    expect(await content('<rect width="3" height="4" fill="none"/>')).toMatch(/0 0 3 4 re (?!.* (f|S|B) ).* n /);
  });

  it("moves and turns groups", async () => {
    expect(await content('<g transform="translate(5,6) rotate(90)"><circle cx="0" cy="0" r="1"/></g>')).toMatch(
      /1 0 0 1 5 6 cm 0 1 -1 0 0 0 cm/,
    );
  });

  it("places text by its anchor, line by line, em by em; as text, not as outlines", async () => {
    const startOf = async (anchor: string): Promise<readonly number[]> => {
      const page = await content(`<text x="50" y="2em" text-anchor="${anchor}">mm</text>`);
      return [...page.matchAll(/1 0 0 1 ([\d.-]+) ([\d.-]+) Tm/g)].flatMap(([, x, y]) => [Number(x), Number(y)]);
    };
    const [start, y] = await startOf("start");
    const [middle] = await startOf("middle");
    const [end] = await startOf("end");
    expect(start).toBe(50);
    expect(50 - middle).toBeCloseTo((50 - end) / 2, 6);
    expect(end).toBeLessThan(45);
    const lines = await content('<text><tspan x="1" y="1em">a</tspan><tspan x="1" dy="1em">b</tspan></text>');
    const baselines = [...lines.matchAll(/1 0 0 1 1 ([\d.-]+) Tm/g)].map(([, at]) => Number(at));
    expect(baselines).toHaveLength(2);
    expect(Math.abs(baselines[0] - baselines[1])).toBeCloseTo(10, 6);
    expect(Number.isFinite(y)).toBe(true);
  });

  it("embeds its type, so that signs such as ₁ and − are there", async () => {
    const file = Buffer.from(await renderPdf(renderSvg(describeFigure(dots), "standalone"))).toString("latin1");
    expect(file).toContain("/FontFile2");
    expect(file).toMatch(/BaseFont \/\w+\+DejaVuSans/);
  });

  it.each([
    ["<image/>", "an element must be one that figures are made of, got image"],
    ['<g transform="skewX(3)"/>', "a transform must be translate or rotate, got skewX"],
    ['<circle cx="1" cy="2"/>', "r of circle must be a number, got null"],
    ['<rect width="wide" height="1"/>', "width of rect must be a number, got wide"],
  ])("refuses %s", async (inside, message) => {
    await expect(renderPdf(svg(inside))).rejects.toThrow(message);
  });
});
