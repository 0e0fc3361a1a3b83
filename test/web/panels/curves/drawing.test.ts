import { describe, expect, it } from "vitest";
import type { CurveChart } from "../../../../src/web/panels/curves/charts.ts";
import { curveOptions } from "../../../../src/web/panels/curves/drawing.ts";

const chart = (y: readonly number[], scale: CurveChart["scale"] = "linear"): CurveChart => ({
  id: "tv",
  label: "TV",
  scale,
  domain: [0, 1],
  series: [{ name: "law", x: y.map((_, i) => i), y, methods: [] }],
});

interface Drawn {
  readonly channels: { readonly y: { readonly value: readonly number[] } };
}
const drawn = (of: CurveChart, to = 8): readonly (readonly number[])[] =>
  (curveOptions(of, [0, to], ["law"]).marks ?? []).map((mark) => (mark as unknown as Drawn).channels.y.value);

describe("a chart's drawing", () => {
  it("breaks its lines where a value is not finite, or not above 0 on a logarithmic axis", () => {
    expect(drawn(chart([1, Infinity, 0]))[0]).toEqual([1, Number.NaN, 0]);
    expect(drawn(chart([1, Infinity, 0], "log"))[0]).toEqual([1, Number.NaN, Number.NaN]);
  });

  it("has a symbol at every value of a short series, and at some of a long one", () => {
    const symbols = (count: number): number =>
      (drawn(chart(new Array<number>(count).fill(1)), count)[1] ?? []).filter(Number.isFinite).length;
    expect([symbols(5), symbols(12), symbols(33), symbols(601)]).toEqual([5, 12, 5, 5]);
    expect(drawn(chart([1, 1, 1]), 1)[1]).toEqual([1, 1, Number.NaN]);
  });

  it("gives a series the same look beside others as in a chart of its own", () => {
    const alone = { ...chart([1]), series: [{ name: "R2", x: [0], y: [1], methods: [] }] };
    const looks = (names: readonly string[]) =>
      (curveOptions(alone, [0, 8], names).marks ?? []).map((mark) => (mark as unknown as { stroke: string }).stroke);
    const [second] = looks(["R1", "R2"]);
    expect(looks(["law", "R1", "R2", "R3"])[0]).toBe(second);
    expect(looks(["R2"])[0]).not.toBe(second);
  });

  it("keeps the axes it is given", () => {
    expect(curveOptions(chart([1]), [-1, 64], ["law"])).toMatchObject({ x: { domain: [-1, 64] }, y: { domain: [0, 1], type: "linear" } });
  });
});
