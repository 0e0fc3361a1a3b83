/** @file What is shared between the classes of a picture: the regions of the target's support. */
import { regions } from "../../../../measures/regions.ts";
import type { DraftPart } from "./draft.ts";

export interface Marks {
  /** Region of each cell of the target's support, by the names of `measures/regions.ts`; empty elsewhere. Shape [K^L]. */
  readonly regions: readonly string[];
  /** Names that occur, in order. */
  readonly names: readonly string[];
}

/** @param target name of a part; regions are left out where it is none */
export function marksOf(parts: readonly DraftPart[], alphabet: number, length: number, target: string | undefined): Marks {
  const size = alphabet ** length;
  const known = parts.some(({ name }) => name === target);
  const mixture = { alphabet, length, classes: parts.map(({ name, cells }) => ({ name, weight: 1, law: cells })) };
  const found = known && target !== undefined ? regions(mixture, target) : [];
  const at = new Array<string>(size).fill("");
  for (const { name, cells } of found) for (const cell of cells) at[cell] = name;
  return { regions: at, names: found.map(({ name }) => name) };
}

/** What a region's name means, in words. */
export function regionMeaning(name: string): string {
  return (
    {
      R1: "no token shared",
      R2: "one token shared",
      R3: "both tokens shared, not the point",
      R4: "point shared",
      private: "of this class alone",
      shared: "of other classes too",
    }[name] ?? name
  );
}
