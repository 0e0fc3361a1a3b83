/** @file The second setting of a duel: the fields of the experiment that it has of its own. */
import type { Experiment } from "../../../studies/experiment.ts";
import type { ExperimentFile } from "../../state/labState.ts";

/** What a second setting has of its own; world, target and seed are both settings'. */
export const OWN = ["guidance", "process", "sampler", "scoreError"] as const;

/** A duel whose second setting is a copy of the first. A field that the file leaves out is null. */
export function begun(experiment: ExperimentFile): ExperimentFile {
  return Object.fromEntries(OWN.map((name) => [name, experiment[name] ?? null]));
}

/** The second setting as an experiment of its own. Fields that no second setting has are left alone. */
export function secondOf(experiment: ExperimentFile, duel: ExperimentFile): ExperimentFile {
  const merged: Record<string, unknown> = { ...experiment };
  for (const name of OWN) if (name in duel) merged[name] = duel[name];
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined && value !== null));
}

/** The duel after a change of the second setting; undefined leaves a field out. */
export function changed(duel: ExperimentFile, fields: ExperimentFile): ExperimentFile {
  return { ...duel, ...Object.fromEntries(OWN.filter((name) => name in fields).map((name) => [name, fields[name] ?? null])) };
}

/** First and second exchanged: what to edit of the experiment, and the duel beside it. */
export function swapped(
  experiment: ExperimentFile,
  duel: ExperimentFile,
): { readonly fields: ExperimentFile; readonly duel: ExperimentFile } {
  const second = secondOf(experiment, duel);
  return { fields: Object.fromEntries(OWN.map((name) => [name, second[name]])), duel: begun(experiment) };
}

/** A setting in a few words: `rates, w = 4; sampler exact`. */
export function settingWords({ guidance, sampler, process, scoreError }: Experiment): string {
  const w = typeof guidance.w === "number" ? `w = ${guidance.w}` : `w by schedule (${guidance.w.kind})`;
  const steps = "steps" in sampler && sampler.steps !== undefined ? `, ${sampler.steps} steps` : "";
  const noise = "schedule" in process ? `${process.kind}, ${process.schedule}` : process.kind;
  return `${guidance.rule}, ${w}; sampler ${sampler.kind}${steps}; process ${noise}${scoreError ? `; score error ${scoreError.kind}` : ""}`;
}
