import { expect, it } from "vitest";
import { nearest, neighbour } from "../../../../src/web/panels/dynamics/stops.ts";

const stops = [0, 0.1, 0.4, 1];

it("nearest finds the stop that is closest", () => {
  expect([0, 0.04, 0.06, 0.24, 0.26, 0.71, 5].map((place) => nearest(stops, place))).toEqual([0, 0, 1, 1, 2, 3, 3]);
});

it("neighbour goes from stop to stop and stays at the ends", () => {
  expect([0, 0.1, 0.4, 1].map((place) => neighbour(stops, place, 1))).toEqual([0.1, 0.4, 1, 1]);
  expect([0, 0.1, 0.4, 1].map((place) => neighbour(stops, place, -1))).toEqual([0, 0, 0.1, 0.4]);
});

it("neighbour takes forty even steps where every place can be seen, from anywhere, both ways to the end", () => {
  expect(neighbour(null, 0.5, 1)).toBe(0.525);
  expect(neighbour(null, 0.51, 1)).toBe(0.525);
  expect(neighbour(null, 0.51, -1)).toBe(0.5);
  const way = [0];
  while ((way.at(-1) ?? 1) < 1) way.push(neighbour(null, way.at(-1) ?? 1, 1));
  expect(way).toHaveLength(41);
  expect([neighbour(null, 1, 1), neighbour(null, 0, -1)]).toEqual([1, 0]);
});

it("neighbour counts a place that a link has rounded as the stop itself", () => {
  expect(neighbour(null, 0.50004, 1)).toBe(0.525);
  expect(neighbour(null, 0.49996, 1)).toBe(0.525);
  expect(neighbour(null, 0.50004, -1)).toBe(0.475);
});
