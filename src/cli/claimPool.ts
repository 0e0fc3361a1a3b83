/** @file Claims computed side by side, one thread each at a time: the terminal and signals are answered meanwhile. */
import { Worker } from "node:worker_threads";
import type { ClaimRecord, Depth } from "../papers/claim.ts";
import type { ClaimMessage } from "./claimWorker.ts";

export interface PoolTask {
  readonly depth: Depth;
  /** Threads; no more are started than there are claims. */
  readonly workers: number;
  readonly onProgress: (id: string, share: number) => void;
  readonly onDone: (record: ClaimRecord) => void;
  /** Ends it at once; what is done has been handed over. */
  readonly signal: AbortSignal;
}

/**
 * Computes the claims in the given order, the next one by whichever thread is free.
 *
 * @returns false when it was ended by the signal
 * @throws the first error of a claim, the other threads ended
 */
export async function computeClaims(ids: readonly string[], { depth, workers, onProgress, onDone, signal }: PoolTask): Promise<boolean> {
  const waiting = [...ids];
  const threads = Array.from({ length: Math.min(workers, ids.length) }, () => {
    return new Worker(new URL("./claimWorker.js", import.meta.url), { workerData: { depth } });
  });
  const end = (): void => {
    for (const thread of threads) void thread.terminate();
  };
  signal.addEventListener("abort", end);
  const worked = threads.map(
    (thread) =>
      new Promise<void>((resolve, reject) => {
        const next = (): void => {
          const id = waiting.shift();
          if (id === undefined) void thread.terminate();
          else thread.postMessage(id);
        };
        thread.on("message", (message: ClaimMessage) => {
          if (message.kind === "progress") return onProgress(message.id, message.share);
          onDone(message.record);
          next();
        });
        thread.once("error", reject);
        thread.once("exit", () => resolve());
        next();
      }),
  );
  try {
    await Promise.all(worked);
  } finally {
    end();
    signal.removeEventListener("abort", end);
  }
  return !signal.aborted;
}
