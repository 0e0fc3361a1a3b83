import { BadInput } from "../numerics/badInput.ts";
import type { ClassMixture } from "../worlds/masked/mixture.ts";

/** A part of the target's support, by what it shares with the other classes. */
export interface Region {
  /** Two sites: R1 … R4 as in arXiv:2506.10971. One site: private, shared. More: `k shared` (sites), `point shared`. */
  readonly name: string;
  /** Indices of its cells, row-major. */
  readonly cells: readonly number[];
}

/**
 * The regions of the target's support. A site's token is shared when some other class gives it positive marginal mass there; a point is
 * shared when some other class gives it positive mass.
 *
 * Two sites: R1 no token shared, R2 one token shared, R3 both but not the point, R4 the point. Empty regions are left out.
 *
 * @throws BadInput when the target is no class of the mixture
 */
export function regions(mixture: ClassMixture, target: string): readonly Region[] {
  const { alphabet, length, classes } = mixture;
  const aim = classes.find(({ name }) => name === target);
  if (!aim) throw new BadInput("target", `one of ${classes.map(({ name }) => name).join(", ")}`, target);
  const others = classes.filter(({ name }) => name !== target);
  const strides = Array.from({ length }, (_, i) => alphabet ** (length - 1 - i));
  const token = (x: number, site: number): number => Math.floor(x / strides[site]) % alphabet;
  const sharedToken = new Uint8Array(length * alphabet);
  for (const { law } of others) {
    for (let x = 0; x < law.length; x++) {
      for (let i = 0; i < length && law[x] > 0; i++) sharedToken[i * alphabet + token(x, i)] = 1;
    }
  }
  const cells: number[][] = Array.from({ length: length + 2 }, () => []);
  for (let x = 0; x < aim.law.length; x++) {
    if (aim.law[x] === 0) continue;
    const point = others.some(({ law }) => law[x] > 0);
    const shared = strides.reduce((count, _, i) => count + sharedToken[i * alphabet + token(x, i)], 0);
    cells[point ? length + 1 : shared].push(x);
  }
  return cells.flatMap((list, kind) => (list.length === 0 ? [] : [{ name: regionName(kind, length), cells: list }]));
}

/** @param kind number of shared tokens of a private point, or length + 1 for a shared point */
function regionName(kind: number, length: number): string {
  if (length === 1) return kind === 0 ? "private" : "shared";
  if (length === 2) return `R${kind + 1}`;
  return kind === length + 1 ? "point shared" : `${kind} shared`;
}

/** A law's mass on a region. */
export function regionMass(law: ArrayLike<number>, { cells }: Region): number {
  let mass = 0;
  for (const x of cells) mass += law[x];
  return mass;
}
