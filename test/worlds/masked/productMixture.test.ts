import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toTable } from "../../../src/worlds/masked/largeWorld.ts";
import { type ProductMixtureSpec, productMixtureWorld } from "../../../src/worlds/masked/productMixture.ts";
import { expectClose } from "../../../testing/close.ts";
import { namedRng } from "../../../testing/namedRng.ts";
import { expectAgrees, rowsOf, sizes, tabled } from "./largeSpecs.ts";
import { asked, conditionalAt } from "./readings.ts";

const specs = sizes.chain(({ alphabet, length }) => {
  const component = fc.record({ weight: fc.integer({ min: 1, max: 9 }), sites: rowsOf(length, alphabet) });
  return fc
    .array(component, { minLength: 1, maxLength: 4 })
    .map((components) => ({ alphabet, length, classes: { a: { weight: 0.5, components } } }));
});

type Components = ProductMixtureSpec["classes"][string]["components"];

/** Σ_m a_m Π_i p_m,i(x_i). */
const lawOfComponents = (alphabet: number, length: number, components: Components): Float64Array => {
  const total = components.reduce((sum, { weight }) => sum + weight, 0);
  return tabled(alphabet, length, (x) =>
    components.reduce((sum, { weight, sites }) => sum + (weight / total) * x.reduce((product, v, i) => product * sites[i][v], 1), 0),
  );
};

const two = (sites: readonly number[][], others: readonly number[][]): ProductMixtureSpec => ({
  alphabet: 2,
  length: sites.length,
  classes: {
    a: {
      weight: 1,
      components: [
        { weight: 3, sites },
        { weight: 1, sites: others },
      ],
    },
  },
});

describe("productMixtureWorld", () => {
  it("has the conditionals and evidence of its law in every state, zeros included, sites revealed and masked in any order", () => {
    const rng = namedRng("productMixture");
    fc.assert(
      fc.property(specs, (spec) => {
        const { alphabet, length, classes } = spec;
        expectAgrees(productMixtureWorld(spec).classes[0].denoiser, lawOfComponents(alphabet, length, classes.a.components), rng);
      }),
      { numRuns: 25 },
    );
  });

  it("toTable is its law", () => {
    fc.assert(
      fc.property(specs, (spec) => {
        const found = toTable(productMixtureWorld(spec)).classes[0].law;
        expectClose(found, lawOfComponents(spec.alphabet, spec.length, spec.classes.a.components), { absolute: 1e-14 });
      }),
      { numRuns: 25 },
    );
  });

  it("turns to the component that the revealed sites speak for, by hand: weights 3 : 1, token 0 four times as likely under the second", () => {
    const { denoiser } = productMixtureWorld(
      two(
        [
          [0.2, 0.8],
          [0.9, 0.1],
        ],
        [
          [0.8, 0.2],
          [0.5, 0.5],
        ],
      ),
    ).classes[0];
    // Posterior after token 0: 0.6 : 0.8 = 3 : 4.
    expectClose(conditionalAt(denoiser, [0, 2], 1), [(3 * 0.9 + 4 * 0.5) / 7, (3 * 0.1 + 4 * 0.5) / 7], { relative: 1e-14 });
  });

  it("keeps a token that only a component with a posterior of 1e-600 allows", () => {
    const length = 301;
    const often = [...Array.from({ length: length - 1 }, () => [0.99, 0.01]), [1, 0]];
    const seldom = [...Array.from({ length: length - 1 }, () => [0.0099, 0.9901]), [0, 1]];
    const reading = productMixtureWorld(two(often, seldom)).classes[0].denoiser.open();
    for (let site = 0; site < length - 1; site++) reading.reveal(site, 0);
    const [, log] = asked(reading, 2, length - 1);
    expectClose(log, Math.log(1 / 3) + 300 * Math.log(0.01), { relative: 1e-12 });
  });

  it("forgets without drift: after 20 000 reveals and maskings of 64 sites it says what a fresh reading says, within 1e-12", () => {
    const rng = namedRng("productMixture drift");
    const row = (): number[] => {
      const p = rng() ** 8;
      return [p, 1 - p];
    };
    const { denoiser } = productMixtureWorld(two(Array.from({ length: 64 }, row), Array.from({ length: 64 }, row))).classes[0];
    const reading = denoiser.open();
    const now = new Array<number>(64).fill(2);
    for (let k = 0; k < 20_000; k++) {
      const site = 1 + Math.floor(rng() * 63);
      const masked = now[site] === 2;
      now[site] = masked ? Math.floor(rng() * 2) : 2;
      if (masked) reading.reveal(site, now[site]);
      else reading.mask(site);
    }
    expectClose(asked(reading, 2, 0).map(Math.exp), conditionalAt(denoiser, now, 0), { absolute: 1e-12 });
  });

  it("renormalises nearly normalised rows and takes component weights in any proportion", () => {
    const spec = two([[0.5, 0.5 + 5e-10]], [[1, 0]]);
    expectClose(toTable(productMixtureWorld(spec)).classes[0].law, [0.625, 0.375], { absolute: 1e-9 });
  });

  const good = two([[0.5, 0.5]], [[1, 0]]);
  const [first] = good.classes.a.components;
  const changed = (component: object) => ({ ...good, classes: { a: { weight: 1, components: [first, { ...first, ...component }] } } });
  it.each([
    [{ ...good, alphabet: 0 }, "world.alphabet must be an integer of at least 1, got 0"],
    [{ ...good, length: 1.5 }, "world.length must be an integer of at least 1, got 1.5"],
    [{ ...good, classes: { a: { weight: 0, components: [first] } } }, "world.classes.a.weight must be a finite number above 0, got 0"],
    [
      { ...good, classes: { a: { weight: 1, components: [] } } },
      "world.classes.a.components must be a list of at least one component, got []",
    ],
    [changed({ weight: -1 }), "world.classes.a.components[1].weight must be a finite number above 0, got -1"],
    [changed({ sites: [] }), "world.classes.a.components[1].sites must be a list with one law per site (1), got 0"],
    [changed({ sites: [[1]] }), "world.classes.a.components[1].sites[0] must be a list of 2 numbers, got 1"],
    [changed({ sites: [[0.5, 0.4]] }), "world.classes.a.components[1].sites[0] must be a law that sums to 1 within 1e-9, got 0.9"],
    [changed({ sites: [[1.5, -0.5]] }), "world.classes.a.components[1].sites[0][1] must be a finite number of at least 0, got -0.5"],
  ])("refuses bad specification %#", (spec, message) => {
    expect(() => productMixtureWorld(spec)).toThrow(message);
  });
});
