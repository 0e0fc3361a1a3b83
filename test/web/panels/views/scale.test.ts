import { describe, expect, it } from "vitest";
import { gridText, rounded } from "../../../../src/web/panels/views/frame.ts";
import { panesOf } from "../../../../src/web/panels/views/picture.ts";
import { beyond, fitted, peak, provisional, roundedUp, scaleKey, widened } from "../../../../src/web/panels/views/scale.ts";
import { DEFAULT_VIEW } from "../../../../src/web/state/labState.ts";
import { VIEW_FIELDS } from "../../../../src/web/state/viewFields.ts";
import { drawnOf, IN_SPACE, ON_LINE, squares, viewsOf } from "./views.ts";

const AXES = [0, 1] as const;

describe("the one scale", () => {
  it("holds while w changes, and while a cut moves to another token", () => {
    const key = scaleKey(squares(), { axes: AXES, cut: [1] });
    expect(scaleKey(squares({ guidance: { rule: "tokens", w: 9 } }), { axes: AXES, cut: [0] })).toBe(key);
    expect(scaleKey(squares({ seed: 4, sampler: { kind: "exact" } }), { axes: AXES, cut: [1] })).toBe(key);
  });

  it("belongs to one world, target, and choice of sites", () => {
    const key = scaleKey(squares(), DEFAULT_VIEW);
    for (const other of [squares({}, 3), squares({ target: "z2" })]) expect(scaleKey(other, DEFAULT_VIEW)).not.toBe(key);
    expect(scaleKey(squares(), { axes: [1, 0], cut: [] })).not.toBe(key);
    expect(scaleKey(squares(), { axes: AXES, cut: [1] })).not.toBe(key);
    expect(provisional(key)).not.toBe(key);
  });

  it("has the largest of law, tilted and conditional, and the largest difference, rounded up", async () => {
    const views = await viewsOf("tokens", squares());
    const panes = panesOf(views, null, "");
    const { top, span, frame } = fitted(views, panes, "k", AXES, null);
    const most = Math.max(peak(views.law), peak(views.tilted), peak(views.conditional));
    expect(top).toBe(roundedUp(most));
    expect(top).toBeLessThan(most * 1.1);
    expect(span).toBe(roundedUp(peak(panes[4]?.values ?? null)));
    expect(frame).toBeNull();
  });

  it("counts samples only where they stand for the law", async () => {
    const views = await viewsOf("tokens", squares());
    const drawn = await drawnOf("tokens", squares(), { count: 10 });
    const most = peak(drawn.counts) / 10;
    expect(most).toBeGreaterThan(peak(views.law));
    expect(fitted(views, panesOf(views, drawn, ""), "k", AXES, null).top).toBe(roundedUp(peak(views.law)));
    const lawless = { ...views, law: null, missing: "no" };
    expect(fitted(lawless, panesOf(lawless, drawn, ""), "k", AXES, null).top).toBe(roundedUp(most));
  });

  it("does not colour rounding where nothing differs", async () => {
    const views = await viewsOf("tokens", squares({ guidance: { rule: "rates", w: 0 } }));
    const { top, span } = fitted(views, panesOf(views, null, ""), "k", AXES, null);
    expect(span).toBeCloseTo(0.1 * top, 2);
  });

  it("ends, of densities, at six times the conditional's peak", async () => {
    const views = await viewsOf("line", ON_LINE);
    const tall = { ...views, law: views.x.map(() => 1e4) };
    expect(fitted(tall, panesOf(tall, null, ""), "k", AXES, null).top).toBe(roundedUp(6 * peak(views.conditional)));
    expect(fitted(views, panesOf(views, null, ""), "k", AXES, null).frame).toEqual([[views.grid.low, views.grid.high]]);
  });

  it("has a frame around the two coordinates of moments, and around samples alone", async () => {
    const views = await viewsOf("moments", IN_SPACE);
    const [x, y] = fitted(views, [], "k", [2, 0], null).frame ?? [];
    const of = (axis: number): number => views.law.mean[axis] ?? 0;
    expect(x?.[0]).toBeLessThan(of(2));
    expect(x?.[1]).toBeGreaterThan(of(2) + 2 * Math.sqrt(views.law.covariance[8] ?? 0));
    expect(y?.[1]).toBeGreaterThan(1 + 3);
    const cloud = {
      kind: "cloud",
      of: "",
      dimension: 3,
      distances: {},
      method: null,
      error: 0,
      notes: [],
      missing: "",
      later: false,
    } as const;
    const frame = fitted(cloud, [], "k", AXES, Float64Array.of(0, 10, 1, 30)).frame;
    expect(frame).toEqual([
      [-0.06, 1.06],
      [8.8, 31.2],
    ]);
  });

  it("is in the link whole, or not at all", async () => {
    const views = await viewsOf("line", ON_LINE);
    const scale = fitted(views, panesOf(views, null, ""), "k", AXES, null);
    const takes = (value: unknown): boolean => VIEW_FIELDS.scale.safeParse(value).success;
    expect(takes(JSON.parse(JSON.stringify(scale)))).toBe(true);
    expect(takes(null)).toBe(true);
    const damaged = [
      { ...scale, top: 0 },
      { ...scale, span: -1 },
      { ...scale, frame: [[2, 1]] },
      { ...scale, frame: [] },
      { top: 1, span: 1 },
    ];
    expect(damaged.filter(takes)).toEqual([]);
  });

  it("names what leaves it", () => {
    const named = { law: Float64Array.of(0.1, -0.4), tilted: Float64Array.of(0.2), samples: null };
    expect(beyond(named, 0.2)).toEqual([{ name: "law", value: 0.4 }]);
  });

  it("rounds up to two digits", () => {
    expect([0.1623, 0.17, 23.4, 9.96, 1.04e-7, 0].map(roundedUp)).toEqual([0.17, 0.17, 24, 10, 1.1e-7, 0]);
    expect(peak(Float64Array.of(1, Number.POSITIVE_INFINITY))).toBe(1);
  });
});

describe("a frame", () => {
  it("is moved outwards to few digits", () => {
    expect(rounded([-1.2345, 2.3456])).toEqual([-1.3, 2.4]);
    expect(rounded([0.50001, 0.5123])).toEqual([0.5, 0.513]);
  });

  it("is widened to hold samples but for one in a hundred, by no more than three times its width", () => {
    const points = Float64Array.from({ length: 400 }, (_, k) => (k % 2 === 0 ? k / 200 : 0.5));
    expect(
      widened(
        [
          [0, 1],
          [0, 1],
        ],
        points,
      ),
    ).toEqual([
      [0, 2.1],
      [0, 1],
    ]);
    const far = points.map((value, k) => (k % 2 === 0 ? 100 * value : value));
    expect(
      widened(
        [
          [0, 1],
          [0, 1],
        ],
        far,
      )[0],
    ).toEqual([0, 4]);
    const outlier = points.map((value, k) => (k % 2 === 0 ? (k === 0 ? 99 : 0.5) : value));
    expect(
      widened(
        [
          [0, 1],
          [0, 1],
        ],
        outlier,
      ),
    ).toEqual([
      [0, 1],
      [0, 1],
    ]);
  });

  it("is written as the command line reads it", () => {
    const x = { low: -3, high: 3, count: 601 };
    expect(gridText([x])).toBe("x=-3:3:601");
    expect(gridText([x, { low: 0.5, high: 1, count: 81 }])).toBe("x=-3:3:601,y=0.5:1:81");
  });
});
