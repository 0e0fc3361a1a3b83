import { describe, expect, it } from "vitest";
import { isContinuous } from "../../../../src/studies/experiment.ts";
import { noSamples, onLaws, panesOf, rasterOf, samplesNote } from "../../../../src/web/panels/views/picture.ts";
import { inWords, readingAt } from "../../../../src/web/panels/views/reading.ts";
import type { Drawn, Views } from "../../../../src/web/panels/views/record.ts";
import { inFrame } from "../../../../src/web/panels/views/scatter.ts";
import { takeawayOf } from "../../../../src/web/panels/views/takeaway.ts";
import { placeOf, rowRaster } from "../../../../src/web/parts/raster.ts";
import { drawnOf, IN_PLANE, IN_SPACE, ON_LINE, parsed, squares, viewsOf } from "./views.ts";

const scale = { of: "k", top: 0.5, span: 0.2, frame: null };

describe("the five pictures", () => {
  it("are conditional, tilted, law, samples and the signed difference", async () => {
    const views = await viewsOf("tokens", squares());
    const drawn = await drawnOf("tokens", squares());
    const panes = panesOf(views, drawn, "");
    expect(panes.map(({ title }) => title)).toEqual(["conditional", "tilted (wanted)", "law (comes out)", "samples", "law − tilted"]);
    expect(panes[3]?.values).toEqual(drawn.counts.map((count) => count / 300));
    expect(panes[4]?.values?.[0]).toBe((views.law?.[0] ?? 0) - (views.tilted?.[0] ?? 0));
    expect(panes.map(({ signed }) => signed)).toEqual([false, false, false, false, true]);
  });

  it("compare with the conditional where there is no tilted law, and say so", async () => {
    const views = await viewsOf("tokens", squares({ guidance: { rule: "rates", w: { kind: "ramp-up", w: 2 } } }));
    const panes = panesOf(views, null, "");
    expect(panes[4]?.title).toBe("law − conditional");
    expect(panes[4]?.values?.[0]).toBe((views.law?.[0] ?? 0) - (views.conditional?.[0] ?? 0));
    expect(panes[1]).toMatchObject({ values: null, why: "w changes along the way: no single tilted law is wanted" });
  });

  it("have samples in place of a law that is not known, clearly said", async () => {
    const views = { ...(await viewsOf("tokens", squares())), law: null, missing: "steps only" };
    const drawn = await drawnOf("tokens", squares());
    const panes = panesOf(views, drawn, "");
    expect(panes[2]).toMatchObject({ values: null, why: "steps only" });
    expect(panes[3]?.title).toBe("samples (in place of the law)");
    expect(panes[4]?.title).toBe("samples − tilted");
    expect(panes[4]?.values?.[0]).toBe((drawn.counts[0] ?? 0) / 300 - (views.tilted?.[0] ?? 0));
  });

  it("do not show samples of another world, nor compare while a law is being computed", async () => {
    const views = await viewsOf("tokens", squares());
    expect(panesOf(views, await drawnOf("tokens", squares({}, 1)), "none yet")[3]).toMatchObject({ values: null, why: "none yet" });
    expect(panesOf(views, await drawnOf("points", ON_LINE, { count: 5 }), "")[3]?.values).toBeNull();
    const soon = await viewsOf("plane", IN_PLANE);
    const panes = panesOf(soon, await drawnOf("points", IN_PLANE, { count: 5 }), "");
    expect([panes[2]?.why, panes[4]?.why, panes[4]?.values]).toEqual(["being computed …", "being computed …", null]);
    expect(panes[3]?.values).not.toBeNull();
  });

  it("set samples on bins against densities at points, bin by bin", () => {
    const values = onLaws({ values: Float64Array.of(1, 2, 3, 4), raster: rowRaster(2, 2, "cells") }, rowRaster(3, 3, "points"));
    expect(Array.from(values)).toEqual([1, 2, 2, 3, 4, 4, 3, 4, 4]);
  });

  it("know what has no samples, and what became of those that are not seen", async () => {
    expect(noSamples(parsed(squares()))).toBeNull();
    expect(noSamples(parsed(squares({ process: { kind: "uniform" } })))).toMatch(/uniform/);
    const views = await viewsOf("line", ON_LINE, { frame: [[0, 1]] });
    const drawn: Drawn = { kind: "points", of: "", n: 5, method: "by hand", dimension: 1, points: Float64Array.of(0.5, 2, 3), lost: 2 };
    expect(samplesNote(views, drawn)).toBe("5 samples of this experiment's seed; 2 diverged or were lost; 2 outside the frame. by hand.");
    const counted: Drawn = {
      kind: "tokens",
      of: "",
      n: 9,
      method: "",
      alphabet: 2,
      sites: [],
      shown: [0],
      counts: Float64Array.of(1, 2),
      incomplete: 4,
    };
    expect(samplesNote(await viewsOf("tokens", squares()), counted)).toBe(
      "9 samples of this experiment's seed; 4 with a site still masked; 3 at the tokens of the cut.",
    );
  });

  it("have points as shares of the frame", () => {
    const grid = [
      { low: 0, high: 2, count: 3 },
      { low: -1, high: 1, count: 3 },
    ] as const;
    const drawn: Drawn = { kind: "points", of: "", n: 1, method: "", dimension: 2, points: Float64Array.of(1, 1), lost: 0 };
    expect(inFrame(drawn, grid)).toEqual(Float64Array.of(0.5, 1));
    expect(inFrame(null, grid)).toBeNull();
  });
});

