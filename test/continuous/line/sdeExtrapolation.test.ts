import { describe, expect, it } from "vitest";
import { extrapolatedMasses } from "../../../src/continuous/line/sdeExtrapolation.ts";
import { expectClose } from "../../../testing/close.ts";

describe("extrapolatedMasses", () => {
  const run = (h: number): Float64Array => Float64Array.of(0.2 + 3 * h ** 2 - h ** 4, 0.5 - h ** 2, 0.3 - 2 * h ** 2 + h ** 4);

  it("removes errors in h² and h⁴ exactly with three runs", () => {
    expectClose(extrapolatedMasses([run(0.4), run(0.2), run(0.1)]).value, [0.2, 0.5, 0.3], { absolute: 1e-15 });
  });

  it("gives the change of the distribution function by the finest run, 1 where there is none before it", () => {
    const two = extrapolatedMasses([run(0.4), run(0.2)]);
    // two runs leave 4 h⁴ of the fine one in the first and last mass: 4 · 0.0016 − the coarse run's own error
    expectClose(two.value, [0.2 + 4 * 0.2 ** 4, 0.5, 0.3 - 4 * 0.2 ** 4], { absolute: 1e-15 });
    expectClose(two.change, 3 * 0.16 - 0.4 ** 4 - 4 * 0.2 ** 4, { absolute: 1e-14 });
    expect(extrapolatedMasses([run(0.1)])).toEqual({ value: run(0.1), change: 1 });
  });
});
