import type { Rule } from "../guidance/rule.ts";
import { checkWeight } from "../guidance/tilt.ts";
import { BadInput, Raw } from "../numerics/badInput.ts";
import { logSumExp } from "../numerics/logSumExp.ts";
import type { DenoiserPair } from "../worlds/masked/denoiserPair.ts";
import { deadEnd } from "./dynamics.ts";
import type { Jumps, JumpsFrom } from "./jumps.ts";
import { type Lattice, stateText } from "./lattice.ts";
import { readingAt } from "./readingAt.ts";

/** The guided process of two denoisers at a constant w. `oracle` is not among the rules: denoisers with error have no tilted law. */
export interface DenoiserProcess extends DenoiserPair {
  readonly rule: Exclude<Rule, "oracle">;
  readonly w: number;
}

/**
 * The jump chain of a guided process whose conditionals come from denoisers, which need not be the conditionals of any law:
 *   q_i(v|S) = p_c(v|S)^{1+w} p(v|S)^{−w},  rates: P(S → S+iv) = q_i(v|S) / Σ_j Z_j,  tokens: q_i(v|S) / (|masked| Z_i)
 * in log space. At w = 0 the unconditional denoiser is never asked, at w = −1 the conditional one never.
 *
 * Complexity per state: its masked sites' conditionals.
 *
 * @returns a function that throws BadInput at a dead end, and for w > 0 where the conditional gives a token mass and the unconditional none
 */
export function denoiserJumps(space: Lattice, process: DenoiserProcess): JumpsFrom {
  const { rule } = process;
  const { alphabet, length } = space;
  const logits = siteLogits(space, process);
  const jumps: Jumps = { rate: 0, size: 0, child: new Int32Array(length * alphabet), probability: new Float64Array(length * alphabet) };
  const { child, probability } = jumps;
  return (state, strides, count) => {
    const row = new Float64Array(alphabet);
    const logZ = new Float64Array(count);
    for (let k = 0; k < count; k++) {
      logits(state, strides[k], row);
      logZ[k] = logSumExp(row);
      if (logZ[k] === -Infinity) throw deadEnd(space, state);
      for (let v = 0; v < alphabet; v++) {
        child[k * alphabet + v] = state - (alphabet - v) * strides[k];
        probability[k * alphabet + v] = row[v];
      }
    }
    const logTotal = logSumExp(logZ);
    jumps.size = count * alphabet;
    jumps.rate = rule === "tokens" ? count : Math.exp(logTotal);
    for (let j = 0; j < jumps.size; j++) {
      probability[j] = Math.exp(probability[j] - (rule === "tokens" ? logZ[Math.floor(j / alphabet)] + Math.log(count) : logTotal));
    }
    return jumps;
  };
}

/** Writes log q_i(v|S), nats, unnormalised, shape [K]. */
function siteLogits(space: Lattice, { cond, uncond, w }: DenoiserProcess): (state: number, stride: number, out: Float64Array) => void {
  checkWeight("guidance.w", w);
  const condAt = w === -1 ? null : readingAt(space, cond);
  const uncondAt = w === 0 ? null : readingAt(space, uncond);
  const other = new Float64Array(space.alphabet);
  return (state, stride, out) => {
    const site = space.strides.indexOf(stride);
    if (!condAt) return uncondAt?.(state).logConditional(site, out, 0);
    condAt(state).logConditional(site, out, 0);
    if (!uncondAt) return;
    uncondAt(state).logConditional(site, other, 0);
    for (let v = 0; v < out.length; v++) {
      if (out[v] === -Infinity) continue;
      if (other[v] === -Infinity && w > 0) throw uncovered(space, state, site, v);
      out[v] += w * (out[v] - other[v]);
    }
  };
}

function uncovered(space: Lattice, state: number, site: number, token: number): BadInput {
  const got = new Raw(`0 for token ${token} at site ${site} of ${stateText(space, state)} (M: masked)`);
  return new BadInput("world.unconditional", "> 0 wherever the conditional is, for w > 0", got);
}
