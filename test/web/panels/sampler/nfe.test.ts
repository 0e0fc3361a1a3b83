import { describe, expect, it } from "vitest";
import { runLaw } from "../../../../src/studies/law.ts";
import { parseExperiment } from "../../../../src/studies/parse.ts";
import { runSampling } from "../../../../src/studies/sampling.ts";
import type { Section, Written } from "../../../../src/web/forms/forms.ts";
import { settingsFault } from "../../../../src/web/forms/settingsFault.ts";
import { evaluations } from "../../../../src/web/panels/sampler/nfe.ts";
import { processChange } from "../../../../src/web/panels/sampler/processChange.ts";
import { stepTimes } from "../../../../src/web/panels/sampler/stepTimes.ts";
import { worldLength } from "../../../../src/web/panels/sampler/worldLength.ts";
import { lent } from "../../../studies/given.ts";
import { experimentOf } from "../../forms/experiments.ts";

type Sections = Partial<Record<Section, Written>>;
const parsed = (half: "masked" | "continuous", sections: Sections) => parseExperiment(experimentOf(half, sections));
/** NFE of samples that are drawn. */
const counted = (half: "masked" | "continuous", sections: Sections): ReadonlySet<number> =>
  new Set([...runSampling(parsed(half, sections), lent(), 40).draws].map(({ nfe }) => nfe));

const tokens = { rule: "tokens", w: 2 };
const interval = { kind: "interval", w: 2, from: 0.7, to: 0.2 };
const MASKED: readonly Sections[] = [
  {},
  { guidance: { rule: "rates", w: 0 } },
  { guidance: { rule: "tokens", w: -1 } },
  { guidance: { rule: "oracle", w: 3 } },
  { sampler: { kind: "first-hitting" } },
  { sampler: { kind: "order", order: "random", perStep: 2 } },
  { sampler: { kind: "order", order: "confidence" }, guidance: tokens },
  { sampler: { kind: "maskgit", steps: 3 }, guidance: tokens },
  { sampler: { kind: "ancestral", steps: 5 }, guidance: tokens },
  { sampler: { kind: "ancestral", steps: 5, end: 0.3 }, guidance: tokens },
  { sampler: { kind: "ancestral", steps: 5, end: 0.3, fill: "left" }, guidance: tokens },
  { sampler: { kind: "frozen-rate", grid: [1, 0.6, 0.1, 0] }, guidance: { rule: "rates", w: interval } },
  // A corner between the start of a step and its intermediate point, another after neither.
  { sampler: { kind: "theta-rk2", steps: 4, theta: 0.3 }, guidance: { rule: "rates", w: { ...interval, to: 0.1 } } },
  { sampler: { kind: "theta-trapezoidal", steps: 4, end: 0.2 }, guidance: tokens },
  { sampler: { kind: "remdm", steps: 6, remasking: { kind: "cap", eta: 0.05 } }, guidance: tokens },
];
const ddim = { kind: "ddim", steps: 5 };
const CONTINUOUS: readonly Sections[] = [
  ...["euler", "heun", "rk4", "ddpm", "euler-maruyama", "exponential", "ddim"].flatMap((kind) => [
    { sampler: { kind, steps: 5 } },
    { sampler: { kind, steps: 5, end: 0.1 } },
    { sampler: { kind, steps: 5 }, guidance: { rule: "cfg", w: interval }, process: { kind: "ve", sigmaMax: 5 } },
  ]),
  { sampler: { kind: "heun", grid: [1, 0.5, 0.3, 0] }, process: { kind: "flow" } },
  { sampler: { kind: "rk4", steps: 6 }, guidance: { rule: "zero-star", w: 1, zeroInit: 0.4 } },
  { sampler: ddim, guidance: { rule: "cfg++", w: -0.5 } },
  { sampler: ddim, guidance: { rule: "cfg++", w: -1 } },
  { sampler: ddim, guidance: { rule: "apg", w: -1 } },
  { sampler: ddim, guidance: { rule: "cfg", w: -1 } },
];

describe("network evaluations a sample", () => {
  it.each(MASKED)("are those that masked samples count: %j", (sections) => {
    const found = evaluations(parsed("masked", sections));
    for (const nfe of counted("masked", sections)) expect([found?.least, found?.most]).toContain(nfe);
  });

  it.each(CONTINUOUS)("are those that continuous samples count: %j", (sections) => {
    const found = evaluations(parsed("continuous", sections));
    expect([...counted("continuous", sections)]).toEqual([found?.least]);
    expect(found?.most).toBe(found?.least);
  });

  it("include the last question where sites may be left to fill, and not where they are left as they are", () => {
    const sampler = { kind: "ancestral", steps: 5, end: 0.3 };
    expect(evaluations(parsed("masked", { sampler, guidance: tokens }))).toEqual({ least: 10, most: 12 });
    expect(evaluations(parsed("masked", { sampler: { ...sampler, fill: "left" }, guidance: tokens }))).toEqual({ least: 10, most: 10 });
  });

  it("are not said where samples differ, or none are drawn", () => {
    const none: readonly (readonly ["masked" | "continuous", Sections])[] = [
      ["masked", { guidance: { rule: "rates", w: interval } }],
      ["masked", { process: { kind: "uniform" } }],
      [
        "masked",
        { guidance: { rule: "tokens", w: interval }, sampler: { kind: "remdm", steps: 6, remasking: { kind: "cap", eta: 0.05 } } },
      ],
      ["continuous", {}],
      ["continuous", { sampler: { kind: "sde" } }],
      ["continuous", { sampler: { kind: "dopri5" } }],
    ];
    for (const [half, sections] of none) expect(evaluations(parsed(half, sections))).toBeNull();
  });
});

