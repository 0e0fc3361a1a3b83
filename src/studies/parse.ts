import { z } from "zod";
import type { WeightSchedule } from "../guidance/weightSchedule.ts";
import { BadInput } from "../numerics/badInput.ts";
import * as continuous from "./continuous/schema.ts";
import { type Experiment, isContinuousWorld, WORLD_KINDS } from "./experiment.ts";
import { explained } from "./explain.ts";
import type { ScheduleSpec } from "./fields.ts";
import * as masked from "./masked/schema.ts";

/**
 * An experiment from parsed JSON or YAML, with its defaults filled in.
 *
 * @throws BadInput naming the field, the constraint and the value
 */
export function parseExperiment(input: unknown): Experiment {
  const { world } = checked(headSchema, input, "");
  const onSpace = isContinuousWorld(world);
  const frame = checked(onSpace ? continuous.continuousFrame : masked.maskedFrame, input, "");
  const { w } = frame.guidance;
  const guidance = { ...frame.guidance, w: typeof w === "number" ? w : weightSchedule(w) };
  const schema = onSpace ? continuousWorldSchema(world) : maskedWorldSchema(world);
  const experiment = { ...frame, guidance, world: checked(schema, world, "world") } as Experiment;
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

/** Enough to know which half an experiment belongs to. */
const headSchema = z.looseObject({ world: z.looseObject({ kind: z.enum(WORLD_KINDS) }) });

type Written = Readonly<Record<string, unknown>>;

function maskedWorldSchema(world: Written): z.ZodType {
  switch (world.kind) {
    case "counts":
      return masked.countsSchema;
    case "product-sets":
      return masked.productSetsSchema;
    case "product-mixture":
      return masked.productMixtureSchema;
    case "markov":
      return masked.markovSchema;
    case "hidden-markov":
      return masked.hiddenMarkovSchema;
    case "preset":
      return presetSchema;
    default:
      return isPairOf(world) ? masked.pairSchema : masked.tableSchema;
  }
}

/** All presets, so that a message on an unknown name lists those of both halves. */
const presetSchema = z.discriminatedUnion("name", [...masked.presetSchema.options, ...continuous.continuousPresetSchema.options]);

function continuousWorldSchema(world: Written): z.ZodType {
  switch (world.kind) {
    case "gaussian-mixture":
      return isPairOf(world) ? continuous.gaussianPairSchema : continuous.gaussianMixtureSchema;
    case "box-mixture":
      return isPairOf(world) ? continuous.boxPairSchema : continuous.boxMixtureSchema;
    case "points":
      if ("file" in world) return continuous.pointsFileSchema;
      return isPairOf(world) ? continuous.pointsPairSchema : continuous.pointsSchema;
    default:
      return presetSchema;
  }
}

function isPairOf(world: Written): boolean {
  return "conditional" in world || "unconditional" in world;
}

function checked<T extends z.ZodType>(schema: T, input: unknown, prefix: string): z.output<T> {
  const result = schema.safeParse(input);
  if (!result.success) throw explained(result.error, input, prefix);
  return result.data;
}

/** Parameters of a noise schedule and whose they are; those that must be given have no default. */
const PARAMETERS = {
  power: { owner: "polynomial", needed: true },
  horizon: { owner: "ou", needed: true },
  steps: { owner: "ddpm", needed: false },
  betaMin: { owner: "ddpm", needed: false },
  betaMax: { owner: "ddpm", needed: false },
  shape: { owner: "ddpm", needed: false },
} as const;

function checkProcess(process: Experiment["process"]): void {
  if (!("schedule" in process)) return;
  const given: Written = { ...process };
  for (const [field, { owner, needed }] of Object.entries(PARAMETERS)) {
    const value = given[field];
    const must = needed && process.kind !== "vp";
    if (process.schedule === owner && must && value === undefined)
      throw new BadInput(`process.${field}`, `a number above 0 for schedule ${owner}`, value);
    if (process.schedule !== owner && value !== undefined)
      throw new BadInput(`process.${field}`, `left out for schedule ${process.schedule}`, value);
  }
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
