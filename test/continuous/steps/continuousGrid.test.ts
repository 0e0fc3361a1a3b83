import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ProcessSpec, process } from "../../../src/continuous/process.ts";
import { type ContinuousGridSpec, continuousGrid } from "../../../src/continuous/steps/continuousGrid.ts";
import { BadInput } from "../../../src/numerics/badInput.ts";
import { expectClose } from "../../../testing/close.ts";

const ve = process({ kind: "ve", sigmaMax: 80, sigmaMin: 0.002 });
const ou = process({ kind: "vp", schedule: "ou", horizon: 5 });
const flow = process({ kind: "flow" });

describe("continuousGrid", () => {
  it("is even in t for vp and flow, from 1 to the end", () => {
    expectClose(continuousGrid({ steps: 4 }, flow), [1, 0.75, 0.5, 0.25, 0], {});
    expectClose(continuousGrid({ steps: 3, end: 0.1 }, ou), [1, 0.7, 0.4, 0.1], { absolute: 1e-15 });
  });

  it("is Karras's for ve: σ by arXiv:2206.00364, eq. 5, then 0", () => {
    const sigmas = Array.from(continuousGrid({ steps: 5 }, ve), (t) => ve.at(t).b);
    // Python: (80**(1/7) + i/4*(0.002**(1/7) - 80**(1/7)))**7 for i = 0 … 4, float64.
    expectClose(sigmas.slice(0, 5), [80, 17.52783196464411, 2.515218976147159, 0.16975275626876413, 0.002], { relative: 1e-12 });
    expect(sigmas[5]).toBe(0);
  });

  it("by Karras to an end above noise 0 has no last step to 0", () => {
    const times = continuousGrid({ steps: 6, spacing: "karras", end: 0.2 }, ou);
    const roots = Array.from(times, (t) => Math.tan(ou.angle(t)) ** (1 / 7));
    expect(times[6]).toBe(0.2);
    for (let n = 1; n < 6; n++) expectClose(roots[n] - roots[n - 1], (roots[6] - roots[0]) / 6, { relative: 1e-10 });
  });

  it("by Karras takes 0.002 for the smallest b/a of vp, and ρ as given", () => {
    const times = continuousGrid({ steps: 3, spacing: "karras", rho: 1 }, ou);
    const sigmas = Array.from(times, (t) => Math.tan(ou.angle(t)));
    expectClose(sigmas[2], 0.002, { relative: 1e-9 });
    expectClose(sigmas[1], (sigmas[0] + 0.002) / 2, { relative: 1e-9 });
  });

  it("falls strictly from 1 to the end under every process and spacing", () => {
    const processes: ProcessSpec[] = [{ kind: "ve" }, { kind: "vp", schedule: "ou" }, { kind: "vp", schedule: "ddpm" }];
    fc.assert(
      fc.property(
        fc.constantFrom(...processes),
        fc.constantFrom("uniform" as const, "karras" as const),
        fc.integer({ min: 1, max: 100 }),
        fc.constantFrom(0, 0.3),
        (spec, spacing, steps, end) => {
          const times = continuousGrid({ steps, spacing, end }, process(spec));
          expect([times.length, times[0], times[steps]]).toEqual([steps + 1, 1, end]);
          for (let n = 1; n <= steps; n++) expect(times[n]).toBeLessThan(times[n - 1]);
        },
      ),
    );
  });

  it("is the list given", () => {
    expect(Array.from(continuousGrid({ grid: [1, 0.4, 0.1], end: 0.1 }, ve))).toEqual([1, 0.4, 0.1]);
  });

  it.each<[ContinuousGridSpec, ProcessSpec, string]>([
    [{}, { kind: "flow" }, "sampler.steps must be an integer of at least 1, got nothing"],
    [{ steps: 1.5 }, { kind: "flow" }, "sampler.steps must be an integer of at least 1, got 1.5"],
    [{ steps: 4, end: 1 }, { kind: "flow" }, "sampler.end must be from 0 to below 1 (t), got 1"],
    [{ steps: 4, end: Number.NaN }, { kind: "flow" }, "sampler.end must be from 0 to below 1 (t), got NaN"],
    [{ steps: 4, spacing: "log" as "karras" }, { kind: "flow" }, 'sampler.spacing must be uniform or karras, got "log"'],
    [{ steps: 4, spacing: "karras" }, { kind: "flow" }, "sampler.spacing must be uniform where sampling starts from pure noise"],
    [{ steps: 4, rho: 0 }, { kind: "ve" }, "sampler.rho must be a finite number above 0, got 0"],
    [{ steps: 4, rho: 7 }, { kind: "flow" }, "sampler.rho must be left out for uniform spacing, got 7"],
    [
      { steps: 4, spacing: "karras" },
      { kind: "vp", schedule: "ou", horizon: 1e-7 },
      "process must be noisier at its start than b/a = 0.002",
    ],
    [{ grid: [1] }, { kind: "flow" }, "sampler.grid must be a list of at least two times, got [1]"],
    [{ grid: [0.9, 0] }, { kind: "flow" }, "sampler.grid[0] must be 1, where sampling starts, got 0.9"],
    [{ grid: [1, 0.5, 0.5] }, { kind: "flow" }, "sampler.grid[2] must be at least 0 and below the entry before it (0.5), got 0.5"],
    [{ grid: [1, 0.5], end: 0 }, { kind: "flow" }, "sampler.end must be the last entry of sampler.grid (0.5), or left out, got 0"],
    [{ grid: [1, 0.5], steps: 1 }, { kind: "flow" }, "sampler.steps must be left out where sampler.grid is given, got 1"],
    [{ grid: [1, 0.5], rho: 7 }, { kind: "flow" }, "sampler.rho must be left out where sampler.grid is given, got 7"],
  ])("refuses %j for %j", (spec, of, message) => {
    expect(() => continuousGrid(spec, process(of))).toThrow(BadInput);
    expect(() => continuousGrid(spec, process(of))).toThrow(message);
  });
});
