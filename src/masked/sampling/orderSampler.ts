import type { Rng } from "../../random/stream.ts";
import { certainties, margins } from "../steps/chosenSites.ts";
import { checkOrderSpec, type OrderSpec, orderTime } from "../steps/orders.ts";
import { weightAt } from "../steps/weightAt.ts";
import { type Categorical, categorical, type Precision } from "./categorical.ts";
import { chooseAny, chooseLargest } from "./chooseLargest.ts";
import type { GuidedProcess } from "./guidedProcess.ts";
import { guidedSite, maskedSites, needsOf, noWayOn } from "./guidedSite.ts";
import type { Answer, Sampler, SamplerRun } from "./protocol.ts";

/**
 * Reveals `perStep` sites a step, chosen by an order (`steps/orders.ts`), their tokens drawn independently from q_i/Z_i; the last step
 * reveals what is left. The guidance rule has no effect. A schedule of w is read at t = |masked|/L. Its exact law is `orderLaw`.
 *
 * ⌈L/perStep⌉ questions, of the chosen sites only where the choice does not look at them (`random`, `left-to-right`). Per step: `random`
 * one uniform per chosen site (none where all are); ties one uniform per place left to chance; one draw per revealed site, for
 * `confidence` one per masked site.
 *
 * @throws BadInput naming `sampler.order` or `sampler.perStep`
 */
export function orderSampler(
  process: GuidedProcess,
  { precision = "f64", ...spec }: OrderSpec & { readonly precision?: Precision },
): Sampler {
  checkOrderSpec(spec, process.length);
  return (rng) => run(process, spec, categorical(precision), rng);
}

function* run({ alphabet, length, schedule, noise }: GuidedProcess, spec: OrderSpec, draw: Categorical, rng: Rng): SamplerRun {
  const state = new Int32Array(length).fill(alphabet);
  for (let masked = maskedSites(state, alphabet); masked.length > 0; masked = maskedSites(state, alphabet)) {
    const t = orderTime(masked.length, length);
    const w = weightAt(schedule, noise, t);
    const size = Math.min(spec.perStep, masked.length);
    const sites = considered(spec, masked, size, rng);
    const answer = yield { state, sites, t, needs: needsOf(w) };
    const logits = sites.map((_, k) => normalised(answer, k, w, state, alphabet));
    for (const [k, token] of revealed(spec, logits, size, draw, rng)) state[sites[k]] = token;
  }
  return { tokens: state, clamps: 0, rejected: 0, leftMasked: 0 };
}

/** The sites that a step asks for. */
function considered({ order }: OrderSpec, masked: readonly number[], size: number, rng: Rng): readonly number[] {
  if (order === "left-to-right") return masked.slice(0, size);
  return order === "random" ? chooseAny(masked, size, rng).toSorted((a, b) => a - b) : masked;
}

/** log q_i(v)/Z_i, shape [K]. */
function normalised(answer: Answer, k: number, w: number, state: Int32Array, alphabet: number): Float64Array {
  const logits = new Float64Array(alphabet);
  const logZ = guidedSite(answer, k, w, logits);
  if (logZ === -Infinity) throw noWayOn(state, alphabet);
  return logits.map((logit) => logit - logZ);
}

/** Places among the asked sites that are revealed, with their tokens. */
function revealed(
  { order }: OrderSpec,
  logits: readonly Float64Array[],
  size: number,
  draw: Categorical,
  rng: Rng,
): Iterable<readonly [number, number]> {
  const alphabet = logits[0].length;
  const drawn = (k: number): readonly [number, number] => [k, draw(logits[k], alphabet, rng)];
  if (size === logits.length) return logits.map((_, k) => drawn(k));
  if (order === "confidence") {
    const all = logits.map((_, k) => drawn(k));
    const confidence = Float64Array.from(all, ([k, token]) => Math.exp(logits[k][token]));
    return chooseLargest(confidence, size, "relative", rng).map((k) => all[k]);
  }
  const token = Float64Array.from(logits.flatMap((row) => Array.from(row, Math.exp)));
  const scores = new Float64Array(logits.length);
  (order === "entropy" ? certainties : margins)({ token, count: logits.length }, alphabet, scores);
  return chooseLargest(scores, size, "absolute", rng).map(drawn);
}
