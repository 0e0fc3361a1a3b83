/** @file The instances of this paper's claims: ours, as the paper's low-dimensional settings are unknown. */

const copies = (law: readonly number[], length: number) => Array.from({ length }, () => law);

/** Classes whose sites are noisy copies of each other: the first class is a mixture of two products, the second a product. */
export function noisyCopies(length: number): object {
  const classes = {
    z1: {
      weight: 0.5,
      components: [
        { weight: 0.5, sites: copies([0.8, 0.1, 0.1], length) },
        { weight: 0.5, sites: copies([0.2, 0.7, 0.1], length) },
      ],
    },
    z2: { weight: 0.5, components: [{ weight: 1, sites: copies([0.3, 0.3, 0.4], length) }] },
  };
  return { kind: "product-mixture", alphabet: 3, length, classes };
}

export const randomTable = (alphabet: number, length: number, seed: number, concentration = 1): object => ({
  kind: "preset",
  name: "random-dirichlet",
  parameters: { alphabet, length, classes: 2, concentration, seed },
});

export const TRIANGLES = { kind: "preset", name: "three-class-line" };
export const SQUARES = { kind: "preset", name: "overlapping-squares" };
export const DIAMONDS = { kind: "preset", name: "diamonds", parameters: { radius: 2 } };
export const CUBES = { kind: "preset", name: "overlapping-cubes", parameters: { side: 3, length: 3, overlap: 1 } };
