import { describe, expect, it } from "vitest";
import { experimentFigures } from "../../../src/studies/figures.ts";
import { runMaskedLaw } from "../../../src/studies/masked/law.ts";
import { given, lent } from "../given.ts";

describe("figures of tokens", () => {
  it("two sites are maps of conditional, tilted and law, with the regions", () => {
    const { law, tilted, conditional } = runMaskedLaw(given(), null, lent());
    const { figures, omitted } = experimentFigures(given(), lent());
    const [figure] = figures;
    if (figure.kind !== "heat" || !tilted) throw new Error("there must be a heat map");
    expect(figure.panels.map(({ values }) => values)).toEqual([[...conditional], [...tilted], [...law]]);
    expect(figure.difference.values).toEqual([...law].map((p, x) => p - tilted[x]));
    expect(figure.regions).toHaveLength(9);
    expect(figure.caption).toContain("Class z1 of table; rule rates, w = 2; sampler exact.");
    expect(omitted).toEqual([]);
  });

  it("one site is bars; where w changes the difference from the tilted law is left out, and said", () => {
    const world = { kind: "table", alphabet: 2, length: 1, conditional: [0.75, 0.25], unconditional: [0.5, 0.5] };
    const { figures } = experimentFigures(given({ world, target: undefined }), lent());
    const [figure] = figures;
    if (figure.kind !== "categories") throw new Error("there must be bars");
    expect(figure.series.map(({ name }) => name)).toEqual(["conditional", "tilted (wanted)", "law (comes out)"]);
    expect(figure.series[2].values[0]).toBeCloseTo(27 / 28, 14);
    const w = { kind: "interval", w: 2, from: 0.8, to: 0.2 };
    const found = experimentFigures(given({ guidance: { rule: "rates", w } }), lent());
    expect(found.omitted.map(({ name }) => name)).toEqual(["tilted law"]);
    expect(found.figures[0]).toMatchObject({ kind: "heat", difference: { title: "law − conditional" } });
  });

  it("refuses more sites, and masks left at the end", () => {
    const world = { kind: "product-sets", alphabet: 2, length: 3, classes: { z1: { weight: 1, tokens: [[0], [0, 1], [1]] } } };
    expect(() => experimentFigures(given({ world }), lent())).toThrow(
      'world must be one of R^d, or of one or two sites, for figures, got "3 sites"',
    );
    const left = given({ sampler: { kind: "tau-leaping", steps: 2, fill: "left" } });
    expect(() => experimentFigures(left, lent())).toThrow('sampler.fill must be sample or argmax for figures, got "left"');
  });
});
