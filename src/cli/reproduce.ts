import { existsSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { RealDataEntry } from "../figures/report.ts";
import { buildFingerprint } from "../files/buildFingerprint.ts";
import { makePlace, writeWhole } from "../files/writeWhole.ts";
import { BadInput } from "../numerics/badInput.ts";
import { type Claim, type ClaimRecord, type Depth, verdictText } from "../papers/claim.ts";
import { CLAIMS } from "../papers/claims.ts";
import { computeClaims } from "./claimPool.ts";
import { claimProgress, longestFirst } from "./claimProgress.ts";
import { numberArgument } from "./numberArgument.ts";
import { note, printJson, printLine } from "./output.ts";
import { realData } from "./realData.ts";
import { formatsOf, publicRecord, writeReport } from "./reproduceReport.ts";
import { textTable } from "./show/table.ts";

interface ReproduceOptions {
  readonly out: string;
  readonly quick?: true;
  readonly fresh?: true;
  readonly json?: true;
  readonly formats?: string;
  readonly workers?: string;
  readonly version: string;
}

const EXIT = { failed: 1, interrupted: 3 } as const;

/**
 * `guidelab reproduce [PAPER|CLAIM|all]`: computes the claims, compares their verdicts with the recorded ones and writes the report. What
 * was computed by the same build at the same depth is taken from the output folder; an interrupted run goes on from there.
 */
export async function reproduce(what: string, options: ReproduceOptions): Promise<void> {
  const chosen = chosenClaims(what);
  const formats = formatsOf(options.formats ?? "svg");
  const workers = workersOf(options);
  const depth: Depth = options.quick ? "quick" : "full";
  const build = buildFingerprint();
  // Before hours of computing: is there a place for what comes?
  makePlace(join(options.out, "records", depth));
  const records = await recordsOf(chosen, {
    build,
    depth,
    workers,
    folder: join(options.out, "records", depth),
    fresh: options.fresh === true,
  });
  if (records === null) return;
  const entries = what === "all" ? realData() : [];
  await writeReport(records, entries, { ...options, what, depth, build, formats });
  const changed = changedVerdicts(records);
  if (options.json) await printJson({ claims: records.map(publicRecord), realData: entries.map(({ id, sentence }) => ({ id, sentence })) });
  else printSummary(records, entries, options.out);
  for (const line of changed) note(line);
  if (changed.length > 0) process.exitCode = EXIT.failed;
}

function chosenClaims(what: string): readonly Claim[] {
  if (what === "all") return CLAIMS;
  const chosen = CLAIMS.filter(({ id, paper }) => paper === what || id.toLowerCase() === what.toLowerCase());
  if (chosen.length > 0) return chosen;
  const papers = [...new Set(CLAIMS.map(({ paper }) => paper))];
  throw new BadInput("paper", `all, one of ${papers.join(", ")}, or a claim's id`, what, "reproduce");
}

function workersOf({ workers }: ReproduceOptions): number {
  if (workers === undefined) return Math.min(8, availableParallelism());
  const count = numberArgument("reproduce", "--workers", workers);
  if (!(Number.isSafeInteger(count) && count >= 1)) throw new BadInput("--workers", "an integer of at least 1", count, "reproduce");
  return count;
}

interface Run {
  readonly build: string;
  readonly depth: Depth;
  readonly workers: number;
  /** Where finished claims lie. */
  readonly folder: string;
  readonly fresh: boolean;
}

/** Records in the claims' order, or null when interrupted. */
async function recordsOf(claims: readonly Claim[], { build, depth, workers, folder, fresh }: Run): Promise<readonly ClaimRecord[] | null> {
  const path = (id: string): string => join(folder, `${id}.json`);
  const records = new Map<string, ClaimRecord>();
  for (const { id } of claims) {
    const before = fresh ? null : stored(path(id), build);
    if (before) records.set(id, before);
  }
  const missing = claims.map(({ id }) => id).filter((id) => !records.has(id));
  if (missing.length > 0) {
    const interrupt = new AbortController();
    const onInterrupt = (): void => interrupt.abort();
    process.once("SIGINT", onInterrupt);
    const progress = claimProgress(missing, claims.length, depth, workers);
    const onDone = (record: ClaimRecord): void => {
      writeWhole(path(record.id), JSON.stringify({ build, record }));
      records.set(record.id, record);
      progress.onDone(record);
    };
    const { onProgress } = progress;
    const whole = await computeClaims(longestFirst(missing, depth), {
      depth,
      workers,
      onProgress,
      onDone,
      signal: interrupt.signal,
    }).finally(() => {
      progress.stop();
      process.off("SIGINT", onInterrupt);
    });
    if (!whole) {
      note(`interrupted after ${records.size} of ${claims.length} claims; run again to go on`);
      process.exitCode = EXIT.interrupted;
      return null;
    }
  }
  return claims.flatMap(({ id }) => records.get(id) ?? []);
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
