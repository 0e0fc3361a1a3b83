import { BadInput } from "../../numerics/badInput.ts";
import { checkedWeight } from "./checked.ts";
import type { NoisyLaw } from "./noisyLaw.ts";
import type { ContinuousPair } from "./pair.ts";

/** A finite mixture of classes on R^d: p = Σ_k a_k p_k. */
export interface ContinuousClasses {
  readonly dimension: number;
  /** In the order given; at least one. */
  readonly classes: readonly ContinuousClass[];
  /** p. */
  readonly unconditional: NoisyLaw;
}

export interface ContinuousClass {
  readonly name: string;
  /** a_k > 0, sum to 1. */
  readonly weight: number;
  /** p_k. */
  readonly law: NoisyLaw;
}

/** Something with a share of a law: a Gaussian, a box, a point. */
interface Part {
  readonly weight: number;
}

/**
 * Classes that are mixtures of the same kind of parts. p is one flat mixture of all their parts, so that evaluating it is one pass. Its parts run through the
 * classes in the order of their names: the order in which classes were written (which a JSON parser may change when names look like integers) changes no bit.
 *
 * @param classes per name the weight a_k and the parts
 * @param list    what the list of parts is called in the file: `components`
 * @param lawOf   makes the law of some parts; its second argument is the path of their list
 * @throws BadInput for no class, a weight that is not > 0, and as `lawOf`
 */
export function classMixture<P extends Part>(
  classes: Readonly<Record<string, { readonly weight: number; readonly parts: readonly P[] }>>,
  list: string,
  lawOf: (parts: readonly P[], field: string) => NoisyLaw,
): ContinuousClasses {
  const names = Object.keys(classes);
  if (names.length === 0) throw new BadInput("world.classes", "at least one class", names);
  const sorted = [...names].sort((a, b) => (a < b ? -1 : 1));
  let total = 0;
  for (const name of sorted) total += checkedWeight(`world.classes.${name}.weight`, classes[name].weight);
  const laws = names.map((name) => ({
    name,
    weight: classes[name].weight / total,
    law: lawOf(classes[name].parts, `world.classes.${name}.${list}`),
  }));
  const flat = sorted.flatMap((name) => {
    const { weight, parts } = classes[name];
    const whole = parts.reduce((sum, part) => sum + part.weight, 0);
    return parts.map((part) => ({ ...part, weight: (weight / total) * (part.weight / whole) }));
  });
  return { dimension: laws[0].law.dimension, classes: laws, unconditional: lawOf(flat, `world.classes (all ${list})`) };
}

/**
 * The target class's law and the mixture.
 *
 * @throws BadInput when the target is no class of the mixture
 */
export function continuousPairOf({ dimension, classes, unconditional }: ContinuousClasses, target: string): ContinuousPair {
  const aim = classes.find(({ name }) => name === target);
  if (!aim) throw new BadInput("target", `one of ${classes.map(({ name }) => name).join(", ")}`, target);
  return { dimension, conditional: aim.law, unconditional, targetWeight: aim.weight };
}

/** Two laws written one by one: independently trained models, autoguidance. Nothing says that p contains p_c. */
export function explicitPair(conditional: NoisyLaw, unconditional: NoisyLaw): ContinuousPair {
  return { dimension: conditional.dimension, conditional, unconditional, targetWeight: null };
}
