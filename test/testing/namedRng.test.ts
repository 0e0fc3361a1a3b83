import { describe, expect, it } from "vitest";
import { compareFrequencies, drawsFor } from "../../testing/l1Radius.ts";
import { fnv1a, mulberry32, namedRng } from "../../testing/namedRng.ts";

describe("fnv1a", () => {
  // The first three are the published vectors; the last two were made with a separate Python program (UTF-8 bytes).
  it.each([
    ["", 0x811c9dc5],
    ["a", 0xe40c292c],
    ["foobar", 0xbf9cf968],
    ["é", 0x1e9de8c1],
    ["guidelab", 0x9358856a],
  ])("of %j is %d", (name, hash) => {
    expect(fnv1a(name)).toBe(hash);
  });
});

describe("mulberry32", () => {
  // Made by compiling the author's C function with gcc 32-bit unsigned arithmetic.
  it.each([
    [0, [1144304738, 1416247, 958946056, 627933444]],
    [1, [2693262067, 11749833, 2265367787, 4213581821]],
    [0xffffffff, [3850105811, 813802916, 3073704848, 4054706436]],
    [123456789, [1107202814, 4169434471, 3372958138, 885470128]],
  ])("seeded with %d starts with the reference vector %j / 2^32", (seed, integers) => {
    const rng = mulberry32(seed);
    expect(integers.map(() => rng() * 2 ** 32)).toEqual(integers);
  });

  it("fills ten equal cells evenly, and not eleven unequal ones (negative control)", () => {
    const n = drawsFor(0.1, 10, 1e-9, 1e-9);
    const rng = namedRng("fills ten equal cells");
    const counts = new Array<number>(10).fill(0);
    for (let k = 0; k < n; k++) counts[Math.floor(rng() * 10)]++;
    expect(compareFrequencies(counts, new Array<number>(10).fill(0.1), 1e-9)).toMatchObject({ ok: true });
    const tilted = counts.map((_, cell) => 0.1 + (cell < 5 ? 0.011 : -0.011));
    expect(compareFrequencies(counts, tilted, 1e-9)).toMatchObject({ ok: false });
  });
});

describe("namedRng", () => {
  it("gives equal names equal streams and other names other streams", () => {
    const take = (name: string): number[] => Array.from({ length: 5 }, namedRng(name));
    expect(take("one test")).toEqual(take("one test"));
    expect(take("one test")).not.toEqual(take("another test"));
  });
});
