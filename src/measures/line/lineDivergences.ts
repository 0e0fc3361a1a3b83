import type { LineLaw, ResolvedDensity } from "../../continuous/line/lineLaw.ts";
import { adaptiveQuadrature } from "../../numerics/adaptiveQuadrature.ts";
import { cutsOf } from "./cuts.ts";
import type { Estimate } from "./estimate.ts";
import { lineExpectation } from "./lineExpectation.ts";

/** Differential entropy −∫ f ln f dx, nats. */
export function lineEntropy(law: LineLaw): Estimate {
  return lineExpectation(law, (x) => -Math.log(law.density(x)));
}

/** KL(p‖q), or the mass of p where ln of q's density is not known: too much of it for the divergence to be given. */
export type Divergence = Estimate | { readonly unresolved: number };

/** Error that quadrature may leave, nats. */
const ABSOLUTE = 1e-9;

/**
 * KL(p‖q) = ∫ f ln(f/g) dx, nats, from ln g, however small g is. ∞ where q has no density on more than 1e-12 + `p.error` of p's mass, which is what p's own
 * distribution function may miss.
 *
 * `error` adds that of the quadrature, E_p of the error of ln g, and what p's mass may hold where g is not known: that mass times twice the largest |ln(f/g)| met
 * elsewhere. Where the last is above the rest and above `q.error`, the divergence is not given. The error of f, of which `p.error` speaks, is not in it.
 */
export function lineKl(p: LineLaw, q: LineLaw): Divergence {
  const known = q.resolve(...p.range);
  const { without, lost: mass, carried } = massesOf(p, q, known);
  if (without > 1e-12 + p.error) return { value: Infinity, error: 0 };
  let largest = 0;
  const ratio = lineExpectation(
    p,
    (x) => {
      const g = isLost(known, x) ? -Infinity : known.log(x);
      if (g === -Infinity) return 0;
      const found = Math.log(p.density(x)) - g;
      largest = Math.max(largest, Math.abs(found));
      return found;
    },
    ABSOLUTE,
    { cuts: known.unresolved.flat() },
  );
  const rest = ratio.error + carried;
  const lost = 2 * mass * Math.max(1, largest);
  if (!(lost <= Math.max(ABSOLUTE, rest, q.error))) return { unresolved: mass };
  return { value: Math.max(0, ratio.value), error: rest + lost };
}

/** Whether x is where a density is not known. */
export function isLost({ unresolved }: ResolvedDensity, x: number): boolean {
  return unresolved.some(([low, high]) => x >= low && x <= high);
}

/** Mass of p where q has no density, and where it is not known; E_p of the error of ln g elsewhere. To a sixteenth of a cut. */
function massesOf(
  p: LineLaw,
  q: LineLaw,
  known: ResolvedDensity,
): { readonly without: number; readonly lost: number; readonly carried: number } {
  const [first, last] = p.range;
  const ends = [...new Set([...cutsOf([p, q]).filter((x) => x > first && x < last), ...p.range])].sort((a, b) => a - b);
  // error of ln g on the stretch that began at `from`: ∞ without a density, 0 where that is not known
  let [without, carried, from, error] = [0, 0, first, 0];
  const close = (to: number, next: number): void => {
    if (error === Infinity) without += p.cdf(to) - p.cdf(from);
    else if (error > 0) carried += error * Math.max(0, p.cdf(to) - p.cdf(from));
    [from, error] = [to, next];
  };
  for (let i = 1; i < ends.length; i++) {
    const width = ends[i] - ends[i - 1];
    for (let k = 0; k < 16; k++) {
      const x = ends[i - 1] + (width * (k + 0.5)) / 16;
      const here = isLost(known, x) ? 0 : known.log(x) === -Infinity ? Infinity : known.error(x);
      if (here !== error) close(ends[i - 1] + (width * k) / 16, here);
    }
  }
  close(last, 0);
  const lost = known.unresolved.reduce((sum, [low, high]) => sum + Math.max(0, p.cdf(high) - p.cdf(low)), 0);
  return { without, lost, carried };
}

/** √(1 − ∫ √(f g) dx), in [0, 1]. */
export function lineHellinger(p: LineLaw, q: LineLaw): Estimate {
  const { value, error } = adaptiveQuadrature((x) => Math.sqrt(p.density(x)) * Math.sqrt(q.density(x)), {
    cuts: cutsOf([p, q]),
    absolute: 1e-10,
  });
  const square = Math.max(0, 1 - value);
  return { value: Math.sqrt(square), error: square > error ? error / Math.sqrt(square) : Math.sqrt(error) };
}
