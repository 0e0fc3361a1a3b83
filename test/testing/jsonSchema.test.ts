import { describe, expect, it } from "vitest";
import { accepts } from "../../testing/jsonSchema.ts";

describe("accepts", () => {
  it.each<[object | boolean, unknown, boolean]>([
    [true, 1, true],
    [false, 1, false],
    [{ type: "integer", minimum: 1, maximum: 3 }, 3, true],
    [{ type: "integer", minimum: 1 }, 0, false],
    [{ maximum: 3 }, 4, false],
    [{ type: "integer" }, 1.5, false],
    [{ type: "number", exclusiveMinimum: 0 }, 0, false],
    [{ type: "number", exclusiveMinimum: 0 }, 1e-9, true],
    [{ exclusiveMaximum: 1 }, 1, false],
    [{ exclusiveMaximum: 1 }, 0.999, true],
    [{ type: "number" }, null, false],
    [{ type: "string", minLength: 1 }, "", false],
    [{ type: "array", minItems: 1, items: { type: "string" } }, ["a"], true],
    [{ type: "array", minItems: 1 }, [], false],
    [{ type: "array", items: { type: "string" } }, ["a", 1], false],
    [{ const: "a" }, "b", false],
    [{ enum: ["a", "b"] }, "b", true],
    [{ enum: ["a", "b"] }, "c", false],
    [{ type: "object", properties: { a: { type: "number" } }, required: ["a"] }, {}, false],
    [{ type: "object", properties: { a: { type: "number" } } }, { a: "x" }, false],
    [{ properties: { a: true }, additionalProperties: false }, { a: 1 }, true],
    [{ properties: { a: true }, additionalProperties: false }, { b: 1 }, false],
    [{ additionalProperties: { type: "number" } }, { b: 1, c: "x" }, false],
    [{ propertyNames: { minLength: 1 } }, { "": 1 }, false],
    [{ anyOf: [{ type: "number" }, { type: "string" }] }, true, false],
    [{ oneOf: [{ type: "number" }, { minimum: 0 }] }, 1, false],
    [{ oneOf: [{ type: "number" }, { type: "string" }] }, 1, true],
    [{ type: "object" }, [], false],
    [{ type: "object" }, null, false],
    [{ type: "boolean", title: "t", default: true }, false, true],
    [{ type: "null" }, null, true],
  ])("%j of %j is %s", (schema, value, expected) => {
    expect(accepts(schema, value)).toBe(expected);
  });

  it("refuses a keyword that it does not know, by name", () => {
    expect(() => accepts({ pattern: "a" }, "b")).toThrow("got pattern");
  });
});
