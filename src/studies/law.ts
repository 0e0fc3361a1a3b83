import { CLOCK_BYTES, checkClock } from "../masked/lawAtClock.ts";
import { completePart } from "../masked/marginalCube.ts";
import { scheduledLaw, scheduledStillMasked } from "../masked/scheduledLaw.ts";
import { STILL_MASKED_BYTES } from "../masked/stillMasked.ts";
import { klToLog } from "../measures/divergences.ts";
import { totalVariation } from "../measures/totalVariation.ts";
import type { SiteLabels } from "../worlds/masked/mixture.ts";
import type { Experiment } from "./experiment.ts";
import { lawMethod, maskedRun, runBytes } from "./maskedRun.ts";
import type { Resources } from "./world.ts";

/** What `guidelab law` says of a masked experiment. Laws are row-major, site 0 slowest. */
export interface LawRecord {
  readonly alphabet: number;
  readonly length: number;
  /** Shape [alphabet^length], or [(alphabet+1)^length] at a clock, the mask last in every digit. */
  readonly law: Float64Array;
  /** Null where w is not constant. */
  readonly tilted: Float64Array | null;
  readonly conditional: Float64Array;
  readonly unconditional: Float64Array;
  readonly at: number | null;
  /** P(some site is still masked). */
  readonly incomplete: number;
  /** At a clock, complete states and one cell for "incomplete" are compared. */
  readonly distances: Readonly<Record<string, number>>;
  readonly method: string;
  /** Bound or estimate, see `method`, of the largest absolute error of an entry of `law`. */
  readonly error: number;
  readonly nfe: null;
  /** Names of sites and levels, for worlds that have them. */
  readonly labels?: readonly SiteLabels[];
}

/** Below this the incomplete mass is computed for itself, to relative accuracy. */
const SMALL_MASS = 1e-3;
/** A relative error past this is worse than the law's own absolute one. */
const LOOSEST = 1e-6;

/**
 * The exact law of an experiment's own sampler, in continuous time.
 *
 * @param at unmask clock, or null for the end of sampling
 */
export function runLaw(experiment: Experiment, at: number | null, resources: Resources): LawRecord {
  if (at !== null) checkClock(at);
  const bytes = runBytes(experiment) + (at === null ? 0 : CLOCK_BYTES + 16 + STILL_MASKED_BYTES);
  const { pair, mixture, process, tilted, logTilted, terminal } = maskedRun(experiment, resources, bytes);
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
  if (at === null) {
    const { law, error } = terminal;
    return {
      ...base,
      law,
      incomplete: 0,
      distances: distances(law, { tilted, logTilted, conditional }),
      method: lawMethod(terminal),
      error,
    };
  }
  const found = scheduledLaw(process, at);
  const complete = completePart(process.cubes.space, found.law);
  const incomplete = incompleteMass(found.law, complete, () => scheduledStillMasked(process, at));
  return {
    ...base,
    law: found.law,
    incomplete,
    distances: distances(withCell(complete, incomplete), {
      tilted: tilted && withCell(tilted, 0),
      logTilted: logTilted && withCell(logTilted, -Infinity),
      conditional: withCell(conditional, 0),
    }),
    method: lawMethod(found),
    error: found.error,
  };
}

/** A complete law with one more cell for the states that still have a mask. */
function withCell(law: Float64Array, cell: number): Float64Array {
  const out = new Float64Array(law.length + 1);
  out.set(law);
  out[law.length] = cell;
  return out;
}

function incompleteMass(law: Float64Array, complete: Float64Array, small: () => { probability: number; relativeError: number }): number {
  let mass = 0;
  for (let s = 0; s < law.length; s++) mass += law[s];
  for (let x = 0; x < complete.length; x++) mass -= complete[x];
  if (mass > SMALL_MASS) return mass;
  const { probability, relativeError } = small();
  return relativeError <= LOOSEST ? probability : Math.max(0, mass);
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
