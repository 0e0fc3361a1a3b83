/** @file What one step of each sampler does to one masked site, written out from THEORY §1 "Samplers with N steps". */

/** A noise schedule by its kept probability α(t), the slope α′(t), and m = 1 − α written without cancellation at small t. */
export interface NoiseFormula {
  readonly alpha: (t: number) => number;
  readonly slope: (t: number) => number;
  readonly masked: (t: number) => number;
}

/** α = 1 − t. */
export const linearNoise: NoiseFormula = { alpha: (t) => 1 - t, slope: () => -1, masked: (t) => t };

/** α = cos(πt/2). */
export const cosineNoise: NoiseFormula = {
  alpha: (t) => Math.cos((Math.PI * t) / 2),
  slope: (t) => (-Math.PI / 2) * Math.sin((Math.PI * t) / 2),
  masked: (t) => 1 - Math.cos((Math.PI * t) / 2),
};

/** α = 1 − t^power. */
export function polynomialNoise(power: number): NoiseFormula {
  return { alpha: (t) => 1 - t ** power, slope: (t) => -power * t ** (power - 1), masked: (t) => t ** power };
}

/** α = e^{−s}, s = tT, made to vanish at T: (e^{−s} − e^{−T}) / (1 − e^{−T}). */
export function ouNoise(horizon: number): NoiseFormula {
  const left = Math.exp(-horizon);
  return {
    alpha: (t) => (Math.exp(-t * horizon) - left) / (1 - left),
    slope: (t) => (-horizon * Math.exp(-t * horizon)) / (1 - left),
    masked: (t) => (1 - Math.exp(-t * horizon)) / (1 - left),
  };
}

export type SteppedSampler = "ancestral" | "frozen-rate" | "euler" | "tau-leaping" | "tweedie" | "posterior-cfg";

/** What happens to a site in one step, apart from the token it would get. */
export interface Survival {
  /** P(still masked). */
  readonly stay: number;
  /** Whether a probability left [0, 1] by more than 1e-12. */
  readonly clamped: boolean;
  /** P(two jumps or more, all rejected). */
  readonly rejected: number;
}

/**
 * One step from t to s < t at total rate Z.
 *
 * @param Z total rate of the site per unit u, finite
 */
export function stepSurvival(kind: SteppedSampler, noise: NoiseFormula, t: number, s: number, Z: number): Survival {
  const before = noise.masked(t);
  const after = noise.masked(s);
  const mean = ((t - s) * -noise.slope(t) * Z) / before;
  const leaving = (probability: number): Survival => ({
    stay: 1 - Math.min(1, probability),
    clamped: probability > 1 + 1e-12,
    rejected: 0,
  });
  switch (kind) {
    case "ancestral":
      return { stay: after / before, clamped: false, rejected: 0 };
    case "frozen-rate":
      return { stay: (after / before) ** Z, clamped: false, rejected: 0 };
    case "euler":
      return leaving(mean);
    case "tweedie":
      return leaving((Z * (before - after)) / before);
    case "posterior-cfg":
      return { stay: after / (after + Z * (before - after)), clamped: false, rejected: 0 };
    case "tau-leaping": {
      const [no, one] = [Math.exp(-mean), mean * Math.exp(-mean)];
      return { stay: 1 - one, clamped: false, rejected: 1 - no - one };
    }
  }
}
