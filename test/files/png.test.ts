import { describe, expect, it } from "vitest";
import { describeFigure } from "../../src/figures/describe.ts";
import { renderPng } from "../../src/files/png.ts";
import { renderSvg } from "../../src/files/svg.ts";
import { dots } from "../figures/gallery.ts";

const drawn = renderSvg(describeFigure(dots), "standalone");
/** Width and height of a PNG, from its header. */
const sizeOf = (png: Uint8Array): readonly number[] => {
  const view = new DataView(png.buffer, png.byteOffset);
  return [view.getUint32(16), view.getUint32(20)];
};

describe("renderPng", () => {
  it("draws a PNG of twice the figure's size, or of a scale", async () => {
    const [, width, height] = (/width="([\d.]+)" height="([\d.]+)"/.exec(drawn) ?? []).map(Number);
    const png = await renderPng(drawn);
    expect([...png.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
    const [w, h] = sizeOf(png);
    expect(Math.abs(w - 2 * width)).toBeLessThanOrEqual(1);
    expect(Math.abs(h - 2 * height)).toBeLessThanOrEqual(1);
    expect(sizeOf(await renderPng(drawn, 1))[0]).toBeLessThanOrEqual(Math.ceil(width));
  });

  it("writes text: without it the picture is another", async () => {
    const bare = drawn.replaceAll(/<text.*?<\/text>/gs, "");
    expect((await renderPng(bare)).length).toBeLessThan(0.7 * (await renderPng(drawn)).length);
  });
});
