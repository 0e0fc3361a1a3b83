/** @file A thread that computes claims: receives ids, answers with progress and findings. */
import { parentPort, workerData } from "node:worker_threads";
import { type ClaimRecord, type Depth, evaluate } from "../papers/claim.ts";
import { CLAIMS } from "../papers/claims.ts";

/** What the thread says. */
export type ClaimMessage =
  | { readonly kind: "progress"; readonly id: string; readonly share: number }
  | { readonly kind: "done"; readonly record: ClaimRecord };

const { depth } = workerData as { readonly depth: Depth };

parentPort?.on("message", (id: string) => {
  const claim = CLAIMS.find((known) => known.id === id);
  if (!claim) throw new Error(`claimWorker: id must be that of a claim, got ${id}`);
  const say = (message: ClaimMessage): void => parentPort?.postMessage(message);
  const started = performance.now();
  const found = evaluate(claim, depth, (share) => say({ kind: "progress", id, share }));
  say({ kind: "done", record: { ...found, seconds: (performance.now() - started) / 1e3 } });
});
