import { classConfidence, logConfidence, reciprocalConfidence, unclassifiedMass } from "../../../measures/classConfidence.ts";
import { entropy, kl, klToLog } from "../../../measures/divergences.ts";
import type { Measured } from "../../../measures/measured.ts";
import { moments } from "../../../measures/moments.ts";
import { type Region, regionMass, regions } from "../../../measures/regions.ts";
import { totalVariation } from "../../../measures/totalVariation.ts";
import { wassersteinLattice } from "../../../measures/transport.ts";
import { wassersteinLine } from "../../../measures/wasserstein.ts";
import { BadInput } from "../../../numerics/badInput.ts";
import {
  inContinuousTime,
  type MaskedSetting,
  maskedSetting,
  runBytes,
  settingAt,
  terminalOf,
  type Wanted,
  wantedOf,
} from "../../../studies/masked/maskedRun.ts";
import { unclassified } from "../../../studies/masked/measureConfidence.ts";
import type { SamplerLaw } from "../../../studies/masked/samplerLaw.ts";
import type { MaskedExperiment } from "../../../studies/masked/schema.ts";
import { breaksTable } from "../../../studies/masked/scoreError.ts";
import type { Omitted } from "../../../studies/omitted.ts";
import type { Resources } from "../../../studies/resources.ts";
import { unlessRefused } from "../../panels/views/answering/unlessRefused.ts";
import { momentMeasures } from "./momentMeasures.ts";
import type { CurveSource } from "./record.ts";

/** Support points up to which an optimal transport at every weight takes no time that counts. */
const FEW = 40;
const DUST = 1e-15;

/** Measures of an experiment on tokens at any weight: those of `runMaskedMeasure` that a curve needs. One world serves all weights. */
export function maskedCurves(experiment: MaskedExperiment, resources: Resources): CurveSource {
  const omitted: Omitted[] = [];
  let parts: readonly Region[] | null = null;
  const regionsOf = ({ mixture }: MaskedSetting): readonly Region[] => {
    parts ??= mixture && experiment.target !== undefined ? regions(mixture, experiment.target) : [];
    return parts;
  };
  if ("conditional" in experiment.world) omitted.push({ name: "regions, class confidence", why: "an explicit pair has no classes" });
  const leaveOut = (one: Omitted): void => {
    if (!omitted.some(({ name }) => name === one.name)) omitted.push(one);
  };
  // A world that does without a weight is built at w = 0, which asks nothing of it.
  const unguided: MaskedExperiment = { ...experiment, guidance: { ...experiment.guidance, w: 0 } };
  const ideal = limitOf(unguided);
  let ownWorld: MaskedSetting | null = null;
  let idealWorld: MaskedSetting | null = null;
  let plain: readonly Measured[] | null = null;
  const at = (w: number): ReturnType<CurveSource["at"]> => {
    const bytes = runBytes(unguided);
    ownWorld ??= maskedSetting(unguided, resources, bytes, () => ({ bytes, tasks: ideal ? ["terminal"] : [] }));
    const setting = settingAt(ownWorld, w);
    const wanted = wantedOf(setting);
    const own = unlessRefused(() => completeLaw(unguided, setting));
    const limit = unlessRefused(() => {
      if (!ideal) return null;
      // Kernels that know the sampler's own law know the limit's, too.
      if (setting.engine) return terminalOf(ideal, setting);
      idealWorld ??= maskedSetting(ideal, resources, runBytes(ideal));
      return terminalOf(ideal, settingAt(idealWorld, w));
    });
    const around = { setting, wanted, regions: regionsOf(setting), leaveOut };
    plain ??= otherMeasures("conditional", setting.pair.conditional, around);
    return {
      w,
      measures: [
        ...(own.found ? lawMeasures("law", own.found, around) : []),
        ...(limit.found ? lawMeasures("limit", limit.found, around) : []),
        ...(wanted.tilted ? otherMeasures("tilted", wanted.tilted, around) : []),
        ...plain,
      ],
      fault: own.refused,
    };
  };
  return { at, slow: false, omitted };
}

/** The law at the end. */
function completeLaw(experiment: MaskedExperiment, setting: MaskedSetting): SamplerLaw {
  const found = terminalOf(experiment, setting);
  if (found.masked) throw new BadInput("sampler.fill", "sample or argmax, so that there is a law of complete states to measure", "left");
  return found;
}

