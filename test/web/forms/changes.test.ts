import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseExperiment } from "../../../src/studies/parse.ts";
import { applies, type Setting } from "../../../src/web/forms/applies.ts";
import { trimmed, withField, withKind, withList, withSteps, withVariant } from "../../../src/web/forms/changes.ts";
import { fieldsOf, HALVES, type Half, SECTIONS, type Section, sectionForms, tagOf, type Written } from "../../../src/web/forms/forms.ts";
import { settingsFault } from "../../../src/web/forms/settingsFault.ts";
import { startOf } from "../../../src/web/forms/starts.ts";
import { experimentOf } from "./experiments.ts";

const KINDS = HALVES.flatMap((half) =>
  SECTIONS.flatMap((section) => [...sectionForms(half, section).keys()].map((kind) => ({ half, section, kind }))),
);
const setting = (half: Half, section: Section, value: Written, process = half === "masked" ? "masked" : "vp"): Setting => ({
  half,
  section,
  value,
  process,
  pair: false,
});
const runs = (half: Half, section: Section, value: Written): unknown =>
  settingsFault(parseExperiment(experimentOf(half, { [section]: value })));

/** Rules that a kind of sampler takes, where not `rates`; weights that a rule takes, where not 1; samplers that a rule takes. */
const SUITED: Readonly<Record<string, Partial<Record<Section, Written>>>> = {
  ancestral: { guidance: { rule: "tokens", w: 1 } },
  remdm: { guidance: { rule: "tokens", w: 1 } },
  "cfg++": { sampler: { kind: "ddim", steps: 4 } },
};

describe("a section with another kind", () => {
  it.each(KINDS)("$half $section $kind parses and runs with what it starts with", ({ half, section, kind }) => {
    const value = withKind(setting(half, section, section === "guidance" ? { w: kind === "cfg++" ? -0.5 : 1 } : {}), kind);
    const file = experimentOf(half, { ...SUITED[kind], [section]: value });
    expect(settingsFault(parseExperiment(file))).toBeNull();
    expect(value[tagOf(section)]).toBe(kind);
  });

  it("keeps what still applies through any chain of kinds, and always parses", () => {
    const chain = fc
      .constantFrom(...HALVES)
      .chain((half) =>
        fc
          .constantFrom(...SECTIONS)
          .chain((section) =>
            fc.tuple(
              fc.constant(half),
              fc.constant(section),
              fc.array(fc.constantFrom(...sectionForms(half, section).keys()), { minLength: 1, maxLength: 6 }),
            ),
          ),
      );
    fc.assert(
      fc.property(chain, ([half, section, kinds]) => {
        let value: Written = section === "guidance" ? { w: 2.5 } : {};
        for (const kind of kinds) {
          const before = value;
          value = withKind(setting(half, section, value), kind);
          parseExperiment(experimentOf(half, { [section]: value }));
          for (const { name, accepts } of fieldsOf(half, section, kind)) {
            const stays = before[name] !== undefined && accepts(before[name]) && applies(setting(half, section, value), name);
            if (stays) expect(value[name]).toEqual(before[name]);
          }
        }
      }),
    );
  });

  it("keeps the number of steps from euler to heun, and drops the share of noise of ddim", () => {
    const value = withKind(setting("continuous", "sampler", { kind: "ddim", steps: 7, eta: 0.5 }), "heun");
    expect(value).toEqual({ kind: "heun", steps: 7 });
  });

  it("does not keep a value that the field may not have", () => {
    const value = withKind(setting("masked", "sampler", { kind: "euler", steps: "many", fill: "wrong", end: 0.1 }), "tweedie");
    expect(value).toEqual({ kind: "tweedie", steps: 16, end: 0.1 });
  });

  it("gives autoguidance a bad model, but not for a pair, whose unconditional law is the bad one", () => {
    const guidance = setting("continuous", "guidance", { rule: "cfg", w: 1 });
    expect(withKind(guidance, "autoguidance").bad).toEqual({ kind: "smoothing", sd: 0.5 });
    expect(withKind({ ...guidance, pair: true }, "autoguidance")).toEqual({ rule: "autoguidance", w: 1 });
  });
});

