import type { Rule } from "../../guidance/rule.ts";
import type { KernelStep } from "../../kernels/nStepLaw.ts";
import type { Step } from "./grid.ts";
import { type StepKindName, stepKind } from "./stepKinds.ts";

/**
 * A step as kernels take it: the formulas of {@link stepKind} as numbers.
 *
 * @throws BadInput naming `sampler.kind` as `stepKind` does
 */
export function kernelStep(name: StepKindName, rule: Rule, step: Step, w: number): KernelStep {
  const kind = stepKind(name, rule);
  const { maskedT, maskedS, delta, unmaskRate } = step;
  const plain = { w, clamps: 0, rejection: 0 };
  // Rules tokens and oracle put Z = 1.
  if (rule !== "rates" || name === "ancestral") {
    return {
      ...plain,
      formula: "constant",
      rate: 0,
      kept: kind.stay(step, 1),
      clamps: kind.clamps(step, 1) ? 1 : 0,
      rejection: kind.rejection(step, 1),
    };
  }
  switch (name) {
    case "frozen-rate":
      return { ...plain, formula: "power", rate: maskedT > 0 ? Math.log(maskedS / maskedT) : -Infinity, kept: 0 };
    case "euler":
      return { ...plain, formula: "clamped", rate: delta * unmaskRate, kept: 0 };
    case "tweedie":
      return { ...plain, formula: "clamped", rate: maskedT > 0 ? (maskedT - maskedS) / maskedT : 1, kept: 0 };
    case "tau-leaping":
      return { ...plain, formula: "one-jump", rate: delta * unmaskRate, kept: 0 };
    default:
      return { ...plain, formula: "posterior", rate: maskedT - maskedS, kept: maskedS };
  }
}
