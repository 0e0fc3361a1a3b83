import { describe, expect, it } from "vitest";
import { parseExperiment } from "../../../../src/studies/parse.ts";
import { begun, changed, secondOf, settingWords, swapped } from "../../../../src/web/panels/duel/setting.ts";
import { DEFAULT_STATE, type ExperimentFile } from "../../../../src/web/state/labState.ts";

const { experiment } = DEFAULT_STATE;
const erring: ExperimentFile = { ...experiment, scoreError: { kind: "uniform-mix", epsilon: 0.1 }, seed: 5 };

describe("the second setting of a duel", () => {
  it("begins as a copy, which later edits of the first do not change", () => {
    const duel = begun(erring);
    expect(secondOf(erring, duel)).toEqual(erring);
    const edited = { ...erring, guidance: { rule: "tokens", w: 0 }, sampler: { kind: "first-hitting" } };
    expect(secondOf(edited, duel)).toEqual(erring);
    const { scoreError, ...sound } = erring;
    expect(secondOf({ ...sound, scoreError }, begun(sound))).toEqual(sound);
  });

  it("has world, target and seed of the first, whatever the duel says", () => {
    expect(secondOf(erring, { world: "another", seed: 9, guidance: { rule: "tokens", w: 1 } })).toEqual({
      ...erring,
      guidance: { rule: "tokens", w: 1 },
    });
  });

  it("changes in its own fields only; undefined leaves one out", () => {
    const duel = changed(begun(erring), { guidance: { rule: "tokens", w: 1 }, scoreError: undefined, seed: 7 });
    expect(duel).toEqual({ ...begun(erring), guidance: { rule: "tokens", w: 1 }, scoreError: null });
    expect(secondOf(erring, duel)).not.toHaveProperty("scoreError");
  });

  it("is exchanged with the first, and back", () => {
    const duel = changed(begun(erring), { guidance: { rule: "tokens", w: 1 }, scoreError: undefined });
    const once = swapped(erring, duel);
    const first = Object.fromEntries(Object.entries({ ...erring, ...once.fields }).filter(([, value]) => value !== undefined));
    expect(first).toEqual(secondOf(erring, duel));
    expect(secondOf(first, once.duel)).toEqual(erring);
    const twice = swapped(first, once.duel);
    expect(twice.duel).toEqual(duel);
  });

  it("is said in a few words", () => {
    expect(settingWords(parseExperiment(erring))).toBe("rates, w = 4; sampler exact; process masked, log-linear; score error uniform-mix");
    const line = {
      world: { kind: "preset", name: "two-gaussians" },
      target: "right",
      guidance: { rule: "cfg", w: { kind: "ramp-up", w: 2 } },
      process: { kind: "flow" },
      sampler: { kind: "heun", steps: 8 },
    };
    expect(settingWords(parseExperiment(line))).toBe("cfg, w by schedule (ramp-up); sampler heun, 8 steps; process flow");
  });
});
