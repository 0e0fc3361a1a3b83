/** @file What a world on R^d is made of: its classes, or its two laws, as lists of components, boxes or points. */

import { BadInput } from "../../numerics/badInput.ts";
import type { ContinuousExperiment, ContinuousWorld } from "../../studies/continuous/schema.ts";
import type { BoxSpec } from "../../worlds/continuous/boxComponents.ts";
import type { GaussianSpec } from "../../worlds/continuous/gaussianComponents.ts";
import {
  autoguidancePlaneSpec,
  mirroredIntervalsSpec,
  ringsSpec,
  splittingThreeSpec,
  swissRollSpec,
  twoGaussiansSpec,
  twoRectanglesSpec,
} from "../../worlds/continuous/presetSpecs.ts";

/** One law; the lists that its world's kind does not name are empty. */
export interface SpacePart {
  readonly name: string;
  /** Share of the class, of a sum of 1; null in an explicit pair. */
  readonly share: number | null;
  readonly gaussians: readonly GaussianSpec[];
  readonly boxes: readonly BoxSpec[];
  readonly points: readonly (readonly number[])[];
}

export interface SpaceParts {
  readonly dimension: number;
  /** Standard deviation around each point; 0 for other worlds. */
  readonly bandwidth: number;
  /** The class that is guided to, or the conditional law. */
  readonly target: SpacePart;
  /** The other classes; of an explicit pair the unconditional law alone. */
  readonly others: readonly SpacePart[];
  readonly isPair: boolean;
}

interface Written {
  readonly weight?: number;
  readonly components?: readonly GaussianSpec[];
  readonly boxes?: readonly BoxSpec[];
  readonly points?: readonly ArrayLike<number>[];
}

interface WrittenWorld {
  readonly dimension: number;
  readonly bandwidth?: number;
  readonly classes?: Readonly<Record<string, Written>>;
  readonly conditional?: Written;
  readonly unconditional?: Written;
}

/** @throws BadInput for points in a file, a target that is no class, and parameters that a preset does not take */
export function spaceParts({ world, target = "" }: ContinuousExperiment): SpaceParts {
  const { dimension, bandwidth = 0, classes, conditional = {}, unconditional = {} } = written(world);
  const size = { dimension, bandwidth };
  if (classes === undefined) {
    const [aim, all] = [part("conditional", conditional, null), part("unconditional", unconditional, null)];
    return { ...size, target: aim, others: [all], isPair: true };
  }
  const total = Object.values(classes).reduce((sum, { weight = 0 }) => sum + weight, 0);
  const parts = Object.entries(classes).map(([name, one]) => part(name, one, (one.weight ?? 0) / total));
  const aim = parts.find(({ name }) => name === target);
  if (aim === undefined) throw new BadInput("target", `one of ${Object.keys(classes).join(", ")}`, target);
  return { ...size, target: aim, others: parts.filter((one) => one !== aim), isPair: false };
}

function part(name: string, { components = [], boxes = [], points = [] }: Written, share: number | null): SpacePart {
  return { name, share, gaussians: components, boxes, points: points.map((x) => Array.from(x)) };
}

function written(world: ContinuousWorld): WrittenWorld {
  if (world.kind === "preset") return presetSpec(world);
  if ("file" in world) throw new BadInput("world.file", "left out", world.file);
  return world;
}

function presetSpec(world: Extract<ContinuousWorld, { readonly kind: "preset" }>): WrittenWorld {
  switch (world.name) {
    case "two-gaussians":
      return twoGaussiansSpec(world.parameters);
    case "mirrored-intervals":
      return mirroredIntervalsSpec(world.parameters);
    case "two-rectangles":
      return twoRectanglesSpec(world.parameters);
    case "splitting-three":
      return splittingThreeSpec(world.parameters);
    case "autoguidance-2d":
      return autoguidancePlaneSpec(world.parameters);
    case "swiss-roll":
      return swissRollSpec(world.parameters);
    case "rings":
      return ringsSpec(world.parameters);
  }
}
