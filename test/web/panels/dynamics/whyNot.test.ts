import { describe, expect, it } from "vitest";
import { BadInput } from "../../../../src/numerics/badInput.ts";
import { asMasked } from "../../../../src/studies/experiment.ts";
import { runLaw } from "../../../../src/studies/law.ts";
import { parseExperiment } from "../../../../src/studies/parse.ts";
import { clockOf, maskedStops } from "../../../../src/web/panels/dynamics/timeAxis.ts";
import { whyNot } from "../../../../src/web/panels/dynamics/whyNot.ts";
import { continuous, lent, masked } from "./given.ts";

const tokens = { guidance: { rule: "tokens", w: 2 } };
const steps = { steps: 5 };

const settings: readonly [string, object, boolean][] = [
  ["exact", { sampler: { kind: "exact" } }, true],
  ["first-hitting", { sampler: { kind: "first-hitting" } }, true],
  ["tau-leaping", { sampler: { kind: "tau-leaping", ...steps } }, true],
  ["euler", { sampler: { kind: "euler", ...steps } }, true],
  ["ancestral", { ...tokens, sampler: { kind: "ancestral", ...steps } }, true],
  ["a learned model", { scoreError: { kind: "learned", samples: 500, smoothing: 0.1 } }, true],
  ["a broken table", { scoreError: { kind: "uniform-mix", epsilon: 0.1, on: "both" } }, false],
  ["lower precision", { sampler: { kind: "exact", precision: "f32-gumbel" } }, false],
  ["an order", { sampler: { kind: "order", order: "confidence" } }, false],
  ["theta-rk2", { ...tokens, sampler: { kind: "theta-rk2", ...steps } }, false],
  ["theta-trapezoidal", { ...tokens, sampler: { kind: "theta-trapezoidal", ...steps } }, false],
  ["maskgit", { ...tokens, sampler: { kind: "maskgit", ...steps } }, false],
  ["remdm", { ...tokens, sampler: { kind: "remdm", ...steps, remasking: { kind: "cap", eta: 0.1 } } }, false],
  ["uniform noise", { process: { kind: "uniform" } }, false],
];

describe("why there is no law on the way", () => {
  it.each(settings)("%s: is said exactly where law --at refuses", (_, fields, shown) => {
    const experiment = asMasked(parseExperiment(masked(fields as Record<string, unknown>)));
    const t = maskedStops(experiment)?.[2] ?? 0.5;
    const law = () => runLaw(experiment, { at: clockOf(experiment.process, t) }, lent);
    const reason = whyNot(experiment);
    expect(reason === null).toBe(shown);
    if (shown) expect(law().method).not.toBe("");
    else expect(law).toThrow(BadInput);
    if (reason !== null) expect(reason).toMatch(/^[A-Z].*\.$/);
  });

  it("is never said of R^d", () => {
    expect(whyNot(parseExperiment(continuous({ kind: "preset", name: "mirrored-intervals" }, "right")))).toBeNull();
  });
});
