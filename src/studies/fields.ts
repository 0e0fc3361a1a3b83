/** @file Parts of the experiment file that both halves share. What a field means for numbers is checked where the numbers are made. */
import { z } from "zod";

export const positiveInteger = z.int().min(1);

export const classWeight = z.number().positive().describe("class weight; weights are normalised");

/** Named classes, at least one. */
export const classesOf = <T extends z.ZodType>(shape: T) =>
  z.record(z.string().min(1), shape).refine((classes) => Object.keys(classes).length > 0, "a record of at least one class");

/** A preset by its name, parameters left out or in part. */
export const preset = <N extends string, S extends z.ZodRawShape>(name: N, shape: S) =>
  z.strictObject({ kind: z.literal("preset"), name: z.literal(name), parameters: z.strictObject(shape).prefault({} as never) });

const w = z.number().min(-1);
const axis = z.enum(["t", "u", "log-snr"]).default("t").describe("axis of `from`, `to` and `at`");
const ends = { in: axis, from: z.number().optional(), to: z.number().optional() };

export const scheduleSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("constant"), w }),
  z.strictObject({ kind: z.literal("interval"), in: axis, w, from: z.number(), to: z.number() }),
  z.strictObject({ kind: z.enum(["linear", "cosine"]), ...ends, start: w, end: w }),
  z.strictObject({ kind: z.enum(["ramp-up", "ramp-down"]), ...ends, w }),
  z.strictObject({ kind: z.literal("pieces"), in: axis, at: z.array(z.number()).min(1), w: z.array(w).min(1) }),
]);

export type ScheduleSpec = z.output<typeof scheduleSchema>;

/** A guidance weight: a number or a schedule. */
export const weightField = z.union([w, scheduleSchema]).describe("guidance weight: exponents (1 + w, −w); −1 unconditional, 0 conditional");

/** Whose predictions have the error. */
export const erring = z.enum(["both", "conditional", "unconditional"]).default("both").describe("whose predictions have the error");

/** What every experiment has, whatever its world. */
export const commonFields = {
  $schema: z.string().optional(),
  schema: z.literal("guidelab/experiment@1").default("guidelab/experiment@1"),
  name: z.string().optional(),
  target: z.string().optional(),
  seed: z.int().default(0),
};
