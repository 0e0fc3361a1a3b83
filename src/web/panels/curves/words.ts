/** @file What the curves and their series are called. */
import type { CurveKind, ExperimentFile } from "../../state/labState.ts";

export const KIND_WORDS: readonly { readonly value: CurveKind; readonly label: string }[] = [
  { value: "distances", label: "distances" },
  { value: "entropy", label: "entropy" },
  { value: "moments", label: "moments" },
  { value: "regions", label: "regions" },
  { value: "confidence", label: "class confidence" },
  { value: "reciprocal", label: "E[1/p(c|x)]" },
];

export const NOTES: Readonly<Record<CurveKind, string>> = {
  distances: "How far the law that comes out is from the tilted law that was wanted, and from the conditional one.",
  entropy: "How spread out each law is.",
  moments: "Mean, variance and covariance of the two coordinates that are shown.",
  regions: "Mass of each law on the parts of the target's support, and by how much guidance multiplies the conditional law's mass there.",
  confidence: "What a classifier that knows the world says of a draw from each law.",
  reciprocal: "E[1/p(c|x)] = E[p(x)/p_c(x)]/a, a the target's weight: large where a law has mass that the class hardly has.",
};

/** A series as the key names it. */
export function seriesWords(name: string): string {
  if (name === "tilted") return "tilted (wanted)";
  if (name === "limit") return "the same rule in continuous time";
  if (name.startsWith("limit to ")) return `in continuous time, to ${name.slice(9)}`;
  return name;
}

/** The experiment without its weight, so that curves do not follow it. */
export function withoutWeight(experiment: ExperimentFile): ExperimentFile {
  const { guidance, ...rest } = experiment;
  return { ...rest, guidance: Object.fromEntries(Object.entries(guidance as object).filter(([name]) => name !== "w")) };
}
