import { type DenoiserProcess, denoiserJumps } from "./denoiserJumps.ts";
import { lattice } from "./lattice.ts";
import { completePart } from "./marginalCube.ts";
import { visitsAlong } from "./terminalLaw.ts";

/**
 * The exact law that continuous-time sampling ends in when the two predictions come from denoisers, shape [K^L], row-major.
 *
 * Conditionals with error are not the marginals of one law, so the weights along a path no longer multiply to a number that depends on its end
 * only, and there is no A. The sweep over the lattice remains: every state hands its visit probability on by its own conditionals,
 *   visit[S+iv] += visit[S] · P(S → S+iv).
 * The same as `terminalLaw` where the conditionals are those of a pair of laws.
 *
 * Complexity (K+1)^L states, each asked for its masked sites' conditionals.
 *
 * @throws BadInput as {@link denoiserJumps}, from reachable states only
 */
export function denoiserLaw(process: DenoiserProcess): Float64Array {
  const space = lattice(process.cond.alphabet, process.cond.length);
  return completePart(space, visitsAlong(space, denoiserJumps(space, process)));
}
