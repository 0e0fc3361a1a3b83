import { describe, expect, it } from "vitest";
import { philox } from "../../src/random/philox.ts";

const hex = (words: Uint32Array): string => Array.from(words, (word) => word.toString(16).padStart(8, "0")).join(" ");

describe("philox", () => {
  // The three vectors for philox4x32-10 in the authors' kat_vectors of Random123.
  it.each([
    [[0, 0, 0, 0], [0, 0], "6627e8d5 e169c58d bc57ac4c 9b00dbd8"],
    [[0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff], [0xffffffff, 0xffffffff], "408f276d 41c83b0e a20bc7c6 6d5451fd"],
    [[0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0], "d16cfe09 94fdcceb 5001e420 24126ea1"],
  ])("of counter %j and key %j is the authors' vector %s", (counter, key, words) => {
    expect(hex(philox(counter, key))).toBe(words);
  });

  it("takes words modulo 2^32 and leaves its arguments alone", () => {
    const counter = Uint32Array.of(1, 2, 3, 4);
    const key = Uint32Array.of(5, 6);
    expect(hex(philox([1 + 2 ** 32, 2, 3, 4], [5, 6]))).toBe(hex(philox(counter, key)));
    expect([...counter, ...key]).toEqual([1, 2, 3, 4, 5, 6]);
  });
});
