import { BadInput } from "../../../numerics/badInput.ts";
import type { ContinuousExperiment, ContinuousWorld } from "../../../studies/continuous/schema.ts";
import { isContinuous, isContinuousWorld } from "../../../studies/experiment.ts";
import { buildMixture } from "../../../studies/masked/world.ts";
import { parseExperiment } from "../../../studies/parse.ts";
import {
  autoguidancePlaneSpec,
  mirroredIntervalsSpec,
  ringsSpec,
  splittingThreeSpec,
  swissRollSpec,
  twoGaussiansSpec,
  twoRectanglesSpec,
} from "../../../worlds/continuous/presetSpecs.ts";
import type { DescribedWorld, TokenWorld, WorldFile } from "../../panels/world/described.ts";
import { readWorld } from "../../panels/world/described.ts";
import type { Answer } from "../protocol.ts";
import { webResources } from "../webResources.ts";

export interface WorldsQuestion {
  readonly worlds: readonly WorldFile[];
}

/** A world, or why there is none. */
export type WorldAnswer = DescribedWorld | { readonly half: null; readonly fault: string };

/** Entries of a law up to which it is shown. */
export const SHOWN_STATES = 2 ** 20;

/** What each world is made of: the laws that the studies use, or the components, boxes or points that they are built from. */
export const answer: Answer<"worlds"> = ({ worlds }) => worlds.map(described);

function described(world: WorldFile): WorldAnswer {
  try {
    const guidance = { rule: isContinuousWorld(world) ? "cfg" : "rates", w: 0 };
    const experiment = parseExperiment({ world, guidance, ...("conditional" in world ? {} : { target: "" }) });
    if (isContinuous(experiment)) return continuous(experiment);
    const explicit = readWorld(experiment.world);
    if (explicit !== null || "conditional" in experiment.world) return explicit as TokenWorld;
    const { alphabet, length, classes, labels } = buildMixture(experiment.world, webResources().table, checkShown);
    const parts = classes.map(({ name, weight, law }) => ({ name, weight, law }));
    return { half: "tokens", alphabet, length, parts, pair: false, ...(labels ? { labels } : {}) };
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    return { half: null, fault: error.message };
  }
}

function checkShown({ alphabet, length }: { readonly alphabet: number; readonly length: number }): void {
  const states = alphabet ** length;
  if (states > SHOWN_STATES) throw new BadInput("world", `of at most ${SHOWN_STATES} states to be shown`, states);
}

function continuous({ world }: ContinuousExperiment): DescribedWorld {
  const explicit = readWorld(world.kind === "preset" ? presetFile(world) : world);
  if (explicit === null)
    throw new BadInput("world.file", "loaded into the lab first (drop the file on the world)", "file" in world ? world.file : world.kind);
  return explicit;
}

/** A preset as the world that it stands for. */
function presetFile(world: Extract<ContinuousWorld, { readonly kind: "preset" }>): WorldFile {
  switch (world.name) {
    case "two-gaussians":
      return { kind: "gaussian-mixture", ...twoGaussiansSpec(world.parameters) };
    case "mirrored-intervals":
      return { kind: "box-mixture", ...mirroredIntervalsSpec(world.parameters) };
    case "two-rectangles":
      return { kind: "box-mixture", ...twoRectanglesSpec(world.parameters) };
    case "splitting-three":
      return { kind: "gaussian-mixture", ...splittingThreeSpec(world.parameters) };
    case "autoguidance-2d":
      return { kind: "gaussian-mixture", ...autoguidancePlaneSpec(world.parameters) };
    case "swiss-roll":
      return { kind: "points", ...swissRollSpec(world.parameters) };
    case "rings":
      return { kind: "points", ...ringsSpec(world.parameters) };
  }
}
