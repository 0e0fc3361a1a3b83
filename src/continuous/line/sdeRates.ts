import type { GuidedField } from "../guidedField.ts";

/** Rates of a birth-death process between cells; shape [cells] each, as `solveBirthDeath` takes them. */
export interface SdeRates {
  readonly up: Float64Array;
  readonly down: Float64Array;
  /**
   * Writes the rates at clock τ.
   *
   * @param edges shape [cells + 1], ascending
   * @returns whether all are finite
   */
  readonly write: (tau: number, edges: Float64Array) => boolean;
}

/** θ at clock τ = −ln tan θ. */
export function angleAt(tau: number): number {
  return Math.atan(Math.exp(-tau));
}

/** D = sin²θ = dκ/dτ at clock τ = −ln tan θ, κ = −ln cos θ. */
export function diffusionAt(tau: number): number {
  return 1 / (1 + Math.exp(2 * tau));
}

/**
 * The guided reverse equation as a process between cells. In the clock τ = −ln tan θ (rising, dκ = sin²θ dτ) the equation
 * dx = (x + 2 s_w) dκ + √2 dB is dx = D (x + 2 s_w) dτ + √(2D) dB with D = sin²θ: D s_w stays bounded at both ends. The flux through an edge is
 * J = D ((x + 2 s_w) ρ − ρ′); between the centres of two cells, Δ apart, with the coefficients of their common edge, it becomes
 *   J = (D/Δ) (B(−P) ρ_i − B(P) ρ_{i+1}),   P = (x + 2 s_w) Δ,   B(P) = P/(e^P − 1)
 * (Scharfetter and Gummel, IEEE Trans. Electron Devices 16 (1969) 64): exact for constant coefficients, of second order on smooth meshes, and rates ≥ 0 for cells of
 * any size, so that the exact semi-discrete law stays a law. No flux at the two ends.
 */
export function sdeRates(field: GuidedField, cells: number): SdeRates {
  const up = new Float64Array(cells);
  const down = new Float64Array(cells);
  const inner = new Float64Array(cells - 1);
  const score = new Float64Array(cells - 1);
  const write = (tau: number, edges: Float64Array): boolean => {
    for (let i = 0; i < cells - 1; i++) inner[i] = edges[i + 1];
    field.at(angleAt(tau)).evaluate(inner, cells - 1, { score });
    const diffusion = diffusionAt(tau);
    let finite = true;
    for (let i = 0; i < cells - 1; i++) {
      const [left, edge, right] = [edges[i], edges[i + 1], edges[i + 2]];
      const distance = (right - left) / 2;
      const peclet = (edge + 2 * score[i]) * distance;
      const against = bernoulli(Math.abs(peclet));
      const along = against + Math.abs(peclet);
      up[i] = ((diffusion / distance) * (peclet > 0 ? along : against)) / (edge - left);
      down[i + 1] = ((diffusion / distance) * (peclet > 0 ? against : along)) / (right - edge);
      finite &&= up[i] + down[i + 1] < Infinity;
    }
    return finite;
  };
  return { up, down, write };
}

/** x/(eˣ − 1), 1 at 0. */
function bernoulli(x: number): number {
  return x === 0 ? 1 : x / Math.expm1(x);
}
