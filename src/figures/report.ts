/** @file Claims, real data and drawn figures → one HTML page that needs nothing but itself and the tables beside it. */
import { BadInput } from "../numerics/badInput.ts";
import type { ClaimRecord, Depth, ExperimentFile } from "../papers/claim.ts";
import type { Paper } from "../papers/references.ts";
import type { FigureData } from "../studies/figureData.ts";
import { commandLine, type Html, html, markup, nothing } from "./html.ts";
import { labLink } from "./labLink.ts";
import { claimSection, claimsTable } from "./reportClaims.ts";
import { reportStyle } from "./reportStyle.ts";

/** One result on real data: a sentence and a figure. */
export interface RealDataEntry {
  readonly id: string;
  readonly title: string;
  readonly sentence: string;
  /** Where the data come from. */
  readonly source: string;
  readonly figure: FigureData;
}

/** An experiment of a claim, and what to type to run it by itself. */
export interface ExperimentEntry {
  readonly name: string;
  /** Path beside the report. */
  readonly file: string;
  readonly command: string;
  /** The file's content, for the link to the lab. */
  readonly experiment: ExperimentFile;
}

/** What a figure can be written as. */
export const FIGURE_FORMATS = ["svg", "png", "pdf"] as const;
export type FigureFormat = (typeof FIGURE_FORMATS)[number];

export interface Report {
  readonly title: string;
  /** Program and version. */
  readonly generatedBy: string;
  readonly depth: Depth;
  /** Those whose claims are in the report and whose titles are known, in order. */
  readonly papers: readonly Paper[];
  readonly claims: readonly ClaimRecord[];
  readonly realData: readonly RealDataEntry[];
  /** Inline SVG of every figure, by figure id. */
  readonly svg: Readonly<Record<string, string>>;
  /** Markup of each claim's formula, by claim id; its plain text stands where there is none. */
  readonly formulas: Readonly<Record<string, string>>;
  /** As what the figures lie beside the page: `figures/<figure id>.<format>`. */
  readonly formats: readonly FigureFormat[];
  /** What to type for the whole report, and for one claim by its id (the whole report where absent). */
  readonly commands: {
    readonly report: string;
    readonly claims: Readonly<Record<string, string>>;
    /** By claim id. */
    readonly experiments: Readonly<Record<string, readonly ExperimentEntry[]>>;
  };
}

/**
 * The report as a complete HTML document: no script, no request; figures inline, their tables linked as `data/<figure id>.csv`.
 *
 * @throws BadInput when a figure has no SVG or an id stands twice, naming it
 */
export function reportPage(report: Report): string {
  checkIds(
    "id of a claim",
    report.claims.map(({ id }) => id),
  );
  checkIds(
    "id of a real-data entry",
    report.realData.map(({ id }) => id),
  );
  checkIds(
    "id of a figure",
    [...report.claims.flatMap(({ figures }) => figures), ...report.realData.map(({ figure }) => figure)].map(({ id }) => id),
  );
  const drawn = (figure: FigureData): Html => figureBlock(figure, report);
  const commandOf = (id: string): string => report.commands.claims[id] ?? report.commands.report;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${report.title}</title>
<style>${markup(reportStyle)}</style>
</head>
<body>
<main>
${header(report)}
${report.claims.length === 0 ? nothing : claimsTable(report.claims, commandOf)}
${report.realData.length === 0 ? nothing : realDataSection(report.realData, drawn)}
${
  report.claims.length === 0
    ? nothing
    : html`<section aria-labelledby="details"><h2 id="details">Each claim</h2>
${report.claims.map((claim) =>
  claimSection(claim, {
    command: commandOf(claim.id),
    experiments: report.commands.experiments[claim.id] ?? [],
    formula: Object.hasOwn(report.formulas, claim.id) ? markup(report.formulas[claim.id]) : html`${claim.formula}`,
    drawn,
  }),
)}
</section>`
}
${report.papers.length === 0 ? nothing : papersSection(report.papers)}
</main>
<footer><p>${report.generatedBy}. This page is self-contained; the tables are in <code>data/</code> beside it.</p></footer>
</body>
</html>
`;
  return page.html;
}

function header({ title, generatedBy, commands, depth }: Report): Html {
  const smaller = depth === "quick" ? "Computed on the smaller grids of --quick; without it, in full. " : "";
  return html`<header>
<h1>${title}</h1>
<p class="lead">guidelab says exactly which distribution a guided diffusion sampler produces and where it differs from the one that it is said to sample.</p>
<p>Convention: guidance by <var>w</var> has exponents (1 + <var>w</var>, −<var>w</var>), so the tilted law is <var>p</var><sub><var>w</var></sub> ∝ <var>p</var><sub>cond</sub><sup>1+<var>w</var></sup> <var>p</var><sub>uncond</sub><sup>−<var>w</var></sup>: <var>w</var> = −1 is unconditional, <var>w</var> = 0 conditional, <var>w</var> &gt; 0 guided. Settings called “guidance scale” are often γ = 1 + <var>w</var>. <em>Law</em> means what the sampler really produces, <em>tilted</em> what guidance is said to sample.</p>
<p>${smaller}Generated by ${generatedBy}. Reproduce with ${commandLine(commands.report)}</p>
${hasLabLinks(commands.experiments) ? labNote : nothing}
</header>`;
}

const labNote = html`<p>Links named “open in the lab” open the same experiment in the browser: run ${commandLine("npx guidelab serve")} first.</p>`;

const hasLabLinks = (experiments: Report["commands"]["experiments"]): boolean =>
  Object.values(experiments).some((entries) => entries.some(({ experiment }) => labLink(experiment) !== null));

function papersSection(papers: readonly Paper[]): Html {
  const entries = papers.map(
    ({ id, title, authors, year }) => html`<li>${authors.join(", ")}. <cite>${title}</cite>. arXiv:${id}, ${year}.</li>`,
  );
  return html`<section aria-labelledby="papers"><h2 id="papers">Papers</h2>
<ul>${entries}</ul>
<p class="source">As BibTeX: <a href="references.bib">references.bib</a>. All claims as text and as data: <a href="claims.md">claims.md</a>, <a href="claims.json">claims.json</a>.</p>
</section>`;
}

function realDataSection(entries: readonly RealDataEntry[], drawn: (figure: FigureData) => Html): Html {
  const parts = entries.map(
    ({ id, title, sentence, source, figure }) => html`<article id="data-${id}" aria-labelledby="data-${id}-title">
<h3 id="data-${id}-title">${title}</h3>
<p>${sentence}</p>
<p class="source">Data: ${source}</p>
${drawn(figure)}
</article>`,
  );
  return html`<section aria-labelledby="real-data"><h2 id="real-data">On real data</h2>
${parts}
</section>`;
}

function figureBlock({ id, title, caption }: FigureData, { svg, formats }: Report): Html {
  if (!Object.hasOwn(svg, id)) throw new BadInput("svg", `a record with an entry for figure "${id}"`, Object.keys(svg), "reportPage");
  const file = encodeURIComponent(id);
  const links = formats.map((format) => html`<a href="figures/${file}.${format}">${format.toUpperCase()}</a>`);
  return html`<figure>
<div class="scroll" role="region" tabindex="0" aria-label="Figure: ${title}">${markup(svg[id])}</div>
<figcaption><strong>${title}.</strong> ${caption} <span class="files"><a href="data/${file}.csv">Numbers as CSV</a>; figure as ${links}</span></figcaption>
</figure>`;
}

function checkIds(what: string, ids: readonly string[]): void {
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined) throw new BadInput(what, "unique in a report", twice, "reportPage");
}
