import { BadInput } from "../../numerics/badInput.ts";
import { type ContinuousRule, PLAIN } from "./rule.ts";
import { along, squared } from "./vectors.ts";

/**
 * CFG-Zero* (arXiv:2503.18886), on the velocities ε − x₀ of rectified flow: (1 + w) v_c − w s* v_u with s* = ⟨v_c, v_u⟩/|v_u|². As s*
 * v_u is the part of v_c along v_u, that is v_c + w (Δ − part of Δ along v_u), Δ = v_c − v_u. `zeroInit` is its zero-init: velocity 0
 * for t above 1 − zeroInit, whatever w (the paper: for the first steps; as a share of t it is ours).
 *
 * Here, beyond the paper: on the line, d = 1, everything is along v_u, so guidance does nothing; for d > 1 and v_u = 0 nothing is along
 * it. On processes other than `flow` the velocity is that of the rectified flow at the same ratio b/a, and t is the process's own.
 *
 * @throws BadInput naming `guidance.zeroInit` unless from 0 to below 1
 */
export function zeroStar({ zeroInit = 0 }: { readonly zeroInit?: number | undefined }): ContinuousRule {
  if (!(zeroInit >= 0 && zeroInit < 1)) throw new BadInput("guidance.zeroInit", "from 0 to below 1", zeroInit);
  return {
    ...PLAIN,
    name: "zero-star",
    source: "arXiv:2503.18886",
    space: "velocity",
    zeroAbove: zeroInit === 0 ? Infinity : 1 - zeroInit,
    combine: ({ cond, difference }, { n, d, w }, out) => {
      for (let at = 0; at < n * d; at += d) {
        if (d === 1) {
          out[at] = 0;
          continue;
        }
        let length = 0;
        let product = 0;
        for (let k = at; k < at + d; k++) {
          const uncond = cond[k] - difference[k];
          length += uncond * uncond;
          product += uncond * difference[k];
        }
        const share = length === 0 ? 0 : product / length;
        for (let k = at; k < at + d; k++) out[k] = w * (difference[k] - share * (cond[k] - difference[k]));
      }
    },
    differentiate: ({ cond, difference }, tangent, { n, d, w }, out) => {
      for (let at = 0; at < n * d; at += d) {
        if (d === 1) {
          out[at] = 0;
          continue;
        }
        const inner = along(cond, difference, at, d);
        const square = squared(difference, at, d);
        const product = inner - square;
        const length = squared(cond, at, d) - inner - product;
        let productChange = 0;
        let lengthChange = 0;
        for (let k = at; k < at + d; k++) {
          const uncond = cond[k] - difference[k];
          const change = tangent.cond[k] - tangent.difference[k];
          productChange += change * difference[k] + uncond * tangent.difference[k];
          lengthChange += 2 * uncond * change;
        }
        const share = length === 0 ? 0 : product / length;
        const shareChange = length === 0 ? 0 : (productChange - share * lengthChange) / length;
        for (let k = at; k < at + d; k++) {
          const uncond = cond[k] - difference[k];
          out[k] = w * (tangent.difference[k] - shareChange * uncond - share * (tangent.cond[k] - tangent.difference[k]));
        }
      }
    },
  };
}
