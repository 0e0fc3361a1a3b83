import { constantWeight } from "../../guidance/weightSchedule.ts";
import { BadInput } from "../../numerics/badInput.ts";
import { boxPair, boxWorld } from "../../worlds/continuous/boxWorld.ts";
import { type ContinuousClasses, continuousPairOf } from "../../worlds/continuous/classes.ts";
import { gaussianPair, gaussianWorld } from "../../worlds/continuous/gaussianWorld.ts";
import type { ContinuousPair } from "../../worlds/continuous/pair.ts";
import { pointsPair, pointsWorld } from "../../worlds/continuous/pointsWorld.ts";
import {
  autoguidancePlane,
  mirroredIntervals,
  rings,
  splittingThree,
  swissRoll,
  twoGaussians,
  twoRectangles,
} from "../../worlds/continuous/presets.ts";
import { weightSchedule } from "../parse.ts";
import type { Resources } from "../resources.ts";
import { pointsTable } from "./pointsTable.ts";
import type { ContinuousExperiment, ContinuousWorld } from "./schema.ts";

/** A world of R^d, built. */
export interface BuiltContinuousWorld {
  /** Null for an explicit pair. */
  readonly classes: ContinuousClasses | null;
  readonly pair: ContinuousPair;
}

/**
 * Builds the world of an experiment.
 *
 * @throws BadInput for a world that is badly given, or undefined under the experiment's weight
 */
export function buildContinuousWorld({ world, target, guidance }: ContinuousExperiment, resources: Resources): BuiltContinuousWorld {
  constantWeight(weightSchedule(guidance.w));
  if ("conditional" in world) return { classes: null, pair: checkedPair(pairOf(world)) };
  const classes = classesOf(world, resources);
  return { classes, pair: continuousPairOf(classes, target ?? "") };
}

type PairWorld = Extract<ContinuousWorld, { readonly conditional: unknown }>;
type ClassWorld = Exclude<ContinuousWorld, PairWorld>;

function pairOf(world: PairWorld): ContinuousPair {
  switch (world.kind) {
    case "gaussian-mixture":
      return gaussianPair(world);
    case "box-mixture":
      return boxPair(world);
    default:
      return pointsPair(world);
  }
}

/** Off the support of p, where p_c is, no guided law exists; noise hides it from the scores, so it is asked here. */
function checkedPair(pair: ContinuousPair): ContinuousPair {
  const { conditional, unconditional } = pair;
  if (!unconditional.compact) return pair;
  const outside = (): boolean =>
    Array.from(conditional.extent.low).some(
      (low, i) => low < unconditional.extent.low[i] || conditional.extent.high[i] > unconditional.extent.high[i],
    );
  if (!conditional.compact || outside())
    throw new BadInput("world.unconditional", "a law whose support holds that of the conditional", [...unconditional.extent.low]);
  return pair;
}

function classesOf(world: ClassWorld, resources: Resources): ContinuousClasses {
  switch (world.kind) {
    case "gaussian-mixture":
      return gaussianWorld(world);
    case "box-mixture":
      return boxWorld(world);
    case "points":
      return pointsWorld("file" in world ? pointsTable(world, resources.table(world.file)) : world);
    default:
      return presetClasses(world);
  }
}

function presetClasses(world: Extract<ContinuousWorld, { readonly kind: "preset" }>): ContinuousClasses {
  switch (world.name) {
    case "two-gaussians":
      return twoGaussians(world.parameters);
    case "mirrored-intervals":
      return mirroredIntervals(world.parameters);
    case "two-rectangles":
      return twoRectangles(world.parameters);
    case "splitting-three":
      return splittingThree(world.parameters);
    case "autoguidance-2d":
      return autoguidancePlane(world.parameters);
    case "swiss-roll":
      return swissRoll(world.parameters);
    case "rings":
      return rings(world.parameters);
  }
}

/** Whether the world is points without bandwidth, which have no density. */
export function withoutWidth({ world }: Pick<ContinuousExperiment, "world">): boolean {
  const of = world.kind === "preset" ? world.parameters : world;
  return "bandwidth" in of && of.bandwidth === 0;
}
