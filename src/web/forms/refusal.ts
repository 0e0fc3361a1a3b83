import { parseExperiment } from "../../studies/parse.ts";
import type { ExperimentFile } from "../state/labState.ts";
import { settingsFault } from "./settingsFault.ts";

/**
 * What is wrong with a change of an experiment, for the control that made it: what the file may not have, or what the changed field itself may not be.
 * Null where it can be taken, perhaps with a fault elsewhere.
 *
 * @param path field that was changed, such as `sampler.steps`
 */
export function refusal(experiment: ExperimentFile, fields: ExperimentFile, path: string): string | null {
  try {
    const fault = settingsFault(parseExperiment(without({ ...experiment, ...fields })));
    return fault !== null && (fault.field === path || fault.field.startsWith(`${path}.`) || fault.field.startsWith(`${path}[`))
      ? fault.text
      : null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function without(experiment: ExperimentFile): ExperimentFile {
  return Object.fromEntries(Object.entries(experiment).filter(([, value]) => value !== undefined));
}
