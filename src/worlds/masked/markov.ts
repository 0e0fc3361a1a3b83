import { checkSizes } from "./checkedSizes.ts";
import type { LargeWorld } from "./largeWorld.ts";
import { markovDenoiser } from "./markovDenoiser.ts";
import { checkedLaw } from "./pair.ts";
import { checkedTransitions, type TransitionSpec } from "./stochasticMatrix.ts";
import { checkedClassWeight } from "./table.ts";

export interface MarkovSpec {
  readonly alphabet: number;
  readonly length: number;
  readonly classes: Readonly<Record<string, TransitionSpec & { readonly weight: number; readonly initial: ArrayLike<number> }>>;
}

/**
 * Classes that are Markov chains along the sites: an initial law, shape [K], and transitions, shape [K][K], one for all steps or one per step.
 *
 * @throws BadInput naming the field, `world.classes.a.transition[3]`
 */
export function markovWorld(spec: MarkovSpec): LargeWorld {
  checkSizes(spec);
  const { alphabet, length } = spec;
  return {
    alphabet,
    length,
    classes: Object.entries(spec.classes).map(([name, chain]) => ({
      name,
      weight: checkedClassWeight(name, chain.weight),
      denoiser: markovDenoiser({
        alphabet,
        length,
        initial: checkedLaw(`world.classes.${name}.initial`, chain.initial, alphabet),
        transitions: checkedTransitions(`world.classes.${name}`, chain, alphabet, length),
      }),
    })),
  };
}
