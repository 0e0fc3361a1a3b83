/**
 * @file Random mixtures and the question which of the target's cells gain most: by their private tokens, that is tokens which only the
 * target has at that site. A cell's factor is law/p_c.
 */
import { dynamics } from "../masked/dynamics.ts";
import { pairCubes } from "../masked/pairCubes.ts";
import { terminalLaw } from "../masked/terminalLaw.ts";
import { dirichlet } from "../random/dirichlet.ts";
import type { Rng } from "../random/stream.ts";
import type { ClassMixture } from "../worlds/masked/mixture.ts";
import { pairOf } from "../worlds/masked/mixture.ts";

/** How a class law is drawn on its box, the product of a random set of tokens per site. */
export const FAMILIES = ["uniform on boxes", "random on boxes", "random on parts of boxes"] as const;
export type Family = (typeof FAMILIES)[number];

/**
 * Ways to read "more private, more weight", from the weakest to the strongest:
 * - `one cell made more private`: of two cells that differ only where one has a private token and the other a shared one, the former gains more
 * - `means of nested regions`: a region is the cells whose private sites are a given set; of two such sets, the larger gains more on average
 * - `means by number`: cells with more private tokens gain more on average
 * - `every cell`: every cell with more private tokens gains more than every cell with fewer
 */
export const READINGS = ["one cell made more private", "means of nested regions", "means by number", "every cell"] as const;
export type Reading = (typeof READINGS)[number];

export interface RandomMixture {
  readonly mixture: ClassMixture;
  readonly family: Family;
  readonly w: number;
  readonly rule: "rates" | "tokens";
}

/** A random mixture of two or three classes; w is log-uniform on [¼, 16]. Consumes a random number of uniforms. */
export function randomMixture(alphabet: number, length: number, rng: Rng): RandomMixture {
  const family = FAMILIES[Math.floor(rng() * FAMILIES.length)];
  const count = 2 + Math.floor(2 * rng());
  const weights = dirichlet(count, 2, rng);
  const classes = Array.from({ length: count }, (_, k) => ({
    name: `z${k + 1}`,
    weight: weights[k],
    law: randomLaw(alphabet, length, family, rng),
  }));
  const w = 0.25 * 64 ** rng();
  return { mixture: { alphabet, length, classes }, family, w, rule: rng() < 0.5 ? "rates" : "tokens" };
}

function randomLaw(alphabet: number, length: number, family: Family, rng: Rng): Float64Array {
  const allowed = Array.from({ length }, () => {
    const sure = Math.floor(rng() * alphabet);
    return Array.from({ length: alphabet }, (_, token) => token === sure || rng() < 0.6);
  });
  const concentration = 0.3 * 10 ** (1.5 * rng());
  const kept = family === "random on parts of boxes" ? 0.25 + 0.6 * rng() : 1;
  const states = alphabet ** length;
  const weights = family === "uniform on boxes" ? new Float64Array(states).fill(1) : dirichlet(states, concentration, rng);
  const inside = Array.from(weights, (_, x) => digits(x, alphabet, length).every((token, i) => allowed[i][token]));
  const law = weights.map((p, x) => (inside[x] && (kept === 1 || rng() < kept) ? p : 0));
  const total = law.reduce((a, b) => a + b, 0);
  // A part with nothing in it, or next to nothing: the whole box then.
  if (total < 1e-9) return normalised(weights.map((_, x) => (inside[x] ? 1 : 0)));
  return normalised(law);
}

function normalised(law: Float64Array): Float64Array {
  const total = law.reduce((a, b) => a + b, 0);
  return law.map((p) => p / total);
}

function digits(x: number, alphabet: number, length: number): readonly number[] {
  const out = new Array<number>(length);
  for (let i = length - 1, rest = x; i >= 0; i--, rest = Math.floor(rest / alphabet)) out[i] = rest % alphabet;
  return out;
}

/** A cell of the target's support. */
export interface Cell {
  readonly tokens: readonly number[];
  /** p_c. */
  readonly mass: number;
  /** Bit i: site i's token is private. */
  readonly privateSites: number;
  readonly privateCount: number;
  /** law / p_c. */
  readonly factor: number;
}

/** The cells of the first class's support under guidance towards it. Cells with p_c below 1e-9 are left out: their factor is mostly rounding. */
export function cellsOf({ mixture, w, rule }: Pick<RandomMixture, "mixture" | "w" | "rule">): readonly Cell[] {
  const { alphabet, length, classes } = mixture;
  const pair = pairOf(mixture, classes[0].name);
  const law = terminalLaw(dynamics(pairCubes(pair), rule, w));
  const shared = Array.from({ length }, () => new Uint8Array(alphabet));
  for (const { law: other } of classes.slice(1)) {
    other.forEach((p, x) => {
      if (p > 0) for (const [i, token] of digits(x, alphabet, length).entries()) shared[i][token] = 1;
    });
  }
  return Array.from(pair.conditional).flatMap((mass, x) => {
    if (!(mass > 1e-9)) return [];
    const tokens = digits(x, alphabet, length);
    const privateSites = tokens.reduce((bits, token, i) => (shared[i][token] ? bits : bits | (1 << i)), 0);
    return [{ tokens, mass, privateSites, privateCount: tokens.filter((token, i) => !shared[i][token]).length, factor: law[x] / mass }];
  });
}

