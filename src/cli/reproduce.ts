import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describeFigure } from "../figures/describe.ts";
import type { RealDataEntry } from "../figures/report.ts";
import { reportPage } from "../figures/report.ts";
import { figureTable } from "../figures/table.ts";
import { buildFingerprint } from "../files/buildFingerprint.ts";
import { renderSvg } from "../files/svg.ts";
import { writeWhole } from "../files/writeWhole.ts";
import { BadInput } from "../numerics/badInput.ts";
import { type Claim, type ClaimRecord, verdictText } from "../papers/claim.ts";
import { CLAIMS } from "../papers/claims.ts";
import type { FigureData } from "../studies/figureData.ts";
import { note, printJson, printLine } from "./output.ts";
import { realData } from "./realData.ts";
import { textTable } from "./show/table.ts";

interface ReproduceOptions {
  readonly out: string;
  readonly fresh?: true;
  readonly json?: true;
  readonly version: string;
}

const EXIT = { failed: 1, interrupted: 3 } as const;

/**
 * `guidelab reproduce [PAPER|all]`: computes the claims, compares their verdicts with the recorded ones and writes the report. What was
 * computed by the same build is taken from the output folder; an interrupted run goes on from there.
 */
export async function reproduce(paper: string, options: ReproduceOptions): Promise<void> {
  const papers = [...new Set(CLAIMS.map((claim) => claim.paper))];
  if (paper !== "all" && !papers.includes(paper)) throw new BadInput("paper", `all or one of ${papers.join(", ")}`, paper, "reproduce");
  const build = buildFingerprint();
  const chosen = CLAIMS.filter((claim) => paper === "all" || claim.paper === paper);
  const records = await computed(chosen, build, options);
  if (records === null) return;
  const entries = paper === "all" ? realData() : [];
  writeReport(paper, records, entries, build, options);
  const changed = changedVerdicts(records);
  if (options.json) await printJson({ claims: records.map(publicRecord), realData: entries.map(({ id, sentence }) => ({ id, sentence })) });
  else printSummary(records, entries, options.out);
  for (const line of changed) note(line);
  if (changed.length > 0) process.exitCode = EXIT.failed;
}

/** Records in the claims' order, or null when interrupted. */
async function computed(claims: readonly Claim[], build: string, { out, fresh }: ReproduceOptions): Promise<readonly ClaimRecord[] | null> {
  let interrupted = false;
  process.once("SIGINT", () => {
    interrupted = true;
  });
  const records: ClaimRecord[] = [];
  for (const [i, claim] of claims.entries()) {
    await new Promise((turn) => setImmediate(turn));
    if (interrupted) {
      note(`interrupted after ${i} of ${claims.length} claims; run again to go on`);
      process.exitCode = EXIT.interrupted;
      return null;
    }
    const path = join(out, "records", `${claim.id}.json`);
    const before = fresh ? null : stored(path, build);
    if (before) {
      records.push(before);
      continue;
    }
    const started = performance.now();
    const { compute, ...statement } = claim;
    const record: ClaimRecord = { ...statement, ...compute(), seconds: (performance.now() - started) / 1e3 };
    writeWhole(path, JSON.stringify({ build, record }));
    records.push(record);
    note(`[${i + 1}/${claims.length}] ${claim.id} ${record.verdict} (${record.seconds.toFixed(2)} s)`);
  }
  return records;
}

/** A stored record of this very build, or null. */
function stored(path: string, build: string): ClaimRecord | null {
  if (!existsSync(path)) return null;
  try {
    const content = JSON.parse(readFileSync(path, "utf8")) as { build: string; record: ClaimRecord };
    return content.build === build ? content.record : null;
  } catch {
    return null;
  }
}

function writeReport(
  paper: string,
  claims: readonly ClaimRecord[],
  entries: readonly RealDataEntry[],
  build: string,
  { out, fresh, version }: ReproduceOptions,
): void {
  const stamp = join(out, "records", "report.json");
  const key = JSON.stringify({ build, paper });
  const page = join(out, "index.html");
  if (!fresh && existsSync(page) && existsSync(stamp) && readFileSync(stamp, "utf8") === key) return;
  const figures: readonly FigureData[] = [...claims.flatMap((claim) => claim.figures), ...entries.map(({ figure }) => figure)];
  note(`drawing ${figures.length} figures`);
  const svg: Record<string, string> = {};
  for (const figure of figures) {
    const description = describeFigure(figure);
    svg[figure.id] = renderSvg(description);
    writeWhole(join(out, "figures", `${figure.id}.svg`), renderSvg(description, "standalone"));
    writeWhole(join(out, "data", `${figure.id}.csv`), figureTable(figure));
  }
  const report = `npx guidelab reproduce ${paper}`;
  const commands = { report, claims: Object.fromEntries(claims.map((claim) => [claim.id, `npx guidelab reproduce ${claim.paper}`])) };
  const title = paper === "all" ? "What guidance does: the papers' claims" : `What guidance does: arXiv:${paper}`;
  writeWhole(page, reportPage({ title, generatedBy: `guidelab ${version}`, claims, realData: entries, svg, commands }));
  writeWhole(join(out, "claims.json"), `${JSON.stringify(claims.map(publicRecord), null, 2)}\n`);
  writeWhole(stamp, key);
}

function publicRecord({ id, paper, title, computed: found, expected, tolerance, method, seconds, ...rest }: ClaimRecord) {
  return { id, paper, title, verdict: verdictText(rest), computed: found, expected, tolerance, method, seconds };
}

/** One line for every claim whose verdict is not the recorded one. */
function changedVerdicts(records: readonly ClaimRecord[]): readonly string[] {
  const path = fileURLToPath(new URL("../../verdicts.json", import.meta.url));
  const recorded = JSON.parse(readFileSync(path, "utf8")) as Readonly<Record<string, string>>;
  return records.flatMap(({ id, verdict }) =>
    recorded[id] === verdict ? [] : [`reproduce: the verdict of ${id} must be ${recorded[id] ?? "recorded"}, got ${verdict}`],
  );
}

function printSummary(records: readonly ClaimRecord[], entries: readonly RealDataEntry[], out: string): void {
  const rows = records.map((record) => [
    record.id,
    record.title,
    record.verdict,
    record.method.split(";")[0]?.split(" (")[0] ?? "",
    record.seconds.toFixed(2),
  ]);
  printLine(textTable(["claim", "", "verdict", "method", "seconds"], rows));
  for (const record of records) if (record.detail !== "") printLine(`\n${record.id} ${verdictText(record)}.`);
  for (const { title, sentence } of entries) printLine(`\n${title}\n${sentence}`);
  printLine(`\nreport: ${join(out, "index.html")}   figures: ${join(out, "figures")}   numbers: ${join(out, "data")}`);
}
