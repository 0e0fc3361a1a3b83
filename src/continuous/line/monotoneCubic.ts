import type { Branch } from "./branch.ts";

/**
 * Cubic pieces through points of an increasing map with given slopes, each slope limited to three times the secant on either side, so that every
 * piece is increasing (Fritsch and Carlson, SIAM J. Numer. Anal. 17 (1980) 238). Points where the map does not rise make a flat piece.
 *
 * @param noise    ξ, ascending, shape [n]
 * @param value    Ψ(ξ), shape [n]; a fall in it is rounding or error of integration and is levelled
 * @param logSlope ln Ψ′(ξ), shape [n]
 */
export function monotoneBranches(noise: Float64Array, value: Float64Array, logSlope: Float64Array): Branch[] {
  const out: Branch[] = [];
  let left = value[0];
  for (let j = 1; j < noise.length; j++) {
    const right = Math.max(left, value[j]);
    const width = noise[j] - noise[j - 1];
    if (!(width > 0)) continue;
    const secant = (right - left) / width;
    out.push(cubic(noise[j - 1], width, left, right, limited(logSlope[j - 1], secant), limited(logSlope[j], secant)));
    left = right;
  }
  return out;
}

const limited = (logSlope: number, secant: number): number => Math.min(Math.exp(logSlope), 3 * secant);

/** Hermite's cubic on [low, low + width]. */
function cubic(low: number, width: number, left: number, right: number, first: number, last: number): Branch {
  const rise = right - left;
  const c2 = 3 * rise - width * (2 * first + last);
  const c3 = width * (first + last) - 2 * rise;
  return {
    low,
    high: low + width,
    left,
    right,
    value: (xi) => {
      const z = (xi - low) / width;
      return left + z * (width * first + z * (c2 + z * c3));
    },
    slope: (xi) => {
      const z = (xi - low) / width;
      return Math.max(0, first + (z * (2 * c2 + 3 * z * c3)) / width);
    },
  };
}
