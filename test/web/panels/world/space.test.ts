import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseExperiment } from "../../../../src/studies/parse.ts";
import { type Covariance, readWorld, type SpaceWorld, spaceFile, type WorldFile } from "../../../../src/web/panels/world/described.ts";
import { dragged, entry, formOf, halfAxes, inForm, LEAST_SD } from "../../../../src/web/panels/world/space/covariance.ts";
import {
  spaceFault,
  withCross,
  withItem,
  withNewItem,
  withNewPart,
  withoutItem,
  withoutPart,
  withVariance,
} from "../../../../src/web/panels/world/space/edit.ts";
import { density, niceStep, rangesOf, snapped, squared, ticks } from "../../../../src/web/panels/world/space/frame.ts";
import { type Handle, handlesOf, LEAST_WIDTH, MOST_HANDLES, MOST_SPREADS } from "../../../../src/web/panels/world/space/handles.ts";
import { nearestItem, placeOf } from "../../../../src/web/panels/world/space/nearest.ts";
import { sharedPath } from "../../../../src/web/panels/world/space/shapes.ts";
import { expectClose } from "../../../../testing/close.ts";
import { propertySeed } from "../../../../testing/propertySeed.ts";

const seed = propertySeed(process.env.FAST_CHECK_SEED);
const number = fc.double({ min: -5, max: 5, noNaN: true });
const spot = fc.tuple(number, number);

const world = (file: WorldFile): SpaceWorld => {
  const read = readWorld(file);
  if (read?.half !== "space") throw new Error("a continuous world was expected");
  return read;
};
const plane = (covariance: Covariance): SpaceWorld =>
  world({ kind: "gaussian-mixture", dimension: 2, classes: { a: { weight: 1, components: [{ weight: 2, mean: [1, -1], covariance }] } } });
const boxes = (dimension: 1 | 2): SpaceWorld =>
  world({
    kind: "box-mixture",
    dimension,
    classes: { a: { weight: 1, boxes: [{ weight: 1, low: [0, 0].slice(0, dimension), high: [1, 2].slice(0, dimension) }] } },
  });
const handle = (w: SpaceWorld, key: string): Handle => {
  const found = handlesOf(w, [0, 1], null).find((one) => one.key === key);
  if (!found) throw new Error(`no handle ${key}`);
  return found;
};
const COVARIANCES: readonly Covariance[] = [
  0.25,
  [0.25, 4],
  [
    [2, 0.5],
    [0.5, 1],
  ],
];

