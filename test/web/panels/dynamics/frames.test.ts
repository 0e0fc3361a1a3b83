import { describe, expect, it } from "vitest";
import { pulledBackShare } from "../../../../src/measures/trajectoryFan.ts";
import { frameAt, histogram, rowAt, stopsOf } from "../../../../src/web/panels/dynamics/frames.ts";
import { joinRoutes } from "../../../../src/web/panels/dynamics/joinRoutes.ts";
import { pulledBack } from "../../../../src/web/panels/dynamics/pulledBack.ts";
import { namedRng } from "../../../../testing/namedRng.ts";

const angles = Float64Array.of(1.5, 1, 0.4, 0);

describe("a way at a moment", () => {
  it("lies between two rows of a flow, linearly in the angle", () => {
    const smooth = { angles, smooth: true };
    expect(frameAt(smooth, 1.5)).toEqual({ row: 0, share: 0 });
    expect(frameAt(smooth, 1.25)).toEqual({ row: 0, share: 0.5 });
    expect(frameAt(smooth, 1)).toEqual({ row: 1, share: 0 });
    expect(frameAt(smooth, 0.1).row).toBe(2);
    expect(frameAt(smooth, 0.1).share).toBeCloseTo(0.75, 12);
    expect(frameAt(smooth, 0)).toEqual({ row: 3, share: 0 });
    expect(frameAt(smooth, 2)).toEqual({ row: 0, share: 0 });
  });

  it("is where steps were last, whatever a link rounded", () => {
    const stepped = { angles, smooth: false };
    expect([1.5, 1.2, 1, 1.0004, 0.5, 0.4, 0.0001, 0].map((theta) => frameAt(stepped, theta))).toEqual(
      [0, 0, 1, 1, 1, 2, 3, 3].map((row) => ({ row, share: 0 })),
    );
  });

  it("has stops only where a way is known at its rows alone", () => {
    expect(stopsOf({ angles, smooth: true })).toBeNull();
    expect(stopsOf({ angles, smooth: false })).toEqual([0, 1 - 1 / 1.5, 1 - 0.4 / 1.5, 1]);
  });

  it("mixes the values of two rows", () => {
    const values = Float64Array.of(0, 10, 4, 20, 4, 40);
    expect(rowAt(values, 2, { row: 0, share: 0.25 })).toEqual(Float64Array.of(1, 12.5));
    expect(rowAt(values, 2, { row: 2, share: 0 })).toEqual(Float64Array.of(4, 40));
  });
});

it("histogram puts both ends in and leaves out what is below", () => {
  expect(histogram([0, 0.5, 0.99, 1, 2, 4, -1], 0, 4, 4)).toEqual(Float64Array.of(3, 1, 1, 1));
});

it("pulledBack marks the paths that pulledBackShare counts", () => {
  const rng = namedRng("pulledBack");
  const [n, times, edge] = [40, 6, 0.8];
  const points = Float64Array.from({ length: n * times }, () => rng());
  const flags = pulledBack(points, n, edge);
  const share = pulledBackShare({ points, times, n, dimension: 1 }, [1], edge);
  expect(flags.reduce((a, b) => a + b, 0) / n).toBe(share);
  expect(share).toBeGreaterThan(0);
  expect(share).toBeLessThan(1);
  expect(pulledBack(Float64Array.of(0, 0, 2, 0, 1, 2), 2, 1)).toEqual(Uint8Array.of(1, 0));
});

describe("joinRoutes", () => {
  const route = (n: number, first: number, lost: number) => ({
    angles: Float64Array.of(1, 0),
    paths: {
      points: Float64Array.from(
        { length: 2 * n * 2 },
        (_, e) => 1000 * Math.floor(e / (2 * n)) + 10 * (first + (Math.floor(e / 2) % n)) + (e % 2),
      ),
      times: 2,
      n,
      dimension: 2,
    },
    lost,
    method: "how",
  });

  it("puts paths after one another at each time and adds up what was lost", () => {
    const joined = joinRoutes([route(2, 0, 1), route(1, 2, 2)]);
    expect(joined).toEqual({ ...route(3, 0, 3) });
  });

  it("refuses no routes", () => {
    expect(() => joinRoutes([])).toThrow("joinRoutes: routes must be at least one, got none");
  });
});
