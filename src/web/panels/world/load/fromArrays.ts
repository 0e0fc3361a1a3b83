/** @file Named arrays as a world: two laws, laws of classes, or points of classes. */
import type { ReadArray } from "../../../../files/npyRead.ts";
import { BadInput } from "../../../../numerics/badInput.ts";
import { sum } from "../../../../numerics/sum.ts";
import { SUM_TOLERANCE } from "../../../../worlds/masked/pair.ts";
import type { WorldFile } from "../described.ts";
import type { LoadedWorld } from "./fromTable.ts";
import { MOST_NUMBERS, sizeFault } from "./limits.ts";

/** Name of the array that holds the weights of classes. */
const WEIGHTS = "weights";

/**
 * Arrays that are all of one shape [K, …, K] are laws; others of shape [n, d], d the same, are points. `conditional` and `unconditional` together are an explicit
 * pair, whatever else the file holds; other names are classes, in the file's order, with the weights of a list `weights`, or equal ones.
 *
 * @throws BadInput naming the array that does not fit, and for a world too large for the lab
 */
export function worldOfArrays(arrays: ReadonlyMap<string, ReadArray>): LoadedWorld {
  const [conditional, unconditional] = [arrays.get("conditional"), arrays.get("unconditional")];
  const pair = conditional !== undefined && unconditional !== undefined;
  const parts: readonly (readonly [string, ReadArray])[] = pair
    ? [
        ["conditional", conditional],
        ["unconditional", unconditional],
      ]
    : [...arrays].filter(([name]) => name !== WEIGHTS);
  const [first] = parts;
  if (first === undefined) throw new BadInput("arrays", "at least one", 0);
  const weights = pair ? [] : weightsOf(arrays.get(WEIGHTS), parts.length);
  const loaded =
    isCube(first[1].shape) && parts.every(([, { shape }]) => same(shape, first[1].shape))
      ? laws(parts, pair, weights)
      : points(parts, pair, weights);
  const fault = sizeFault(loaded.world);
  if (fault !== null)
    throw new BadInput(
      "arrays",
      `of at most ${MOST_NUMBERS} numbers together`,
      parts.reduce((all, [, { data }]) => all + data.length, 0),
    );
  return loaded;
}

type Parts = readonly (readonly [string, ReadArray])[];

function laws(parts: Parts, pair: boolean, weights: readonly number[]): LoadedWorld {
  const [[, { shape }] = ["", { shape: [1] }]] = parts;
  const notes: string[] = [];
  const listed = parts.map(([name, { data }]) => {
    const total = sum(data);
    const off = data.findIndex((value) => !(value >= 0 && value < Infinity));
    if (off >= 0) throw new BadInput(`${name}[${off}]`, "a finite number of at least 0", data[off]);
    if (!(total > 0)) throw new BadInput(name, "a law with mass", total);
    if (Math.abs(total - 1) <= SUM_TOLERANCE) return [name, Array.from(data)] as const;
    notes.push(`${name} summed to ${total.toPrecision(6)} and was normalised`);
    return [name, Array.from(data, (value) => value / total)] as const;
  });
  const head = { kind: "table", alphabet: shape[0] ?? 1, length: shape.length };
  return { world: { ...head, ...written(listed, pair, weights, (law) => (pair ? law : { law })) }, notes };
}

function points(parts: Parts, pair: boolean, weights: readonly number[]): LoadedWorld {
  const dimension = parts[0]?.[1].shape[1] ?? 0;
  const listed = parts.map(([name, { data, shape }]) => {
    if (shape.length !== 2 || shape[1] !== dimension || dimension === 0)
      throw new BadInput(name, "of a shape [K, …, K] like the others, a law, or [n, d], points", shape);
    return [name, Array.from({ length: shape[0] ?? 0 }, (_, k) => Array.from(data.subarray(k * dimension, (k + 1) * dimension)))] as const;
  });
  const head = { kind: "points", dimension, bandwidth: 0.05 };
  const notes = ["each point is widened by a Gaussian of standard deviation 0.05, the bandwidth: set it below"];
  return { world: { ...head, ...written(listed, pair, weights, (list) => ({ points: list })) }, notes };
}

function written<T>(
  listed: readonly (readonly [string, T])[],
  pair: boolean,
  weights: readonly number[],
  shaped: (value: T) => unknown,
): Omit<WorldFile, "kind"> {
  if (pair) return Object.fromEntries(listed.map(([name, value]) => [name, shaped(value)]));
  return { classes: Object.fromEntries(listed.map(([name, value], k) => [name, { weight: weights[k], ...(shaped(value) as object) }])) };
}

function weightsOf(array: ReadArray | undefined, count: number): readonly number[] {
  if (array === undefined) return Array.from({ length: count }, () => 1);
  if (array.data.length !== count || !array.data.every((weight) => weight > 0 && weight < Infinity))
    throw new BadInput(WEIGHTS, `${count} numbers above 0, one a class`, array.data);
  return Array.from(array.data);
}

const isCube = (shape: readonly number[]): boolean => shape.length > 0 && shape.every((size) => size === shape[0] && size > 0);
const same = (a: readonly number[], b: readonly number[]): boolean => a.length === b.length && a.every((size, i) => size === b[i]);
