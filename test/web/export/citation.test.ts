import { describe, expect, it } from "vitest";
import { bibtex } from "../../../src/web/export/citation.ts";

const cited = {
  id: "0123456789abcdef".repeat(4),
  version: "1.2.3",
  link: "http://127.0.0.1:4173/#world=%7B%7D",
  title: "What comes out, w = 4",
  method: "exact: lattice",
  year: 2026,
};

describe("a BibTeX note", () => {
  it("names the experiment, the version, the method and the link", () => {
    const entry = bibtex(cited);
    expect(entry).toContain("@misc{guidelab-0123456789ab,");
    expect(entry).toContain(`howpublished = {guidelab 1.2.3, experiment ${cited.id}}`);
    expect(entry).toContain("method: exact: lattice");
    expect(entry).toContain(`url          = {${cited.link}}`);
    expect(entry).toContain("year         = {2026}");
  });

  it("keeps braces balanced and TeX's signs escaped, whatever is in the title", () => {
    const entry = bibtex({ ...cited, title: "50 % of {x_1} & ~y^2 − $z$ #3 \\n", link: "http://a/#x={}" });
    expect(entry).toContain("title        = {50 \\% of \\{x\\_1\\} \\& \\~{}y\\^{}2 $-$ \\$z\\$ \\#3 \\textbackslash{}n}");
    expect(entry).toContain("url          = {http://a/#x=%7B%7D}");
    const bare = entry.replaceAll(/\\[{}]/g, "");
    expect([...bare].filter((sign) => sign === "{")).toHaveLength([...bare].filter((sign) => sign === "}").length);
  });

  it("says nothing of a method where nothing is computed", () => {
    expect(bibtex({ ...cited, method: "" })).not.toContain("method:");
  });
});
