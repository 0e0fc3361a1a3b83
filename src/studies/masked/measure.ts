import { constantWeight } from "../../guidance/weightSchedule.ts";
import { DYNAMICS_BYTES, dynamics } from "../../masked/dynamics.ts";
import { lattice } from "../../masked/lattice.ts";
import { CLOCK_BYTES } from "../../masked/lawAtClock.ts";
import { PAIR_CUBES_BYTES } from "../../masked/pairCubes.ts";
import { SURVIVORS_BYTES } from "../../masked/survivors.ts";
import { classConfidence, logConfidence, reciprocalConfidence } from "../../measures/classConfidence.ts";
import { entropy, hellinger, kl, klToLog, renyi, renyiToLog } from "../../measures/divergences.ts";
import type { Measured } from "../../measures/measured.ts";
import { moments } from "../../measures/moments.ts";
import { pace } from "../../measures/pace.ts";
import { meanReciprocal, reciprocalSlope } from "../../measures/reciprocalAlongClock.ts";
import { regionMass, regions } from "../../measures/regions.ts";
import { totalVariation } from "../../measures/totalVariation.ts";
import { TRANSPORT_LIMIT, wassersteinLattice } from "../../measures/transport.ts";
import { wassersteinLine } from "../../measures/wasserstein.ts";
import { BadInput } from "../../numerics/badInput.ts";
import type { Omitted } from "../omitted.ts";
import type { Resources } from "../resources.ts";
import type { BesideKernels } from "./kernelMemory.ts";
import { type MaskedRun, maskedRun, runBytes } from "./maskedRun.ts";
import { samplerLaw } from "./samplerLaw.ts";
import type { MaskedExperiment } from "./schema.ts";
import { breaksTable } from "./scoreError.ts";

/** A region of the target's support: its masses, and by how much guidance multiplies it. */
export interface RegionRecord {
  readonly name: string;
  readonly cells: number;
  readonly conditional: number;
  readonly law: number;
  readonly tilted: number | null;
  /** law / conditional. */
  readonly factor: number;
}

/** The process on the way, at one value of the unmask clock. */
export interface ClockRecord {
  readonly u: number;
  /** P(some site is still masked). */
  readonly incomplete: number;
  /** E[p(S)/p_c(S)], which is a·E[1/p(c|S)] for a mixture; null where infinite or where the world is an explicit pair without overlap. */
  readonly reciprocal: number;
  /** Its slope by the generator; null for a weight that changes. */
  readonly slope: number | null;
  /** How the law at u was had. */
  readonly method: string;
}

export interface MaskedMeasureRecord {
  readonly alphabet: number;
  readonly length: number;
  readonly measures: readonly Measured[];
  /** Shape [L] and [L, L] per law, tokens read as numbers; null for labelled categories. */
  readonly moments: Readonly<Record<string, { readonly mean: readonly number[]; readonly covariance: readonly number[] }>> | null;
  readonly regions: readonly RegionRecord[];
  readonly clock: readonly ClockRecord[];
  readonly omitted: readonly Omitted[];
  readonly method: string;
}

/** Clock values at which the way is looked at: masked fraction .9 … .001. */
const CLOCKS = [0, 0.1, 0.25, Math.LN2, 1, 1.5, 2, 3, 5];

/** Largest lattice whose way is measured at all clocks. */
const CLOCK_STATES = 2e5;

/** Every measure that applies to an experiment's exact law, each with its method. */
export function runMaskedMeasure(experiment: MaskedExperiment, resources: Resources): MaskedMeasureRecord {
  const bytes = runBytes(experiment) + CLOCK_BYTES + 16 + SURVIVORS_BYTES;
  const run = maskedRun(experiment, resources, bytes, besideKernels);
  if (run.terminal.masked)
    throw new BadInput("sampler.fill", "sample or argmax, so that there is a law of complete states to measure", "left");
  const { alphabet, length } = run.pair;
  const omitted: Omitted[] = [];
  const measures = [
    ...distanceMeasures(run, omitted),
    ...lawMeasures(run),
    ...confidenceMeasures(run, omitted),
    ...paceMeasures(run, experiment, omitted),
  ];
  return {
    alphabet,
    length,
    measures,
    moments: momentRecords(run, omitted),
    regions: regionRecords(run, experiment.target, omitted),
    clock: clockRecords(run, experiment, omitted),
    omitted,
    method: run.terminal.method,
  };
}

/** The cubes and the weights of the definitions, for the pace; at clocks the law, and what few left masked need. */
function besideKernels(states: number): BesideKernels {
  const clock = states <= CLOCK_STATES;
  return { bytes: PAIR_CUBES_BYTES + DYNAMICS_BYTES + 1 + (clock ? CLOCK_BYTES + 16 + SURVIVORS_BYTES : 0), clock };
}