describe("a reading", () => {
  it("has the numbers of all pictures at one place, with the region", async () => {
    const views = await viewsOf("tokens", squares());
    const panes = panesOf(views, null, "");
    const raster = rasterOf(views);
    const reading = readingAt(views, panes, raster, placeOf(raster, { column: 0, row: 1 }));
    expect(reading).toMatchObject({ where: "site 0 = 0, site 1 = 1", region: "R2" });
    expect(reading.rows.map(({ value }) => value)).toEqual([
      views.conditional?.[1],
      views.tilted?.[1],
      views.law?.[1],
      null,
      panes[4]?.values?.[1],
    ]);
    expect(inWords(reading)).toMatch(/^site 0 = 0, site 1 = 1, region R2: conditional 0\.25; .*samples not known; law − tilted −?0\.\d+$/);
    expect(readingAt(views, panes, raster, placeOf(raster, { column: 2, row: 2 })).region).toBeNull();
  });

  it("names points of the line and of the plane", async () => {
    const line = await viewsOf("line", ON_LINE, { frame: [[-3, 3]] });
    expect(readingAt(line, [], rasterOf(line), { u: 0.5, v: 0 }).where).toBe("x = 0");
    const plane = await viewsOf("plane", IN_PLANE, {
      frame: [
        [-3, 3],
        [0, 6],
      ],
    });
    expect(readingAt(plane, [], rasterOf(plane), { u: 0, v: 1 }).where).toBe("x₁ = −3, x₂ = 6");
  });
});

describe("what is carried away", () => {
  const taken = (views: Views, experiment: Parameters<typeof parsed>[0], drawn: Drawn | null) => {
    const panes = views.kind === "moments" || views.kind === "cloud" ? [] : panesOf(views, drawn, "");
    return takeawayOf({ views, panes, scale, drawn, axes: [0, 1], experiment: parsed(experiment), samples: 300 });
  };

  it("is, of two sites, the maps on the same scale, and the command for their numbers", async () => {
    const views = await viewsOf("tokens", squares());
    const { figures, arrays, command } = taken(views, squares(), await drawnOf("tokens", squares()));
    expect(figures[0]).toMatchObject({ kind: "heat", top: 0.5, span: 0.2, alphabet: 3, regions: views.regions });
    expect(figures[0]?.kind === "heat" && figures[0].panels.map(({ title }) => title)).toEqual([
      "conditional",
      "tilted (wanted)",
      "law (comes out)",
      "samples",
    ]);
    expect(figures[0]?.kind === "heat" && figures[0].panels[2]?.values).toEqual([...(views.law ?? [])]);
    expect(arrays.law).toEqual({ data: views.law, shape: [3, 3] });
    expect(arrays.samples?.shape).toEqual([3, 3]);
    expect(command).toBe("law EXP");
  });

  it("is, of one site, values per token", async () => {
    const views = await viewsOf("tokens", squares({}, 1));
    const { figures, arrays } = taken(views, squares({}, 1), null);
    expect(figures[0]).toMatchObject({ kind: "categories", categories: ["0", "1", "2"], layout: "vertical" });
    expect(arrays.tilted?.shape).toEqual([3]);
  });

  it("is, on the line, the curves in the frame shown and the grid of the command", async () => {
    const views = await viewsOf("line", ON_LINE, { frame: [[-2, 5]] });
    const { figures, arrays, command } = taken(views, ON_LINE, await drawnOf("points", ON_LINE, { count: 30 }));
    expect(figures).toHaveLength(2);
    expect(figures[0]).toMatchObject({ x: { shown: [-2, 5] }, y: { shown: [0, 0.5] } });
    expect(figures[1]).toMatchObject({ y: { shown: [-0.2, 0.2] } });
    expect(arrays.points?.shape).toEqual([30, 1]);
    expect(arrays.law?.shape).toEqual([601]);
    expect(command).toBe('law EXP --grid "x=-2:5:601"');
  });

  it("is, in the plane, densities with the samples as points; without a law the command that draws", async () => {
    const experiment = { ...IN_PLANE, sampler: { kind: "heun", steps: 5 } };
    const views = await viewsOf("plane", experiment, {
      frame: [
        [-3, 3],
        [0, 6],
      ],
    });
    const { figures, arrays, command } = taken(views, experiment, await drawnOf("points", experiment, { count: 30 }));
    const [figure] = figures;
    if (figure?.kind !== "densities") throw new Error("no densities");
    expect(figure.top).toBe(0.5);
    const points = figure.panels.find(({ title }) => title.startsWith("samples"))?.points ?? [];
    expect(points.length).toBeGreaterThan(0);
    expect(points.every(([, y]) => y >= 0)).toBe(true);
    expect(arrays.conditional?.shape).toEqual([61, 61]);
    expect(command).toBe("sample EXP -n 300");
    expect(isContinuous(parsed(experiment))).toBe(true);
  });

  it("is, of moments, ellipses and the whole moments", async () => {
    const views = await viewsOf("moments", IN_SPACE);
    const { figures, arrays } = taken(views, IN_SPACE, null);
    expect(figures[0]?.kind === "ellipses" && figures[0].ellipses.map(({ covariance }) => covariance[3])).toEqual([
      views.conditional.covariance[4],
      views.tilted?.covariance[4],
      views.law.covariance[4],
    ]);
    expect(arrays.law_covariance).toEqual({ data: views.law.covariance, shape: [3, 3] });
  });
});
