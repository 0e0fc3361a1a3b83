/**
 * @file Nodes and weights that invert a Laplace transform on Talbot's contour, in the scaled variable ζ = z·u.
 *
 * f(u) = Re Σ_k weight_k F(ζ_k / u) / u over the nodes in the upper half plane, for a transform F whose poles are real and ≤ 0:
 * the trapezoidal rule with M nodes θ on ζ(θ) = M (0.5017 θ cot(0.6407 θ) − 0.6122 + 0.2645 iθ), whose error falls as 3.9^−M.
 *
 * Absolute error, of the largest contribution: truncation, which grows about fivefold with each further pole on a path (3e-14 with one,
 * 5e-12 with four, 9e-11 with six at M = 24), plus rounding, which grows with M as e^{0.171 M}: 1e-14 at M = 24, 2e-13 at 40, 1e-11 at 64.
 * So longer paths take more nodes; see the callers.
 *
 * Source: Weideman, SIAM J. Numer. Anal. 44 (2006) 2342, the constants of the modified Talbot contour. Growth with poles: measured.
 */

export interface ContourNode {
  /** ζ = z·u. */
  readonly re: number;
  readonly im: number;
  /** 2 e^ζ ζ′(θ) / (iM): twice, for the conjugate node. */
  readonly weightRe: number;
  readonly weightIm: number;
}

/** Numbers of nodes M that are offered; half of them lie in the upper half plane, always a multiple of four. */
export type ContourSize = 24 | 32 | 40 | 48 | 64;

const contours = new Map<ContourSize, readonly ContourNode[]>();

/** The M/2 nodes of the upper half plane. */
export function contour(M: ContourSize): readonly ContourNode[] {
  const known = contours.get(M);
  if (known) return known;
  const nodes = Array.from({ length: M / 2 }, (_, k) => node(M, ((k + 0.5) * 2 * Math.PI) / M));
  contours.set(M, nodes);
  return nodes;
}

function node(M: number, theta: number): ContourNode {
  const angle = 0.6407 * theta;
  const cot = 1 / Math.tan(angle);
  const re = M * (0.5017 * theta * cot - 0.6122);
  const im = M * 0.2645 * theta;
  const slopeRe = M * 0.5017 * (cot - angle / Math.sin(angle) ** 2);
  const slopeIm = M * 0.2645;
  const scale = (2 * Math.exp(re)) / M;
  const cos = Math.cos(im);
  const sin = Math.sin(im);
  // e^ζ ζ′ / i = −i · e^ζ ζ′
  return {
    re,
    im,
    weightRe: scale * (slopeRe * sin + slopeIm * cos),
    weightIm: scale * (slopeIm * sin - slopeRe * cos),
  };
}