type Tag = (name: string, value: number, how?: string) => Measured;

/** An exact function of a law is as exact as the law. */
function tagger({ terminal }: MaskedRun): Tag {
  const { method } = terminal;
  return (name, value, how = "") => ({ name, value, method: how === "" ? method : `${method}; ${how}` });
}

function distanceMeasures(run: MaskedRun, omitted: Omitted[]): readonly Measured[] {
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

function lawMeasures(run: MaskedRun): readonly Measured[] {
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

function confidenceMeasures(run: MaskedRun, omitted: Omitted[]): readonly Measured[] {
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
  return laws.flatMap(([name, law]) => [
    tag(`E[p(c|x)] (${name})`, classConfidence(law, posterior)),
    tag(`E[1/p(c|x)] (${name})`, reciprocalConfidence(law, posterior)),
    tag(`E[log p(c|x)] (${name})`, logConfidence(law, posterior)),
  ]);
}

function paceMeasures(run: MaskedRun, experiment: MaskedExperiment, omitted: Omitted[]): readonly Measured[] {
  const { w, process } = run;
  const leftOut = (why: string): readonly Measured[] => {
    omitted.push({ name: "Z", why });
    return [];
  };
  if (experiment.process.kind === "uniform") return leftOut("a uniform process reveals no sites");
  if (breaksTable(experiment)) return leftOut("with a score error the rates on the way are not computed");
  if (w === null) return leftOut("w changes along the way");
  const { siteRates, slowest, fastest } = pace(dynamics(process.cubes, process.rule, w));
  const exact = (name: string, value: number): Measured => ({ name, value, method: "exact: lattice" });
  return [
    ...siteRates.map((rate, i) => exact(`Z_${i} (all masked)`, rate)),
    exact("smallest rate per masked site", slowest),
    exact("largest rate per masked site", fastest),
  ];
}

function momentRecords(run: MaskedRun, omitted: Omitted[]): MaskedMeasureRecord["moments"] {
  const { alphabet, length, conditional } = run.pair;
  if (run.mixture?.labels) {
    omitted.push({ name: "mean, covariance", why: "tokens are named categories: they are not numbers" });
    return null;
  }
  return {
    law: moments(run.terminal.law, alphabet, length),
    ...(run.tilted ? { tilted: moments(run.tilted, alphabet, length) } : {}),
    conditional: moments(conditional, alphabet, length),
  };
}

function regionRecords(
  { mixture, pair, tilted, terminal }: MaskedRun,
  target: string | undefined,
  omitted: Omitted[],
): readonly RegionRecord[] {
  if (!mixture || target === undefined) {
    omitted.push({ name: "regions", why: "an explicit pair has no classes" });
    return [];
  }
  return regions(mixture, target).map((region) => {
    const conditional = regionMass(pair.conditional, region);
    const law = regionMass(terminal.law, region);
    return {
      name: region.name,
      cells: region.cells.length,
      conditional,
      law,
      tilted: tilted && regionMass(tilted, region),
      factor: law / conditional,
    };
  });
}

function clockRecords(run: MaskedRun, experiment: MaskedExperiment, omitted: Omitted[]): readonly ClockRecord[] {
  if (experiment.process.kind === "uniform") {
    omitted.push({ name: "along the clock", why: "a uniform process has no unmask clock" });
    return [];
  }
  if (breaksTable(experiment)) {
    omitted.push({ name: "along the clock", why: "with a score error the law on the way is not computed" });
    return [];
  }
  const sampler = experiment.sampler.kind;
  if (sampler !== "exact" && sampler !== "first-hitting") {
    omitted.push({ name: "along the clock", why: `sampler ${sampler} does not run in continuous time: ask law --at for a grid point` });
    return [];
  }
  const { states } = lattice(run.pair.alphabet, run.pair.length);
  if (states <= CLOCK_STATES) return CLOCKS.map((u) => clockRecord(run, u));
  omitted.push({ name: "along the clock", why: `the lattice has ${states} states, more than ${CLOCK_STATES}: ask law --at for one clock` });
  return [];
}

function clockRecord({ process, w, engine }: MaskedRun, u: number): ClockRecord {
  const { law, incomplete, method } = samplerLaw({ kind: "exact", precision: "f64" }, process, u, engine);
  const constant = w ?? constantWeight(process.schedule);
  return {
    u,
    incomplete,
    method,
    reciprocal: meanReciprocal(process.cubes, law),
    slope:
      constant === null || constant === -1 ? null : reciprocalSlope(process.cubes, dynamics(process.cubes, process.rule, constant), law),
  };
}
