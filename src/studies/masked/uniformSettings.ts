import type { StepKindName } from "../../masked/steps/stepKinds.ts";
import { BadInput } from "../../numerics/badInput.ts";
import type { MaskedExperiment, Sampler } from "./schema.ts";

/** Settings of a uniform process that has an exact law. */
export interface UniformSettings {
  readonly sampler: Extract<Sampler, { kind: "exact" | StepKindName }>;
  readonly w: number;
}

/**
 * Sampler and weight of a uniform process, whose exact law takes the rule `rates`, a constant w, and `exact`, `euler` or `posterior-cfg`, whatever the world.
 *
 * @param w where it does not change, else null
 * @throws BadInput naming the setting
 */
export function uniformSettings({ sampler, guidance }: Pick<MaskedExperiment, "sampler" | "guidance">, w: number | null): UniformSettings {
  if (guidance.rule !== "rates") throw new BadInput("guidance.rule", "rates for process.kind uniform", guidance.rule);
  if (w === null) throw new BadInput("guidance.w", "constant for process.kind uniform", guidance.w);
  if (sampler.kind === "exact") return { sampler, w };
  if (sampler.kind !== "euler" && sampler.kind !== "posterior-cfg") {
    throw new BadInput("sampler.kind", "exact, euler or posterior-cfg for process.kind uniform", sampler.kind);
  }
  if (sampler.fill !== "sample") throw new BadInput("sampler.fill", "left out for process.kind uniform, which has no masks", sampler.fill);
  return { sampler, w };
}
