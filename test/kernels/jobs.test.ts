import { describe, expect, it } from "vitest";
import { tileAt, tilesWith } from "../../src/kernels/jobs.ts";

describe("tileAt", () => {
  it("names every tile exactly once, at the number of its masks", () => {
    for (const [K, far] of [
      [1, 1],
      [1, 4],
      [2, 5],
      [3, 3],
      [9, 2],
      [64, 1],
    ] as const) {
      const found: number[] = [];
      for (let masked = 0; masked <= far; masked++) {
        for (let part = 0; part < tilesWith(K, far, masked); part++) {
          const tile = tileAt(K, far, masked, part);
          const digits = Array.from({ length: far }, (_, i) => Math.floor(tile / (K + 1) ** i) % (K + 1));
          expect(digits.filter((digit) => digit === K)).toHaveLength(masked);
          found.push(tile);
        }
      }
      expect(found.sort((a, b) => a - b)).toEqual(Array.from({ length: (K + 1) ** far }, (_, tile) => tile));
    }
  });
});
