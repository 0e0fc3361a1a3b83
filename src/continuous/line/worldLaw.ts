import { BadInput } from "../../numerics/badInput.ts";
import type { NoisyLaw } from "../../worlds/continuous/noisyLaw.ts";
import { densityLaw, type LogDensity, type Normalised } from "./densityLaw.ts";
import type { LineLaw } from "./lineLaw.ts";

/**
 * A law of the world itself on the line, noised to x = a x₀ + b ε, by quadrature of its density. `error` includes by how much the mass found misses 1.
 *
 * @param a > 0; @param b ≥ 0; (1, 0) is the law without noise, which must have a density
 * @throws BadInput unless the law has dimension 1 and a density
 */
export function worldLaw(law: NoisyLaw, a = 1, b = 0): LineLaw {
  return resolvedWorld(law, a, b).law;
}

/** The same with the pieces that resolve it. */
export function resolvedWorld(law: NoisyLaw, a: number, b: number): Normalised {
  if (law.dimension !== 1) throw new BadInput("law", "on the line", `dimension ${law.dimension}`, "worldLaw");
  const logDensity = logDensityOf(law, a, b);
  const [low, high] = rangeOf(law, a, b);
  if (!(high > low)) throw new BadInput("law", "one with a density", `all mass at ${low}`, "worldLaw");
  const breaks = b === 0 ? law.breaks[0].map((x) => a * x) : [];
  let found: Normalised | null;
  let parts = 16;
  do {
    found = densityLaw(logDensity, {
      cuts: evenly([low, ...breaks.filter((x) => x > low && x < high), high], parts),
      breaks,
      tolerance: 1e-12,
    });
    parts *= 8;
  } while (!(Math.abs(found?.logMass ?? Infinity) <= 1e-9) && parts <= 16 * 8 ** 3);
  const mass = found ? Math.exp(found.logMass) : 0;
  const off = Math.abs(mass - 1);
  if (!(found && off < 0.5)) throw new BadInput("law", "one with a density that adds up to 1", mass, "worldLaw");
  const mean = a * law.mean[0];
  const variance = a * a * law.covariance[0] + b * b;
  return { ...found, law: { ...found.law, mean, variance, error: found.law.error + off } };
}

/** log density of a x₀ + b ε. */
export function logDensityOf(law: NoisyLaw, a: number, b: number): LogDensity {
  const level = law.at(a, b);
  return (x, n, out) => level.evaluate(x, n, { logDensity: out.subarray(0, n) });
}

/** Ends that hold all but 1e-15 of the mass of a x₀ + b ε. */
export function rangeOf(law: NoisyLaw, a: number, b: number): readonly [number, number] {
  return [a * law.extent.low[0] - 8.5 * b, a * law.extent.high[0] + 8.5 * b];
}

/** Cuts every gap into equal parts, in all about `parts` of them and at least one a gap. */
export function evenly(ends: readonly number[], parts: number): number[] {
  const whole = ends[ends.length - 1] - ends[0];
  const out = [ends[0]];
  for (let i = 1; i < ends.length; i++) {
    const gap = ends[i] - ends[i - 1];
    const count = Math.ceil((parts * gap) / whole);
    for (let k = 1; k < count; k++) out.push(ends[i - 1] + (gap * k) / count);
    if (gap > 0) out.push(ends[i]);
  }
  return out;
}
