import { readdirSync, readFileSync, statSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { describeFigure } from "../../src/figures/describe.ts";
import { figureTable } from "../../src/figures/table.ts";
import { renderSvg } from "../../src/files/svg.ts";
import { type ClaimRecord, type ExperimentFile, evaluate, type Measured, verdictText } from "../../src/papers/claim.ts";
import { CLAIMS } from "../../src/papers/claims.ts";
import { paperOf } from "../../src/papers/references.ts";
import { SECONDS } from "../../src/papers/seconds.ts";
import { runContinuousSampling } from "../../src/studies/continuous/sampling.ts";
import { isContinuous } from "../../src/studies/experiment.ts";
import { maskedRun } from "../../src/studies/masked/maskedRun.ts";
import { parseExperiment } from "../../src/studies/parse.ts";

/** Seconds of a claim that is computed twice. */
const CHEAP = 1;

type Found = Omit<ClaimRecord, "seconds">;

const recorded = JSON.parse(readFileSync("verdicts.json", "utf8")) as Record<string, string>;
const found = new Map<string, Found>(CLAIMS.map((claim) => [claim.id, evaluate(claim, "quick")]));
const finding = (id: string): Found => found.get(id) ?? expect.fail(`no claim ${id}`);
/** Numbers in attributes to a tenth of a pixel: what the last digits of a platform's exp and log do is not seen. */
const rounded = (svg: string): string =>
  svg.replace(/(?<==")[^"]*(?=")/g, (value) => value.replace(/-?\d+\.\d{2,}/g, (number) => String(Math.round(Number(number) * 10) / 10)));
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

  it("fails when any expected number is off by more than its tolerance", () => {
    const { verdict: _, detail: __, ...measured } = finding(id);
    for (const name of Object.keys(measured.expected)) {
      const off = listed(measured.computed[name]).map((value) => value + 3 * claim.tolerance);
      const wrong: Measured = { ...measured, computed: { ...measured.computed, [name]: off } };
      expect(claim.judge(wrong, claim.tolerance).verdict, name).toBe("fails here");
    }
  });

  it("says in words what it states, whence, how it was computed, and under what", () => {
    const { verdict, detail, method, hypotheses, counterExample } = finding(id);
    for (const words of [claim.title, claim.statement, claim.formula, claim.tex, claim.source, method]) expect(words).not.toBe("");
    expect(paperOf(claim.paper)).toMatchObject({ id: claim.paper, title: expect.stringMatching(/\w{4}/) });
    expect(hypotheses.length).toBeGreaterThan(0);
    // "Holds" needs its hypotheses on the instance, the other verdicts their reason.
    if (verdict === "holds") expect(hypotheses.filter(({ met }) => !met)).toEqual([]);
    expect(detail !== "").toBe(verdict !== "holds");
    if (verdict === "fails here") expect(counterExample?.text).not.toBe("");
    expect(`${detail}${counterExample?.text}`).not.toMatch(/NaN|Infinity/);
  });

  it("has experiments that run by themselves, its counter-example among them", () => {
    const { experiments, counterExample } = finding(id);
    expect(experiments.length).toBeGreaterThan(0);
    const files: readonly ExperimentFile[] = [...experiments, ...(counterExample === undefined ? [] : [counterExample.experiment])];
    for (const file of files) {
      expect(file.name).toMatch(/\S/);
      const plain: unknown = JSON.parse(JSON.stringify(file));
      const experiment = parseExperiment(plain);
      const resources = { memory: 2 ** 28, table: () => expect.fail("reads a file") };
      if (isContinuous(experiment)) {
        const [sample] = runContinuousSampling(experiment, resources, 1).draws;
        expect(sample.point.every(Number.isFinite)).toBe(true);
        continue;
      }
      const run = maskedRun(experiment, resources, 200);
      expect(run.terminal.law.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 9);
    }
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

  it("has figures that look as they do in docs/figures/claims (numbers to a tenth; `npm run gallery` draws them again)", async () => {
    for (const figure of finding(id).figures) {
      const svg = rounded(renderSvg(describeFigure(figure), "standalone"));
      await expect(svg).toMatchFileSnapshot(`../../docs/figures/claims/${figure.id}.svg`);
    }
  });

  // Dear claims call the same engines as cheap ones: the cheap ones say whether these give the same bits again.
  it.runIf(SECONDS[id].quick <= CHEAP)("computes the same bits again", () => {
    expect(evaluate(claim, "quick")).toEqual(finding(id));
  });

  it("computes nothing that a file or a thread could not carry", () => {
    const { computed, expected } = finding(id);
    expect([...Object.values(computed), ...Object.values(expected)].flatMap(listed).filter((value) => !Number.isFinite(value))).toEqual([]);
    expect(JSON.parse(JSON.stringify(finding(id)))).toEqual(JSON.parse(JSON.stringify(structuredClone(finding(id)))));
  });
});

describe("the claims together", () => {
  it("are those with a recorded verdict and recorded seconds, each once", () => {
    expect(CLAIMS.map(({ id }) => id).sort()).toEqual(Object.keys(recorded).sort());
    expect(CLAIMS.map(({ id }) => id).sort()).toEqual(Object.keys(SECONDS).sort());
  });

  it("share no figure id", () => {
    const ids = [...found.values()].flatMap(({ figures }) => figures.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe("docs/figures/claims", () => {
  const drawn = (): string[] => readdirSync("docs/figures/claims").map((name) => name.replace(/\.svg$/, ""));

  it("holds the claims' figures and nothing else, in 1.5 MB at most", () => {
    const files = drawn();
    expect(files.sort()).toEqual([...found.values()].flatMap(({ figures }) => figures.map(({ id }) => id)).sort());
    const bytes = files.reduce((sum, id) => sum + statSync(`docs/figures/claims/${id}.svg`).size, 0);
    expect(bytes).toBeLessThan(1.5e6);
  });

  it("is shown in docs/gallery.md with a figure of every paper", () => {
    const shown = [...readFileSync("docs/gallery.md", "utf8").matchAll(/\]\(figures\/claims\/([\w-]+)\.svg\)/g)].map(([, name]) => name);
    const papers = shown.map((name) => {
      const of = CLAIMS.find(({ id }) => finding(id).figures.some((figure) => figure.id === name));
      return of?.paper ?? expect.fail(`docs/gallery.md shows ${name}, which no claim draws`);
    });
    expect(new Set(papers)).toEqual(new Set(CLAIMS.map(({ paper }) => paper)));
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
