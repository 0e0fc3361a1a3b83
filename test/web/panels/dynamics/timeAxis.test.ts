import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asMasked } from "../../../../src/studies/experiment.ts";
import { runLaw } from "../../../../src/studies/law.ts";
import { parseExperiment } from "../../../../src/studies/parse.ts";
import { clockOf, continuousAxis, maskedAxis, maskedStops, rounded, type TimeAxis } from "../../../../src/web/panels/dynamics/timeAxis.ts";
import { expectClose } from "../../../../testing/close.ts";
import { lent, masked } from "./given.ts";

const axes: Readonly<Record<string, TimeAxis>> = {
  "masked, log-linear": maskedAxis({ kind: "masked", schedule: "log-linear" }),
  "masked, cosine": maskedAxis({ kind: "masked", schedule: "cosine" }),
  "masked, polynomial": maskedAxis({ kind: "masked", schedule: "polynomial", power: 3 }),
  "masked, ou": maskedAxis({ kind: "masked", schedule: "ou", horizon: 5 }),
  "vp, ou": continuousAxis({ kind: "vp", schedule: "ou" }),
  "vp, ddpm": continuousAxis({ kind: "vp", schedule: "ddpm" }),
  ve: continuousAxis({ kind: "ve", sigmaMax: 80, sigmaMin: 0.002 }),
  flow: continuousAxis({ kind: "flow" }),
};

describe("the way from noise to data as places", () => {
  it.each(Object.entries(axes))("%s: begins at 0 with t = 1, ends at 1 with t = 0, and rises", (_, { place, time }) => {
    expect([place(1), time(0), time(1)]).toEqual([0, 1, 0]);
    expect(place(0)).toBe(1);
    const places = Array.from({ length: 21 }, (_unused, k) => place(1 - k / 20));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it.each(Object.entries(axes))("%s: the place of a place's time is that place", (_, { place, time }) => {
    fc.assert(
      // Between levels of ddpm and near the noisy end of ve a time is a quotient of close numbers.
      fc.property(fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), (at) => expectClose([place(time(at))], [at], { absolute: 1e-9 })),
    );
  });

  it("reads the clock and the masked fraction of tokens: t = ½ is u = ln 2", () => {
    const read = axes["masked, log-linear"]?.readings(0.5) ?? [];
    expect(read.map(({ value }) => value)).toEqual([0.5, Math.LN2, 0.5]);
    expect(axes["masked, cosine"]?.readings(1).map(({ value }) => value)).toEqual([1, 0, 1]);
  });

  it("reads log-SNR and σ of R^d: rectified flow is even at t = ½, ve has σ = t σmax", () => {
    expectClose(axes.flow?.readings(0.5).map(({ value }) => value) ?? [], [0.5, 0, 1], { absolute: 1e-15 });
    expectClose(axes.ve?.readings(0.25).map(({ value }) => value) ?? [], [0.25, -2 * Math.log(20), 20], { relative: 1e-13 });
  });

  it("rounds times to four digits, however small", () => {
    expect([rounded(1 / 3), rounded(1.23456e-7), rounded(1), rounded(0)]).toEqual([0.3333, 1.235e-7, 1, 0]);
  });
});

describe("the times of a sampler with steps", () => {
  const stepped = (sampler: object, process: object = { kind: "masked" }) => asMasked(parseExperiment(masked({ sampler, process })));

  it("are its grid, all of continuous time for others, and none where the grid is given wrongly", () => {
    expect(maskedStops(stepped({ kind: "tau-leaping", steps: 4 }))).toEqual([1, 0.75, 0.5, 0.25, 0]);
    expect(maskedStops(stepped({ kind: "euler", grid: [1, 0.6, 0.1] }))).toEqual([1, 0.6, 0.1, 0]);
    expect(maskedStops(stepped({ kind: "exact" }))).toBeNull();
    expect(maskedStops(stepped({ kind: "tau-leaping", steps: 4.5 }))).toBeNull();
  });

  it.each(["log-linear", "cosine", "ou"])("%s: law --at takes the clock of each", (schedule) => {
    const experiment = stepped(
      { kind: "tau-leaping", steps: 7 },
      { kind: "masked", schedule, ...(schedule === "ou" ? { horizon: 3 } : {}) },
    );
    const stops = maskedStops(experiment) ?? [];
    expect(stops).toHaveLength(8);
    for (const t of stops) expect(runLaw(experiment, { at: clockOf(experiment.process, t) }, lent).method).toContain("step");
  });
});

it("the clock of a time is 0 at noise and none at the end", () => {
  const spec = asMasked(parseExperiment(masked({}))).process;
  expect([clockOf(spec, 1), clockOf(spec, 0.5), clockOf(spec, 0)]).toEqual([0, Math.LN2, null]);
});
