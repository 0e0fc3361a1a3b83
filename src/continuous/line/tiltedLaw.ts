import { BadInput, Raw } from "../../numerics/badInput.ts";
import type { ContinuousPair } from "../../worlds/continuous/pair.ts";
import { densityLaw, type LogDensity } from "./densityLaw.ts";
import type { LineLaw } from "./lineLaw.ts";
import { logDensityOf, rangeOf, resolvedWorld, worldLaw } from "./worldLaw.ts";

/**
 * The tilted law p_w ∝ p_c^{1+w} p^{−w} on the line, of the pair noised to x = a x₀ + b ε, by quadrature of its logarithm. 0 off the support of p_c; at w = −1 the
 * law p itself.
 *
 * @param w finite, ≥ −1
 * @throws BadInput for a pair that is not on the line; `world.unconditional` where p = 0 < p_c and w > 0; `guidance.w` where the tails of
 *   p_c^{1+w} p^{−w} cannot be integrated (p falls so much faster than p_c)
 */
export function tiltedLaw(pair: ContinuousPair, w: number, a = 1, b = 0): LineLaw {
  if (!(w >= -1 && w < Infinity)) throw new BadInput("guidance.w", "finite and at least -1", w, "tiltedLaw");
  const { conditional, unconditional } = pair;
  if (w === -1) return worldLaw(unconditional, a, b);
  if (w === 0) return worldLaw(conditional, a, b);
  const [cond, uncond] = [resolvedWorld(conditional, a, b), resolvedWorld(unconditional, a, b)];
  const logDensity = tilt(logDensityOf(conditional, a, b), logDensityOf(unconditional, a, b), w);
  const [low, high] = rangeOf(conditional, a, b);
  const bounded = conditional.compact && b === 0;
  const breaks = [...new Set([...cond.law.breaks, ...uncond.law.breaks])].sort((x, y) => x - y);
  const inner = [...new Set([...cond.cuts, ...uncond.cuts])].filter((x) => x >= low && x <= high).sort((x, y) => x - y);
  const cuts = bounded ? inner : [...beyond(logDensity, inner, -1, w), ...inner, ...beyond(logDensity, inner, 1, w)];
  const found = densityLaw(logDensity, { cuts, breaks, tolerance: 1e-12 });
  if (!found) throw new BadInput("world.unconditional", "above 0 somewhere on the support of conditional", 0, "tiltedLaw");
  return found.law;
}

function tilt(cond: LogDensity, uncond: LogDensity, w: number): LogDensity {
  return (x, n, out) => {
    const other = new Float64Array(n);
    cond(x, n, out);
    uncond(x, n, other);
    for (let i = 0; i < n; i++) {
      if (out[i] === -Infinity) continue;
      if (other[i] === -Infinity && w > 0) {
        throw new BadInput("world.unconditional", "above 0 wherever conditional is", new Raw(`0 at x = ${x[i]}`), "tiltedLaw");
      }
      out[i] = (1 + w) * out[i] - w * other[i];
    }
  };
}

/**
 * Cuts outside the extent of p_c on one side, each twice as far out as the last, up to where the density is below e^{−80} of its largest value inside and
 * falling.
 */
function beyond(logDensity: LogDensity, inner: readonly number[], side: 1 | -1, w: number): number[] {
  const out = new Float64Array(inner.length);
  logDensity(Float64Array.from(inner), inner.length, out);
  let peak = out.reduce((most, value) => Math.max(most, value), -Infinity);
  const edge = side > 0 ? inner[inner.length - 1] : inner[0];
  const width = inner[inner.length - 1] - inner[0];
  const found: number[] = [];
  let before = side > 0 ? out[out.length - 1] : out[0];
  for (let k = 0; k < 24; k++) {
    const x = edge + (side * width * 2 ** k) / 8;
    logDensity(Float64Array.of(x), 1, out);
    found.push(x);
    if (out[0] < peak - 80 && out[0] < before) return side > 0 ? found : found.reverse();
    peak = Math.max(peak, out[0]);
    before = out[0];
  }
  throw new BadInput(
    "guidance.w",
    `such that p_c^{1+w} p^{−w} can be integrated (it does not fall towards ${side > 0 ? "+" : "−"}∞: p has lighter tails than p_c)`,
    w,
    "tiltedLaw",
  );
}