describe("a section with another value of a field", () => {
  it("starts the parameter of a noise schedule and drops that of the one before", () => {
    const polynomial = withField(setting("masked", "process", { kind: "masked", schedule: "ou", horizon: 3 }), "schedule", "polynomial");
    expect(polynomial).toEqual({ kind: "masked", schedule: "polynomial", power: 2 });
    expect(runs("masked", "process", polynomial)).toBeNull();
    const levels = withField(
      setting("continuous", "process", { kind: "vp", schedule: "ddpm", betaMin: 0.001, steps: 50 }),
      "shape",
      "cosine",
    );
    expect(levels).toEqual({ kind: "vp", schedule: "ddpm", steps: 50, shape: "cosine" });
    expect(runs("continuous", "process", levels)).toBeNull();
    expect(withField(setting("continuous", "process", levels), "schedule", "ou")).toEqual({ kind: "vp", schedule: "ou" });
  });

  it("leaves out a field whose value is undefined, unless it is needed", () => {
    const even = setting("masked", "sampler", { kind: "euler", steps: 3, end: 0.1 });
    expect(withField(even, "end", undefined)).toEqual({ kind: "euler", steps: 3 });
    expect(withField(even, "steps", undefined)).toEqual({ kind: "euler", steps: 16, end: 0.1 });
  });

  it("shows the curvature where spacing is Karras's, written or of the process", () => {
    const euler = setting("continuous", "sampler", { kind: "euler", steps: 4 });
    expect(applies(euler, "rho")).toBe(false);
    expect(applies({ ...euler, process: "ve" }, "rho")).toBe(true);
    expect(applies({ ...euler, value: { ...euler.value, spacing: "karras" } }, "rho")).toBe(true);
    expect(applies({ ...euler, process: "ve", value: { ...euler.value, spacing: "uniform" } }, "rho")).toBe(false);
    expect(withField({ ...euler, value: { ...euler.value, spacing: "karras", rho: 3 } }, "spacing", "uniform").rho).toBeUndefined();
  });

  it("has nothing to fill where nothing is masked", () => {
    const euler = setting("masked", "sampler", { kind: "euler", steps: 4, fill: "argmax" }, "uniform");
    expect(trimmed(euler)).toEqual({ kind: "euler", steps: 4 });
  });
});

describe("times of a sampler", () => {
  it("listed stand in place of steps, end and spacing; made again they are as many, to the same end", () => {
    const even = setting("continuous", "sampler", { kind: "ddim", steps: 2, end: 0.1, spacing: "karras", rho: 5, eta: 0.5 });
    const listed = withList(even, [1, 0.4, 0.1]);
    expect(listed).toEqual({ kind: "ddim", grid: [1, 0.4, 0.1], eta: 0.5 });
    expect(withSteps({ ...even, value: listed })).toEqual({ kind: "ddim", steps: 2, end: 0.1, eta: 0.5 });
    expect(withSteps({ ...even, value: { kind: "ddim", grid: [1, 0] } })).toEqual({ kind: "ddim", steps: 1 });
    expect(withSteps(even)).toEqual(even.value);
  });

  it("of dopri5 have no number of steps", () => {
    const value = { kind: "dopri5", grid: [1, 0.5, 0.2] };
    expect(withSteps(setting("continuous", "sampler", value))).toEqual({ kind: "dopri5", end: 0.2 });
  });
});

describe("a nested record", () => {
  it("with another kind keeps what both have, and parses", () => {
    const remdm = setting("masked", "sampler", { kind: "remdm", steps: 4, remasking: { kind: "cap", eta: 0.02 } });
    const field = fieldsOf("masked", "sampler", "remdm").find(({ name }) => name === "remasking");
    if (field === undefined || field.input.type !== "variant") throw new Error("remasking must be a record of kinds");
    for (const kind of field.input.kinds.keys()) {
      const value = withVariant(remdm, field, kind);
      expect(value.remasking).toMatchObject({ kind, eta: 0.02 });
      const file = experimentOf("masked", { sampler: value, guidance: { rule: "tokens", w: 1 } });
      expect(settingsFault(parseExperiment(file))).toBeNull();
    }
    expect(startOf("masked", "sampler", "steps", field)).toBe(16);
  });

  it("that may be left out is left out for null", () => {
    const auto = setting("continuous", "guidance", { rule: "autoguidance", w: 1, bad: { kind: "smoothing", sd: 1 } });
    const field = fieldsOf("continuous", "guidance", "autoguidance").find(({ name }) => name === "bad");
    if (field === undefined) throw new Error("autoguidance must have a bad model");
    expect(withVariant(auto, field, null)).toEqual({ rule: "autoguidance", w: 1 });
  });
});
