import type { Rule } from "../../guidance/rule.ts";
import type { WeightSchedule } from "../../guidance/weightSchedule.ts";
import type { Noise } from "../noise.ts";

/**
 * A guided masked process as a sampler sees it: sizes and settings, no law. Rule `oracle` is not among them: it is the tilted law's
 * denoiser, answered as the conditional, at w = 0.
 */
export interface GuidedProcess {
  /** K. */
  readonly alphabet: number;
  /** L. */
  readonly length: number;
  readonly rule: Exclude<Rule, "oracle">;
  readonly schedule: WeightSchedule;
  readonly noise: Noise;
}
