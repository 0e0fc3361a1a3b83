import type { Lattice } from "../lattice.ts";
import { largestScores } from "./chosenSites.ts";
import type { OrderState, Reveal } from "./reveal.ts";

/**
 * The order `confidence` with several sites a step: every joint draw of tokens at the masked sites is enumerated, K^|masked| of them, and
 * the sites with the largest c_j(v_j) keep theirs; ties split evenly over all admissible sets.
 */
export function jointConfidence({ alphabet, length }: Lattice): Reveal {
  const confidence = new Float64Array(length);
  const drawn = new Int32Array(length);
  return (from, visit) => {
    const { count, token } = from.sites;
    const draw = (k: number, probability: number): void => {
      if (k === count) {
        keep(from, probability, visit);
        return;
      }
      for (let v = 0; v < alphabet; v++) {
        const chance = token[k * alphabet + v];
        if (chance === 0) continue;
        drawn[k] = v;
        confidence[k] = chance;
        draw(k + 1, probability * chance);
      }
    };
    draw(0, from.mass);
  };

  function keep({ state, strides, sites, size }: OrderState, probability: number, visit: Float64Array): void {
    const sets = largestScores(confidence, sites.count, size, "relative");
    for (const set of sets) {
      let child = state;
      for (const k of set) child -= (alphabet - drawn[k]) * strides[k];
      visit[child] += probability / sets.length;
    }
  }
}
