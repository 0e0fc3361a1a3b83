/** @file Records → the report's folder: page, figures with their tables, experiments, claims in Markdown and JSON, references. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describeFigure } from "../figures/describe.ts";
import { FIGURE_FORMATS, type FigureFormat, type RealDataEntry, reportPage } from "../figures/report.ts";
import { reportMarkdown } from "../figures/reportMarkdown.ts";
import { figureTable } from "../figures/table.ts";
import { mathProse } from "../files/mathml.ts";
import { renderSvg } from "../files/svg.ts";
import { writeWhole } from "../files/writeWhole.ts";
import { BadInput } from "../numerics/badInput.ts";
import { type ClaimRecord, type Depth, verdictText } from "../papers/claim.ts";
import { bibtex, PAPERS } from "../papers/references.ts";
import type { FigureData } from "../studies/figureData.ts";
import { note } from "./output.ts";

/** @throws BadInput for a format that is none */
export function formatsOf(list: string): readonly FigureFormat[] {
  const names = list.split(",").map((name) => name.trim());
  const odd = names.find((name) => !FIGURE_FORMATS.some((format) => format === name));
  if (odd !== undefined) throw new BadInput("--formats", `a list of ${FIGURE_FORMATS.join(", ")}`, odd, "reproduce");
  return [...new Set<FigureFormat>(["svg", ...(names as FigureFormat[])])];
}

export interface ReportTask {
  /** Folder of the report. */
  readonly out: string;
  readonly fresh?: true;
  readonly version: string;
  /** What was asked for: `all`, a paper, a claim. */
  readonly what: string;
  readonly depth: Depth;
  readonly build: string;
  readonly formats: readonly FigureFormat[];
}

/** Writes the report, unless the folder holds the one of the same build, choice and depth. */
export async function writeReport(claims: readonly ClaimRecord[], realData: readonly RealDataEntry[], task: ReportTask): Promise<void> {
  const { out, fresh, version, what, depth, build, formats } = task;
  const stamp = join(out, "records", "report.json");
  const key = JSON.stringify({ build, what, depth, formats });
  const page = join(out, "index.html");
  if (!fresh && existsSync(page) && existsSync(stamp) && readFileSync(stamp, "utf8") === key) return;
  const figures: readonly FigureData[] = [...claims.flatMap((claim) => claim.figures), ...realData.map(({ figure }) => figure)];
  note(`drawing ${figures.length} figures`);
  const svg: Record<string, string> = {};
  for (const figure of figures) {
    const description = describeFigure(figure);
    svg[figure.id] = renderSvg(description);
    const standalone = renderSvg(description, "standalone");
    const file = (format: FigureFormat): string => join(out, "figures", `${figure.id}.${format}`);
    writeWhole(file("svg"), standalone);
    if (formats.includes("png")) writeWhole(file("png"), await (await import("../files/png.ts")).renderPng(standalone));
    if (formats.includes("pdf")) writeWhole(file("pdf"), await (await import("../files/pdf.ts")).renderPdf(standalone));
    writeWhole(join(out, "data", `${figure.id}.csv`), figureTable(figure));
  }
  for (const claim of claims)
    for (const { file, content } of experimentFiles(claim)) writeWhole(join(out, file), `${JSON.stringify(content, null, 2)}\n`);
  const quick = depth === "quick" ? " --quick" : "";
  const commands = {
    report: `npx guidelab reproduce ${what}${quick}`,
    claims: Object.fromEntries(claims.map(({ id }) => [id, `npx guidelab reproduce ${id}${quick}`])),
    experiments: Object.fromEntries(
      claims.map((claim) => [
        claim.id,
        experimentFiles(claim).map(({ file, name, content }) => ({
          name,
          file,
          command: `npx guidelab law ${join(out, file)}`,
          experiment: content,
        })),
      ]),
    ),
  };
  const title =
    what === "all"
      ? "What guidance does: the papers' claims"
      : `What guidance does: ${claims.length === 1 ? `claim ${what}` : `arXiv:${what}`}`;
  const formulas = Object.fromEntries(claims.map(({ id, tex }) => [id, mathProse(tex)]));
  const papers = PAPERS.filter(({ id }) => claims.some(({ paper }) => paper === id));
  const report = { title, generatedBy: `guidelab ${version}`, depth, claims, papers, realData, svg, formulas, formats, commands };
  writeWhole(page, reportPage(report));
  writeWhole(join(out, "claims.md"), reportMarkdown(report));
  writeWhole(join(out, "claims.json"), `${JSON.stringify(claims.map(publicRecord), null, 2)}\n`);
  writeWhole(join(out, "references.bib"), bibtex(papers));
  writeWhole(stamp, key);
}

/** A claim's experiments as files beside the report, its counter-example last. */
function experimentFiles({ id, experiments, counterExample }: ClaimRecord) {
  const all = [...experiments, ...(counterExample === undefined ? [] : [counterExample.experiment])];
  return all.map((content, i) => ({
    name: String(content.name ?? `experiment ${i + 1}`),
    file: `experiments/${id.toLowerCase()}-${i + 1}.json`,
    content,
  }));
}

/** A record as `--json` prints it and `claims.json` holds it. */
export function publicRecord(record: ClaimRecord) {
  const { id, paper, title, statement, formula, source, computed, expected, tolerance, method, depth, seconds, hypotheses } = record;
  const { experiments, counterExample } = record;
  const verdict = verdictText(record);
  const head = { id, paper, title, verdict, computed, expected, tolerance, method, seconds, depth };
  return { ...head, statement, formula, source, hypotheses, experiments, ...(counterExample === undefined ? {} : { counterExample }) };
}
