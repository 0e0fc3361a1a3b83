/** @file Mixtures of Gaussians, of one covariance and of several; the paper's parameters are not known. */
import { TWO, three } from "../lineConfidence.ts";

export interface Spec {
  readonly world: object;
  readonly target: string;
}

/** All components share their covariance. */
export const SHARED: Readonly<Record<string, Spec>> = {
  "N(±1, 1)": TWO,
  "centres −1, 0.25, 2: outer": { world: three([-1, 0.25, 2], [1, 1, 1]), target: "right" },
  "centres −1, 0.25, 2: middle": { world: three([-1, 0.25, 2], [1, 1, 1]), target: "middle" },
  "centres −2, 0.25, 2, left eight times: middle": { world: three([-2, 0.25, 2], [1, 1, 1], [8, 1, 1]), target: "middle" },
};

/** A narrow class beside a wide one that reaches across it. */
export const NARROW_OUTER: Spec = { world: three([-1, 0, 1], [0.3, 1, 0.3]), target: "right" };

/** A wide class around a narrow one. */
export const WIDE: Spec = {
  world: {
    kind: "gaussian-mixture",
    dimension: 1,
    classes: {
      wide: { weight: 0.5, components: [{ weight: 1, mean: [0.1], covariance: 1 }] },
      narrow: { weight: 0.5, components: [{ weight: 1, mean: [0], covariance: 0.04 }] },
    },
  },
  target: "wide",
};

/** Three Gaussians of one covariance in the plane. */
export const PLANE: Spec = {
  world: {
    kind: "gaussian-mixture",
    dimension: 2,
    classes: Object.fromEntries(
      [
        [1, 0],
        [-1, 0.5],
        [-0.5, -1],
      ].map((mean, k) => [`c${k + 1}`, { weight: 1, components: [{ weight: 1, mean, covariance: 0.6 }] }]),
    ),
  },
  target: "c1",
};
