/** @file The papers whose claims are computed, as far as their titles, authors and dates are known for certain. */
import { CLAIMS } from "./claims.ts";

export interface Paper {
  /** arXiv id. */
  readonly id: string;
  /** BibTeX key. */
  readonly key: string;
  readonly title: string;
  /** `Given Family`, in the paper's order. */
  readonly authors: readonly string[];
  readonly year: number;
}

export const PAPERS: readonly Paper[] = [
  {
    id: "2506.10971",
    key: "he2025exactly",
    title: "What Exactly Does Guidance Do in Masked Discrete Diffusion Models",
    authors: ["Ye He", "Kevin Rojas", "Molei Tao"],
    year: 2025,
  },
  {
    id: "2507.08965",
    key: "rojas2025improving",
    title: "Improving Classifier-Free Guidance in Masked Diffusion: Low-Dim Theoretical Insights with High-Dim Impact",
    authors: ["Kevin Rojas", "Ye He", "Chieh-Hsin Lai", "Yuhta Takida", "Yuki Mitsufuji", "Molei Tao"],
    year: 2025,
  },
];

/** The papers that have claims here, in the order of the report. */
export function papersWithClaims(): readonly Paper[] {
  return PAPERS.filter(({ id }) => CLAIMS.some(({ paper }) => paper === id));
}

/** A paper by its arXiv id; undefined when it is not listed. */
export function paperOf(id: string): Paper | undefined {
  return PAPERS.find((paper) => paper.id === id);
}

/** A BibTeX entry per paper, in order. Capitals of titles are kept by braces. */
export function bibtex(papers: readonly Paper[]): string {
  const entries = papers.map(({ id, key, title, authors, year }) => {
    const fields = { author: authors.join(" and "), title: `{${title}}`, year, eprint: id, archivePrefix: "arXiv" };
    const lines = Object.entries(fields).map(([name, value]) => `  ${name} = {${value}}`);
    return `@misc{${key},\n${lines.join(",\n")}\n}\n`;
  });
  return entries.join("\n");
}
