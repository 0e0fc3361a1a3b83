import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { describeFigure } from "../../src/figures/describe.ts";
import { figureTable } from "../../src/figures/table.ts";
import { type Finding, verdictText } from "../../src/papers/claim.ts";
import { CLAIMS } from "../../src/papers/claims.ts";

const recorded = JSON.parse(readFileSync("verdicts.json", "utf8")) as Record<string, string>;
const found = new Map(CLAIMS.map((claim) => [claim.id, claim.compute()]));
const finding = (id: string): Finding => found.get(id) ?? expect.fail(`no claim ${id}`);
const listed = (value: number | readonly number[]): readonly number[] => (typeof value === "number" ? [value] : value);

describe.each(CLAIMS.map((claim) => [claim.id, claim] as const))("claim %s", (id, claim) => {
  it("computes the verdict that is recorded", () => {
    expect(finding(id).verdict).toBe(recorded[id]);
  });

  it("has every expected number inside its tolerance", () => {
    const { computed, expected, tolerance } = finding(id);
    expect(Object.keys(expected).length).toBeGreaterThan(0);
    expect(tolerance > 0 && tolerance < 1).toBe(true);
    for (const [name, wanted] of Object.entries(expected)) {
      const values = listed(computed[name]);
      expect(values, name).toHaveLength(listed(wanted).length);
      listed(wanted).forEach((value, i) => {
        expect(Math.abs(values[i] - value) <= tolerance, `${name}: ${values[i]} against ${value} ± ${tolerance}`).toBe(true);
      });
    }
  });

  it("says in words what it states, whence, how it was computed, and under what", () => {
    const { verdict, detail, method, hypotheses } = finding(id);
    for (const words of [claim.title, claim.statement, claim.source, method]) expect(words).not.toBe("");
    expect(claim.paper).toMatch(/^\d{4}\.\d{5}$/);
    expect(hypotheses.length).toBeGreaterThan(0);
    // "Holds" needs its hypotheses on the instance, the other verdicts their reason.
    if (verdict === "holds") expect(hypotheses.filter(({ met }) => !met)).toEqual([]);
    expect(detail !== "").toBe(verdict !== "holds");
  });

  it("has figures that draw and that write out as tables", () => {
    const { figures } = finding(id);
    expect(figures.length).toBeGreaterThan(0);
    for (const figure of figures) {
      const { panels, title, caption } = describeFigure(figure);
      expect(panels.length).toBeGreaterThan(0);
      expect(`${title}${caption}`).not.toMatch(/undefined|NaN/);
      expect(figureTable(figure).split("\n").length).toBeGreaterThan(2);
    }
  });

  it("computes the same bits again", () => {
    expect(claim.compute()).toEqual(finding(id));
  });
});

describe("the claims together", () => {
  it("are those with a recorded verdict, each once", () => {
    expect(CLAIMS.map(({ id }) => id).sort()).toEqual(Object.keys(recorded).sort());
  });

  it("share no figure id", () => {
    const ids = [...found.values()].flatMap(({ figures }) => figures.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe("verdictText", () => {
  it.each([
    ["holds", "", "holds"],
    ["holds only if", "w ≥ 0", "holds only if w ≥ 0"],
    ["fails here", "at w = 2", "fails here (at w = 2)"],
    ["not testable here", "no settings", "not testable here (no settings)"],
  ] as const)("%s with detail %j reads %j", (verdict, detail, text) => {
    expect(verdictText({ verdict, detail })).toBe(text);
  });
});
