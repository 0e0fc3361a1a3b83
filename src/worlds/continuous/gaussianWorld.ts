import { type ContinuousClasses, classMixture, explicitPair } from "./classes.ts";
import { type GaussianSpec, gaussianMixture } from "./gaussianMixture.ts";
import type { ContinuousPair } from "./pair.ts";

export interface GaussianWorldSpec {
  readonly dimension: number;
  readonly classes: Readonly<Record<string, { readonly weight: number; readonly components: readonly GaussianSpec[] }>>;
}

export interface GaussianPairSpec {
  readonly dimension: number;
  readonly conditional: { readonly components: readonly GaussianSpec[] };
  readonly unconditional: { readonly components: readonly GaussianSpec[] };
}

/**
 * Classes that are mixtures of Gaussians.
 *
 * @throws BadInput naming the field, `world.classes.a.components[0].covariance`
 */
export function gaussianWorld({ dimension, classes }: GaussianWorldSpec): ContinuousClasses {
  const parts = Object.entries(classes).map(([name, { weight, components }]) => [name, { weight, parts: components }] as const);
  return classMixture(Object.fromEntries(parts), "components", (components, field) => gaussianMixture(components, dimension, field));
}

/**
 * Two mixtures of Gaussians given one by one.
 *
 * @throws BadInput naming the field, `world.conditional.components[0].mean`
 */
export function gaussianPair({ dimension, conditional, unconditional }: GaussianPairSpec): ContinuousPair {
  return explicitPair(
    gaussianMixture(conditional.components, dimension, "world.conditional.components"),
    gaussianMixture(unconditional.components, dimension, "world.unconditional.components"),
  );
}