/**
 * By how much each reading is broken: the largest ratio of a factor that should be the smaller one to the one that should be the larger;
 * at most 1 where the reading holds, 0 where nothing can be compared.
 */
export function worstRatios(cells: readonly Cell[]): Readonly<Record<Reading, number>> {
  return {
    "one cell made more private": worst(cells, madeMorePrivate),
    "means of nested regions": worst(
      means(cells, "privateSites"),
      (a, b) => a.privateSites !== b.privateSites && (a.privateSites & b.privateSites) === b.privateSites,
    ),
    "means by number": worst(means(cells, "privateCount"), morePrivate),
    "every cell": worst(cells, morePrivate),
  };
}

type Compared = Pick<Cell, "factor" | "privateSites" | "privateCount" | "tokens">;

const morePrivate = (a: Compared, b: Compared): boolean => a.privateCount > b.privateCount;

/** a has a private token wherever the two differ, and b a shared one. */
function madeMorePrivate(a: Compared, b: Compared): boolean {
  if ((a.privateSites & b.privateSites) !== b.privateSites || a.privateSites === b.privateSites) return false;
  const added = a.privateSites & ~b.privateSites;
  for (let i = 0; i < a.tokens.length; i++) if (a.tokens[i] !== b.tokens[i] && (added & (1 << i)) === 0) return false;
  return true;
}

/** Largest factor(b)/factor(a) over pairs where a should not weigh less than b. */
function worst(cells: readonly Compared[], above: (a: Compared, b: Compared) => boolean): number {
  let most = 0;
  for (const a of cells) for (const b of cells) if (b.factor > most * a.factor && above(a, b)) most = b.factor / a.factor;
  return most;
}

/** Groups of cells by a field; a group's factor is its mass under the law over its mass under p_c. */
function means(cells: readonly Cell[], by: "privateSites" | "privateCount"): readonly Compared[] {
  const groups = new Map<number, { mass: number; law: number; first: Cell }>();
  for (const cell of cells) {
    const group = groups.get(cell[by]) ?? { mass: 0, law: 0, first: cell };
    group.mass += cell.mass;
    group.law += cell.mass * cell.factor;
    groups.set(cell[by], group);
  }
  return [...groups.values()].map(({ mass, law, first }) => ({ ...first, factor: law / mass }));
}

/** What a search over random mixtures came to. */
export interface Search {
  readonly mixtures: number;
  /** Mixtures in which some cell has more private tokens than another. */
  readonly comparable: number;
  /** Mixtures that break a reading, by reading and family. */
  readonly broken: Readonly<Record<Reading, Readonly<Record<Family, number>>>>;
  /** Comparable mixtures by family. */
  readonly byFamily: Readonly<Record<Family, number>>;
  /** The one with the fewest cells that breaks a reading, the earliest of these. */
  readonly smallest: Readonly<Record<Reading, Broken | null>>;
}

export interface Broken {
  readonly random: RandomMixture;
  readonly cells: readonly Cell[];
  /** How much the factor that should be smaller is larger. */
  readonly ratio: number;
}

/** Past rounding. */
const BROKEN = 1 + 1e-9;

/** Alphabets and lengths in turn, cheap ones more often. */
export const SIZES: readonly (readonly [alphabet: number, length: number])[] = [
  [2, 3],
  [3, 3],
  [2, 4],
  [3, 3],
  [4, 3],
  [2, 5],
  [3, 4],
];

/** @param drawn mixture k of the search, the same for every k whatever the number of mixtures */
export function search(mixtures: number, drawn: (k: number) => RandomMixture, progress: (share: number) => void): Search {
  const perFamily = () => Object.fromEntries(FAMILIES.map((family) => [family, 0])) as Record<Family, number>;
  const broken = Object.fromEntries(READINGS.map((reading) => [reading, perFamily()])) as Record<Reading, Record<Family, number>>;
  const byFamily = perFamily();
  const smallest = Object.fromEntries(READINGS.map((reading) => [reading, null])) as Record<Reading, Broken | null>;
  for (let k = 0; k < mixtures; k++) {
    if (k % 500 === 0) progress(k / mixtures);
    const random = drawn(k);
    const cells = cellsOf(random);
    if (new Set(cells.map(({ privateCount }) => privateCount)).size < 2) continue;
    byFamily[random.family]++;
    const ratios = worstRatios(cells);
    for (const reading of READINGS) {
      if (!(ratios[reading] > BROKEN)) continue;
      broken[reading][random.family]++;
      if ((smallest[reading]?.cells.length ?? Infinity) > cells.length) smallest[reading] = { random, cells, ratio: ratios[reading] };
    }
  }
  const comparable = FAMILIES.reduce((sum, family) => sum + byFamily[family], 0);
  return { mixtures, comparable, broken, byFamily, smallest };
}

export const total = (counts: Readonly<Record<Family, number>>): number => FAMILIES.reduce((sum, family) => sum + counts[family], 0);

/** The world of a mixture as an experiment file has it. */
export function tableOf({ alphabet, length, classes }: ClassMixture): object {
  const entries = classes.map(({ name, weight, law }) => [name, { weight, law: [...law] }] as const);
  return { kind: "table", alphabet, length, classes: Object.fromEntries(entries) };
}
