import { describe, expect, it } from "vitest";
import type { ContinuousSampleRun } from "../../../../../src/studies/continuous/sampling.ts";
import { isMaskedSampling, runSampling } from "../../../../../src/studies/sampling.ts";
import { drawnPoints } from "../../../../../src/web/panels/views/answering/drawn.ts";
import { drawnOf, IN_SPACE, ON_LINE, parsed, resources, squares } from "../views.ts";

describe("samples of tokens", () => {
  it("are counted at the shown sites, on the cut, as `guidelab sample` draws them", async () => {
    const experiment = squares({ seed: 5 }, 4);
    const drawn = await drawnOf("tokens", experiment, { axes: [3, 1], cut: [null, 1] });
    const run = runSampling(parsed(experiment), resources, 300);
    if (!isMaskedSampling(run)) throw new Error("not tokens");
    const expected = new Float64Array(9);
    for (const { tokens } of run.draws) {
      const at = 3 * (tokens[3] ?? 0) + (tokens[1] ?? 0);
      if (tokens[2] === 1) expected[at] = (expected[at] ?? 0) + 1;
    }
    expect(drawn.counts).toEqual(expected);
    expect(drawn).toMatchObject({ n: 300, incomplete: 0, of: "this", shown: [3, 1] });
  });

  it("with a mask left are counted for themselves", async () => {
    const drawn = await drawnOf("tokens", squares({ sampler: { kind: "tau-leaping", steps: 2, fill: "left" } }));
    expect(drawn.incomplete).toBeGreaterThan(0);
    expect(drawn.counts.reduce((sum, count) => sum + count, 0) + drawn.incomplete).toBe(300);
  });

  it("are told in part while many are drawn", async () => {
    const shares: number[] = [];
    await drawnOf("tokens", squares(), { count: 1800 }, (share, partial) => {
      shares.push(share);
      expect(partial?.n).toBe(Math.round(1800 * share));
    });
    expect(shares).toEqual([500 / 1800, 1000 / 1800, 1500 / 1800]);
  });

  it("are refused for a uniform process", async () => {
    await expect(drawnOf("tokens", squares({ process: { kind: "uniform" } }))).rejects.toThrow(/process\.kind must be masked/);
  });
});

describe("samples of points", () => {
  it("are one coordinate on the line", async () => {
    const drawn = await drawnOf("points", ON_LINE, { count: 50 });
    const first = runSampling(parsed(ON_LINE), resources, 1).draws.next().value as { point: Float64Array };
    expect(drawn.points).toHaveLength(50);
    expect(drawn.points[0]).toBeCloseTo(first.point[0] ?? 9, 12);
    expect(drawn).toMatchObject({ n: 50, lost: 0, dimension: 1 });
    expect(drawn.method).toMatch(/Dormand-Prince/);
  });

  it("are the two coordinates asked for in space", async () => {
    const asked = { count: 20 };
    const one = await drawnOf("points", IN_SPACE, { ...asked, axes: [2, 0] });
    const other = await drawnOf("points", IN_SPACE, { ...asked, axes: [0, 1] });
    expect(one.points).toHaveLength(40);
    for (let k = 0; k < 20; k++) expect(one.points[2 * k + 1]).toBe(other.points[2 * k]);
    expect(one.points[0]).not.toBe(other.points[1]);
  });

  it("that diverge are counted as lost, and leave no point", () => {
    const statuses = ["done", "diverged", "done", "lost"] as const;
    function* draws() {
      for (const [k, status] of statuses.entries()) yield { point: Float64Array.of(k, 10 * k), nfe: 1, status };
    }
    const run = { dimension: 2, names: ["x0", "x1"], method: "", draws: draws() } as unknown as ContinuousSampleRun;
    const drawn = drawnPoints(run, { experiment: {}, count: 4, axes: [1, 0], cut: [], of: "" }, () => {});
    expect(drawn).toMatchObject({ n: 4, lost: 2, points: Float64Array.of(0, 0, 20, 2) });
  });
});
