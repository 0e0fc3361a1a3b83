/** @file What `reproduce` says while it computes: how long it will take, each claim as it is done, on a terminal a bar. */
import { SingleBar } from "cli-progress";
import type { ClaimRecord, Depth } from "../papers/claim.ts";
import { SECONDS } from "../papers/seconds.ts";
import { note } from "./output.ts";

export interface ClaimProgress {
  readonly onProgress: (id: string, share: number) => void;
  readonly onDone: (record: ClaimRecord) => void;
  readonly stop: () => void;
}

/** Seconds that claims took where they were recorded, one after the other; a claim without a record counts as one second. */
export function recordedSeconds(ids: readonly string[], depth: Depth): number {
  return ids.reduce((sum, id) => sum + (SECONDS[id]?.[depth] ?? 1), 0);
}

/** The longest first, so that no thread is left with a long one at the end. */
export function longestFirst(ids: readonly string[], depth: Depth): readonly string[] {
  return [...ids].sort((a, b) => recordedSeconds([b], depth) - recordedSeconds([a], depth));
}

/**
 * @param total all claims of the run; `ids` are those to compute
 */
export function claimProgress(ids: readonly string[], total: number, depth: Depth, workers: number): ClaimProgress {
  const work = recordedSeconds(ids, depth);
  const longest = Math.max(0, ...ids.map((id) => recordedSeconds([id], depth)));
  const about = Math.max(longest, work / Math.min(workers, ids.length));
  const bar = process.stderr.isTTY ? new SingleBar({ format: "{bar} {percentage} %, {eta_formatted} left", stream: process.stderr }) : null;
  note(`${counted(ids.length)} to compute (${depth}), about ${duration(about)} on ${workers} ${workers === 1 ? "thread" : "threads"}`);
  bar?.start(Math.ceil(work * 10), 0);
  const shares = new Map<string, number>();
  const update = (): void => bar?.update(ids.reduce((sum, id) => sum + 10 * (shares.get(id) ?? 0) * recordedSeconds([id], depth), 0));
  let done = total - ids.length;
  return {
    onProgress: (id, share) => {
      shares.set(id, share);
      update();
    },
    onDone: ({ id, verdict, seconds }) => {
      shares.set(id, 1);
      if (bar) process.stderr.write("\r\u001b[K");
      note(`[${++done}/${total}] ${id} ${verdict} (${seconds.toFixed(2)} s)`);
      update();
    },
    stop: () => bar?.stop(),
  };
}

const counted = (n: number): string => `${n} ${n === 1 ? "claim" : "claims"}`;

/** Rounded as one speaks: `5 s`, `40 s`, `3 min`. */
function duration(seconds: number): string {
  if (seconds < 10) return `${Math.max(1, Math.round(seconds))} s`;
  return seconds < 90 ? `${10 * Math.round(seconds / 10)} s` : `${Math.round(seconds / 60)} min`;
}
