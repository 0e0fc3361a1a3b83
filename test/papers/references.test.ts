import { describe, expect, it } from "vitest";
import { CLAIMS } from "../../src/papers/claims.ts";
import { bibtex, PAPERS, paperOf, papersWithClaims } from "../../src/papers/references.ts";

describe("references", () => {
  it("know every paper that has a claim", () => {
    for (const { paper } of CLAIMS) expect(paperOf(paper)?.id).toBe(paper);
    expect(papersWithClaims().map(({ id }) => id)).toEqual([...new Set(CLAIMS.map(({ paper }) => paper))]);
    expect(paperOf("0000.00000")).toBeUndefined();
  });

  it("have one key each and an arXiv id", () => {
    expect(new Set(PAPERS.map(({ key }) => key)).size).toBe(PAPERS.length);
    for (const { id } of PAPERS) expect(id).toMatch(/^\d{4}\.\d{5}$/);
  });

  it("are written as BibTeX, capitals kept", () => {
    expect(bibtex([{ id: "2506.10971", key: "k", title: "A Title", authors: ["A B", "C D"], year: 2025 }])).toBe(
      "@misc{k,\n  author = {A B and C D},\n  title = {{A Title}},\n  year = {2025},\n  eprint = {2506.10971},\n  archivePrefix = {arXiv}\n}\n",
    );
    expect(bibtex([])).toBe("");
  });
});
