import { describe, expect, it } from "vitest";
import { PLACES } from "../../../src/web/header/places.ts";
import { moved, moveOf, STEPS } from "../../../src/web/tour/steps.ts";

describe("the guided tour", () => {
  it("takes at most a minute to read: six to eight steps of some 230 words a minute", () => {
    expect(STEPS.length).toBeGreaterThanOrEqual(6);
    expect(STEPS.length).toBeLessThanOrEqual(8);
    const words = STEPS.flatMap(({ title, text }) => `${title} ${text}`.split(/\s+/)).length;
    expect(words).toBeLessThan(260);
  });

  it("points at panels that there are, and says something different at each step", () => {
    const ids = PLACES.map(({ id }) => id);
    for (const { panel } of STEPS) expect(ids).toContain(panel);
    expect(new Set(STEPS.map(({ title }) => title)).size).toBe(STEPS.length);
    expect(STEPS.at(-1)).toMatchObject({ part: "tools" });
  });

  it("is walked to its end, and then over", () => {
    let place = moved(0, "back");
    expect(place).toBe(0);
    for (let k = 1; k < STEPS.length; k++) {
      place = moved(place, "next");
      expect(place).toBe(k);
    }
    expect(moved(place, "back")).toBe(STEPS.length - 2);
    expect(moved(place, "next")).toBeNull();
    expect(moved(2, "skip")).toBeNull();
    expect(moved(null, "next")).toBeNull();
    expect(moved(null, "back")).toBeNull();
    expect(moved(0, "next", 1)).toBeNull();
  });

  it("is led by the arrow keys and left by Escape", () => {
    expect(["ArrowRight", "ArrowLeft", "Escape", "a", "ArrowUp"].map(moveOf)).toEqual(["next", "back", "skip", null, null]);
  });
});
