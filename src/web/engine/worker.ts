/** @file A worker: takes one question at a time, tells how far it is, answers. */
import { BadInput } from "../../numerics/badInput.ts";
import type { Answer, Kind, Reply, Request } from "./protocol.ts";

/** Where each kind is answered; fetched when first asked. */
const ANSWERS: { readonly [K in Kind]: () => Promise<{ readonly answer: Answer<K> }> } = {
  law: () => import("./answers/law.ts"),
  measure: () => import("./answers/measure.ts"),
  views: () => import("./answers/views.ts"),
  samples: () => import("./answers/samples.ts"),
  curves: () => import("./answers/curves.ts"),
  duel: () => import("./answers/duel.ts"),
  pairs: () => import("./answers/pairs.ts"),
  budget: () => import("./answers/budget.ts"),
  maskedMoment: () => import("./answers/maskedMoment.ts"),
  stillMasked: () => import("./answers/stillMasked.ts"),
  way: () => import("./answers/way.ts"),
  claims: () => import("./answers/claims.ts"),
  claim: () => import("./answers/claim.ts"),
  hypotheses: () => import("./answers/hypotheses.ts"),
  worlds: () => import("./answers/worlds.ts"),
};

const reply = (message: Reply): void => self.postMessage(message);

self.onmessage = async ({ data: { id, kind, asked } }: MessageEvent<Request>) => {
  try {
    const { answer } = (await ANSWERS[kind]()) as { readonly answer: Answer<Kind> };
    const progress = (share: number, partial?: unknown): void => reply({ id, type: "progress", share, partial });
    reply({ id, type: "done", answered: await answer(asked, { progress }) });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    reply({ id, type: "failed", message, foreseen: error instanceof BadInput });
  }
};
