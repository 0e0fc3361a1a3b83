import { BadInput } from "../../numerics/badInput.ts";

/** @throws BadInput when the alphabet or the length is no positive integer */
export function checkSizes({ alphabet, length }: { readonly alphabet: number; readonly length: number }): void {
  checkSize("world.alphabet", alphabet);
  checkSize("world.length", length);
}

function checkSize(field: string, value: number): void {
  if (!(Number.isSafeInteger(value) && value >= 1)) throw new BadInput(field, "an integer of at least 1", value);
}
