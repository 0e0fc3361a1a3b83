/** @file What hypotheses are checked on: an experiment, and of its world what is cheap to know. */
import { BadInput } from "../../numerics/badInput.ts";
import type { ContinuousExperiment } from "../../studies/continuous/schema.ts";
import { type Experiment, isContinuous } from "../../studies/experiment.ts";
import type { MaskedExperiment } from "../../studies/masked/schema.ts";
import { buildMixture } from "../../studies/masked/world.ts";
import { type ClassMixture, pairOf } from "../../worlds/masked/mixture.ts";
import type { Pair } from "../../worlds/masked/pair.ts";
import { pairWorld } from "../../worlds/masked/table.ts";
import { type SpaceParts, spaceParts } from "./spaceParts.ts";

export interface TokenScene {
  readonly half: "tokens";
  readonly experiment: MaskedExperiment;
  readonly length: number;
  /** Null for a world of more than `STATES` states, one behind a file, and one that is badly given. */
  readonly pair: Pair | null;
  /** Null for an explicit pair, too. */
  readonly mixture: ClassMixture | null;
}

export interface SpaceScene {
  readonly half: "space";
  readonly experiment: ContinuousExperiment;
  /** Null for points in a file and for a world that is badly given. */
  readonly parts: SpaceParts | null;
}

export type Scene = TokenScene | SpaceScene;

/** States up to which a world of tokens is built. */
export const STATES = 2 ** 14;

/** @param experiment with its defaults filled in */
export function sceneOf(experiment: Experiment): Scene {
  return isContinuous(experiment)
    ? { half: "space", experiment, parts: readable(() => spaceParts(experiment)) }
    : { half: "tokens", experiment, ...tokens(experiment) };
}

function tokens(experiment: MaskedExperiment): Omit<TokenScene, "half" | "experiment"> {
  const { world } = experiment;
  if ("conditional" in world) {
    const { length } = world;
    return { length, mixture: null, pair: world.alphabet ** length > STATES ? null : readable(() => pairWorld(world)) };
  }
  if (world.kind === "counts") return { length: world.sites.length, mixture: null, pair: null };
  let sites = "length" in world ? world.length : 0;
  const mixture = readable(() =>
    buildMixture(world, noFile, ({ alphabet, length }) => {
      sites = length;
      if (alphabet ** length > STATES) throw new BadInput("world", `of at most ${STATES} states to be looked through`, alphabet ** length);
    }),
  );
  return { length: sites, mixture, pair: mixture && readable(() => pairOf(mixture, experiment.target ?? "")) };
}

function noFile(file: string): never {
  throw new BadInput("world.file", "left out", file);
}

/** Null for what bad input keeps from being read. */
function readable<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof BadInput) return null;
    throw error;
  }
}
