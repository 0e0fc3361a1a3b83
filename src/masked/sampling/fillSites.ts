import type { Rng } from "../../random/stream.ts";
import { argmax, type Fill } from "../steps/fill.ts";
import { weightAt } from "../steps/weightAt.ts";
import type { Categorical } from "./categorical.ts";
import type { GuidedProcess } from "./guidedProcess.ts";
import { guidedSite, maskedSites, needsOf, noWayOn } from "./guidedSite.ts";
import type { Answer, Question } from "./protocol.ts";

/**
 * Fills the sites that are masked at the last grid point, all at once given the state (`steps/fill.ts`), and returns their number.
 *
 * One question where something is left to fill, none else. Consumes one draw per site for `sample`, nothing otherwise.
 *
 * @param state shape [L], overwritten
 * @param end   time of the last grid point
 */
export function* fillSites(
  { alphabet, schedule, noise }: GuidedProcess,
  state: Int32Array,
  { fill, end, draw }: { readonly fill: Fill; readonly end: number; readonly draw: Categorical },
  rng: Rng,
): Generator<Question, number, Answer> {
  const sites = maskedSites(state, alphabet);
  if (sites.length === 0 || fill === "left") return sites.length;
  const w = weightAt(schedule, noise, end);
  const logits = new Float64Array(alphabet);
  const answer = yield { state, sites, t: end, needs: needsOf(w) };
  const tokens = sites.map((_, k) => {
    const logZ = guidedSite(answer, k, w, logits);
    if (logZ === -Infinity) throw noWayOn(state, alphabet);
    if (fill === "sample") return draw(logits, alphabet, rng);
    return argmax(
      logits.map((logit) => Math.exp(logit - logZ)),
      0,
      alphabet,
    );
  });
  sites.forEach((site, k) => {
    state[site] = tokens[k];
  });
  return sites.length;
}
