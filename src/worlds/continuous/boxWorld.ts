import { type BoxSpec, boxMixture } from "./boxMixture.ts";
import { type ContinuousClasses, classMixture, explicitPair } from "./classes.ts";
import type { ContinuousPair } from "./pair.ts";

export interface BoxWorldSpec {
  readonly dimension: number;
  readonly classes: Readonly<Record<string, { readonly weight: number; readonly boxes: readonly BoxSpec[] }>>;
}

export interface BoxPairSpec {
  readonly dimension: number;
  readonly conditional: { readonly boxes: readonly BoxSpec[] };
  readonly unconditional: { readonly boxes: readonly BoxSpec[] };
}

/**
 * Classes that are mixtures of uniform laws on boxes.
 *
 * @throws BadInput naming the field, `world.classes.a.boxes[0].high`
 */
export function boxWorld({ dimension, classes }: BoxWorldSpec): ContinuousClasses {
  const parts = Object.entries(classes).map(([name, { weight, boxes }]) => [name, { weight, parts: boxes }] as const);
  return classMixture(Object.fromEntries(parts), "boxes", (boxes, field) => boxMixture(boxes, dimension, field));
}

/**
 * Two mixtures of boxes given one by one.
 *
 * @throws BadInput naming the field, `world.unconditional.boxes[0].low`
 */
export function boxPair({ dimension, conditional, unconditional }: BoxPairSpec): ContinuousPair {
  return explicitPair(
    boxMixture(conditional.boxes, dimension, "world.conditional.boxes"),
    boxMixture(unconditional.boxes, dimension, "world.unconditional.boxes"),
  );
}
