import { describe, expect, it } from "vitest";
import { isMaskedLaw, runLaw } from "../../../../../src/studies/law.ts";
import type { MaskedLawRecord } from "../../../../../src/studies/masked/law.ts";
import { expectClose } from "../../../../../testing/close.ts";
import { parsed, resources, squares, viewsOf } from "../views.ts";

function recordOf(experiment: Parameters<typeof parsed>[0]): MaskedLawRecord {
  const record = runLaw(parsed(experiment), {}, resources);
  if (!isMaskedLaw(record)) throw new Error("not a law of tokens");
  return record;
}

describe("views of tokens", () => {
  it("have, of two sites, the numbers of `guidelab law` to the last bit", async () => {
    const views = await viewsOf("tokens", squares());
    const record = recordOf(squares());
    expect(views.law).toEqual(record.law);
    expect(views.tilted).toEqual(record.tilted);
    expect(views.conditional).toEqual(record.conditional);
    expect(views).toMatchObject({ of: "this", shown: [0, 1], distances: record.distances, method: record.method, error: record.error });
    expect(views).toMatchObject({ missing: null, later: false, incomplete: 0, notes: [] });
  });

  it("turn two sites round when they are asked for the other way", async () => {
    const { law, alphabet } = await viewsOf("tokens", squares({ world: LOPSIDED }), { axes: [1, 0] });
    const record = recordOf(squares({ world: LOPSIDED }));
    for (let a = 0; a < alphabet; a++)
      for (let b = 0; b < alphabet; b++) expect(law?.[b * alphabet + a]).toBe(record.law[a * alphabet + b]);
  });

  it("sum over further sites, or cut through them at a token, as a sum over all sequences does", async () => {
    const experiment = squares({}, 4);
    const { law: all, alphabet: K } = recordOf(experiment);
    const { law, mass } = await viewsOf("tokens", experiment, { axes: [2, 0], cut: [1, null] });
    const expected = new Float64Array(K * K);
    for (let x = 0; x < all.length; x++) {
      const [a = 0, b = 0, c = 0] = [Math.floor(x / K ** 3), Math.floor(x / K ** 2) % K, Math.floor(x / K) % K];
      const at = c * K + a;
      if (b === 1) expected[at] = (expected[at] ?? 0) + (all[x] ?? 0);
    }
    expectClose(law ?? [], expected, { absolute: 1e-15 });
    expect(mass.law).toBeCloseTo(
      expected.reduce((sum, p) => sum + p, 0),
      14,
    );
    expect(mass.law).toBeLessThan(0.9);
  });

  it("ignore sites and tokens that the world does not have", async () => {
    const views = await viewsOf("tokens", squares({}, 3), { axes: [7, 1], cut: [99] });
    expect(views.shown).toEqual([0, 1]);
    expect(views.cut).toEqual([null]);
    expect(views.mass.law).toBeCloseTo(1, 12);
  });

  it("show one site of a world with one", async () => {
    const views = await viewsOf("tokens", squares({}, 1));
    expect(views.shown).toEqual([0]);
    expect(views.law).toHaveLength(3);
    expect(views.regions).toEqual(["private", "shared", ""]);
    expect(views.sites[0]?.label).toBe("token");
  });

  it("name the regions of two sites, and of no more", async () => {
    expect((await viewsOf("tokens", squares())).regions).toEqual(["R1", "R2", "", "R2", "R4", "", "", "", ""]);
    expect((await viewsOf("tokens", squares({}, 3))).regions).toBeNull();
  });

  it("show the complete states where masks are left, and what is incomplete as a number", async () => {
    const experiment = squares({ sampler: { kind: "tau-leaping", steps: 3, fill: "left" } });
    const views = await viewsOf("tokens", experiment);
    const record = recordOf(experiment);
    expect(views.incomplete).toBe(record.incomplete);
    expect(views.incomplete).toBeGreaterThan(0.01);
    expect(views.law).toHaveLength(9);
    expect(views.mass.law).toBeCloseTo(1 - record.incomplete, 12);
    expect(views.law?.[1]).toBe(record.law[1]);
  });

  it("say why there is no law, and still show what was wanted", async () => {
    const sampler = { kind: "remdm", steps: 4, remasking: { kind: "cap", eta: 0.1 } };
    const views = await viewsOf("tokens", squares({ sampler }));
    const record = recordOf(squares());
    expect(views.law).toBeNull();
    expect(views.method).toBeNull();
    expect(views.missing).toMatch(/^sampler\.kind must be one with an exact law/);
    expectClose(views.tilted ?? [], record.tilted ?? [], { absolute: 1e-15 });
    expect(views.conditional).toEqual(record.conditional);
  });

  it("say that no tilted law is wanted where w changes", async () => {
    const guidance = { rule: "rates", w: { kind: "ramp-up", w: 2 } };
    const views = await viewsOf("tokens", squares({ guidance }));
    expect(views.tilted).toBeNull();
    expect(views.law).not.toBeNull();
    expect(views.notes).toEqual(["w changes along the way: no single tilted law is wanted"]);
  });

  it("show the law of a uniform process", async () => {
    const views = await viewsOf("tokens", squares({ process: { kind: "uniform" } }));
    expect(views.law).toEqual(recordOf(squares({ process: { kind: "uniform" } })).law);
    expect(views.method).toMatch(/master equation/);
  });

  it("have places but no laws where the world is too large for a table", async () => {
    const half = { initial: [0.5, 0.5] };
    const classes = {
      a: {
        weight: 1,
        ...half,
        transition: [
          [0.9, 0.1],
          [0.1, 0.9],
        ],
      },
      b: {
        weight: 1,
        ...half,
        transition: [
          [0.5, 0.5],
          [0.5, 0.5],
        ],
      },
    };
    const world = { kind: "markov", alphabet: 2, length: 60, classes };
    const views = await viewsOf("tokens", squares({ world, target: "a" }), { axes: [3, 40] });
    expect(views).toMatchObject({ conditional: null, tilted: null, law: null, alphabet: 2, shown: [3, 40], later: false });
    expect(views.sites).toHaveLength(60);
    expect(views.missing).toMatch(/states/);
  });

  it("throw what is wrong with the world itself", async () => {
    await expect(viewsOf("tokens", squares({ target: "z9" }))).rejects.toThrow(/target must be/);
  });
});

/** Sites that are not alike. */
const LOPSIDED = {
  kind: "table",
  alphabet: 2,
  length: 2,
  classes: { z1: { weight: 1, law: [0.4, 0.3, 0.2, 0.1] }, z2: { weight: 1, law: [0.1, 0.2, 0.3, 0.4] } },
};
