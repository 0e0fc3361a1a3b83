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
  {
    id: "2409.13074",
    key: "chidambaram2024what",
    title: "What does guidance do? A fine-grained analysis in a simple setting",
    authors: ["Muthu Chidambaram", "Khashayar Gatmiry", "Sitan Chen", "Holden Lee", "Jianfeng Lu"],
    year: 2024,
  },
  {
    id: "2505.01382",
    key: "li2025provable",
    title: "Provable Efficiency of Guidance in Diffusion Models for General Data Distribution",
    authors: ["Gen Li", "Yuchen Jiao"],
    year: 2025,
  },
  {
    id: "2403.01639",
    key: "wu2024theoretical",
    title: "Theoretical Insights for Diffusion Guidance: A Case Study for Gaussian Mixture Models",
    authors: ["Yuchen Wu", "Minshuo Chen", "Zihao Li", "Mengdi Wang", "Yuting Wei"],
    year: 2024,
  },
  {
    id: "2602.00716",
    key: "ventura2026emergence",
    title: "Emergence of Distortions in High-Dimensional Guided Diffusion Models",
    authors: ["Enrico Ventura", "Beatrice Achilli", "Luca Ambrogioni", "Carlo Lucibello"],
    year: 2026,
  },
  {
    id: "2305.19947",
    key: "chen2023geometric",
    title: "A Geometric Perspective on Diffusion Models",
    authors: ["Defang Chen", "Zhenyu Zhou", "Jian-Ping Mei", "Chunhua Shen", "Chun Chen", "Can Wang"],
    year: 2023,
  },
  {
    id: "2602.06021",
    key: "he2026ridge",
    title: "Diffusion Model's Generalization Can Be Characterized by Inductive Biases toward a Data-Dependent Ridge Manifold",
    authors: ["Ye He", "Yitong Qiu", "Molei Tao"],
    year: 2026,
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
