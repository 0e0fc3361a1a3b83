import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kernelNStepLaw } from "../../src/kernels/nStepLaw.ts";
import { noise } from "../../src/masked/noise.ts";
import { filledLaw } from "../../src/masked/steps/fill.ts";
import { timeGrid } from "../../src/masked/steps/grid.ts";
import { kernelStep } from "../../src/masked/steps/kernelStep.ts";
import { nStepLaw } from "../../src/masked/steps/nStepLaw.ts";
import { stepKind } from "../../src/masked/steps/stepKinds.ts";
import { weightAt } from "../../src/masked/steps/weightAt.ts";
import { expectClose } from "../../testing/close.ts";
import { guidanceWeight } from "../../testing/randomWorlds.ts";
import { scheduled } from "../masked/guided.ts";
import { constant, kindsAndRules, moving, noises } from "../masked/steps/stepped.ts";
import { answerOf, openWorld } from "./open.ts";
import { randomPairs } from "./randomPairs.ts";

const taken = kindsAndRules.filter(([, rule]) => rule !== "oracle");

describe("kernelNStepLaw", () => {
  it("is the definition's law, clamps and rejections: every kind, rule, noise and w schedule, zeros included", () => {
    let answered = 0;
    let fillings = 0;
    fc.assert(
      fc.property(
        randomPairs("plain"),
        fc.constantFrom(...taken),
        fc.constantFrom(...noises),
        fc.oneof(guidanceWeight.map(constant), fc.constantFrom(...moving)),
        fc.constantFrom(0, 0.01, 0.3),
        fc.integer({ min: 0, max: 6 }),
        (pair, [kind, rule], { spec }, w, end, count) => {
          // Millions of transitions a step, for the definition.
          fc.pre((2 * pair.alphabet + 1) ** pair.length < 3e5);
          const process = scheduled(pair, rule, w.schedule, spec);
          const grid = count === 0 ? [] : timeGrid({ steps: count, end }, process.noise);
          const steps = grid.map((step) => kernelStep(kind, rule, step, weightAt(process.schedule, process.noise, step.t)));
          const outcome = kernelNStepLaw(openWorld(pair), steps);
          if (outcome.status === "declined") return;
          const last = weightAt(process.schedule, process.noise, end);
          const filled = kernelNStepLaw(openWorld(pair), steps, last);
          answered++;
          const expected = nStepLaw(process, stepKind(kind, rule), grid);
          expectClose(outcome.value.law, expected.law, { absolute: 1e-13 });
          expectClose(outcome.value.incomplete, expected.incomplete, { relative: 1e-12, absolute: 1e-15 });
          expectClose(outcome.value.clamps, expected.clamps, { absolute: 1e-12 });
          expectClose(outcome.value.rejections, expected.rejections, { absolute: 1e-12 });
          if (filled.status === "declined") return;
          expectClose(filled.value.law, filledLaw(process, expected.law, "sample", end), { absolute: 1e-13 });
          const { law: _law, ...others } = filled.value;
          expect(outcome.value).toMatchObject(others);
          fillings++;
        },
      ),
      { numRuns: 300 },
    );
    expect(answered).toBeGreaterThan(150);
    expect(fillings).toBeGreaterThan(120);
  });

  it("keeps the relative accuracy of rare rejections", () => {
    const pair = {
      alphabet: 2,
      length: 1,
      conditional: Float64Array.of(0.3, 0.7),
      unconditional: Float64Array.of(0.5, 0.5),
      targetWeight: null,
    };
    const grid = timeGrid({ grid: [1, 1 - 1e-7, 1 - 2e-7] }, noise({ schedule: "linear" }));
    const steps = grid.map((step) => kernelStep("tau-leaping", "rates", step, 1));
    const found = answerOf(kernelNStepLaw(openWorld(pair), steps));
    // λ²/2 a step, λ = Δ β Z, Z = 0.3²/0.5 + 0.7²/0.5.
    const lambda = 1e-7 * 1.16;
    expect(found.rejections / lambda ** 2 - 1).toBeLessThan(1e-6);
    expect(found.rejections / lambda ** 2 - 1).toBeGreaterThan(-1e-6);
  });

  it("declines dead ends, w = −1 after another w, and rows whose tables are too large", () => {
    const dead = { alphabet: 2, length: 2, conditional: [0.5, 0, 0, 0.5], unconditional: [0.5, 0, 0, 0.5], targetWeight: null };
    const [step] = timeGrid({ steps: 2 }, noise({ schedule: "linear" }));
    const ancestral = kernelStep("ancestral", "tokens", step, 0);
    const twice = [ancestral, ancestral, ancestral];
    const three = { alphabet: 2, length: 3, conditional: [0.5, 0, 0, 0, 0, 0, 0, 0.5], unconditional: [0.5, 0, 0, 0, 0, 0, 0, 0.5] };
    expect(kernelNStepLaw(openWorld(dead), twice).status).toBe("ok");
    expect(kernelNStepLaw(openWorld(three), twice)).toEqual({ status: "declined", reason: "a dead end" });
    expect(kernelNStepLaw(openWorld(dead), [ancestral, { ...ancestral, w: -1 }])).toEqual({
      status: "declined",
      reason: "w becomes −1 on the way",
    });
    const wide = {
      alphabet: 300,
      length: 1,
      conditional: new Float64Array(300).fill(1 / 300),
      unconditional: new Float64Array(300).fill(1 / 300),
    };
    const outcome = kernelNStepLaw(openWorld(wide), [ancestral]);
    expect(outcome.status === "declined" && outcome.reason).toContain("bytes of tables a row");
  });
});
