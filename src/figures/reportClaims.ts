/** @file The claims of a report: the table of verdicts, and one section per claim with its hypotheses, figures and numbers. */
import type { ClaimRecord, ExperimentFile, VerdictKind } from "../papers/claim.ts";
import type { FigureData } from "../studies/figureData.ts";
import { commandLine, type Html, html, nothing } from "./html.ts";
import { labLink } from "./labLink.ts";
import { shortNumber } from "./lettering.ts";
import type { ExperimentEntry } from "./report.ts";

type Numbers = number | readonly number[];

const badges: Readonly<Record<VerdictKind, { readonly name: string; readonly sign: string }>> = {
  holds: { name: "holds", sign: "✓" },
  "holds only if": { name: "only-if", sign: "◐" },
  "fails here": { name: "fails", sign: "✗" },
  "not testable here": { name: "untestable", sign: "–" },
};

const badge = (verdict: VerdictKind): Html =>
  html`<span class="badge ${badges[verdict].name}"><span aria-hidden="true">${badges[verdict].sign}</span> ${verdict}</span>`;

/** All claims at a glance. */
export function claimsTable(claims: readonly ClaimRecord[], commandOf: (id: string) => string): Html {
  const rows = claims.map(
    (claim) => html`<tr>
<td>${badge(claim.verdict)}</td>
<th scope="row"><a href="#claim-${claim.id}">${claim.id}</a></th>
<td class="title">${claim.title}<br><span class="source">arXiv:${claim.paper}</span></td>
<td class="summary">${summary(claim)}</td>
<td class="number">${shortNumber(claim.tolerance, 3)}</td>
<td>${claim.method}</td>
<td class="number">${shortNumber(claim.seconds, 2)}</td>
<td>${commandLine(commandOf(claim.id))}</td>
</tr>`,
  );
  return html`<section aria-labelledby="claims"><h2 id="claims">All claims</h2>
<p>${tally(claims)}</p>
<div class="scroll" role="region" tabindex="0" aria-label="Table of claims">
<table class="claims">
<thead><tr><th scope="col">Verdict</th><th scope="col">Claim</th><th scope="col">Title</th><th scope="col">Computed against expected</th><th scope="col" class="number">Tolerance</th><th scope="col">Method</th><th scope="col" class="number">Seconds</th><th scope="col">Command</th></tr></thead>
<tbody>
${rows}
</tbody>
</table>
</div>
</section>`;
}

function tally(claims: readonly ClaimRecord[]): string {
  const kinds = (Object.keys(badges) as VerdictKind[]).map((kind) => ({
    kind,
    count: claims.filter(({ verdict }) => verdict === kind).length,
  }));
  const parts = kinds.filter(({ count }) => count > 0).map(({ kind, count }) => `${count} “${kind}”`);
  return `${claims.length} ${claims.length === 1 ? "claim" : "claims"}: ${parts.join(", ")}.`;
}

/** The first two numbers of a claim, shortened, and the largest difference from what was expected. */
function summary({ computed, expected }: ClaimRecord): Html {
  const keys = Object.keys(computed);
  const lines = keys.slice(0, 2).map((key) => {
    const wanted = key in expected ? html` <span class="expected">expected ${listed(expected[key], 3)}</span>` : nothing;
    return html`<div><span class="key">${key}</span> ${listed(computed[key], 3)}${wanted}</div>`;
  });
  const differences = keys.filter((key) => key in expected).map((key) => difference(computed[key], expected[key]));
  const largest =
    differences.length === 0
      ? nothing
      : html`<div class="expected">largest difference ${shortNumber(
          differences.reduce((a, b) => Math.max(a, b)),
          2,
        )}</div>`;
  const more = keys.length > 2 ? html`<div class="expected">and ${keys.length - 2} more</div>` : nothing;
  return html`${lines}${more}${largest}`;
}

/** Largest |a − b| over the entries; NaN where their numbers differ. */
function difference(a: Numbers, b: Numbers): number {
  const [left, right] = [[a].flat(), [b].flat()];
  if (left.length !== right.length) return Number.NaN;
  return left.reduce((worst, value, i) => Math.max(worst, value === right[i] ? 0 : Math.abs(value - right[i])), 0);
}

