/** @file How much goes into the lab's link. */
import type { WorldFile } from "../described.ts";

/** Numbers that a world in the lab may be written with: the whole of it stands in the link, so that a link loses nothing. */
export const MOST_NUMBERS = 20_000;
/** Bytes of a file that are read at all. */
export const MOST_BYTES = 20_000_000;

/** Numbers in a value, at any depth. */
export function numbersIn(value: unknown): number {
  if (typeof value === "number") return 1;
  if (typeof value !== "object" || value === null) return 0;
  if (ArrayBuffer.isView(value)) return (value as Float64Array).length;
  let count = 0;
  for (const entry of Object.values(value)) count += numbersIn(entry);
  return count;
}

/** Why a world is too large for the lab; null when it fits. */
export function sizeFault(world: WorldFile): string | null {
  const count = numbersIn(world);
  if (count <= MOST_NUMBERS) return null;
  return `this world is written with ${count} numbers; the lab holds at most ${MOST_NUMBERS}, because all of it stands in the link (the command line takes larger ones)`;
}