describe("times of a sampler", () => {
  it("are its grid's, or null where it has none", () => {
    expect(stepTimes(parsed("masked", { sampler: { kind: "euler", steps: 4 } }))).toEqual([1, 0.75, 0.5, 0.25, 0]);
    expect(stepTimes(parsed("masked", { sampler: { kind: "theta-rk2", grid: [1, 0.3] } }))).toEqual([1, 0.3]);
    for (const kind of ["exact", "first-hitting"]) expect(stepTimes(parsed("masked", { sampler: { kind } }))).toBeNull();
    expect(stepTimes(parsed("masked", { sampler: { kind: "maskgit", steps: 3 } }))).toBeNull();
    expect(stepTimes(parsed("continuous", { sampler: { kind: "heun", steps: 2, end: 0.5 } }))).toEqual([1, 0.75, 0.5]);
    expect(stepTimes(parsed("continuous", { sampler: { kind: "heun", steps: 3 }, process: { kind: "ve" } }))?.[2]).toBeCloseTo(
      0.002 / 80,
      12,
    );
    expect(stepTimes(parsed("continuous", { sampler: { kind: "dopri5", grid: [1, 0.5] } }))).toEqual([1, 0.5]);
    for (const kind of ["flow", "sde", "dopri5"]) expect(stepTimes(parsed("continuous", { sampler: { kind } }))).toBeNull();
  });
});

describe("sites of a world", () => {
  it.each([
    [{ kind: "preset", name: "overlapping-squares" }, 2],
    [{ kind: "preset", name: "disjoint-squares" }, 2],
    [{ kind: "preset", name: "diamonds" }, 2],
    [{ kind: "preset", name: "three-class-line" }, 1],
    [{ kind: "preset", name: "overlapping-cubes", parameters: { length: 4 } }, 4],
    [{ kind: "preset", name: "checkerboards" }, 2],
    [{ kind: "preset", name: "random-dirichlet", parameters: { length: 3 } }, 3],
    [{ kind: "table", alphabet: 2, length: 1, classes: { z1: { weight: 1, law: [0.5, 0.5] } } }, 1],
  ])("%j has %i, as its law", (world, length) => {
    const experiment = parseExperiment({ ...experimentOf("masked"), world });
    if (!("fill" in experiment.sampler) && experiment.sampler.kind !== "exact") throw new Error("must be masked");
    expect(worldLength(experiment as Parameters<typeof worldLength>[0])).toBe(length);
    const law = runLaw(experiment, {}, lent());
    expect("length" in law ? law.length : null).toBe(length);
  });

  it("of counts are its columns", () => {
    const world = { kind: "counts", file: "a.csv", sites: ["a", "b", "c"], class: "d" };
    expect(worldLength(parseExperiment({ ...experimentOf("masked"), world }) as Parameters<typeof worldLength>[0])).toBe(3);
  });
});

describe("a change of the process", () => {
  const written = (sampler: Written) => ({ sampler, guidance: { rule: "tokens", w: 2 }, pair: false });

  it("to uniform takes a sampler and the rule that uniform processes have", () => {
    for (const kind of ["exact", "order", "remdm", "euler", "posterior-cfg"]) {
      const change = processChange(
        "masked",
        { kind: "uniform" },
        written({ kind, ...(kind === "exact" ? {} : { steps: 3, fill: "argmax" }) }),
      );
      const file = { ...experimentOf("masked"), ...change };
      expect(settingsFault(parseExperiment(file))).toBeNull();
      expect("law" in runLaw(parseExperiment(file), {}, lent())).toBe(true);
    }
    const kept = processChange("masked", { kind: "uniform" }, written({ kind: "euler", steps: 3 }));
    expect(kept).toEqual({ process: { kind: "uniform" }, sampler: { kind: "euler", steps: 3 }, guidance: { rule: "rates", w: 2 } });
  });

  it("takes the curvature from a sampler whose spacing was the process's", () => {
    const change = processChange("continuous", { kind: "flow" }, written({ kind: "euler", steps: 3, rho: 5 }));
    expect(change).toEqual({ process: { kind: "flow" }, sampler: { kind: "euler", steps: 3 } });
    expect(processChange("continuous", { kind: "ve" }, written({ kind: "euler", steps: 3, rho: 5 })).sampler).toMatchObject({ rho: 5 });
  });
});
