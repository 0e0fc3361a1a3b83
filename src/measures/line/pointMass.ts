import type { LineLaw } from "../../continuous/line/lineLaw.ts";
import { lineExpectation } from "./lineExpectation.ts";

/** Mass that a density must miss for it to count as point masses, and not as quadrature. */
const LEAST = 1e-3;

/**
 * The share of a law that its density does not hold: point masses, as on an edge for −1 < w < 0, or a law squeezed into a width that numbers do not resolve. 0 below
 * 1e-3, but 1e-3 at least where quadrature meets a point of infinite density. Where it is not 0, integrals over the density (entropy, divergences, expectations) say nothing
 * about the law.
 */
export function pointMass(law: LineLaw): number {
  let infinite = false;
  const density = (x: number): number => {
    const value = law.density(x);
    if (value !== Infinity) return value;
    infinite = true;
    return 0;
  };
  const missing = 1 - lineExpectation({ ...law, density }, () => 1).value;
  if (infinite) return Math.max(LEAST, missing);
  return Math.abs(missing) > LEAST ? missing : 0;
}
