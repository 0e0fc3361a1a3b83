import type { LineLaw } from "../../continuous/line/lineLaw.ts";
import { lineExpectation } from "./lineExpectation.ts";

/** Mass that a density must miss for it to count as point masses, and not as quadrature. */
const LEAST = 1e-3;

/**
 * The share of a law that its density does not hold: point masses, as on an edge for −1 < w < 0, or a law squeezed into a width that numbers do not resolve. 0 below
 * 1e-3. Where it is not 0, integrals over the density (entropy, divergences, expectations) say nothing about the law.
 */
export function pointMass(law: LineLaw): number {
  const missing = 1 - lineExpectation(law, () => 1).value;
  return Math.abs(missing) > LEAST ? missing : 0;
}
