import type { MoveKind } from "./move.ts";
import { ALL_ARRIVED } from "./move.ts";

/**
 * x_s = a_s x̂₀ + √(b_s² − sd²) ε̂ + sd z, with sd = η times that of the posterior of x_s given x_t and x₀:
 *   sd² = η² (b_s²/b_t²) (b_t² − (a_t/a_s)² b_s²).
 * η = 0 is `ddim` (arXiv:2010.02502, eq. 12 and 16, for any a and b), η = 1 is `ddpm`: the Gaussian kernel p(x_s | x_t, x₀ = x̂₀), the reverse SDE with x̂₀ held (arXiv:2006.11239, eq. 7).
 * The step to noise 0 gives x̂₀ itself.
 *
 * @param eta η, from 0 to 1
 */
export function ddimMove(eta: number): MoveKind {
  return (process, from, to) => {
    const [{ a: aFrom, b: bFrom }, { a, b }] = [process.at(from), process.at(to)];
    const ratio = (aFrom / a) * (b / bFrom);
    const sd = eta * b * Math.sqrt(Math.max(0, (1 - ratio) * (1 + ratio)));
    const kept = Math.sqrt((b - sd) * (b + sd));
    return {
      from,
      to,
      sd,
      mean: function* (rows, guide) {
        const { denoised, noise } = yield* guide(rows, from, to);
        for (let i = 0; i < denoised.length; i++) rows.points[i] = a * denoised[i] + kept * noise[i];
        return ALL_ARRIVED;
      },
    };
  };
}
