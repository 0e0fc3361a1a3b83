import { BadInput } from "../numerics/badInput.ts";

/** A number given on the command line. */
export function numberArgument(where: string, field: string, text: string): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (!Number.isFinite(value)) throw new BadInput(field, "a finite number", text, where);
  return value;
}