describe("dragging", () => {
  it("moves a mean, a point and the middle of a box to where it is dropped, and nothing else", () => {
    fc.assert(
      fc.property(spot, (to) => {
        for (const covariance of COVARIANCES) {
          const before = plane(covariance);
          const after = handle(before, "0.0").moved(before, to);
          expect(after.parts[0]?.components[0]).toEqual({ weight: 2, mean: [...to], covariance });
          expect(handle(after, "0.0").at).toEqual(to);
        }
        const box = boxes(2);
        const moved = handle(box, "0.0").moved(box, to).parts[0]?.boxes[0];
        expectClose([...(moved?.low ?? []), ...(moved?.high ?? [])], [to[0] - 0.5, to[1] - 1, to[0] + 0.5, to[1] + 1], { absolute: 1e-14 });
        const points = world({
          kind: "points",
          dimension: 2,
          bandwidth: 0,
          classes: {
            a: {
              weight: 1,
              points: [
                [0, 0],
                [3, 4],
              ],
            },
          },
        });
        expect(handle(points, "0.1").moved(points, to).parts[0]?.points).toEqual([[0, 0], [...to]]);
      }),
      { seed },
    );
  });

  it("the tip of a half-axis makes it end there: round ones grow, upright ones along their coordinate, turned ones turn", () => {
    fc.assert(
      fc.property(spot, (to) => {
        fc.pre(Math.hypot(to[0] - 1, to[1] + 1) > 0.01);
        const round = plane(0.25);
        const grown = handle(round, "0.0.sd0").moved(round, to).parts[0]?.components[0]?.covariance as number;
        expectClose([Math.sqrt(grown)], [Math.hypot(to[0] - 1, to[1] + 1)], { relative: 1e-12 });
        const turned = plane(COVARIANCES[2] ?? 1);
        const kept = Math.hypot(...halfAxes(COVARIANCES[2] ?? 1, 0, 1)[1]);
        const next = handle(turned, "0.0.sd0").moved(turned, to).parts[0]?.components[0]?.covariance ?? 1;
        const lengths = halfAxes(next, 0, 1)
          .map((axis) => Math.hypot(...axis))
          .sort((a, b) => a - b);
        expectClose(
          lengths,
          [kept, Math.hypot(to[0] - 1, to[1] + 1)].sort((a, b) => a - b),
          { relative: 1e-9 },
        );
        const tip = [to[0] - 1, to[1] + 1] as const;
        const along = entry(next, 0, 0) * tip[0] ** 2 + 2 * entry(next, 0, 1) * tip[0] * tip[1] + entry(next, 1, 1) * tip[1] ** 2;
        expectClose([along], [Math.hypot(...tip) ** 4], { relative: 1e-9 });
      }),
      { seed },
    );
    const upright = plane([0.25, 4]);
    expect(handle(upright, "0.0.sd1").moved(upright, [9, 2]).parts[0]?.components[0]?.covariance).toEqual([0.25, 9]);
    expect(handle(upright, "0.0.sd0").moved(upright, [4, 9]).parts[0]?.components[0]?.covariance).toEqual([9, 4]);
  });

  it("never makes a spread or a box vanish", () => {
    const round = plane(1);
    expect(handle(round, "0.0.sd0").moved(round, [1, -1]).parts[0]?.components[0]?.covariance).toBe(LEAST_SD ** 2);
    const box = boxes(2);
    expect(handle(box, "0.0.low").moved(box, [7, 1]).parts[0]?.boxes[0]).toEqual({ weight: 1, low: [1 - LEAST_WIDTH, 1], high: [1, 2] });
    expect(handle(box, "0.0.high").moved(box, [-7, 3]).parts[0]?.boxes[0]).toEqual({ weight: 1, low: [0, 0], high: [LEAST_WIDTH, 3] });
  });

  it("works on the line, and on two chosen coordinates of more", () => {
    const line = world({
      kind: "gaussian-mixture",
      dimension: 1,
      classes: { a: { weight: 1, components: [{ weight: 1, mean: [1], covariance: [4] }] } },
    });
    expect(handle(line, "0.0.sd0").at).toEqual([3, 0]);
    expect(handle(line, "0.0.sd0").moved(line, [0.5, 3]).parts[0]?.components[0]?.covariance).toEqual([0.25]);
    const matrix = world({ ...spaceFile(line), classes: { a: { weight: 1, components: [{ weight: 1, mean: [1], covariance: [[4]] }] } } });
    expect(handle(matrix, "0.0.sd0").moved(matrix, [2, 0]).parts[0]?.components[0]?.covariance).toEqual([[1]]);
    const three = world({ kind: "points", dimension: 3, bandwidth: 0, classes: { a: { weight: 1, points: [[1, 2, 3]] } } });
    const [only] = handlesOf(three, [2, 0], null);
    expect(only?.at).toEqual([3, 1]);
    expect(only?.moved(three, [9, 8]).parts[0]?.points).toEqual([[8, 2, 9]]);
    const tiny = boxes(1);
    expect(handle(tiny, "0.0.high").moved(tiny, [5, 5]).parts[0]?.boxes[0]).toEqual({ weight: 1, low: [0], high: [5] });
  });

  it("offers the chosen item alone where there are very many, and its spread alone where there are some", () => {
    const cloud = (count: number): SpaceWorld => {
      const points = Array.from({ length: count }, (_, k) => [k, 0]);
      return world({ kind: "points", dimension: 2, bandwidth: 0, classes: { a: { weight: 1, points } } });
    };
    expect(handlesOf(cloud(MOST_HANDLES), [0, 1], null).length).toBe(MOST_HANDLES);
    expect(handlesOf(cloud(MOST_HANDLES + 1), [0, 1], null)).toEqual([]);
    expect(handlesOf(cloud(MOST_HANDLES + 1), [0, 1], { part: 0, item: 3 }).map(({ at }) => at)).toEqual([[3, 0]]);
    let chain = plane(1);
    for (let k = 1; k < MOST_SPREADS; k++) chain = withNewItem(chain, 0, [k, k]);
    expect(handlesOf(chain, [0, 1], null).length).toBe(2 * MOST_SPREADS);
    chain = withNewItem(chain, 0, [9, 9]);
    expect(
      handlesOf(chain, [0, 1], { part: 0, item: 2 })
        .filter(({ kind }) => kind === "spread")
        .map(({ key }) => key),
    ).toEqual(["0.2.sd0"]);
  });
});

