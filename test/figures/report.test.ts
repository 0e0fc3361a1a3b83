import { JSDOM } from "jsdom";
import { describe, expect, it } from "vitest";
import { html, markup } from "../../src/figures/html.ts";
import { LAB_ADDRESS } from "../../src/figures/labLink.ts";
import { reportPage } from "../../src/figures/report.ts";
import { gallery } from "./gallery.ts";
import { sampleClaims, sampleReport } from "./sampleReport.ts";

const svg = Object.fromEntries(gallery.map(({ id }) => [id, `<svg data-figure="${id}"></svg>`]));
const page = reportPage({ ...sampleReport, svg });
const { document } = new JSDOM(page).window;
const textOf = (selector: string): string => document.querySelector(selector)?.textContent?.replace(/\s+/g, " ").trim() ?? "";

describe("html", () => {
  it("escapes strings and leaves pieces of html alone", () => {
    expect(html`<p title="${'"'}">${"<b>&'"}${markup("<i>")}${[html`${1}`, html`${2}`]}</p>`.html).toBe(
      '<p title="&quot;">&lt;b&gt;&amp;&#39;<i>1\n2</p>',
    );
  });
});

describe("reportPage", () => {
  it("escapes every text: no script comes out of a title, a sentence or a number's name", () => {
    const evil = "<script>alert('x')</script>\"><img src=x>";
    const claim = sampleClaims[0];
    const tainted = reportPage({
      depth: "full",
      papers: [{ id: evil, key: evil, title: evil, authors: [evil], year: 2025 }],
      title: evil,
      generatedBy: evil,
      claims: [
        {
          ...claim,
          title: evil,
          paper: evil,
          statement: evil,
          source: evil,
          formula: evil,
          counterExample: { text: evil, experiment: {} },
          detail: evil,
          method: evil,
          computed: { [evil]: 1 },
          expected: { [evil]: 1 },
          hypotheses: [{ text: evil, met: true }],
          figures: claim.figures.map((figure) => ({ ...figure, title: evil, caption: evil })),
        },
      ],
      realData: [{ ...sampleReport.realData[0], title: evil, sentence: evil, source: evil }],
      svg,
      formulas: {},
      formats: ["svg"],
      commands: {
        report: evil,
        claims: { [claim.id]: evil },
        experiments: { [claim.id]: [{ name: evil, file: evil, command: evil, experiment: { [evil]: evil } }] },
      },
    });
    const parsed = new JSDOM(tainted).window.document;
    expect(parsed.querySelectorAll("script, img")).toHaveLength(0);
    expect(parsed.querySelector("h1")?.textContent).toBe(evil);
  });

  it("makes no request and runs no script", () => {
    expect(document.querySelectorAll("script, link, img, iframe")).toHaveLength(0);
    // Nothing is asked for unless a link is followed.
    expect(page.replaceAll(/ href="[^"]*"/g, "")).not.toMatch(/url\(|@import|https?:\/\/(?!www\.w3\.org)/);
  });

  it("says what guidelab is and which w is meant before anything else", () => {
    expect(textOf("header .lead")).toContain("exactly which distribution");
    expect(textOf("header")).toContain("w = −1 is unconditional, w = 0 conditional, w > 0 guided");
  });

  it("has one table row per claim, with verdict, tolerance, method, seconds and command", () => {
    const rows = [...document.querySelectorAll("table.claims tbody tr")].map((row) => row.textContent?.replace(/\s+/g, " ").trim());
    expect(rows).toHaveLength(sampleClaims.length);
    expect(rows[0]).toContain("✓ holds D5");
    expect(rows[0]).toContain("R2/R1 at w = 64 0.5 expected 0.5");
    expect(rows[0]).toContain("10⁻⁹ exact: lattice 0.012 npx guidelab reproduce D5");
    expect(rows[3]).toContain("largest difference 0.18");
    expect(rows[4]).toContain("npx guidelab reproduce all --out report");
    expect(textOf("#claims + p")).toBe("6 claims: 3 “holds”, 1 “holds only if”, 1 “fails here”, 1 “not testable here”.");
  });

  it("shows each claim's hypotheses, condition, figures and numbers", () => {
    expect(textOf("#claim-D7 .unmet")).toBe("✗ no private coordinate values (not met)");
    expect(textOf("#claim-D7 .verdict")).toContain("holds only if every coordinate value");
    expect(document.querySelectorAll("#claim-D5 figure svg")).toHaveLength(3);
    const cells = [...document.querySelectorAll("#claim-D8 details tbody tr:first-child > *")].map(({ textContent }) => textContent);
    expect(cells).toEqual(["w = 1", "4.938, 4.543, 4.03, 3.326, 2.277, 0.32", "4.984, 4.541, 4.02, 3.386, 2.208, 0.28", "0.069"]);
    expect(document.querySelector("#claim-D10 details")).toBeNull();
  });

  it("links each figure's table and each table row's claim", () => {
    const links = [...document.querySelectorAll("a")].map((a) => a.getAttribute("href") ?? "");
    for (const { id } of gallery) expect(links).toContain(`data/${id}.csv`);
    for (const link of links.filter((href) => href.startsWith("#"))) expect(document.getElementById(link.slice(1)), link).not.toBeNull();
  });

  it("is structured for readers who do not see it: one h1, no level skipped, headed tables, named scroll regions", () => {
    const levels = [...document.querySelectorAll("h1, h2, h3, h4")].map(({ localName }) => Number(localName.slice(1)));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels.every((level, i) => i === 0 || level <= levels[i - 1] + 1)).toBe(true);
    for (const table of document.querySelectorAll("table")) expect(table.querySelectorAll("thead th[scope=col]").length).toBeGreaterThan(1);
    const regions = [...document.querySelectorAll(".scroll")].map((region) => region.getAttribute("aria-label"));
    expect(regions.length).toBeGreaterThan(2);
    expect(textOf("#claim-D5 .formula")).toBe("law(x) = A(x) (1/c + 1/d) / (Z₁ + Z₂)");
    for (const label of regions) expect(label).toMatch(/^(Figure: \S.*|Table of claims|Numbers)$/);
  });

  it("gives each claim its experiments, its counter-example and the papers", () => {
    expect(textOf("#claim-D5 .experiments")).toBe("diamonds & squares: npx guidelab law report/experiments/d5-1.json open in the lab");
    expect(document.querySelector("#claim-D5 .experiments a")?.getAttribute("href")).toBe("experiments/d5-1.json");
    expect(document.querySelector("#claim-D3 .experiments")).toBeNull();
    expect(textOf("#claim-D8")).toContain("Counter-example: k = 5 alone.");
    expect(textOf("#papers + ul")).toBe("Ye He, Molei Tao. What exactly <does> guidance do. arXiv:2506.10971, 2025.");
    for (const file of ["references.bib", "claims.md", "claims.json"]) expect(document.querySelector(`a[href="${file}"]`)).not.toBeNull();
  });

  it("sets formulas that have markup, and shows the plain text of the others", () => {
    expect(document.querySelector("#claim-D7 .formula math mi")?.textContent).toBe("A");
    expect(document.querySelector("#claim-D8 .formula")?.innerHTML).toBe("law(x) = A(x) (1/c + 1/d) / (Z₁ + Z₂)");
  });

  it("links each figure in the formats that it was written in, and no other", () => {
    for (const { id } of gallery) {
      const links = [...document.querySelectorAll(`a[href^="figures/${id}."]`)];
      expect(
        links.map((a) => [a.getAttribute("href"), a.textContent]),
        id,
      ).toEqual([
        [`figures/${id}.svg`, "SVG"],
        [`figures/${id}.pdf`, "PDF"],
      ]);
    }
  });

  it("opens each experiment and counter-example in the lab, once the lab is served, and never hands the page over", () => {
    const lab = document.querySelector("#claim-D5 .experiments a.lab");
    expect(lab?.getAttribute("href")).toBe(`${LAB_ADDRESS}#seed=7&target=%22a%22`);
    expect(document.querySelector("#claim-D8 > p a.lab")?.textContent).toBe("open in the lab");
    for (const link of document.querySelectorAll("a[target]")) expect(link.getAttribute("rel")).toBe("noopener noreferrer");
    expect(textOf("header")).toContain("run npx guidelab serve first");
  });

  it("gives an experiment that no address can hold its command alone", () => {
    const [entry] = sampleReport.commands.experiments.D5;
    const experiments = { D5: [{ ...entry, experiment: { name: "a".repeat(40_000) } }] };
    const parsed = new JSDOM(reportPage({ ...sampleReport, svg, commands: { ...sampleReport.commands, experiments } })).window.document;
    expect(parsed.querySelector("#claim-D5 a.lab")).toBeNull();
    expect(parsed.querySelector("#claim-D5 .experiments code")?.textContent?.replace(/\s+/g, " ")).toBe(entry.command);
    expect(parsed.querySelector("header")?.textContent).not.toContain("serve");
  });

  it("says when it was computed on the smaller grids", () => {
    expect(textOf("header")).not.toContain("--quick");
    expect(reportPage({ ...sampleReport, depth: "quick", svg })).toContain("smaller grids of --quick");
  });

  it("leaves out sections without content", () => {
    const empty = reportPage({ ...sampleReport, claims: [], realData: [], papers: [], svg: {} });
    expect(empty).not.toContain("<section");
  });

  it("refuses a figure that was not drawn and an id that stands twice", () => {
    expect(() => reportPage({ ...sampleReport, svg: { bars: "" } })).toThrow(
      'reportPage: svg must be a record with an entry for figure "dots", got ["bars"]',
    );
    const twice = { ...sampleReport, svg, claims: [sampleClaims[0], sampleClaims[0]] };
    expect(() => reportPage(twice)).toThrow('reportPage: id of a claim must be unique in a report, got "D5"');
    const drawnTwice = { ...sampleReport, svg, claims: [sampleClaims[0], { ...sampleClaims[0], id: "D99" }] };
    expect(() => reportPage(drawnTwice)).toThrow('reportPage: id of a figure must be unique in a report, got "heat-regions"');
  });
});
