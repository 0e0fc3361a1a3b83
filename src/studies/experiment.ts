/**
 * @file The experiment file, `guidelab/experiment@1`: on sequences of tokens or on R^d, by its world. Validation, types and editor
 * completion come from the schemas of the two halves.
 */
import { z } from "zod";
import { BadInput } from "../numerics/badInput.ts";
import { CONTINUOUS_WORLDS, type ContinuousExperiment, continuousPresetSchema, continuousSchema } from "./continuous/schema.ts";
import { MASKED_WORLDS, type MaskedExperiment, maskedSchema } from "./masked/schema.ts";

/** The whole file, for the published JSON Schema and for types. */
export const experimentSchema = z.union([maskedSchema, continuousSchema]);

/** An experiment with its defaults filled in. */
export type Experiment = MaskedExperiment | ContinuousExperiment;

const CONTINUOUS_KINDS: ReadonlySet<unknown> = new Set(CONTINUOUS_WORLDS);
const CONTINUOUS_PRESETS: ReadonlySet<unknown> = new Set(continuousPresetSchema.options.map((option) => option.shape.name.value));

/** Whether an experiment is on R^d: by its world's kind, or by its preset's name. */
export function isContinuous(experiment: Experiment): experiment is ContinuousExperiment {
  return isContinuousWorld(experiment.world);
}

export function isContinuousWorld({ kind, name }: { readonly kind: string; readonly name?: unknown }): boolean {
  return kind === "preset" ? CONTINUOUS_PRESETS.has(name) : CONTINUOUS_KINDS.has(kind);
}

export const WORLD_KINDS = [...MASKED_WORLDS, ...CONTINUOUS_WORLDS, "preset"] as const;

/** JSON Schema of the file as a person writes it (defaults may be left out). */
export function experimentJsonSchema(): object {
  return { ...z.toJSONSchema(experimentSchema, { io: "input" }), title: "guidelab experiment" };
}

/**
 * An experiment that must be on sequences of tokens.
 *
 * @throws BadInput for a world of R^d
 */
export function asMasked(experiment: Experiment): MaskedExperiment {
  if (isContinuous(experiment))
    throw new BadInput("world.kind", `one of ${[...MASKED_WORLDS, "preset"].join(", ")}`, experiment.world.kind);
  return experiment;
}
