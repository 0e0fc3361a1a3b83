import type { MixedRow } from "../../kernels/productMixture.ts";
import { BadInput } from "../../numerics/badInput.ts";
import { checkSizes } from "./checkedSizes.ts";
import type { LargeWorld } from "./largeWorld.ts";
import { checkedLaw } from "./pair.ts";
import { type ProductMixture, productMixtureDenoiser } from "./productMixtureDenoiser.ts";
import { checkedClassWeight } from "./table.ts";

export interface ProductMixtureSpec {
  readonly alphabet: number;
  readonly length: number;
  readonly classes: Readonly<Record<string, { readonly weight: number; readonly components: readonly ProductSpec[] }>>;
}

export interface ProductSpec {
  /** > 0; a class's component weights need not sum to 1. */
  readonly weight: number;
  /** One law on the tokens per site, shape [L][K]. */
  readonly sites: readonly ArrayLike<number>[];
}

/**
 * Classes that are mixtures of products: sites are independent given the component. Memory: 8 L M K bytes a class.
 *
 * @param rowsOf who mixes a class's components, see `productMixtureDenoiser`; the definition for all when left out
 * @throws BadInput naming the field, `world.classes.a.components[2].sites[5]`
 */
export function productMixtureWorld(
  spec: ProductMixtureSpec,
  rowsOf: (mixture: ProductMixture) => MixedRow | undefined = () => undefined,
): LargeWorld {
  checkSizes(spec);
  const { alphabet, length } = spec;
  return {
    alphabet,
    length,
    classes: Object.entries(spec.classes).map(([name, { weight, components }]) => {
      const mixture = checkedMixture(`world.classes.${name}.components`, components, alphabet, length);
      return { name, weight: checkedClassWeight(name, weight), denoiser: productMixtureDenoiser(mixture, rowsOf(mixture)) };
    }),
  };
}

function checkedMixture(field: string, components: readonly ProductSpec[], alphabet: number, length: number): ProductMixture {
  const M = components.length;
  if (M === 0) throw new BadInput(field, "a list of at least one component", components);
  const weights = new Float64Array(M);
  const tokens = new Float64Array(length * M * alphabet);
  let total = 0;
  components.forEach(({ weight, sites }, m) => {
    if (!(weight > 0 && weight < Infinity)) throw new BadInput(`${field}[${m}].weight`, "a finite number above 0", weight);
    if (sites.length !== length) throw new BadInput(`${field}[${m}].sites`, `a list with one law per site (${length})`, sites.length);
    total += weights[m] = weight;
    sites.forEach((law, site) => {
      tokens.set(checkedLaw(`${field}[${m}].sites[${site}]`, law, alphabet), (site * M + m) * alphabet);
    });
  });
  return { alphabet, length, weights: weights.map((weight) => weight / total), tokens };
}
