import { DYNAMICS_BYTES } from "../../masked/dynamics.ts";
import { lattice } from "../../masked/lattice.ts";
import { CLOCK_BYTES, checkClock } from "../../masked/lawAtClock.ts";
import { completePart } from "../../masked/marginalCube.ts";
import { PAIR_CUBES_BYTES } from "../../masked/pairCubes.ts";
import { SURVIVORS_BYTES } from "../../masked/survivors.ts";
import { klToLog } from "../../measures/divergences.ts";
import { totalVariation } from "../../measures/totalVariation.ts";
import { BadInput } from "../../numerics/badInput.ts";
import type { SiteLabels } from "../../worlds/masked/mixture.ts";
import type { Resources } from "../resources.ts";
import type { BesideKernels } from "./kernelMemory.ts";
import { inContinuousTime, maskedSetting, runBytes, terminalOf, wantedOf } from "./maskedRun.ts";
import { samplerLaw } from "./samplerLaw.ts";
import type { MaskedExperiment } from "./schema.ts";
import { breaksTable } from "./scoreError.ts";

/** What `guidelab law` says of a masked experiment. Laws are row-major, site 0 slowest. */
export interface MaskedLawRecord {
  readonly alphabet: number;
  readonly length: number;
  /** Shape [alphabet^length]; at a clock, or with masks left at the end, [(alphabet+1)^length], the mask last in every digit. */
  readonly law: Float64Array;
  /** Null where w is not constant. */
  readonly tilted: Float64Array | null;
  readonly conditional: Float64Array;
  readonly unconditional: Float64Array;
  readonly at: number | null;
  /** P(some site is still masked) at the clock, or at the last grid point of a sampler with steps, before filling. */
  readonly incomplete: number;
  /** Where masked states are included, complete states and one cell for "incomplete" are compared. */
  readonly distances: Readonly<Record<string, number>>;
  readonly method: string;
  /** Bound or estimate, see `method`, of the largest absolute error of an entry of `law`. */
  readonly error: number;
  readonly nfe: null;
  /** Expected per sample, for samplers with steps: probabilities clamped, jumps rejected. */
  readonly repairs?: { readonly clamps: number; readonly rejections: number };
  /** Names of sites and levels, for worlds that have them. */
  readonly labels?: readonly SiteLabels[];
}

/**
 * The exact law of an experiment's own sampler: in continuous time for `exact`, with its discretisation for a sampler with steps.
 *
 * @param at unmask clock, or null for the end of sampling
 */
export function runMaskedLaw(experiment: MaskedExperiment, at: number | null, resources: Resources): MaskedLawRecord {
  if (at !== null) checkClock(at);
  if (at !== null && experiment.process.kind === "uniform")
    throw new BadInput("--at", "left out for process.kind uniform, which has no unmask clock", at);
  if (at !== null && breaksTable(experiment))
    throw new BadInput("--at", "left out with a scoreError, whose law on the way is not computed", at);
  const bytes = runBytes(experiment) + (at === null ? 0 : CLOCK_BYTES + 16 + SURVIVORS_BYTES);
  const setting = maskedSetting(experiment, resources, bytes, () => besideKernels(experiment, at));
  const { pair, mixture, process, engine } = setting;
  const found = at === null ? terminalOf(experiment, setting) : samplerLaw(experiment.sampler, process, at, engine);
  const { tilted, logTilted } = wantedOf(setting);
  const { alphabet, length, conditional, unconditional } = pair;
  const base = {
    alphabet,
    length,
    tilted,
    conditional,
    unconditional,
    at,
    nfe: null,
    ...(mixture?.labels ? { labels: mixture.labels } : {}),
  };
  const { law, masked, incomplete, method, error, repairs } = found;
  const wanted = { tilted, logTilted, conditional };
  return {
    ...base,
    law,
    incomplete,
    distances: masked
      ? distances(withCell(completePart(lattice(alphabet, length), law), incomplete), withEmptyCell(wanted))
      : distances(law, wanted),
    method,
    error,
    ...(repairs ? { repairs } : {}),
  };
}

/** At a clock: the law and, where few are left masked under `rates`, what the definition of their number needs. */
function besideKernels(experiment: MaskedExperiment, at: number | null): BesideKernels {
  if (at === null || !inContinuousTime(experiment)) return { bytes: 0, tasks: [] };
  const few = experiment.guidance.rule === "rates" ? PAIR_CUBES_BYTES + DYNAMICS_BYTES + 8 + SURVIVORS_BYTES : 0;
  return { bytes: 8 + few, tasks: ["clock"] };
}

/** A complete law with one more cell for the states that still have a mask. */
function withCell(law: Float64Array, cell: number): Float64Array {
  const out = new Float64Array(law.length + 1);
  out.set(law);
  out[law.length] = cell;
  return out;
}

/** What the law is compared with, where one more cell stands for "incomplete". */
function withEmptyCell({ tilted, logTilted, conditional }: Others): Others {
  return {
    tilted: tilted && withCell(tilted, 0),
    logTilted: logTilted && withCell(logTilted, -Infinity),
    conditional: withCell(conditional, 0),
  };
}

interface Others {
  readonly tilted: Float64Array | null;
  readonly logTilted: Float64Array | null;
  readonly conditional: Float64Array;
}

function distances(law: Float64Array, { tilted, logTilted, conditional }: Others): Record<string, number> {
  return {
    ...(tilted ? { "tv(law,tilted)": totalVariation(law, tilted) } : {}),
    "tv(law,conditional)": totalVariation(law, conditional),
    ...(logTilted ? { "kl(law||tilted)": klToLog(law, logTilted) } : {}),
  };
}
