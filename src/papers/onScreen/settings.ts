/** @file Hypotheses on the setting: the half, the weight, the rule, the process, the sampler, the predictions. */
import type { WeightSchedule } from "../../guidance/weightSchedule.ts";
import { weightSchedule } from "../../studies/parse.ts";
import { type Finding, finding } from "./finding.ts";
import type { Scene, SpaceScene, TokenScene } from "./scene.ts";

export type Check = (scene: Scene) => Finding;

/** A check of a world of tokens; no world on R^d meets it. */
export function onTokens(check: (scene: TokenScene) => Finding): Check {
  return (scene) => (scene.half === "tokens" ? check(scene) : finding(false, "the world is on R^d, not one of tokens"));
}

/** A check of a world on R^d; no world of tokens meets it. */
export function onSpace(check: (scene: SpaceScene) => Finding): Check {
  return (scene) => (scene.half === "space" ? check(scene) : finding(false, "the world is one of tokens, not on R^d"));
}

/** What no single world decides. */
export const open =
  (why: string): Check =>
  () =>
    finding(null, why);

/** Values that the weight takes at the corners of its schedule. */
function weights(schedule: WeightSchedule): readonly number[] {
  switch (schedule.kind) {
    case "constant":
      return [schedule.w];
    case "pieces":
      return schedule.w;
    case "linear":
    case "cosine":
      return [schedule.start, schedule.end];
    default:
      return [0, schedule.w];
  }
}

const scheduleOf = ({ experiment }: Scene): WeightSchedule => weightSchedule(experiment.guidance.w);
const listed = (values: readonly number[]): string =>
  [...new Set(values)].map((w) => String(Number(w.toPrecision(4))).replace("-", "−")).join(", ");

export const constantWeight: Check = (scene) => {
  const { kind } = scheduleOf(scene);
  return finding(kind === "constant", kind === "constant" ? "w does not change" : `w follows a schedule (${kind})`);
};

/** @param strictly above, or at least */
export const weightFrom =
  (least: number, strictly = false): Check =>
  (scene) => {
    const values = weights(scheduleOf(scene));
    return finding(
      values.every((w) => (strictly ? w > least : w >= least)),
      `w is ${listed(values)}`,
    );
  };

/** Values of w from first to last, in the order of sampling, all the same way. */
export const changingWeight: Check = (scene) => {
  const schedule = scheduleOf(scene);
  if (schedule.kind === "constant") return finding(false, "w does not change");
  if (schedule.kind === "interval") return finding(true, "w acts in a part of the way");
  const values = schedule.kind === "ramp-down" ? [schedule.w, 0] : weights(schedule);
  const steps = values.slice(1).map((w, k) => w - values[k]);
  const way = steps.every((step) => step >= 0) ? "rises" : steps.every((step) => step <= 0) ? "falls" : "rises and falls";
  return finding(way !== "rises and falls", `w ${way} during generation`);
};

/** Flat pieces over t, at most so many. */
export const flatPieces =
  (most: number): Check =>
  (scene) => {
    const schedule = scheduleOf(scene);
    const count = schedule.kind === "constant" ? 1 : schedule.kind === "pieces" ? schedule.w.length : null;
    if (count === null) return finding(false, `w follows a schedule (${schedule.kind})`);
    return finding(count <= most, count === 1 ? "one weight throughout" : `${count} pieces`);
  };

export const linearWeight: Check = (scene) => {
  const { kind } = scheduleOf(scene);
  return finding(kind === "linear" || kind === "constant", `the weight is ${kind}`);
};

export const rule =
  (...names: readonly string[]): Check =>
  ({ experiment }) =>
    finding(names.includes(experiment.guidance.rule), `the rule is ${experiment.guidance.rule}`);

export const process =
  (...kinds: readonly string[]): Check =>
  ({ experiment }) =>
    finding(kinds.includes(experiment.process.kind), `the process is ${experiment.process.kind}`);

export const sampler =
  (...kinds: readonly string[]): Check =>
  ({ experiment }) =>
    finding(kinds.includes(experiment.sampler.kind), `the sampler is ${experiment.sampler.kind}`);

export const exactScores: Check = ({ experiment: { scoreError } }) =>
  finding(
    scoreError === undefined,
    scoreError === undefined ? "predictions have no error" : `predictions have an error (${scoreError.kind})`,
  );

/** Number of steps of the sampler; null for one without. */
export function stepsOf({ experiment: { sampler: used } }: Scene): number | null {
  if ("grid" in used && used.grid !== undefined) return used.grid.length - 1;
  return "steps" in used && used.steps !== undefined ? used.steps : null;
}

export const stepsAtMost =
  (most: number): Check =>
  (scene) => {
    const steps = stepsOf(scene);
    return finding(
      steps !== null && steps <= most,
      steps === null ? `the sampler (${scene.experiment.sampler.kind}) counts no steps` : `${steps} steps`,
    );
  };
