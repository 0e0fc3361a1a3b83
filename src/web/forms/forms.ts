/** @file The settings of an experiment as forms: per half of the house, section and kind the fields, from the schemas of the file. */
import type { z } from "zod";
import { continuousFrame } from "../../studies/continuous/schema.ts";
import type { Experiment } from "../../studies/experiment.ts";
import { isContinuousWorld } from "../../studies/experiment.ts";
import { maskedFrame } from "../../studies/masked/schema.ts";
import { type FormField, type Forms, formsOf } from "./schemaForm.ts";

/** Sequences of tokens, or R^d. */
export type Half = "masked" | "continuous";
export const HALVES: readonly Half[] = ["masked", "continuous"];

/** Records of the experiment file that have kinds. */
export const SECTIONS = ["guidance", "process", "sampler", "scoreError"] as const;
export type Section = (typeof SECTIONS)[number];

/** A record as written. */
export type Written = Readonly<Record<string, unknown>>;

/** The half of a world, as written. */
export function halfOf(world: Parameters<typeof isContinuousWorld>[0]): Half {
  return isContinuousWorld(world) ? "continuous" : "masked";
}

/** The field that names a record's kind. */
export function tagOf(section: Section): "rule" | "kind" {
  return section === "guidance" ? "rule" : "kind";
}

/** The schema of a section as the file's frame has it. */
export function schemaOf(half: Half, section: Section): z.ZodType {
  return (half === "masked" ? maskedFrame : continuousFrame).shape[section];
}

const known = new Map<string, Forms>();

/** Forms of a section, by kind. */
export function sectionForms(half: Half, section: Section): Forms {
  const key = `${half}.${section}`;
  const found = known.get(key) ?? formsOf(schemaOf(half, section), tagOf(section));
  known.set(key, found);
  return found;
}

/** Fields of one kind; none for a kind that the section does not have. */
export function fieldsOf(half: Half, section: Section, kind: string): readonly FormField[] {
  return sectionForms(half, section).get(kind) ?? [];
}

/** A section of a parsed experiment, with the defaults that the schema fills in; null for no score error. */
export function sectionOf(experiment: Experiment, section: Section): Written | null {
  return (experiment[section] as Written | undefined) ?? null;
}
