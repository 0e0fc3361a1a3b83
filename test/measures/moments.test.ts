import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { moments } from "../../src/measures/moments.ts";
import { expectClose } from "../../testing/close.ts";
import { digitsOf } from "../../testing/rowMajor.ts";
import { lawsOnSequences } from "./laws.ts";

describe("moments", () => {
  it("of a coin and of three tokens, by hand", () => {
    expect(moments([0.25, 0.75], 2, 1)).toEqual({ mean: [0.75], covariance: [0.1875] });
    expect(moments([0.5, 0, 0.5], 3, 1)).toEqual({ mean: [1], covariance: [1] });
  });

  it("of two sites, site 0 slowest: ½ on (0, 1) and ½ on (2, 0)", () => {
    const law = [0, 0.5, 0, 0, 0, 0, 0.5, 0, 0];
    expect(moments(law, 3, 2)).toEqual({ mean: [1, 0.5], covariance: [1, -0.5, -0.5, 0.25] });
  });

  it("of three sites, where site 2 follows site 0 and site 1 is free", () => {
    const law = [0.25, 0, 0.25, 0, 0, 0.25, 0, 0.25];
    const { mean, covariance } = moments(law, 2, 3);
    expect(mean).toEqual([0.5, 0.5, 0.5]);
    expect(covariance).toEqual([0.25, 0, 0.25, 0, 0.25, 0, 0.25, 0, 0.25]);
  });

  it("are E[x_i] and E[x_i x_j] − E[x_i] E[x_j]", () => {
    fc.assert(
      fc.property(lawsOnSequences(1), ({ alphabet, length, laws: [law] }) => {
        const mean = (of: (x: readonly number[]) => number): number =>
          law.reduce((sum, p, index) => sum + p * of(digitsOf(index, length, alphabet)), 0);
        const found = moments(law, alphabet, length);
        const sites = Array.from({ length }, (_, i) => i);
        expectClose(
          found.mean,
          sites.map((i) => mean((x) => x[i])),
          { absolute: 1e-14 },
        );
        const expected = sites.flatMap((i) => sites.map((j) => mean((x) => x[i] * x[j]) - mean((x) => x[i]) * mean((x) => x[j])));
        expectClose(found.covariance, expected, { absolute: 1e-13 });
      }),
    );
  });
});
