/** @file The law at the end: how far it is from the others, and what it is like itself. */
import { entropy, hellinger, kl, klToLog, renyi, renyiToLog } from "../../measures/divergences.ts";
import type { Measured } from "../../measures/measured.ts";
import { totalVariation } from "../../measures/totalVariation.ts";
import { TRANSPORT_LIMIT, wassersteinLattice } from "../../measures/transport.ts";
import { wassersteinLine } from "../../measures/wasserstein.ts";
import type { Omitted } from "../omitted.ts";
import type { MaskedRun } from "./maskedRun.ts";
import { tagger } from "./measureTag.ts";

export function distanceMeasures(run: MaskedRun, omitted: Omitted[]): readonly Measured[] {
  const tag = tagger(run);
  const { law } = run.terminal;
  const { conditional, unconditional } = run.pair;
  const others: [string, Float64Array][] = [
    ...(run.tilted ? [["tilted", run.tilted] as [string, Float64Array]] : []),
    ["conditional", conditional],
    ["unconditional", unconditional],
  ];
  if (!run.tilted) omitted.push({ name: "distances to tilted", why: "w changes along the way: no single tilted law is wanted" });
  const out: Measured[] = [];
  for (const [name, other] of others) {
    const log = name === "tilted" ? run.logTilted : null;
    out.push(tag(`tv(law,${name})`, totalVariation(law, other)));
    out.push(tag(`kl(law||${name})`, log ? klToLog(law, log) : kl(law, other)), tag(`kl(${name}||law)`, kl(other, law)));
    out.push(
      tag(`renyi2(law||${name})`, log ? renyiToLog(law, log, 2) : renyi(law, other, 2)),
      tag(`hellinger(law,${name})`, hellinger(law, other)),
    );
    out.push(...transportMeasures(run, name, other, omitted));
  }
  return out;
}

function transportMeasures(run: MaskedRun, name: string, other: Float64Array, omitted: Omitted[]): readonly Measured[] {
  const tag = tagger(run);
  const { law } = run.terminal;
  const label = `w1, w2(law,${name})`;
  if (run.mixture?.labels) {
    omitted.push({ name: label, why: "tokens are named categories: no distance between them is given" });
    return [];
  }
  return ([1, 2] as const).flatMap((q) => {
    const value = run.pair.length === 1 ? wassersteinLine(law, other, q) : wassersteinLattice(law, other, run.pair, q);
    if (value !== null) return [tag(`w${q}(law,${name})`, value, "optimal transport, Euclidean distance of token vectors")];
    if (q === 1) omitted.push({ name: label, why: `a support has more than ${TRANSPORT_LIMIT} points` });
    return [];
  });
}

export function lawMeasures(run: MaskedRun): readonly Measured[] {
  const tag = tagger(run);
  const { law } = run.terminal;
  const { conditional } = run.pair;
  let outside = 0;
  for (let x = 0; x < law.length; x++) if (conditional[x] === 0) outside += law[x];
  return [
    tag("entropy(law)", entropy(law)),
    ...(run.tilted ? [tag("entropy(tilted)", entropy(run.tilted))] : []),
    tag("entropy(conditional)", entropy(conditional)),
    tag("support error", outside, "mass of the law where the conditional has none"),
  ];
}
