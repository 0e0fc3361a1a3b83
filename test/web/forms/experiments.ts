/** @file Experiments of both halves for tests of forms. */
import type { Half, Section, Written } from "../../../src/web/forms/forms.ts";
import type { ExperimentFile } from "../../../src/web/state/labState.ts";

const WORLDS = {
  masked: { kind: "preset", name: "overlapping-squares" },
  continuous: { kind: "preset", name: "two-gaussians" },
} as const;

/** A small experiment of a half with some sections in place of its own. */
export function experimentOf(half: Half, sections: Partial<Record<Section, Written>> = {}): ExperimentFile {
  return {
    world: WORLDS[half],
    target: half === "masked" ? "z1" : "right",
    guidance: { rule: half === "masked" ? "rates" : "cfg", w: 1 },
    ...sections,
  };
}
