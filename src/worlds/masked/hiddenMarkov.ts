import { BadInput } from "../../numerics/badInput.ts";
import { checkSizes } from "./checkedSizes.ts";
import { hiddenMarkovDenoiser } from "./hiddenMarkovDenoiser.ts";
import type { LargeWorld } from "./largeWorld.ts";
import { checkedLaw } from "./pair.ts";
import { checkedTransitions, type Rows, stochasticMatrix, type TransitionSpec } from "./stochasticMatrix.ts";
import { checkedClassWeight } from "./table.ts";

export interface HiddenMarkovSpec {
  readonly alphabet: number;
  readonly length: number;
  readonly classes: Readonly<
    Record<string, TransitionSpec & { readonly weight: number; readonly initial: ArrayLike<number>; readonly emission: Rows }>
  >;
}

/**
 * Classes that are hidden Markov models: H hidden states with an initial law, shape [H], transitions, shape [H][H], one for all steps or one per
 * step, and the law of the token given the hidden state, shape [H][K]. H is the length of `initial` and may differ between classes.
 *
 * @throws BadInput naming the field, `world.classes.a.emission[3]`
 */
export function hiddenMarkovWorld(spec: HiddenMarkovSpec): LargeWorld {
  checkSizes(spec);
  const { alphabet, length } = spec;
  return {
    alphabet,
    length,
    classes: Object.entries(spec.classes).map(([name, model]) => {
      const field = `world.classes.${name}`;
      const hidden = model.initial.length;
      if (hidden === 0) throw new BadInput(`${field}.initial`, "a law on at least one hidden state", model.initial);
      return {
        name,
        weight: checkedClassWeight(name, model.weight),
        denoiser: hiddenMarkovDenoiser({
          alphabet,
          length,
          initial: checkedLaw(`${field}.initial`, model.initial, hidden),
          transitions: checkedTransitions(field, model, hidden, length),
          emission: stochasticMatrix(`${field}.emission`, model.emission, [hidden, alphabet]),
        }),
      };
    }),
  };
}
