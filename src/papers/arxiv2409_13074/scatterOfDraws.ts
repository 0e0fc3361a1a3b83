/** @file How far n independent draws from a law on the line are from it, and how much that scatters, for large n. */
import type { LineLaw } from "../../continuous/line/lineLaw.ts";

/** lim √n E W₁(n independent draws, law) = √(2/π) ∫ √(F(1−F)) dx, by the midpoint rule. */
export function drawsMean(law: LineLaw): number {
  const [low, high] = law.range;
  const count = 2000;
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const F = law.cdf(low + ((high - low) * (i + 0.5)) / count);
    // At the ends of the range rounding may put F a little below 0 or above 1.
    sum += Math.sqrt(Math.max(0, F * (1 - F)));
  }
  return (Math.sqrt(2 / Math.PI) * sum * (high - low)) / count;
}

/**
 * Standard deviation over mean of ∫ |B(F(x))| dx with the Brownian bridge B, the limit of √n W₁ of n independent draws, by the midpoint rule:
 * E|XY| = (2/π)(√(1−ρ²) + ρ asin ρ) for normal X, Y of variance 1 and correlation ρ.
 */
export function drawsSpread(law: LineLaw): number {
  const [low, high] = law.range;
  const count = 300;
  const F = Array.from({ length: count }, (_, i) => Math.min(1, Math.max(0, law.cdf(low + ((high - low) * (i + 0.5)) / count))));
  const sds = F.map((p) => Math.sqrt(p * (1 - p)));
  const mean = Math.sqrt(2 / Math.PI) * sds.reduce((sum, sd) => sum + sd, 0);
  let square = 0;
  for (let i = 0; i < count; i++)
    for (let j = 0; j < count; j++) {
      const both = sds[i] * sds[j];
      if (both === 0) continue;
      const r = Math.min(1, (Math.min(F[i], F[j]) * (1 - Math.max(F[i], F[j]))) / both);
      square += (2 / Math.PI) * both * (Math.sqrt(1 - r * r) + r * Math.asin(r));
    }
  return Math.sqrt(square / mean ** 2 - 1);
}
