/** @file A world of tokens while it is painted: weights of cells that need not sum to 1. */
import { sum } from "../../../../numerics/sum.ts";
import type { TokenWorld, WorldFile } from "../described.ts";

export interface DraftPart {
  readonly name: string;
  /** Null in an explicit pair. */
  readonly weight: number | null;
  /** Weights of the cells, ≥ 0, not normalised; shape [K^L], row-major, site 0 slowest. Never changed in place. */
  readonly cells: Float64Array;
}

export interface TokenDraft {
  readonly alphabet: number;
  readonly length: number;
  readonly parts: readonly DraftPart[];
  readonly pair: boolean;
}

/** Largest number among whole weights that stand for a law. */
const WHOLE = 1000;

/** A draft of a world's laws, with weights that read well: whole numbers where the law is made of them, else 1 on average over its support. */
export function draftOf({ alphabet, length, parts, pair }: TokenWorld): TokenDraft {
  return { alphabet, length, pair, parts: parts.map(({ name, weight, law }) => ({ name, weight, cells: readable(law) })) };
}

function readable(law: ArrayLike<number>): Float64Array {
  const values = Float64Array.from(law);
  const support = values.filter((value) => value > 0);
  if (support.length === 0) return values;
  const least = support.reduce((a, b) => Math.min(a, b));
  const whole = values.map((value) => Math.round(value / least));
  const exact = values.every((value, x) => Math.abs(value / least - (whole[x] ?? 0)) <= 1e-9 * (whole[x] ?? 0) && (whole[x] ?? 0) <= WHOLE);
  if (exact) return whole;
  const total = sum(values);
  return values.map((value) => (value * support.length) / total);
}

/** The draft as a world's JSON, its laws normalised; or what is wrong with it. */
export type Committed = { readonly world: WorldFile; readonly fault: null } | { readonly world: null; readonly fault: string };

export function committed({ alphabet, length, parts, pair }: TokenDraft): Committed {
  const fault = faultOf(parts);
  if (fault !== null) return { world: null, fault };
  const laws = parts.map(({ cells }) =>
    Array.from(
      cells,
      (
        (total) => (value: number) =>
          value / total
      )(sum(cells)),
    ),
  );
  const head = { kind: "table", alphabet, length };
  if (pair) return { world: { ...head, ...Object.fromEntries(parts.map(({ name }, k) => [name, laws[k]])) }, fault: null };
  const classes = Object.fromEntries(parts.map(({ name, weight }, k) => [name, { weight, law: laws[k] }]));
  return { world: { ...head, classes }, fault: null };
}

function faultOf(parts: readonly DraftPart[]): string | null {
  for (const [k, { name, weight, cells }] of parts.entries()) {
    const total = sum(cells);
    if (total === 0) return `${name} has no mass: paint at least one cell`;
    if (!(total > 0 && total < Infinity)) return `the weights of ${name} must be numbers of at least 0`;
    if (name === "" || name === "__proto__") return "each class needs a name";
    if (parts.findIndex((other) => other.name === name) !== k) return `two classes are called ${name}`;
    if (weight !== null && !(weight > 0 && weight < Infinity)) return `the weight of ${name} must be above 0`;
  }
  return parts.length === 0 ? "a world needs a class" : null;
}
