import { RULES } from "../../guidance/rule.ts";
import { type Experiment, isContinuous } from "../../studies/experiment.ts";
import { settingsFault } from "./settingsFault.ts";

/** Other masked rules under which settings with a fault would have none. */
export function ruleRemedies(experiment: Experiment): readonly string[] {
  if (isContinuous(experiment)) return [];
  const { guidance } = experiment;
  return RULES.filter(
    (rule) => rule !== guidance.rule && rule !== "oracle" && settingsFault({ ...experiment, guidance: { ...guidance, rule } }) === null,
  );
}
