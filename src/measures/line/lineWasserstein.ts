import type { LineLaw } from "../../continuous/line/lineLaw.ts";
import { adaptiveQuadrature } from "../../numerics/adaptiveQuadrature.ts";
import { normalCdf, normalDensity, normalQuantile } from "../../numerics/normalCdf.ts";
import { cutsOf } from "./cuts.ts";
import type { Estimate } from "./estimate.ts";

/** W₁ = ∫ |F_p − F_q| dx. The laws' errors of cdf count over the whole range. */
export function lineWasserstein1(p: LineLaw, q: LineLaw): Estimate {
  const cuts = cutsOf([p, q]);
  const width = cuts[cuts.length - 1] - cuts[0];
  const { value, error } = adaptiveQuadrature((x) => Math.abs(p.cdf(x) - q.cdf(x)), { cuts, absolute: 1e-9 * width });
  return { value, error: error + width * (p.error + q.error) };
}

/** W₂ = √∫ (F_p^{−1} − F_q^{−1})² du, with u = Φ(ξ) for ξ in [−7, 7]. The laws' errors of cdf count over the whole range, as a change of the square. */
export function lineWasserstein2(p: LineLaw, q: LineLaw): Estimate {
  const inside = [p, q].flatMap((law) => law.breaks.map((x) => normalQuantile(law.cdf(x)))).filter((xi) => Math.abs(xi) < 7);
  const cuts = [...new Set([-7, -4, -2, 0, 2, 4, 7, ...inside])].sort((a, b) => a - b);
  const all = cutsOf([p, q]);
  const width = all[all.length - 1] - all[0];
  const { value, error } = adaptiveQuadrature(
    (xi) => {
      const u = normalCdf(xi);
      return (p.quantile(u) - q.quantile(u)) ** 2 * normalDensity(xi);
    },
    { cuts, absolute: 1e-11 * width * width, relative: 1e-9 },
  );
  const change = error + width * width * (p.error + q.error + 1e-11);
  return { value: Math.sqrt(value), error: value > change ? change / Math.sqrt(value) : Math.sqrt(change) };
}
