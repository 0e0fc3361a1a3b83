import type { z } from "zod";
import type { WeightSchedule } from "../guidance/weightSchedule.ts";
import { BadInput } from "../numerics/badInput.ts";
import {
  countsSchema,
  type Experiment,
  frameSchema,
  hiddenMarkovSchema,
  markovSchema,
  pairSchema,
  presetSchema,
  productMixtureSchema,
  productSetsSchema,
  type ScheduleSpec,
  tableSchema,
} from "./experiment.ts";
import { explained } from "./explain.ts";

/**
 * An experiment from parsed JSON or YAML, with its defaults filled in.
 *
 * @throws BadInput naming the field, the constraint and the value
 */
export function parseExperiment(input: unknown): Experiment {
  const frame = checked(frameSchema, input, "");
  const world = (input as { world: Record<string, unknown> }).world;
  const { w } = frame.guidance;
  const guidance = { ...frame.guidance, w: typeof w === "number" ? w : weightSchedule(w) };
  const experiment = { ...frame, guidance, world: checked(worldSchemaOf(world), world, "world") } as Experiment;
  // A name that the schema's record would drop without a word.
  if ("classes" in experiment.world && Object.hasOwn(world.classes as object, "__proto__")) {
    throw new BadInput("world.classes", "a record of entries with other names than __proto__", "__proto__");
  }
  checkProcess(experiment.process);
  const isPair = "conditional" in experiment.world;
  if (isPair && experiment.target !== undefined) throw new BadInput("target", "left out for an explicit pair", experiment.target);
  if (!isPair && experiment.target === undefined) throw new BadInput("target", "the name of a class", undefined);
  return experiment;
}

function worldSchemaOf(world: Readonly<Record<string, unknown>>): z.ZodType {
  switch (world.kind) {
    case "counts":
      return countsSchema;
    case "product-sets":
      return productSetsSchema;
    case "product-mixture":
      return productMixtureSchema;
    case "markov":
      return markovSchema;
    case "hidden-markov":
      return hiddenMarkovSchema;
    case "preset":
      return presetSchema;
    default:
      return "conditional" in world || "unconditional" in world ? pairSchema : tableSchema;
  }
}

function checked<T extends z.ZodType>(schema: T, input: unknown, prefix: string): z.output<T> {
  const result = schema.safeParse(input);
  if (!result.success) throw explained(result.error, input, prefix);
  return result.data;
}

function checkProcess({ schedule, power, horizon }: Experiment["process"]): void {
  const needs = (field: "power" | "horizon", owner: string, value: number | undefined): void => {
    if (schedule === owner && value === undefined) throw new BadInput(`process.${field}`, `a number above 0 for schedule ${owner}`, value);
    if (schedule !== owner && value !== undefined) throw new BadInput(`process.${field}`, `left out for schedule ${schedule}`, value);
  };
  needs("power", "polynomial", power);
  needs("horizon", "ou", horizon);
}

/** The weight of an experiment as a schedule with its ends filled in: on t from 1 to 0; on u from 0. */
export function weightSchedule(w: number | ScheduleSpec): WeightSchedule {
  if (typeof w === "number") return { kind: "constant", w };
  if (w.kind === "constant" || w.kind === "pieces" || w.kind === "interval") return w;
  const from = w.from ?? { t: 1, u: 0, "log-snr": undefined }[w.in];
  const to = w.to ?? { t: 0, u: undefined, "log-snr": undefined }[w.in];
  if (from === undefined) throw new BadInput("guidance.w.from", `a number on the axis ${w.in}`, undefined);
  if (to === undefined) throw new BadInput("guidance.w.to", `a number on the axis ${w.in}`, undefined);
  return { ...w, from, to };
}
