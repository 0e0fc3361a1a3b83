import type { BoxComponents } from "./boxComponents.ts";
import type { LawAt } from "./noisyLaw.ts";

/**
 * A box mixture without noise, x = a x₀: a density of steps. On an edge it has the largest of the values next to the point, so the one inside. Score and
 * hessian are 0 almost everywhere, and are given as 0 outside the support too, where they are not defined. The denoised point is x/a in the
 * support and the nearest point of the support outside (the limit b → 0); its spread is 0.
 */
export function boxesClean(boxes: BoxComponents, a: number): LawAt {
  const { count, dimension: d, logWeights, low, high } = boxes;
  const heights = Float64Array.from({ length: count }, (_, k) => {
    let log = logWeights[k];
    for (let i = k * d; i < (k + 1) * d; i++) log -= Math.log(a * (high[i] - low[i]));
    return Math.exp(log);
  });
  /** Σ of the heights of the boxes that hold the points next to x on its side towards the centre of box `towards`. */
  const heightTowards = (points: Float64Array, at: number, towards: number): number => {
    let height = 0;
    for (let k = 0; k < count; k++) {
      let holds = true;
      for (let i = 0; i < d && holds; i++) {
        const x = points[at + i];
        const [from, to] = [a * low[k * d + i], a * high[k * d + i]];
        const rises = 2 * x < a * (low[towards * d + i] + high[towards * d + i]);
        holds = (from < x || (from === x && rises)) && (x < to || (x === to && !rises));
      }
      if (holds) height += heights[k];
    }
    return height;
  };
  return {
    evaluate: (points, n, { logDensity, score, hessian, denoised, spread }) => {
      score?.fill(0, 0, n * d);
      hessian?.fill(0, 0, n * d * d);
      spread?.fill(0, 0, n * d * d);
      for (let p = 0; p < n; p++) {
        if (logDensity) {
          let height = 0;
          for (let k = 0; k < count; k++) height = Math.max(height, heightTowards(points, p * d, k));
          logDensity[p] = Math.log(height);
        }
        if (denoised) {
          const k = nearestBox(boxes, a, points, p * d);
          for (let i = 0; i < d; i++) denoised[p * d + i] = Math.max(low[k * d + i], Math.min(high[k * d + i], points[p * d + i] / a));
        }
      }
    },
  };
}

/** The box nearest to x/a, the first of those that rounding cannot tell apart; however large x is. */
export function nearestBox({ count, dimension: d, low, high }: BoxComponents, a: number, points: Float64Array, at: number): number {
  let nearest = 0;
  let least = Infinity;
  for (let k = 0; k < count; k++) {
    let distance = 0;
    for (let i = 0; i < d; i++) {
      const x = points[at + i];
      distance = Math.hypot(distance, Math.max(a * low[k * d + i] - x, 0, x - a * high[k * d + i]));
    }
    if (distance < least) {
      least = distance;
      nearest = k;
    }
  }
  return nearest;
}
