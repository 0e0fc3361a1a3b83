/** @file The fields of a settings record read off its schema, kind by kind: names, types, allowed values, defaults. No words; those are in words.ts. */
import { z } from "zod";

/** What can be entered. */
export type FieldType =
  | { readonly type: "number"; readonly integer: boolean }
  | { readonly type: "choice"; readonly values: readonly string[] }
  /** Numbers in a row. */
  | { readonly type: "list" }
  /** A guidance weight: a number or a schedule. */
  | { readonly type: "weight" }
  /** A record of one of several kinds, named by its field `kind`. */
  | { readonly type: "variant"; readonly kinds: Forms };

export interface FormField {
  readonly name: string;
  readonly input: FieldType;
  /** Whether the file must have it. */
  readonly needed: boolean;
  /** Value that the schema fills in; undefined where it leaves the field out. */
  readonly standard: unknown;
  readonly accepts: (value: unknown) => boolean;
}

/** Fields by kind, without the field that names the kind. */
export type Forms = ReadonlyMap<string, readonly FormField[]>;

/**
 * Forms of a record whose field `tag` names its kind: a discriminated union, or one record with an enumeration of kinds.
 *
 * @throws TypeError for a schema of another shape, or a field that no form can show
 */
export function formsOf(schema: z.core.$ZodType, tag: string): Forms {
  const { inner } = unwrapped(schema);
  const options = inner instanceof z.ZodDiscriminatedUnion ? inner.options : [inner];
  return new Map(
    options.flatMap((option) => {
      if (!(option instanceof z.ZodObject)) throw new TypeError(`formsOf: ${tag} must be of records`);
      const shape: Readonly<Record<string, z.core.$ZodType>> = option.shape;
      const fields = Object.entries(shape).flatMap(([name, field]) => (name === tag ? [] : [formField(name, field)]));
      return valuesOf(shape[tag]).map((kind) => [kind, fields] as const);
    }),
  );
}

interface Unwrapped {
  readonly inner: z.core.$ZodType;
  readonly needed: boolean;
  readonly standard: unknown;
}

function unwrapped(schema: z.core.$ZodType): Unwrapped {
  if (schema instanceof z.ZodOptional) return { ...unwrapped(schema.unwrap()), needed: false };
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault)
    return { inner: unwrapped(schema.def.innerType).inner, needed: false, standard: schema.def.defaultValue };
  return { inner: schema, needed: true, standard: undefined };
}

function formField(name: string, schema: z.core.$ZodType): FormField {
  const { inner, needed, standard } = unwrapped(schema);
  return { name, input: inputOf(name, inner), needed, standard, accepts: (value) => z.safeParse(schema, value).success };
}

function inputOf(name: string, schema: z.core.$ZodType): FieldType {
  if (schema instanceof z.ZodNumber) return { type: "number", integer: schema.isInt };
  if (schema instanceof z.ZodEnum) return { type: "choice", values: schema.options.map(String) };
  if (schema instanceof z.ZodArray) return { type: "list" };
  if (schema instanceof z.ZodDiscriminatedUnion) return { type: "variant", kinds: formsOf(schema, "kind") };
  if (schema instanceof z.ZodUnion) return { type: "weight" };
  throw new TypeError(`formsOf: ${name} must be a number, an enumeration, a list or a record of kinds`);
}

function valuesOf(schema: z.core.$ZodType | undefined): readonly string[] {
  if (schema instanceof z.ZodEnum) return schema.options.map(String);
  if (schema instanceof z.ZodLiteral) return [...schema.values].map(String);
  throw new TypeError("formsOf: the tag must be an enumeration or a literal");
}