function listed(numbers: Numbers, most: number, digits = 4): string {
  const list = [numbers].flat();
  const shown = list.slice(0, most).map((value) => shortNumber(value, digits));
  return list.length > most ? `${shown.join(", ")}, … (${list.length} numbers)` : shown.join(", ");
}

export interface SectionParts {
  readonly command: string;
  readonly experiments: readonly ExperimentEntry[];
  readonly formula: Html;
  readonly drawn: (figure: FigureData) => Html;
}

/** One claim in full. */
export function claimSection(claim: ClaimRecord, { command, experiments, formula, drawn }: SectionParts): Html {
  const { id, title, statement, source, paper, verdict, detail, hypotheses, method, tolerance, seconds, figures } = claim;
  const checks = hypotheses.map(
    ({ text, met }) =>
      html`<li class="${met ? "met" : "unmet"}"><span aria-hidden="true">${met ? "✓" : "✗"}</span> ${text} <span class="source">(${met ? "met" : "not met"})</span></li>`,
  );
  return html`<article id="claim-${id}" aria-labelledby="claim-${id}-title">
<h3 id="claim-${id}-title"><span class="id">${id}</span> ${title}</h3>
<p>${statement}</p>
<p class="formula" role="group" tabindex="0" aria-label="Formula of ${id}">${formula}</p>
<p class="source">arXiv:${paper}, ${source}</p>
${hypotheses.length === 0 ? nothing : html`<p>Hypotheses, checked on this instance:</p><ul class="hypotheses">${checks}</ul>`}
<p class="verdict">${badge(verdict)} ${detail}</p>
${claim.counterExample === undefined ? nothing : html`<p>Counter-example: ${claim.counterExample.text}${openInLab(claim.counterExample.experiment)}</p>`}
${figures.map(drawn)}
${numbersTable(claim)}
${experiments.length === 0 ? nothing : experimentList(experiments)}
<p class="source">Method: ${method}; tolerance ${shortNumber(tolerance, 3)}; ${shortNumber(seconds, 2)} s. Reproduce with ${commandLine(command)}</p>
</article>`;
}

/** A link, where an address can hold the experiment. */
function openInLab(experiment: ExperimentFile): Html {
  const address = labLink(experiment);
  return address === null ? nothing : html` <a class="lab" href="${address}" target="_blank" rel="noopener noreferrer">open in the lab</a>`;
}

function experimentList(experiments: readonly ExperimentEntry[]): Html {
  const entries = experiments.map(
    ({ name, file, command, experiment }) => html`<li><a href="${file}">${name}</a>: ${commandLine(command)}${openInLab(experiment)}</li>`,
  );
  return html`<details><summary>${experiments.length === 1 ? "Its experiment" : `Its ${experiments.length} experiments`}, to run by themselves</summary>
<ul class="experiments">${entries}</ul>
</details>`;
}

function numbersTable({ computed, expected }: ClaimRecord): Html {
  const keys = [...new Set([...Object.keys(computed), ...Object.keys(expected)])];
  if (keys.length === 0) return nothing;
  const cell = (numbers: Numbers | undefined): string => (numbers === undefined ? "" : listed(numbers, 32, 6));
  const rows = keys.map((key) => {
    const both = key in computed && key in expected;
    const apart = both ? shortNumber(difference(computed[key], expected[key]), 3) : "";
    return html`<tr><th scope="row">${key}</th><td class="number">${cell(computed[key])}</td><td class="number">${cell(expected[key])}</td><td class="number">${apart}</td></tr>`;
  });
  return html`<details><summary>Numbers</summary>
<div class="scroll" role="region" tabindex="0" aria-label="Numbers">
<table class="numbers"><thead><tr><th scope="col">Quantity</th><th scope="col" class="number">Computed</th><th scope="col" class="number">Expected</th><th scope="col" class="number">Largest difference</th></tr></thead>
<tbody>
${rows}
</tbody></table>
</div>
</details>`;
}
