import { describe, expect, it } from "vitest";
import { movedState, stateAt, stateGrid, stateWords } from "../../../../src/web/panels/dynamics/stateGrid.ts";

const two = stateGrid(2, 2);
const names = [
  { label: "x₀", ticks: ["a", "b"] },
  { label: "x₁", ticks: ["0", "1"] },
];

describe("states of two sites", () => {
  it("have the first site across, the second upwards, and masks beyond a gap with all masked in the corner", () => {
    const at = (index: number) => two.cells[index];
    expect(at(0)).toMatchObject({ tokens: [0, 0], x: 0 });
    expect(at(3)).toMatchObject({ tokens: [1, 0], x: 1, y: at(0)?.y });
    expect(at(1)?.y).toBe((at(0)?.y ?? 0) - 1);
    expect(at(8)).toMatchObject({ tokens: [2, 2], y: 0, x: at(6)?.x });
    expect((at(6)?.x ?? 0) - (at(3)?.x ?? 0)).toBeGreaterThan(1);
    expect(at(0)?.y).toBeCloseTo(two.rows - 1, 12);
  });

  it("never overlap, lie inside, and are found by every point of their cells only", () => {
    for (const cell of two.cells) {
      expect(stateAt(two, cell.x + 0.5, cell.y + 0.5)).toBe(cell);
      expect(stateAt(two, cell.x + 0.999, cell.y + 0.001)).toBe(cell);
      expect(cell.x + 1).toBeLessThanOrEqual(two.columns + 1e-12);
    }
    expect(stateAt(two, 2.1, 0.5)).toBeNull();
    expect(stateAt(two, -0.1, 0.5)).toBeNull();
  });

  it("are walked by arrow keys across the gap, and not beyond the border", () => {
    const walk = (keys: readonly string[], from: number): number =>
      keys.reduce((index, key) => movedState(2, 2, index, key) ?? index, from);
    expect(two.cells[walk(["ArrowRight", "ArrowRight", "ArrowUp"], 0)]?.tokens).toEqual([2, 1]);
    expect(two.cells[walk(["ArrowRight", "ArrowRight", "ArrowRight", "ArrowDown"], 0)]?.tokens).toEqual([2, 0]);
    expect(walk(["ArrowLeft", "ArrowDown"], walk(["ArrowRight", "ArrowUp"], 0))).toBe(0);
    expect([movedState(2, 2, 4, "Home"), movedState(2, 2, 4, "End"), movedState(2, 2, 4, "a")]).toEqual([0, 8, null]);
  });

  it("are said in words", () => {
    const words = (index: number): string => (two.cells[index] ? stateWords(two.cells[index], 2, names) : "");
    expect([words(1), words(5), words(8)]).toEqual(["x₀ = a, x₁ = 1", "x₀ = b, x₁ masked", "x₀ masked, x₁ masked"]);
  });
});

it("states of one site are a row with the mask beyond a gap", () => {
  const one = stateGrid(3, 1);
  expect(one.rows).toBe(1);
  expect(one.cells.map(({ x, y }) => [x, y])).toEqual([
    [0, 0],
    [1, 0],
    [2, 0],
    [3.35, 0],
  ]);
  expect([movedState(3, 1, 2, "ArrowRight"), movedState(3, 1, 3, "ArrowRight"), movedState(3, 1, 0, "ArrowLeft")]).toEqual([3, 3, 0]);
});
