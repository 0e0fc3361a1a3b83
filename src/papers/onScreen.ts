/** @file Which of a claim's hypotheses the world and the setting on screen meet, told without computing the claim. */
import type { Experiment } from "../studies/experiment.ts";
import { together } from "./onScreen/finding.ts";
import { CONTINUOUS_HYPOTHESES } from "./onScreen/hypothesesOfContinuous.ts";
import { MASKED_HYPOTHESES } from "./onScreen/hypothesesOfMasked.ts";
import { sceneOf } from "./onScreen/scene.ts";

export interface OnScreen {
  /** As the claim states it. */
  readonly text: string;
  /** Null where it cannot be told cheaply, or is no matter of one world. */
  readonly met: boolean | null;
  /** What it was told from. */
  readonly why: string;
}

/**
 * Each hypothesis of a claim, checked on an experiment; empty for an id that is no claim's. Worlds of more than 2^14 states are not
 * looked through: what hangs on their laws is left open.
 *
 * @param id         of the claim
 * @param experiment with its defaults filled in
 */
export function onScreen(id: string, experiment: Experiment): readonly OnScreen[] {
  const hypotheses = { ...MASKED_HYPOTHESES, ...CONTINUOUS_HYPOTHESES };
  if (!Object.hasOwn(hypotheses, id)) return [];
  const scene = sceneOf(experiment);
  return hypotheses[id].map(({ text, check }) => ({ text, ...together([check].flat().map((one) => one(scene))) }));
}
