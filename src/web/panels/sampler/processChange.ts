import { trimmed } from "../../forms/changes.ts";
import type { Half, Written } from "../../forms/forms.ts";
import type { ExperimentFile } from "../../state/labState.ts";

/** Samplers of a uniform process. */
const UNIFORM_SAMPLERS: ReadonlySet<unknown> = new Set(["exact", "euler", "posterior-cfg"]);

/**
 * Fields of an experiment that change with its process: the sampler loses what no longer applies; a uniform process takes the rule rates and few samplers.
 *
 * @param sampler  as written, its kind at least
 * @param guidance as written
 */
export function processChange(
  half: Half,
  process: Written,
  { sampler, guidance, pair }: { readonly sampler: Written; readonly guidance: Written; readonly pair: boolean },
): ExperimentFile {
  const setting = { half, section: "sampler", value: sampler, process: String(process.kind), pair } as const;
  if (process.kind !== "uniform") return { process, sampler: trimmed(setting) };
  const taken = UNIFORM_SAMPLERS.has(sampler.kind) ? trimmed(setting) : { kind: "exact" };
  return { process, sampler: taken, guidance: { ...guidance, rule: "rates" } };
}
