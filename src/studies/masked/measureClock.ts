/** @file The process on the way: how fast sites are revealed, and what is known at values of the unmask clock. */
import { constantWeight } from "../../guidance/weightSchedule.ts";
import { dynamics } from "../../masked/dynamics.ts";
import { lattice } from "../../masked/lattice.ts";
import type { Measured } from "../../measures/measured.ts";
import { pace } from "../../measures/pace.ts";
import { meanReciprocal, reciprocalSlope } from "../../measures/reciprocalAlongClock.ts";
import type { Omitted } from "../omitted.ts";
import { inContinuousTime, type MaskedRun } from "./maskedRun.ts";
import { samplerLaw } from "./samplerLaw.ts";
import type { MaskedExperiment } from "./schema.ts";
import { breaksTable } from "./scoreError.ts";

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

/** Clock values at which the way is looked at: masked fraction .9 … .001. */
const CLOCKS = [0, 0.1, 0.25, Math.LN2, 1, 1.5, 2, 3, 5];

/** Largest lattice whose way is measured at all clocks. */
export const CLOCK_STATES = 2e5;

export function paceMeasures(run: MaskedRun, experiment: MaskedExperiment, omitted: Omitted[]): readonly Measured[] {
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

export function clockRecords(run: MaskedRun, experiment: MaskedExperiment, omitted: Omitted[]): readonly ClockRecord[] {
  if (experiment.process.kind === "uniform") {
    omitted.push({ name: "along the clock", why: "a uniform process has no unmask clock" });
    return [];
  }
  if (breaksTable(experiment)) {
    omitted.push({ name: "along the clock", why: "with a score error the law on the way is not computed" });
    return [];
  }
  if (!inContinuousTime(experiment)) {
    omitted.push({
      name: "along the clock",
      why: `sampler ${experiment.sampler.kind} does not run in continuous time: ask law --at for a grid point`,
    });
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
