import { describe, expect, it } from "vitest";
import { kernels } from "../../../src/kernels/kernels.ts";
import { runMaskedSampling } from "../../../src/studies/masked/sampling.ts";
import type { Resources } from "../../../src/studies/resources.ts";
import { given, lent, type Written } from "../given.ts";

const plain = lent();
const withKernels: Resources = { ...plain, kernels };

/** Classes of M products on K tokens and three sites, by a rule. */
function mixtures(M: number, K: number): Written {
  const row = (seed: number) => {
    const values = Array.from({ length: K }, (_, v) => 1 + ((7 * v + 13 * seed) % 17));
    const total = values.reduce((a, b) => a + b, 0);
    return values.map((value) => value / total);
  };
  const components = (offset: number) =>
    Array.from({ length: M }, (_, m) => ({ weight: 1 + (m % 3), sites: [0, 1, 2].map((site) => row(offset + 5 * m + site)) }));
  const classes = { z1: { weight: 1, components: components(0) }, z2: { weight: 2, components: components(2) } };
  return { kind: "product-mixture", alphabet: K, length: 3, classes };
}

const sampled = (world: Written, resources: Resources, sampler: Written = { kind: "exact" }) => {
  const { draws, method } = runMaskedSampling(given({ world, sampler }), resources, 300);
  return { tokens: [...draws].map(({ tokens }) => [...tokens]), method };
};

describe("samples of a product mixture with kernels lent", () => {
  it("are those without, token by token, and say so", () => {
    for (const [M, K] of [
      [64, 4],
      [8, 33],
      [256, 1],
    ] as const) {
      for (const sampler of [{ kind: "exact" }, { kind: "tau-leaping", steps: 4 }]) {
        const [expected, found] = [sampled(mixtures(M, K), plain, sampler), sampled(mixtures(M, K), withKernels, sampler)];
        expect(found.tokens).toEqual(expected.tokens);
        expect([expected.method, found.method]).toEqual(["", "exact conditionals (wasm simd)"]);
      }
    }
  });

  it("are the definition's without a word where a class is small, with a reason where there are no kernels or not the memory", () => {
    const asked: Resources = {
      ...plain,
      kernels: () => {
        throw new Error("asked");
      },
    };
    expect(sampled(mixtures(5, 51), asked).method).toBe("");
    expect(() => sampled(mixtures(8, 32), asked)).toThrow("asked");
    const none = sampled(mixtures(8, 32), { ...plain, kernels: () => null });
    expect(none.method).toBe("exact conditionals (plain: no WebAssembly with SIMD)");
    expect(none.tokens).toEqual(sampled(mixtures(8, 32), plain).tokens);
    // 8 · 3 · 8 · 32 bytes a class: room for one.
    const tight = sampled(mixtures(8, 32), { ...withKernels, memory: 10_000 });
    expect(tight.method).toBe("exact conditionals (wasm simd); exact conditionals (plain: 6144 bytes of memory needed, 3856 are left)");
  });

  it("have no such method where a table stands behind them", () => {
    expect(runMaskedSampling(given(), withKernels, 1).method).toBe("");
  });
});
