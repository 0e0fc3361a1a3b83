import { describe, expect, it } from "vitest";
import { runLaw } from "../../../../src/studies/law.ts";
import type { MaskedLawRecord } from "../../../../src/studies/masked/law.ts";
import type { MaskedMeasureRecord } from "../../../../src/studies/masked/measure.ts";
import { runMeasure } from "../../../../src/studies/measure.ts";
import { parseExperiment } from "../../../../src/studies/parse.ts";
import { answer, type StillMasked } from "../../../../src/web/engine/answers/stillMasked.ts";
import type { ExperimentFile } from "../../../../src/web/state/labState.ts";
import { expectClose } from "../../../../testing/close.ts";
import { lent, masked } from "../../panels/dynamics/given.ts";

const ask = (experiment: ExperimentFile, told: (share: number, partial?: StillMasked) => void = () => {}): StillMasked =>
  answer({ experiment }, { progress: told }) as StillMasked;
const incompleteAt = (experiment: ExperimentFile, at: number): number =>
  (runLaw(parseExperiment(experiment), { at }, lent) as MaskedLawRecord).incomplete;

describe("how long masks stay", () => {
  const found = ask(masked({}));
  const plain = masked({ guidance: { rule: "rates", w: 0 } });

  it("has the probabilities that law --at has, guided and at w = 0", () => {
    for (const k of [0, 14, 28, 42]) {
      const u = found.u[k] ?? Number.NaN;
      // The law's own incomplete mass is a sum of entries, each good to 1e-12.
      expectClose([Math.exp(found.guided[k] ?? 0)], [incompleteAt(masked({}), u)], { absolute: 1e-10 });
      expectClose([Math.exp(found.conditional[k] ?? 0)], [incompleteAt(plain, u)], { absolute: 1e-10 });
    }
  });

  it("has the rates that measure prints", () => {
    const { measures } = runMeasure(parseExperiment(masked({})), lent) as MaskedMeasureRecord;
    const named = (name: string): number | undefined => measures.find((measure) => measure.name === name)?.value;
    expect(found.siteRates).toEqual([named("Z_0 (all masked)"), named("Z_1 (all masked)")]);
  });

  it("is m^Z on one site, and tends to m^Z with the smallest rate on two", () => {
    const line = ask(masked({ world: { kind: "preset", name: "three-class-line" }, guidance: { rule: "rates", w: 1 } }));
    const z = line.slowest ?? Number.NaN;
    expectClose([z], line.siteRates ?? [], { relative: 1e-15 });
    expectClose(
      line.guided,
      Array.from(line.u, (u) => -z * u),
      { relative: 1e-9 },
    );
    // Private values: the slowest state is left at rate 1.
    expect(found.slowest).toBe(1);
    const last = found.u.length - 1;
    const slope = ((found.guided[last] ?? 0) - (found.guided[last - 8] ?? 0)) / ((found.u[last] ?? 0) - (found.u[last - 8] ?? 0));
    expectClose([slope], [-1], { absolute: 1e-6 });
  });

  it("has no steps in continuous time, and the law's after each step for a sampler with steps", () => {
    expect(found.steps).toBeNull();
    const tau = masked({ sampler: { kind: "tau-leaping", steps: 8 } });
    const steps = ask(tau).steps ?? [];
    expect(steps.map(({ t }) => t)).toEqual([7, 6, 5, 4, 3, 2, 1].map((n) => n / 8));
    for (const { u, probability } of steps) expect(probability).toBe(incompleteAt(tau, u));
  });

  it("has no rates where w changes on the way, and says how it is computed", () => {
    const w = { kind: "interval", in: "t", w: 3, from: 0.8, to: 0.3 };
    const moving = ask(masked({ guidance: { rule: "rates", w } }));
    expect([moving.w, moving.slowest, moving.siteRates]).toEqual([null, null, null]);
    expect(moving.method).toContain("pieces");
    const u = moving.u[14] ?? Number.NaN;
    expectClose([Math.exp(moving.guided[14] ?? 0)], [incompleteAt(masked({ guidance: { rule: "rates", w } }), u)], { absolute: 1e-10 });
  });

  it("tells what it has so far, and how much", () => {
    const told: [number, number][] = [];
    const whole = ask(masked({}), (share, partial) => told.push([share, partial?.guided.length ?? 0]));
    expect(told.length).toBeGreaterThan(3);
    for (const [share, points] of told) expect(points / whole.u.length).toBe(share);
  });
});
