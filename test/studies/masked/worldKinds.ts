/** @file One small world of every kind as written, with its two laws worked out by hand. */
import type { Written } from "../given.ts";

export interface HandWorld {
  readonly kind: string;
  readonly world: Written;
  readonly target: string | undefined;
  readonly alphabet: number;
  readonly length: number;
  readonly conditional: readonly number[];
  readonly unconditional: readonly number[];
}

/** File of the `counts` world: levels red, blue and big, small; three cases of class yes, five of no. */
export const CASES = "colour,size,class,n\nred,big,yes,2\nblue,small,yes,1\nred,small,no,4\nblue,big,no,1\nred,big,no,0\n";

const mixed = (a: number, p: readonly number[], q: readonly number[]): number[] => p.map((value, x) => a * value + (1 - a) * q[x]);
const shape = { alphabet: 2, length: 2 };
const other = [0.25, 0.25, 0.25, 0.25];
const otherTokens = [
  [0.5, 0.5],
  [0.5, 0.5],
];

const product = [0.42, 0.28, 0.18, 0.12];
const chain = [0.54, 0.06, 0.12, 0.28];
/** Hidden 0 emits (.9, .1), hidden 1 emits (.2, .8); start (½, ½), and the hidden state stays with probability .75. */
const hidden = [
  0.5 * 0.9 * (0.75 * 0.9 + 0.25 * 0.2) + 0.5 * 0.2 * (0.25 * 0.9 + 0.75 * 0.2),
  0.5 * 0.9 * (0.75 * 0.1 + 0.25 * 0.8) + 0.5 * 0.2 * (0.25 * 0.1 + 0.75 * 0.8),
  0.5 * 0.1 * (0.75 * 0.9 + 0.25 * 0.2) + 0.5 * 0.8 * (0.25 * 0.9 + 0.75 * 0.2),
  0.5 * 0.1 * (0.75 * 0.1 + 0.25 * 0.8) + 0.5 * 0.8 * (0.25 * 0.1 + 0.75 * 0.8),
];
const square = (first: number): number[] =>
  Array.from({ length: 9 }, (_, x) => ([Math.floor(x / 3), x % 3].every((token) => token === first || token === first + 1) ? 0.25 : 0));

export const WORLDS: readonly HandWorld[] = [
  {
    kind: "table",
    world: { kind: "table", ...shape, classes: { a: { weight: 1, law: [0.4, 0.3, 0.2, 0.1] }, b: { weight: 3, law: other } } },
    target: "a",
    ...shape,
    conditional: [0.4, 0.3, 0.2, 0.1],
    unconditional: mixed(0.25, [0.4, 0.3, 0.2, 0.1], other),
  },
  {
    kind: "pair",
    world: { kind: "table", ...shape, conditional: [0.5, 0.5, 0, 0], unconditional: [0.1, 0.2, 0.3, 0.4] },
    target: undefined,
    ...shape,
    conditional: [0.5, 0.5, 0, 0],
    unconditional: [0.1, 0.2, 0.3, 0.4],
  },
  {
    kind: "counts",
    world: { kind: "counts", file: "cases.csv", sites: ["colour", "size"], class: "class", count: "n" },
    target: "yes",
    ...shape,
    conditional: [2 / 3, 0, 0, 1 / 3],
    unconditional: [2 / 8, 4 / 8, 1 / 8, 1 / 8],
  },
  {
    kind: "product-sets",
    world: {
      kind: "product-sets",
      ...shape,
      classes: { a: { weight: 0.5, tokens: [[0], [0, 1]] }, b: { weight: 0.5, tokens: [[1, 0], [0]] } },
    },
    target: "a",
    ...shape,
    conditional: [0.5, 0.5, 0, 0],
    unconditional: [0.5, 0.25, 0.25, 0],
  },
  {
    kind: "product-mixture",
    world: {
      kind: "product-mixture",
      ...shape,
      classes: {
        a: {
          weight: 1,
          components: [
            {
              weight: 1,
              sites: [
                [0.7, 0.3],
                [0.6, 0.4],
              ],
            },
          ],
        },
        b: {
          weight: 1,
          components: [
            { weight: 1, sites: otherTokens },
            { weight: 2, sites: otherTokens },
          ],
        },
      },
    },
    target: "a",
    ...shape,
    conditional: product,
    unconditional: mixed(0.5, product, other),
  },
  {
    kind: "markov",
    world: {
      kind: "markov",
      ...shape,
      classes: {
        a: {
          weight: 1,
          initial: [0.6, 0.4],
          transition: [
            [0.9, 0.1],
            [0.3, 0.7],
          ],
        },
        b: { weight: 1, initial: [0.5, 0.5], transitions: [otherTokens] },
      },
    },
    target: "a",
    ...shape,
    conditional: chain,
    unconditional: mixed(0.5, chain, other),
  },
  {
    kind: "hidden-markov",
    world: {
      kind: "hidden-markov",
      ...shape,
      classes: {
        a: {
          weight: 1,
          initial: [0.5, 0.5],
          transition: [
            [0.75, 0.25],
            [0.25, 0.75],
          ],
          emission: [
            [0.9, 0.1],
            [0.2, 0.8],
          ],
        },
        b: { weight: 1, initial: [1], transition: [[1]], emission: [[0.5, 0.5]] },
      },
    },
    target: "a",
    ...shape,
    conditional: hidden,
    unconditional: mixed(0.5, hidden, other),
  },
  {
    kind: "preset",
    world: { kind: "preset", name: "overlapping-squares", parameters: { side: 2 } },
    target: "z2",
    alphabet: 3,
    length: 2,
    conditional: square(1),
    unconditional: mixed(0.5, square(0), square(1)),
  },
];
