/** @file What a classifier that knows the world says of the law, and of what was wanted. */
import { classConfidence, logConfidence, reciprocalConfidence, unclassifiedMass } from "../../measures/classConfidence.ts";
import type { Measured } from "../../measures/measured.ts";
import type { Omitted } from "../omitted.ts";
import type { MaskedRun } from "./maskedRun.ts";
import { tagger } from "./measureTag.ts";

export function confidenceMeasures(run: MaskedRun, omitted: Omitted[]): readonly Measured[] {
  const tag = tagger(run);
  const { targetWeight } = run.pair;
  if (targetWeight === null) {
    omitted.push({ name: "class confidence", why: "an explicit pair has no class prior" });
    return [];
  }
  const posterior = { ...run.pair, targetWeight };
  const laws: [string, Float64Array][] = [
    ["law", run.terminal.law],
    ...(run.tilted ? [["tilted", run.tilted] as [string, Float64Array]] : []),
    ["conditional", run.pair.conditional],
  ];
  return laws.flatMap(([name, law]) => {
    const outside = unclassifiedMass(law, posterior);
    if (outside > 0) {
      omitted.push({ name: `class confidence (${name})`, why: unclassified(outside) });
      return [];
    }
    return [
      tag(`E[p(c|x)] (${name})`, classConfidence(law, posterior)),
      tag(`E[1/p(c|x)] (${name})`, reciprocalConfidence(law, posterior)),
      tag(`E[log p(c|x)] (${name})`, logConfidence(law, posterior)),
    ];
  });
}

/** Why the posterior has no mean. */
export function unclassified(mass: number): string {
  return `mass ${mass.toPrecision(3)} lies where no class has any, and p(c|x) is undefined there`;
}
