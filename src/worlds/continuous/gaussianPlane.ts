import type { GaussianComponents } from "./gaussianComponents.ts";
import { gaussianLevel, nearestFarAway } from "./gaussianLevel.ts";
import { certain, posterior } from "./mixing.ts";
import type { LawAt } from "./noisyLaw.ts";

/** Numbers per component below: its axes e and f, then symmetric matrices as (11, 12, 22) and a vector. */
const CONSTANTS = 15;

/** A Gaussian mixture in the plane, noised: the loops of `gaussianSpace` written out for d = 2. */
export function gaussianPlane(components: GaussianComponents, a: number, b: number): LawAt {
  const { count, means, variances, axes } = components;
  const level = gaussianLevel(components, a, b);
  const { logHeights, centres, precisions, gains, shrinkages } = level;
  const constants = new Float64Array(count * CONSTANTS);
  axes.forEach((basis, k) => {
    const [e0, f0, e1, f1] = basis ?? [1, 0, 0, 1];
    const along = (of: Float64Array): readonly number[] => {
      const [u, v] = [of[2 * k], of[2 * k + 1]];
      return [u * e0 * e0 + v * f0 * f0, u * e0 * e1 + v * f0 * f1, u * e1 * e1 + v * f1 * f1];
    };
    const [m0, m1] = [means[2 * k], means[2 * k + 1]];
    const [s00, s01, s11] = along(shrinkages);
    constants.set([e0, e1, f0, f1, ...along(precisions), ...along(gains)], k * CONSTANTS);
    constants.set([s00 * m0 + s01 * m1, s01 * m0 + s11 * m1, ...along(shrinkages.map((s, i) => s * variances[i]))], k * CONSTANTS + 10);
  });
  const shares = new Float64Array(count);
  const along = new Float64Array(2 * count);
  return {
    evaluate: (points, n, { logDensity, score, hessian, denoised, spread }) => {
      for (let p = 0; p < n; p++) {
        const x = points[2 * p];
        const y = points[2 * p + 1];
        for (let k = 0; k < count; k++) {
          const c = k * CONSTANTS;
          const offX = x - centres[2 * k];
          const offY = y - centres[2 * k + 1];
          const u = constants[c] * offX + constants[c + 1] * offY;
          const v = constants[c + 2] * offX + constants[c + 3] * offY;
          const scaledU = u * precisions[2 * k];
          const scaledV = v * precisions[2 * k + 1];
          along[2 * k] = scaledU;
          along[2 * k + 1] = scaledV;
          shares[k] = logHeights[k] - 0.5 * (u * scaledU + v * scaledV);
        }
        const log = posterior(shares, count);
        if (log === -Infinity) certain(shares, count, nearestFarAway(components, level, points, 2 * p));
        if (logDensity) logDensity[p] = log;
        if (score || hessian) {
          let slopeX = 0;
          let slopeY = 0;
          for (let k = 0; k < count; k++) {
            const share = shares[k];
            if (share === 0) continue;
            const c = k * CONSTANTS;
            const scaledU = along[2 * k];
            const scaledV = along[2 * k + 1];
            const gX = constants[c] * scaledU + constants[c + 2] * scaledV;
            const gY = constants[c + 1] * scaledU + constants[c + 3] * scaledV;
            along[2 * k] = gX;
            along[2 * k + 1] = gY;
            slopeX -= share * gX;
            slopeY -= share * gY;
          }
          if (score) {
            score[2 * p] = slopeX;
            score[2 * p + 1] = slopeY;
          }
          if (hessian) {
            let xx = 0;
            let xy = 0;
            let yy = 0;
            for (let k = 0; k < count; k++) {
              const share = shares[k];
              if (share === 0) continue;
              const c = k * CONSTANTS;
              const apartX = along[2 * k] + slopeX;
              const apartY = along[2 * k + 1] + slopeY;
              xx += share * (apartX * apartX - constants[c + 4]);
              xy += share * (apartX * apartY - constants[c + 5]);
              yy += share * (apartY * apartY - constants[c + 6]);
            }
            hessian[4 * p] = xx;
            hessian[4 * p + 1] = hessian[4 * p + 2] = xy;
            hessian[4 * p + 3] = yy;
          }
        }
        if (denoised || spread) {
          let meanX = 0;
          let meanY = 0;
          for (let k = 0; k < count; k++) {
            const share = shares[k];
            if (share === 0) continue;
            const c = k * CONSTANTS;
            const mX = constants[c + 7] * x + constants[c + 8] * y + constants[c + 10];
            const mY = constants[c + 8] * x + constants[c + 9] * y + constants[c + 11];
            along[2 * k] = mX;
            along[2 * k + 1] = mY;
            meanX += share * mX;
            meanY += share * mY;
          }
          if (denoised) {
            denoised[2 * p] = meanX;
            denoised[2 * p + 1] = meanY;
          }
          if (spread) {
            let xx = 0;
            let xy = 0;
            let yy = 0;
            for (let k = 0; k < count; k++) {
              const share = shares[k];
              if (share === 0) continue;
              const c = k * CONSTANTS;
              const apartX = along[2 * k] - meanX;
              const apartY = along[2 * k + 1] - meanY;
              xx += share * (apartX * apartX + constants[c + 12]);
              xy += share * (apartX * apartY + constants[c + 13]);
              yy += share * (apartY * apartY + constants[c + 14]);
            }
            spread[4 * p] = xx;
            spread[4 * p + 1] = spread[4 * p + 2] = xy;
            spread[4 * p + 3] = yy;
          }
        }
      }
    },
  };
}