describe("half-axes", () => {
  it("rebuild the covariance: Σ of their squares", () => {
    fc.assert(
      fc.property(number, number, number, (a, b, c) => {
        const covariance = [
          [a * a + 0.1, b],
          [b, c * c + (b * b) / (a * a + 0.1) + 0.1],
        ];
        const axes = halfAxes(covariance, 0, 1);
        const sum = (i: 0 | 1, j: 0 | 1): number => axes.reduce((total, axis) => total + axis[i] * axis[j], 0);
        expectClose([sum(0, 0), sum(0, 1), sum(1, 1)], [entry(covariance, 0, 0), b, entry(covariance, 1, 1)], { absolute: 1e-9 });
      }),
      { seed },
    );
  });

  it("follow the coordinates where there is no covariance, the longer first in a turned one", () => {
    expect(halfAxes([1, 4], 0, 1)).toEqual([
      [1, 0],
      [-0, 2],
    ]);
    expectClose(
      halfAxes(
        [
          [1, 0],
          [0, 4],
        ],
        0,
        1,
      ).flat(),
      [0, 2, -1, 0],
      { absolute: 1e-15 },
    );
  });
});

describe("forms of a covariance", () => {
  it("keep what they can hold", () => {
    expect(COVARIANCES.map(formOf)).toEqual(["round", "upright", "turned"]);
    expect(inForm(0.25, "turned", 2)).toEqual([
      [0.25, 0],
      [0, 0.25],
    ]);
    expect(
      inForm(
        [
          [2, 0.5],
          [0.5, 1],
        ],
        "upright",
        2,
      ),
    ).toEqual([2, 1]);
    expect(inForm([1, 3], "round", 2)).toBe(2);
    expect(withVariance(1, 0, 3)).toBe(3);
    expect(withVariance([1, 2], 1, 3)).toEqual([1, 3]);
    expect(
      withVariance(
        [
          [1, 0.5],
          [0.5, 2],
        ],
        1,
        3,
      ),
    ).toEqual([
      [1, 0.5],
      [0.5, 3],
    ]);
    expect(withCross(1, 2, [0, 1], 0.5)).toEqual([
      [1, 0.5],
      [0.5, 1],
    ]);
  });
});

describe("editing", () => {
  it("adds items as wide as the last, removes them, adds and removes classes", () => {
    const one = plane(0.25);
    const two = withNewItem(one, 0, [3, 3]);
    expect(two.parts[0]?.components[1]).toEqual({ weight: 2, mean: [3, 3], covariance: 0.25 });
    expect(withoutItem(two, { part: 0, item: 1 })).toEqual(one);
    const more = withNewPart(one, [0, 0]);
    expect(more.parts[1]).toMatchObject({ name: "z2", weight: 1, components: [{ weight: 1, mean: [0, 0], covariance: 0.25 }] });
    expect(withoutPart(more, 1)).toEqual(one);
    expect(withNewItem(boxes(2), 0, [5, 5]).parts[0]?.boxes[1]).toEqual({ weight: 1, low: [4.5, 4], high: [5.5, 6] });
    expect(withNewPart(boxes(1), [5]).parts[1]?.boxes).toEqual([{ weight: 1, low: [4.5], high: [5.5] }]);
    expect(spaceFault(more)).toBeNull();
    parseExperiment({ world: spaceFile(more), target: "z2", guidance: { rule: "cfg", w: 1 } });
  });

  it("says what is no world", () => {
    const one = plane(1);
    const item = { part: 0, item: 0 };
    const component = (fields: object): SpaceWorld =>
      withItem<object & { weight: number; mean: number[]; covariance: number }>(one, item, (own) => ({ ...own, ...fields }));
    expect(spaceFault(withoutPart(one, 0))).toBe("a world needs a class");
    expect(spaceFault(withoutItem(one, item))).toBe("a has no mass: add a component");
    expect(spaceFault({ ...one, bandwidth: -1 })).toBe("the bandwidth must be at least 0");
    expect(spaceFault({ ...one, parts: one.parts.map((part) => ({ ...part, name: "" })) })).toBe("each class needs a name");
    expect(spaceFault({ ...one, parts: [...one.parts, ...one.parts] })).toBe("two classes are called a");
    expect(spaceFault({ ...one, parts: one.parts.map((part) => ({ ...part, weight: 0 })) })).toBe("the weight of a must be above 0");
    expect(spaceFault(component({ weight: 0 }))).toBe("a: weights must be above 0");
    expect(spaceFault(component({ mean: [Number.NaN, 0] }))).toBe("a: places must be 2 numbers");
    expect(spaceFault(component({ covariance: -1 }))).toBe("a: variances must be above 0");
    expect(
      spaceFault(
        component({
          covariance: [
            [1, 1],
            [1, 1],
          ],
        }),
      ),
    ).toBe("a: a covariance must be smaller than the product of the standard deviations");
    const flat = withItem<{ weight: number; low: number[]; high: number[] }>(boxes(2), item, (own) => ({ ...own, high: own.low }));
    expect(spaceFault(flat)).toBe("a: a box must end above where it starts");
  });

  it("finds what is nearest on the picture", () => {
    const points = world({
      kind: "points",
      dimension: 2,
      bandwidth: 0,
      classes: {
        a: {
          weight: 1,
          points: [
            [0, 0],
            [3, 4],
            [9, 9],
          ],
        },
      },
    });
    expect(nearestItem(points, 0, [0, 1], [4, 4])).toEqual({ part: 0, item: 1 });
    expect(nearestItem({ ...points, parts: [] }, 0, [0, 1], [4, 4])).toBeNull();
    expect([placeOf(undefined, 2), placeOf(boxes(2).parts[0]?.boxes[0], 2)]).toEqual([
      [0, 0],
      [0.5, 1],
    ]);
  });
});