/** The same rule in continuous time, beside a sampler with steps or rounded draws; null where the sampler is that already. */
function limitOf(experiment: MaskedExperiment): MaskedExperiment | null {
  const already = inContinuousTime(experiment) && experiment.sampler.precision === "f64";
  if (already || experiment.process.kind === "uniform" || breaksTable(experiment)) return null;
  return { ...experiment, sampler: { kind: "exact", precision: "f64" } };
}

interface Around {
  readonly setting: MaskedSetting;
  readonly wanted: Wanted;
  readonly regions: readonly Region[];
  /** Says once what is left out. */
  readonly leaveOut: (one: Omitted) => void;
}

function lawMeasures(name: "law" | "limit", { law, method }: SamplerLaw, around: Around): readonly Measured[] {
  const { setting, wanted, regions: parts } = around;
  const tag = (measure: string, value: number, how = ""): Measured => ({
    name: measure,
    value,
    method: how === "" ? method : `${method}; ${how}`,
  });
  const { pair } = setting;
  const others = [...(wanted.tilted ? ([["tilted", wanted.tilted]] as const) : []), ["conditional", pair.conditional] as const];
  return [
    ...others.flatMap(([other, values]) => {
      const log = other === "tilted" ? wanted.logTilted : null;
      const cost = transport(law, values, setting);
      return [
        tag(`tv(${name},${other})`, totalVariation(law, values)),
        tag(`kl(${name}||${other})`, log ? klToLog(law, log) : kl(law, values)),
        tag(`kl(${other}||${name})`, kl(values, law)),
        ...(cost === null ? [] : [tag(`w1(${name},${other})`, cost, "optimal transport, Euclidean distance of token vectors")]),
      ];
    }),
    ...ofLaw(name, law, around, tag),
    ...parts.flatMap((region) => {
      const mass = regionMass(law, region);
      const factor = name === "law" ? [tag(`factor ${region.name}`, mass / regionMass(pair.conditional, region))] : [];
      return [tag(`mass ${region.name} (${name})`, mass), ...factor];
    }),
  ];
}

/** What does not need the sampler's law. */
function otherMeasures(name: "tilted" | "conditional", law: Float64Array, around: Around): readonly Measured[] {
  const tag = (measure: string, value: number): Measured => ({ name: measure, value, method: "exact" });
  return [
    ...ofLaw(name, law, around, tag),
    ...around.regions.map((region) => tag(`mass ${region.name} (${name})`, regionMass(law, region))),
  ];
}

/** Entropy, moments and confidence of one law. */
function ofLaw(
  name: string,
  law: Float64Array,
  { setting: { pair, mixture, w }, leaveOut }: Around,
  tag: (name: string, value: number) => Measured,
): readonly Measured[] {
  const { targetWeight, alphabet, length } = pair;
  const outside = targetWeight === null ? 0 : unclassifiedMass(law, pair);
  if (outside > 0) leaveOut({ name: `class confidence (${name})`, why: `at w = ${w}: ${unclassified(outside)}` });
  return [
    tag(`entropy(${name})`, entropy(law)),
    ...(mixture?.labels ? [] : momentMeasures(name, moments(law, alphabet, length), length, tag)),
    ...(targetWeight === null || outside > 0
      ? []
      : [
          tag(`E[p(c|x)] (${name})`, classConfidence(law, { ...pair, targetWeight })),
          tag(`E[1/p(c|x)] (${name})`, reciprocalConfidence(law, { ...pair, targetWeight })),
          tag(`E[log p(c|x)] (${name})`, logConfidence(law, { ...pair, targetWeight })),
        ]),
  ];
}

/** W1, where it is quick and tokens are numbers; else null. */
function transport(law: Float64Array, other: Float64Array, { pair, mixture }: MaskedSetting): number | null {
  if (mixture?.labels) return null;
  if (pair.length === 1) return wassersteinLine(law, other, 1);
  return few(law) && few(other) ? wassersteinLattice(law, other, pair, 1) : null;
}

function few(law: Float64Array): boolean {
  let count = 0;
  for (const p of law) if (p > DUST && ++count > FEW) return false;
  return true;
}
