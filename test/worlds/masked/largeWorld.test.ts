import { describe, expect, it } from "vitest";
import { denoiserLaw } from "../../../src/masked/denoiserLaw.ts";
import { dynamics } from "../../../src/masked/dynamics.ts";
import { pairCubes } from "../../../src/masked/pairCubes.ts";
import { tableDenoiser } from "../../../src/masked/tableDenoiser.ts";
import { terminalLaw } from "../../../src/masked/terminalLaw.ts";
import { denoiserPairOf, mixtureDenoiser, toTable } from "../../../src/worlds/masked/largeWorld.ts";
import { markovWorld } from "../../../src/worlds/masked/markov.ts";
import { pairOf } from "../../../src/worlds/masked/mixture.ts";
import { expectClose } from "../../../testing/close.ts";
import { namedRng } from "../../../testing/namedRng.ts";
import { expectAgrees } from "./largeSpecs.ts";
import { asked, conditionalAt } from "./readings.ts";

const sticky = {
  weight: 1,
  initial: [0.5, 0.3, 0.2],
  transition: [
    [0.8, 0.1, 0.1],
    [0.1, 0.8, 0.1],
    [0.1, 0.1, 0.8],
  ],
};
const cyclic = {
  weight: 3,
  initial: [1, 0, 0],
  transition: [
    [0, 1, 0],
    [0, 0.2, 0.8],
    [1, 0, 0],
  ],
};
const free = {
  weight: 2,
  initial: [0.2, 0.2, 0.6],
  transition: [
    [0.3, 0.3, 0.4],
    [0.3, 0.3, 0.4],
    [0.3, 0.3, 0.4],
  ],
};
const size = { alphabet: 3, length: 3 };
const world = markovWorld({ ...size, classes: { sticky, cyclic, free } });

describe("mixtureDenoiser", () => {
  it("has the conditionals and evidence of Σ a_k p_k in every state, by any path, ruled-out classes included", () => {
    const table = pairOf(toTable(world), "sticky");
    expectAgrees(denoiserPairOf(world, "sticky").uncond, table.unconditional, namedRng("mixture"));
  });

  it("of tables is the table of the mixture", () => {
    const a = Float64Array.of(0.5, 0.5, 0, 0);
    const b = Float64Array.of(0, 0.25, 0, 0.75);
    const part = (weight: number, law: Float64Array) => ({ weight, denoiser: tableDenoiser({ alphabet: 2, length: 2, law }) });
    expectAgrees(
      mixtureDenoiser([part(1, a), part(3, b)]),
      a.map((value, x) => 0.25 * value + 0.75 * b[x]),
      namedRng("mixture of tables"),
    );
  });

  it("says −∞ for every token where every class is ruled out", () => {
    const only = markovWorld({
      alphabet: 2,
      length: 2,
      classes: {
        a: {
          weight: 1,
          initial: [1, 0],
          transition: [
            [1, 0],
            [0, 1],
          ],
        },
      },
    });
    const reading = denoiserPairOf(only, "a").uncond.open();
    reading.reveal(0, 1);
    expect([...asked(reading, 2, 1)]).toEqual([-Infinity, -Infinity]);
    reading.mask(0);
    expectClose(asked(reading, 2, 1).map(Math.exp), [1, 0], {});
  });
});

describe("denoiserPairOf", () => {
  it("gives the target's own denoiser, the mixture, and the target's share", () => {
    const { cond, targetWeight } = denoiserPairOf(world, "cyclic");
    expect(cond).toBe(world.classes[1].denoiser);
    expect(targetWeight).toBe(0.5);
  });

  it("changes no bit when the classes are written in another order", () => {
    const turned = markovWorld({ ...size, classes: { free, cyclic, sticky } });
    const [a, b] = [world, turned].map((one) => conditionalAt(denoiserPairOf(one, "free").uncond, [1, 3, 2], 1));
    expect([...a]).toEqual([...b]);
  });

  it("refuses a target that is no class", () => {
    expect(() => denoiserPairOf(world, "none")).toThrow('target must be one of sticky, cyclic, free, got "none"');
  });

  it("has the terminal law of its table: rates and tokens at w = 2, within 1e-12", () => {
    const cubes = pairCubes(pairOf(toTable(world), "sticky"));
    for (const rule of ["rates", "tokens"] as const) {
      const found = denoiserLaw({ ...denoiserPairOf(world, "sticky"), rule, w: 2 });
      expectClose(found, terminalLaw(dynamics(cubes, rule, 2)), { absolute: 1e-12 });
    }
  });
});
