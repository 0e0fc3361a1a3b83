import type { MaskedExperiment } from "../../../studies/masked/schema.ts";

/** Sites L of a world of tokens, read off its record. */
export function worldLength({ world }: MaskedExperiment): number {
  if (world.kind === "counts") return world.sites.length;
  if (world.kind !== "preset") return world.length;
  if ("length" in world.parameters) return world.parameters.length;
  return world.name === "three-class-line" ? 1 : 2;
}
