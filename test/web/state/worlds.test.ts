import { describe, expect, it } from "vitest";
import { continuousPresetSchema } from "../../../src/studies/continuous/schema.ts";
import { presetSchema } from "../../../src/studies/masked/schema.ts";
import { parseExperiment } from "../../../src/studies/parse.ts";
import { worldTitle } from "../../../src/web/panels/world/worldTitle.ts";
import { presetFields } from "../../../src/web/state/presetFields.ts";
import { classNames, OFFERED } from "../../../src/web/state/worlds.ts";

const names = [...presetSchema.options, ...continuousPresetSchema.options].map(({ shape }) => shape.name.value);

describe("the worlds offered", () => {
  it("are all presets of both halves, each a whole experiment on one of its classes", () => {
    expect(OFFERED.map(({ name }) => name).sort()).toEqual([...names].sort());
    for (const { experiment, name } of OFFERED) {
      const parsed = parseExperiment(experiment);
      expect((parsed.world as { name?: string }).name).toBe(name);
      expect(classNames(parsed.world as unknown as Record<string, unknown>)).toContain(parsed.target);
    }
  });

  it("have a title that a world on screen is called by; others are called by their kind", () => {
    expect(worldTitle({ kind: "preset", name: "rings" })).toBe("Rings");
    expect(worldTitle({ kind: "points" })).toBe("points");
    expect(worldTitle({ kind: "table", conditional: [] })).toBe("a table of class laws, an explicit pair");
  });
});

describe("the fields of a preset", () => {
  it("are its parameters, with the defaults and bounds of the schema", () => {
    for (const { experiment, name } of OFFERED) {
      const parsed = parseExperiment({ ...experiment, world: { kind: "preset", name } });
      const parameters = (parsed.world as unknown as { parameters: Record<string, unknown> }).parameters;
      expect(Object.fromEntries(presetFields(name).map((field) => [field.name, field.initial]))).toEqual(parameters);
    }
    expect(presetFields("overlapping-squares")[0]).toEqual({ name: "side", initial: 3, integer: true, min: 2, max: null, about: "" });
    expect(presetFields("two-gaussians")[0]).toMatchObject({ name: "separation", integer: false, min: 0 });
    expect(presetFields("rings").map(({ about }) => about)[1]).toBe("points of each class");
    expect(presetFields("nothing")).toEqual([]);
  });
});
