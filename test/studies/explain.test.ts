import { describe, expect, it } from "vitest";
import { z } from "zod";
import { explained } from "../../src/studies/explain.ts";
import { parseExperiment } from "../../src/studies/parse.ts";
import { LAWS, table, written } from "./given.ts";

/** What is said of an input that a schema refuses. */
function said(schema: z.ZodType, input: unknown, prefix?: string): string {
  const { error } = schema.safeParse(input);
  if (error === undefined) throw new Error("the schema accepts this input");
  return explained(error, input, prefix).message;
}

describe("explained", () => {
  it.each<[z.ZodType, unknown, string]>([
    [z.object({ a: z.number() }), {}, "a must be a finite number, got nothing"],
    [z.object({ a: z.number() }), { a: null }, "a must be a finite number, got null"],
    [z.object({ a: z.array(z.number()) }), { a: 1 }, "a must be a list, got 1"],
    [z.object({ a: z.array(z.number()) }), { a: [0, "x"] }, 'a[1] must be a finite number, got "x"'],
    [z.object({ a: z.int() }), { a: 0.5 }, "a must be an integer, got 0.5"],
    [z.object({ a: z.object({}) }), { a: 1 }, "a must be an object, got 1"],
    [z.object({ a: z.number().min(-1) }), { a: -2 }, "a must be at least -1, got -2"],
    [z.object({ a: z.number().positive() }), { a: 0 }, "a must be above 0, got 0"],
    [z.object({ a: z.int().max(3) }), { a: 4 }, "a must be at most 3, got 4"],
    [z.object({ a: z.number().lt(3) }), { a: 3 }, "a must be below 3, got 3"],
    [z.object({ a: z.string().min(1) }), { a: "" }, 'a must be a text that is not empty, got ""'],
    [z.object({ a: z.literal("x") }), { a: "y" }, 'a must be "x", got "y"'],
    [z.object({ a: z.enum(["x", "y"]) }), { a: "z" }, 'a must be one of x, y, got "z"'],
    [z.strictObject({ a: z.number() }), { a: 1, b: 2, c: 3 }, "b must be left out (unknown field), got 2"],
    [z.array(z.number()), "x", 'experiment must be a list, got "x"'],
  ])("%#: %j", (schema, input, message) => {
    expect(said(schema, input)).toBe(message);
  });

  it("puts the prefix before the path, and itself where there is no path", () => {
    expect(said(z.object({ a: z.number() }), { a: "1" }, "world")).toBe('world.a must be a finite number, got "1"');
    expect(said(z.object({}), 1, "world")).toBe("world must be an object, got 1");
  });

  it("inside a union speaks of the branch that went furthest", () => {
    const union = z.object({ w: z.union([z.number(), z.object({ kind: z.literal("a"), w: z.number() })]) });
    expect(said(union, { w: { kind: "a", w: "x" } })).toBe('w.w must be a finite number, got "x"');
    expect(said(union, { w: "x" })).toBe('w must be a finite number, got "x"');
  });

  it("names the record of an empty key, and the key", () => {
    const classes = { z1: { weight: 0.5, law: LAWS.z1 }, "": { weight: 0.5, law: LAWS.z2 } };
    expect(() => parseExperiment(written({ world: { ...table, classes } }))).toThrow(
      'world.classes must be a record of entries with names that are not empty, got ""',
    );
  });
});
