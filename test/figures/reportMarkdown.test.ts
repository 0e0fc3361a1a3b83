import { describe, expect, it } from "vitest";
import { reportMarkdown } from "../../src/figures/reportMarkdown.ts";
import { sampleClaims, sampleReport } from "./sampleReport.ts";

const text = reportMarkdown(sampleReport);
const section = (id: string): string =>
  text.split(/^(?=## )/m).find((part) => part.startsWith(`## ${id}:`)) ?? expect.fail(`no section ${id}`);

describe("reportMarkdown", () => {
  it("has a row and a section per claim", () => {
    const rows = text.split("\n").filter((line) => /^\| D\d+ \|/.test(line));
    expect(rows).toHaveLength(sampleClaims.length);
    expect(rows[0]).toBe(
      "| D5 | holds | The four regions of a two-site target are weighted R1 ≥ R2 ≥ R3 ≥ R4 | 10⁻⁹ | exact: lattice | 0.012 |",
    );
    for (const { id } of sampleClaims) expect(section(id)).not.toBe("");
  });

  it("gives each claim its formula as code, hypotheses, verdict, numbers, figures and commands", () => {
    const d7 = section("D7");
    expect(d7).toContain("    law(x) = A(x) (1/c + 1/d) / (Z₁ + Z₂)\n");
    expect(d7).toContain("- not met: no private coordinate values\n");
    expect(d7).toContain("**holds only if**: holds only if every coordinate value");
    expect(d7).toContain("](figures/curves-log-log.svg)");
    const d5 = section("D5");
    expect(d5).toContain("| R2/R1 at w = 64 | 0.5 | 0.5 |");
    expect(d5).toContain("| weights at w = 2 | 2.1, 1.3, 0.4, 0.001, 0.0002 |  |");
    expect(d5).toContain("    npx guidelab reproduce D5\n    npx guidelab law report/experiments/d5-1.json");
    expect(section("D8")).toContain("Counter-example: k = 5 alone.");
  });

  it("escapes what Markdown and HTML would read as markup", () => {
    expect(text).not.toContain("<script>");
    expect(section("D10")).toContain('MNIST \\<script\\>alert("1 & 2")\\</script\\>');
    expect(reportMarkdown({ ...sampleReport, claims: [{ ...sampleClaims[0], title: "a|b" }] })).toContain("| a\\|b |");
  });

  it("ends with the papers, where there are any", () => {
    expect(text).toContain("## Papers\n\n- Ye He, Molei Tao. _What exactly \\<does\\> guidance do_. arXiv:2506.10971, 2025.");
    expect(reportMarkdown({ ...sampleReport, papers: [] })).not.toContain("## Papers");
  });
});
