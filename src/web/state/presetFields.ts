/** @file The parameters of presets as fields: names, defaults and meaning come from the experiment's schema. */
import type { z } from "zod";
import { continuousPresetSchema } from "../../studies/continuous/schema.ts";
import { presetSchema } from "../../studies/masked/schema.ts";

export interface PresetField {
  readonly name: string;
  /** A number, or a list of numbers. */
  readonly initial: number | readonly number[];
  readonly integer: boolean;
  /** Least and largest value that the schema takes at once; null without. */
  readonly min: number | null;
  readonly max: number | null;
  /** What it means; empty where the name says it. */
  readonly about: string;
}

/** Fields of a preset in the schema's order; empty for a name that is none. */
export function presetFields(preset: string): readonly PresetField[] {
  const option = [...presetSchema.options, ...continuousPresetSchema.options].find(({ shape }) => shape.name.value === preset);
  if (option === undefined) return [];
  const fields = option.shape.parameters.unwrap().shape as Readonly<Record<string, z.ZodDefault>>;
  return Object.entries(fields).map(([name, field]) => {
    const initial = field.def.defaultValue as number | readonly number[];
    const inner = field.def.innerType as z.ZodNumber;
    const bound = (value: number | null | undefined): number | null =>
      typeof value === "number" && Math.abs(value) < Number.MAX_SAFE_INTEGER ? value : null;
    return {
      name,
      initial,
      integer: inner.format === "safeint",
      min: bound(inner.minValue),
      max: bound(inner.maxValue),
      about: field.description ?? inner.description ?? "",
    };
  });
}
