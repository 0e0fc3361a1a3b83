import { OFFERED } from "../../state/worlds.ts";
import type { WorldFile } from "./described.ts";

const KINDS: Readonly<Record<string, string>> = {
  table: "a table of class laws",
  counts: "counts of cases",
  "product-sets": "uniform on products of token sets",
  "product-mixture": "mixtures of independent sites",
  markov: "Markov chains",
  "hidden-markov": "hidden Markov chains",
  "gaussian-mixture": "mixtures of Gaussians",
  "box-mixture": "mixtures of boxes",
  points: "points",
};

/** What the world on screen is called: its preset's title, else its kind. */
export function worldTitle(world: WorldFile): string {
  if (world.kind === "preset") return OFFERED.find(({ name }) => name === world.name)?.title ?? String(world.name);
  const what = KINDS[world.kind] ?? world.kind;
  return "conditional" in world ? `${what}, an explicit pair` : what;
}
