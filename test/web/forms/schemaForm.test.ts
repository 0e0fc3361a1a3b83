import { describe, expect, it } from "vitest";
import { z } from "zod";
import { FIELD_WORDS, fieldWords } from "../../../src/web/forms/fieldWords.ts";
import { HALVES, type Half, SECTIONS, type Section, schemaOf, sectionForms, tagOf } from "../../../src/web/forms/forms.ts";
import { kindWords } from "../../../src/web/forms/kindWords.ts";
import { type FormField, formsOf } from "../../../src/web/forms/schemaForm.ts";
import { startOf } from "../../../src/web/forms/starts.ts";

const ALL = HALVES.flatMap((half) => SECTIONS.map((section) => [half, section] as const));

/** Every field of a schema by a walk of its own: through the JSON Schema that is published. */
function publishedPaths(half: Half, section: Section): ReadonlySet<string> {
  const found = new Set<string>();
  const walk = (node: unknown, at: string): void => {
    if (typeof node !== "object" || node === null) return;
    for (const key of ["anyOf", "oneOf", "allOf"] as const) {
      const options = (node as Record<string, unknown>)[key];
      if (Array.isArray(options)) for (const option of options) walk(option, at);
    }
    const { properties } = node as { properties?: Record<string, unknown> };
    for (const [name, child] of Object.entries(properties ?? {})) {
      if (name === tagOf(section) || name === "kind") continue;
      const path = at === "" ? name : `${at}.${name}`;
      found.add(path);
      if (name !== "w") walk(child, path);
    }
  };
  walk(z.toJSONSchema(schemaOf(half, section), { io: "input" }), "");
  return found;
}

function formPaths(half: Half, section: Section): ReadonlySet<string> {
  const paths = (fields: readonly FormField[], at: string): string[] =>
    fields.flatMap(({ name, input }) => [
      `${at}${name}`,
      ...(input.type === "variant" ? [...input.kinds.values()].flatMap((inner) => paths(inner, `${at}${name}.`)) : []),
    ]);
  return new Set([...sectionForms(half, section).values()].flatMap((fields) => paths(fields, "")));
}

describe("forms from the schemas of the file", () => {
  it.each(ALL)("of %s %s have every field that the published schema has", (half, section) => {
    expect([...formPaths(half, section)].sort()).toEqual([...publishedPaths(half, section)].sort());
  });

  it.each(ALL)("of %s %s have a label for every field, and a sentence for every kind", (half, section) => {
    for (const path of formPaths(half, section)) expect(fieldWords(half, section, path)?.label, `${section}.${path}`).toMatch(/\S/);
    const words = kindWords(half, section);
    expect(Object.keys(words).sort()).toEqual([...sectionForms(half, section).keys()].sort());
    for (const { label, does } of Object.values(words)) expect([label, does].join()).toMatch(/^\S.*\.$/);
  });

  it("have no words that no field uses", () => {
    const used = new Set(
      ALL.flatMap(([half, section]) =>
        [...formPaths(half, section)].map((path) => {
          const own = `${half}.${section}.${path}`;
          return own in FIELD_WORDS ? own : `${section}.${path}`;
        }),
      ),
    );
    expect(Object.keys(FIELD_WORDS).filter((key) => !used.has(key))).toEqual([]);
  });

  it.each(ALL)("of %s %s know a start that the schema accepts for every field that must be there", (half, section) => {
    const check = (fields: readonly FormField[], at: string): void => {
      for (const field of fields) {
        if (field.needed) expect(field.accepts(startOf(half, section, at + field.name, field)), at + field.name).toBe(true);
        if (field.input.type === "variant") for (const inner of field.input.kinds.values()) check(inner, `${at}${field.name}.`);
      }
    };
    for (const fields of sectionForms(half, section).values()) check(fields, "");
  });

  it("read names, kinds, defaults and allowed values off a schema", () => {
    const schema = z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.enum(["a", "b"]), count: z.int().min(1), share: z.number().default(0.5) }),
      z.strictObject({ kind: z.literal("c"), way: z.enum(["x", "y"]).optional(), at: z.array(z.number()) }),
    ]);
    const forms = formsOf(schema.prefault({ kind: "a", count: 1 }), "kind");
    const brief = (kind: string) => forms.get(kind)?.map(({ accepts: _, ...rest }) => rest);
    expect([...forms.keys()]).toEqual(["a", "b", "c"]);
    expect(brief("b")).toEqual([
      { name: "count", input: { type: "number", integer: true }, needed: true, standard: undefined },
      { name: "share", input: { type: "number", integer: false }, needed: false, standard: 0.5 },
    ]);
    expect(brief("c")).toEqual([
      { name: "way", input: { type: "choice", values: ["x", "y"] }, needed: false, standard: undefined },
      { name: "at", input: { type: "list" }, needed: true, standard: undefined },
    ]);
    expect(forms.get("a")?.[0]?.accepts(0)).toBe(false);
  });

  it("refuse what no form can show", () => {
    expect(() => formsOf(z.string(), "kind")).toThrow("formsOf: kind must be of records");
    expect(() => formsOf(z.object({ kind: z.number() }), "kind")).toThrow("the tag must be an enumeration or a literal");
    expect(() => formsOf(z.object({ kind: z.literal("a"), on: z.boolean() }), "kind")).toThrow("formsOf: on must be a number");
  });
});
