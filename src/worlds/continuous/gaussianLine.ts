import type { GaussianComponents } from "./gaussianComponents.ts";
import { gaussianLevel, nearestFarAway } from "./gaussianLevel.ts";
import { certain, posterior } from "./mixing.ts";
import type { LawAt } from "./noisyLaw.ts";

/** A Gaussian mixture on the line, noised: a loop over points without calls but exp and log. */
export function gaussianLine(components: GaussianComponents, a: number, b: number): LawAt {
  const { count, means, variances } = components;
  const level = gaussianLevel(components, a, b);
  const { logHeights, centres, precisions, gains, shrinkages } = level;
  const shares = new Float64Array(count);
  return {
    evaluate: (points, n, { logDensity, score, hessian, denoised, spread }) => {
      for (let p = 0; p < n; p++) {
        const x = points[p];
        for (let k = 0; k < count; k++) {
          const off = x - centres[k];
          shares[k] = logHeights[k] - 0.5 * off * off * precisions[k];
        }
        const log = posterior(shares, count);
        if (log === -Infinity) certain(shares, count, nearestFarAway(components, level, points, p));
        if (logDensity) logDensity[p] = log;
        if (score || hessian) {
          let slope = 0;
          for (let k = 0; k < count; k++) slope -= shares[k] * (x - centres[k]) * precisions[k];
          if (score) score[p] = slope;
          if (hessian) {
            let curvature = 0;
            for (let k = 0; k < count; k++) {
              if (shares[k] === 0) continue;
              const apart = (x - centres[k]) * precisions[k] + slope;
              curvature += shares[k] * (apart * apart - precisions[k]);
            }
            hessian[p] = curvature;
          }
        }
        if (denoised || spread) {
          let mean = 0;
          for (let k = 0; k < count; k++) mean += shares[k] * (shrinkages[k] * means[k] + gains[k] * x);
          if (denoised) denoised[p] = mean;
          if (spread) {
            let variance = 0;
            for (let k = 0; k < count; k++) {
              if (shares[k] === 0) continue;
              const apart = shrinkages[k] * means[k] + gains[k] * x - mean;
              variance += shares[k] * (apart * apart + shrinkages[k] * variances[k]);
            }
            spread[p] = variance;
          }
        }
      }
    },
  };
}
