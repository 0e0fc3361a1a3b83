import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { continuousPresetSchema } from "../../../src/studies/continuous/schema.ts";
import { buildContinuousWorld } from "../../../src/studies/continuous/world.ts";
import { isContinuous } from "../../../src/studies/experiment.ts";
import { presetSchema } from "../../../src/studies/masked/schema.ts";
import { buildWorld } from "../../../src/studies/masked/world.ts";
import { parseExperiment } from "../../../src/studies/parse.ts";
import { settingsFault } from "../../../src/web/forms/settingsFault.ts";
import { fitted, type WorldFile } from "../../../src/web/state/fitted.ts";
import { DEFAULT_STATE, type ExperimentFile } from "../../../src/web/state/labState.ts";
import { lent } from "../../studies/given.ts";

const PRESETS: readonly WorldFile[] = [...presetSchema.options, ...continuousPresetSchema.options].map(({ shape }) => ({
  kind: "preset",
  name: shape.name.value,
}));
const OWN: readonly WorldFile[] = [
  { kind: "table", alphabet: 2, length: 1, classes: { a: { weight: 1, law: [0.2, 0.8] }, b: { weight: 1, law: [0.5, 0.5] } } },
  { kind: "table", alphabet: 2, length: 1, conditional: [0.2, 0.8], unconditional: [0.5, 0.5] },
  { kind: "gaussian-mixture", dimension: 1, classes: { one: { weight: 1, components: [{ weight: 1, mean: [0], covariance: 1 }] } } },
  { kind: "points", dimension: 1, bandwidth: 0.1, conditional: { points: [[1]] }, unconditional: { points: [[1], [0]] } },
];
const examples: readonly ExperimentFile[] = readdirSync("examples")
  .filter((name) => name.endsWith(".json"))
  .map((name) => JSON.parse(readFileSync(`examples/${name}`, "utf8")) as ExperimentFile);

describe("an experiment fitted to another world", () => {
  it("parses and has nothing wrong that it had not, from every example to every world", () => {
    expect(examples.length).toBeGreaterThan(3);
    for (const experiment of [DEFAULT_STATE.experiment, ...examples])
      for (const world of [...PRESETS, ...OWN]) expect(parseExperiment(fitted(experiment, world)).world.kind).toBe(world.kind);
    for (const world of [...PRESETS, ...OWN]) expect(settingsFault(parseExperiment(fitted(DEFAULT_STATE.experiment, world)))).toBeNull();
  });

  it("asks for a class that the world has", () => {
    for (const world of [...PRESETS, ...OWN.slice(0, 3)]) {
      const experiment = parseExperiment(fitted(DEFAULT_STATE.experiment, world));
      if (isContinuous(experiment)) expect(() => buildContinuousWorld(experiment, lent())).not.toThrow();
      else expect(() => buildWorld(experiment, lent(), 8)).not.toThrow();
    }
  });

  it("keeps what belongs to the world's half, to the letter", () => {
    const experiment = {
      ...DEFAULT_STATE.experiment,
      name: "mine",
      target: "b",
      sampler: { kind: "euler", steps: 3 },
      scoreError: { kind: "uniform-mix", epsilon: 0.1 },
    };
    expect(fitted(experiment, OWN[0] as WorldFile)).toEqual({ ...experiment, world: OWN[0] });
  });

  it("keeps the weight where the rule cannot stay, and leaves out the score error of the other half", () => {
    const experiment = {
      ...DEFAULT_STATE.experiment,
      guidance: { rule: "tokens", w: 2.5 },
      scoreError: { kind: "uniform-mix", epsilon: 0.1 },
    };
    const there = fitted(experiment, { kind: "preset", name: "two-gaussians" });
    expect(there).toMatchObject({ guidance: { rule: "cfg", w: 2.5 }, process: { kind: "vp" }, sampler: { kind: "flow" }, target: "right" });
    expect(there).not.toHaveProperty("scoreError");
    expect(fitted(there, { kind: "preset", name: "diamonds" })).toMatchObject({
      guidance: { rule: "rates", w: 2.5 },
      sampler: { kind: "exact" },
      target: "z1",
    });
  });

  it("keeps a sampler and an error that both halves have", () => {
    const experiment = {
      ...DEFAULT_STATE.experiment,
      sampler: { kind: "euler", steps: 3 },
      scoreError: { kind: "tempering", temperature: 2 },
    };
    expect(fitted(experiment, { kind: "preset", name: "rings" })).toMatchObject({
      sampler: experiment.sampler,
      scoreError: experiment.scoreError,
    });
  });

  it("has a constant weight where its schedule is on a clock that the other half has not", () => {
    const w = { kind: "interval", in: "u", w: 3, from: 0, to: 1 };
    const experiment = { ...DEFAULT_STATE.experiment, guidance: { rule: "cfg", w } };
    expect(fitted(experiment, { kind: "preset", name: "rings" }).guidance).toEqual({ rule: "cfg", w: 4 });
  });

  it("has no target with a pair of laws, and one again without", () => {
    const pair = fitted(DEFAULT_STATE.experiment, OWN[1] as WorldFile);
    expect(pair).not.toHaveProperty("target");
    expect(fitted(pair, OWN[0] as WorldFile).target).toBe("a");
  });
});
