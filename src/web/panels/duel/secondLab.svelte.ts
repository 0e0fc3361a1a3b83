/** @file The second setting of a duel as a lab of its own, so that the same forms edit it: reads and writes the duel in the first lab's view. */
import { parseExperiment } from "../../../studies/parse.ts";
import type { Lab } from "../../state/lab.svelte.ts";
import type { ExperimentFile } from "../../state/labState.ts";
import { changed, secondOf } from "./setting.ts";

/**
 * To be called while a component is set up, of a lab whose duel can be parsed.
 *
 * Everything but the experiment is the first lab's own.
 */
export function createSecondLab(lab: Lab): Lab {
  const experiment = $derived(secondOf(lab.experiment, lab.view.duel ?? {}));
  const parsed = $derived(parseExperiment(experiment));
  const edit = (fields: ExperimentFile, kind?: string): string | null => {
    const duel = changed(lab.view.duel ?? {}, fields);
    try {
      parseExperiment(secondOf(lab.experiment, duel));
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
    lab.look({ duel }, kind === undefined ? undefined : `duel.${kind}`);
    return null;
  };
  const own: Pick<Lab, "experiment" | "parsed" | "edit" | "open"> = {
    get experiment() {
      return experiment;
    },
    get parsed() {
      return parsed;
    },
    edit,
    open: edit,
  };
  return new Proxy(lab, { get: (first, name) => Reflect.get(Object.hasOwn(own, name) ? own : first, name) });
}
