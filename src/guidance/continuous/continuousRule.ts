import { type ApgParameters, apg } from "./apg.ts";
import { autoguidance } from "./autoguidance.ts";
import { cfg } from "./cfg.ts";
import { cfgPlusPlus } from "./cfgPlusPlus.ts";
import { type FeedbackParameters, feedback } from "./feedback.ts";
import { powerLaw } from "./powerLaw.ts";
import { rescaled } from "./rescaled.ts";
import type { ContinuousRule } from "./rule.ts";
import { zeroStar } from "./zeroStar.ts";

/** A rule as written in the experiment file; its weight w is given apart. */
export type ContinuousRuleSpec =
  | { readonly rule: "cfg" | "autoguidance" | "cfg++" }
  | ({ readonly rule: "apg" } & ApgParameters)
  | { readonly rule: "rescaled"; readonly phi?: number | undefined }
  | { readonly rule: "zero-star"; readonly zeroInit?: number | undefined }
  | { readonly rule: "power-law"; readonly alpha?: number | undefined }
  | ({ readonly rule: "feedback" } & FeedbackParameters);

/** @throws BadInput as the rule itself, naming the field of `guidance` */
export function continuousRule(spec: ContinuousRuleSpec): ContinuousRule {
  switch (spec.rule) {
    case "autoguidance":
      return autoguidance;
    case "apg":
      return apg(spec);
    case "cfg++":
      return cfgPlusPlus;
    case "rescaled":
      return rescaled(spec);
    case "zero-star":
      return zeroStar(spec);
    case "power-law":
      return powerLaw(spec);
    case "feedback":
      return feedback(spec);
    default:
      return cfg;
  }
}
