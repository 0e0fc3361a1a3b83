/** @file Continuous worlds with a name: the instances that the papers draw, and point clouds of our own. What each is made of: `presetSpecs.ts`. */
import { boxWorld } from "./boxWorld.ts";
import type { ContinuousClasses } from "./classes.ts";
import { gaussianWorld } from "./gaussianWorld.ts";
import { pointsWorld } from "./pointsWorld.ts";
import {
  autoguidancePlaneSpec,
  mirroredIntervalsSpec,
  ringsSpec,
  splittingThreeSpec,
  swissRollSpec,
  twoGaussiansSpec,
  twoRectanglesSpec,
} from "./presetSpecs.ts";

/** What a preset takes. */
type Of<F extends (parameters: never) => unknown> = Parameters<F>[0];

export const twoGaussians = (parameters: Of<typeof twoGaussiansSpec>): ContinuousClasses => gaussianWorld(twoGaussiansSpec(parameters));
export const mirroredIntervals = (parameters: Of<typeof mirroredIntervalsSpec>): ContinuousClasses =>
  boxWorld(mirroredIntervalsSpec(parameters));
export const twoRectangles = (parameters: Of<typeof twoRectanglesSpec>): ContinuousClasses => boxWorld(twoRectanglesSpec(parameters));
export const splittingThree = (parameters: Of<typeof splittingThreeSpec>): ContinuousClasses =>
  gaussianWorld(splittingThreeSpec(parameters));
export const autoguidancePlane = (parameters: Of<typeof autoguidancePlaneSpec>): ContinuousClasses =>
  gaussianWorld(autoguidancePlaneSpec(parameters));
export const swissRoll = (parameters: Of<typeof swissRollSpec>): ContinuousClasses => pointsWorld(swissRollSpec(parameters));
export const rings = (parameters: Of<typeof ringsSpec>): ContinuousClasses => pointsWorld(ringsSpec(parameters));
