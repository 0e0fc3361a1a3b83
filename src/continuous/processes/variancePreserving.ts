import type { Process } from "./shapes.ts";

/** Ornstein and Uhlenbeck's time s as a function of t: what variance-preserving schedules differ in. */
export interface OuTime {
  readonly at: (t: number) => number;
  readonly time: (s: number) => number;
  readonly finest: number;
}

/**
 * a = e^{−s}, b = √(1 − e^{−2s}), r = 1; dx = −x ds + √2 dB. tan²θ = e^{2s} − 1, so s = ½ ln(1 + tan²θ) = −ln cos θ.
 * The start is N(0, I) at the horizon.
 */
export function variancePreserving(ou: OuTime): Process {
  const angle = (t: number): number => {
    const s = ou.at(t);
    return Math.atan2(Math.sqrt(-Math.expm1(-2 * s)), Math.exp(-s));
  };
  return {
    kind: "vp",
    at: (t) => {
      const s = ou.at(t);
      return { a: Math.exp(-s), b: Math.sqrt(-Math.expm1(-2 * s)) };
    },
    angle,
    time: (theta) => ou.time(theta < Math.PI / 4 ? Math.log1p(Math.tan(theta) ** 2) / 2 : -Math.log(Math.cos(theta))),
    radius: () => 1,
    logSnr: (t) => {
      const s = ou.at(t);
      return -2 * s - Math.log(-Math.expm1(-2 * s));
    },
    start: { sd: 1, circle: { theta: angle(1), sd: 1 } },
    clock: {
      at: ou.at,
      time: ou.time,
      f: () => -1,
      g2: () => 2,
      flow: (s) => ({ fromX: 0, fromV: 1 / Math.sqrt(Math.expm1(2 * s)) }),
    },
    finest: ou.finest,
  };
}
