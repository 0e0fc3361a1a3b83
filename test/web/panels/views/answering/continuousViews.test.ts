import { describe, expect, it } from "vitest";
import { runLaw } from "../../../../../src/studies/law.ts";
import { IN_PLANE, IN_SPACE, ON_LINE, parsed, resources, viewsOf } from "../views.ts";

describe("views on the line", () => {
  it("have the numbers of `guidelab law` on the grid that they name", async () => {
    const views = await viewsOf("line", ON_LINE, { frame: [[-2, 5]] });
    const record = runLaw(parsed(ON_LINE), { grid: [{ low: -2, high: 5, count: 601 }] }, resources);
    expect(views.grid).toEqual({ low: -2, high: 5, count: 601 });
    expect(record).toMatchObject({
      x: views.x,
      density: views.law,
      tilted: views.tilted,
      conditional: views.conditional,
      distances: views.distances,
      method: views.method,
      error: views.error,
    });
  });

  it("fit a frame of few digits that holds the laws when none is given", async () => {
    const { grid, law, x } = await viewsOf("line", ON_LINE);
    expect(grid.low).toBeLessThan(-3);
    expect(grid.high).toBeGreaterThan(5);
    expect(Number(grid.low.toPrecision(3))).toBe(grid.low);
    expect(x[0]).toBe(grid.low);
    expect(law?.[0]).toBeLessThan(1e-5);
  });

  it("leave the law of other samplers than the flow for later, and have it in whole", async () => {
    const experiment = { ...ON_LINE, sampler: { kind: "heun", steps: 4 } };
    const soon = await viewsOf("line", experiment);
    expect(soon).toMatchObject({ law: null, later: true, missing: null, method: null });
    const frame = [[soon.grid.low, soon.grid.high]] as const;
    const whole = await viewsOf("line", experiment, { part: "whole", frame });
    expect(whole.later).toBe(false);
    expect(runLaw(parsed(experiment), { grid: [whole.grid] }, resources)).toMatchObject({ density: whole.law, tilted: whole.tilted });
    expect(soon.x).toEqual(whole.x);
    expect(soon.tilted).toEqual(whole.tilted);
  });

  it("say why a sampler has no law", async () => {
    const whole = await viewsOf("line", { ...ON_LINE, sampler: { kind: "dopri5" } }, { part: "whole" });
    expect(whole.law).toBeNull();
    expect(whole.later).toBe(false);
    expect(whole.missing).toMatch(/^sampler\.kind must be flow/);
    expect(whole.tilted).not.toBeNull();
  });
});

describe("views in the plane", () => {
  it("have what was wanted soon, on a frame around it", async () => {
    const soon = await viewsOf("plane", IN_PLANE);
    expect(soon).toMatchObject({ law: null, later: true, missing: null, mass: null });
    expect(soon.conditional).toHaveLength(soon.x.length * soon.y.length);
    const peak = soon.conditional?.indexOf(Math.max(...(soon.conditional ?? []))) ?? 0;
    expect(Math.abs((soon.x[peak % soon.x.length] ?? 0) - 1)).toBeLessThan(0.15);
    expect(Math.abs(soon.y[Math.floor(peak / soon.x.length)] ?? 9)).toBeLessThan(0.15);
    expect(soon.grid[0].high).toBeGreaterThan(3);
  });

  it("have a first look at the law on few points, then the numbers of `guidelab law`", async () => {
    const frame = [
      [-2, 5],
      [-3, 3],
    ] as const;
    const partial: unknown[] = [];
    const whole = await viewsOf("plane", IN_PLANE, { part: "whole", frame }, (views) => partial.push(views));
    const record = runLaw(parsed(IN_PLANE), { grid: whole.grid }, resources);
    expect(record).toMatchObject({ density: whole.law, tilted: whole.tilted, mass: whole.mass, distances: whole.distances });
    expect(whole.later).toBe(false);
    expect(partial).toHaveLength(1);
    expect(partial[0]).toMatchObject({ kind: "plane", later: true, of: "this" });
    expect((partial[0] as typeof whole).x.length).toBeLessThan(whole.x.length);
    expect((partial[0] as typeof whole).law?.[0]).toBeCloseTo(whole.law?.[0] ?? 9, 8);
  });

  it("say at once that other samplers than the flow have samples only", async () => {
    const soon = await viewsOf("plane", { ...IN_PLANE, sampler: { kind: "heun", steps: 5 } });
    expect(soon.later).toBe(false);
    expect(soon.missing).toMatch(/of sampler heun there are samples only/);
    expect(soon.tilted).not.toBeNull();
  });
});

describe("views in more dimensions", () => {
  it("are the moments of single Gaussians", async () => {
    const views = await viewsOf("moments", IN_SPACE);
    const record = runLaw(parsed(IN_SPACE), {}, resources);
    expect(record).toMatchObject({ ...views.law, tilted: views.tilted, conditional: views.conditional, distances: views.distances });
    expect(views.dimension).toBe(3);
  });

  it("are nothing but samples of other laws, and of points without width", async () => {
    const mixture = {
      kind: "gaussian-mixture",
      dimension: 3,
      classes: {
        a: { weight: 1, components: [{ weight: 1, mean: [1, 0, 0], covariance: 1 }] },
        b: { weight: 1, components: [{ weight: 1, mean: [-1, 0, 0], covariance: 1 }] },
      },
    };
    const cloud = await viewsOf("cloud", { ...IN_PLANE, world: mixture });
    expect(cloud.missing).toMatch(/^in 3 dimensions/);
    const points = { kind: "points", dimension: 1, classes: { a: { weight: 1, points: [[1], [2]] }, b: { weight: 1, points: [[-1]] } } };
    expect((await viewsOf("cloud", { ...ON_LINE, world: points, target: "a" })).missing).toMatch(/^points without bandwidth/);
  });
});