describe("the frame", () => {
  it("holds everything, with the same scale on both axes where they are squared", () => {
    const [x, y] = rangesOf(plane([0.25, 4]), [0, 1]);
    expectClose([x?.low ?? 0, x?.high ?? 0], [-0.5 - 0.24, 2.5 + 0.24], { absolute: 1e-12 });
    expect(y !== undefined && y.low < -7 && y.high > 5).toBe(true);
    expect(rangesOf({ ...plane(1), parts: [] }, [0])).toEqual([{ low: -1, high: 1 }]);
    const point = world({ kind: "points", dimension: 1, bandwidth: 0, classes: { a: { weight: 1, points: [[2]] } } });
    expect(rangesOf(point, [0])).toEqual([{ low: 1, high: 3 }]);
    expect(
      squared(
        [
          { low: 0, high: 1 },
          { low: 0, high: 1 },
        ],
        200,
        100,
      ),
    ).toEqual([
      { low: -0.5, high: 1.5 },
      { low: 0, high: 1 },
    ]);
  });

  it("has round ticks and places", () => {
    expect(ticks({ low: -1.05, high: 1.05 }, 4)).toEqual([-1, 0, 1]);
    expect(ticks({ low: 0, high: 0.31 }, 3)).toEqual([0, 0.2]);
    expect([0.11, 0.2, 3, 7].map(niceStep)).toEqual([0.2, 0.2, 5, 10]);
    expect(snapped(0.12345, { low: 0, high: 1 })).toBe(0.125);
  });

  it("has densities that integrate to 1", () => {
    const mixed = world({
      kind: "box-mixture",
      dimension: 1,
      classes: {
        a: {
          weight: 1,
          boxes: [
            { weight: 1, low: [0], high: [1] },
            { weight: 3, low: [0.5], high: [2.5] },
          ],
        },
      },
    });
    const bells = world({ kind: "points", dimension: 1, bandwidth: 0.3, classes: { a: { weight: 1, points: [[0], [1]] } } });
    for (const one of [mixed, bells]) {
      let total = 0;
      for (let k = 0; k < 8000; k++)
        total += density(one.parts[0] ?? (mixed.parts[0] as never), one.bandwidth, -3 + (k + 0.5) / 1000) / 1000;
      // Midpoint rule with the boxes' edges between nodes.
      expectClose([total], [1], { absolute: 1e-9 });
    }
  });

  it("marks where boxes of different classes meet", () => {
    const two = withNewPart(boxes(2), [1, 2]);
    const scale = { x: (value: number): number => 10 * value, y: (value: number): number => 10 * value };
    expect(sharedPath(two, [0, 1], scale, 100)).toBe("M5.0 15.0H10.0V20.0H5.0Z");
    expect(sharedPath(boxes(2), [0, 1], scale, 100)).toBe("");
    expect(sharedPath(withNewPart(boxes(1), [1]), [0, null], scale, 100)).toBe("M5.0 100.0H10.0V0.0H5.0Z");
  });
});

describe("a continuous world written and read", () => {
  it("is the same, class by class or as a pair", () => {
    for (const file of [
      spaceFile(plane(1)),
      spaceFile(boxes(2)),
      { kind: "points", dimension: 1, bandwidth: 0.5, conditional: { points: [[1]] }, unconditional: { points: [[1], [2]] } },
    ] as const)
      expect(spaceFile(world(file as WorldFile))).toEqual(file);
    expect(readWorld({ kind: "points", file: "a.csv", coordinates: ["x"], class: "c" })).toBeNull();
    expect(dragged(1, 0, [0, 2])).toBe(4);
  });
});
