/** @file Where a measure is shown: the group of curves, the chart in it and the series in the chart, read off the measure's name. */
import type { CurveKind } from "../../state/labState.ts";

export interface MeasurePlace {
  readonly kind: CurveKind;
  /** The quantity, the same for all series of a chart: `tv`, `mean x0`, `mass R1`. */
  readonly chart: string;
  /** `law`, `tilted`, `conditional`, `limit …` or a region. */
  readonly series: string;
}

type Rule = readonly [RegExp, (found: readonly string[]) => MeasurePlace];

const distance = (chart: string, from: string, to: string): MeasurePlace => ({
  kind: "distances",
  chart,
  series: from === "limit" ? `limit to ${to}` : to,
});
const ofLaw =
  (kind: CurveKind) =>
  ([chart = "", series = ""]: readonly string[]): MeasurePlace => ({ kind, chart, series });

const RULES: readonly Rule[] = [
  [/^(tv|w1|w2|hellinger)\((law|limit),(\w+)\)$/, ([quantity = "", from = "", to = ""]) => distance(quantity, from, to)],
  [/^kl\((law|limit)\|\|(\w+)\)$/, ([from = "", to = ""]) => distance("kl(law||·)", from, to)],
  [/^kl\((\w+)\|\|(law|limit)\)$/, ([to = "", from = ""]) => distance("kl(·||law)", from, to)],
  [/^(entropy)\((\w+)\)$/, ofLaw("entropy")],
  [/^((?:mean|variance|covariance) \S+) \((\w+)\)$/, ofLaw("moments")],
  [/^(mass .+) \((\w+)\)$/, ofLaw("regions")],
  [/^(factor) (.+)$/, ofLaw("regions")],
  [/^(E\[(?:log )?p\(c\|x\)\]) \((\w+)\)$/, ofLaw("confidence")],
  [/^(E\[1\/p\(c\|x\)\]) \((\w+)\)$/, ofLaw("reciprocal")],
];

/** Null for a measure that no curve shows. */
export function placeOfMeasure(name: string): MeasurePlace | null {
  for (const [pattern, place] of RULES) {
    const found = pattern.exec(name);
    if (found) return place(found.slice(1));
  }
  return null;
}

/** Label of a chart's axis: symbol, meaning, unit. */
export function chartLabel(chart: string, tokens: boolean): string {
  const length = tokens ? "token steps" : "length";
  switch (chart) {
    case "tv":
      return "TV(law, ·), total variation";
    case "w1":
      return `W₁(law, ·), ${length}`;
    case "w2":
      return `W₂(law, ·), ${length}`;
    case "hellinger":
      return "Hellinger(law, ·)";
    case "kl(law||·)":
      return "KL(law‖·), nats";
    case "kl(·||law)":
      return "KL(·‖law), nats";
    case "entropy":
      return "entropy, nats";
    case "factor":
      return "law / conditional, per region";
    case "E[p(c|x)]":
      return "E[p(c|x)], class confidence";
    case "E[log p(c|x)]":
      return "E[log p(c|x)], nats";
    case "E[1/p(c|x)]":
      return "E[1/p(c|x)]";
    default:
      return chart.startsWith("mass ") ? `mass of ${chart.slice(5)}` : chart.replace(/^(\w+) /, "$1 of ").replace(",", ", ");
  }
}
