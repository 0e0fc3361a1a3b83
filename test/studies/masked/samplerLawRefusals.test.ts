import { describe, expect, it } from "vitest";
import { BadInput } from "../../../src/numerics/badInput.ts";
import { lawOf, sampledBy } from "./contrastExperiment.ts";

/** What `runMaskedLaw` says of a sampler, read as a person writes it; "" where it has nothing against it. */
function complaint(sampler: object, { rule = "rates", w = 3, at = null }: { rule?: string; w?: unknown; at?: number | null } = {}): string {
  try {
    lawOf(sampledBy(sampler, rule, w), at);
    return "";
  } catch (error) {
    if (error instanceof BadInput) return error.detail;
    throw error;
  }
}

const euler = { kind: "euler" };
const schedule = { kind: "linear", start: 0, end: 3 };

describe("a sampler with steps is refused", () => {
  it.each([
    ["without steps and grid", {}, "sampler.steps must be an integer of at least 1, got nothing"],
    ["with 0 steps", { steps: 0 }, "sampler.steps must be an integer of at least 1, got 0"],
    ["with -1 steps", { steps: -1 }, "sampler.steps must be an integer of at least 1, got -1"],
    ["with 1.5 steps", { steps: 1.5 }, "sampler.steps must be an integer of at least 1, got 1.5"],
    ["with steps in words", { steps: "4" }, 'sampler.steps must be a finite number, got "4"'],
    ["with both steps and grid", { steps: 2, grid: [1, 0.5, 0] }, "sampler.steps must be left out where sampler.grid is given, got 2"],
    ["with a grid that rises", { grid: [1, 0.2, 0.5] }, "sampler.grid[2] must be at least 0 and below the entry before it (0.2), got 0.5"],
    ["with a grid that stands", { grid: [1, 0.5, 0.5] }, "sampler.grid[2] must be at least 0 and below the entry before it (0.5), got 0.5"],
    ["with a grid below 0", { grid: [1, -0.5] }, "sampler.grid[1] must be at least 0 and below the entry before it (1), got -0.5"],
    ["with a grid that starts below 1", { grid: [0.9, 0] }, "sampler.grid[0] must be 1, where sampling starts, got 0.9"],
    ["with a grid of one time", { grid: [1] }, "sampler.grid must be a list of at least two times, got [1]"],
    ["with an empty grid", { grid: [] }, "sampler.grid must be a list of at least two times, got []"],
    ["with a null in the grid", { grid: [1, null] }, "sampler.grid[1] must be a finite number, got null"],
    ["with end 1", { steps: 2, end: 1 }, "sampler.end must be from 0 to below 1 (t), got 1"],
    ["with end 2", { steps: 2, end: 2 }, "sampler.end must be from 0 to below 1 (t), got 2"],
    ["with end below 0", { steps: 2, end: -0.1 }, "sampler.end must be from 0 to below 1 (t), got -0.1"],
    [
      "with an end that is not the grid's",
      { grid: [1, 0.5], end: 0.4 },
      "sampler.end must be the last entry of sampler.grid (0.5), or left out, got 0.4",
    ],
    ["with an unknown fill", { steps: 2, fill: "right" }, 'sampler.fill must be one of sample, argmax, left, got "right"'],
    ["with perStep", { steps: 2, perStep: 1 }, "sampler.perStep must be left out (unknown field), got 1"],
  ])("%s", (_, settings, message) => {
    expect(complaint({ ...euler, ...settings })).toBe(message);
  });

  it("under a rule that it does not take, naming its kind", () => {
    for (const [kind, taken, refused] of [
      ["ancestral", "tokens", ["rates", "oracle"]],
      ["frozen-rate", "rates", ["tokens", "oracle"]],
      ["posterior-cfg", "rates", ["tokens", "oracle"]],
    ] as const) {
      expect(complaint({ kind, steps: 2 }, { rule: taken })).toBe("");
      for (const rule of refused) {
        const message = `sampler.kind must be one that takes the rule ${rule} (${kind} takes ${taken} only), got "${kind}"`;
        expect(complaint({ kind, steps: 2 }, { rule })).toBe(message);
      }
    }
    for (const rule of ["rates", "tokens", "oracle"]) expect(complaint({ ...euler, steps: 2 }, { rule })).toBe("");
  });

  it("with --at between grid points, naming the nearest; not within 1e-12 of one", () => {
    const half = { ...euler, grid: [1, 0.5, 0.25] };
    expect(complaint(half, { at: 1 })).toBe(
      `--at must be -ln m of a grid point of the sampler, 0 at its start (nearest: ${Math.LN2}, ${-Math.log(0.25)}), got 1`,
    );
    expect(complaint(half, { at: 5 })).toMatch(/\(nearest: 1\.386\d+\), got 5$/);
    expect(complaint(half, { at: Math.LN2 * (1 + 5e-13) })).toBe("");
    expect(complaint(half, { at: Math.LN2 * (1 + 2e-12) })).toMatch(/^--at must be/);
  });
});

describe("a sampler without steps is refused", () => {
  it.each([
    [{ kind: "first-hitting", fill: "left" }, 'sampler.fill must be left out (unknown field), got "left"'],
    [{ kind: "first-hitting", steps: 4 }, "sampler.steps must be left out (unknown field), got 4"],
    [{ kind: "exact", steps: 4 }, "sampler.steps must be left out (unknown field), got 4"],
    [{ kind: "exact", grid: [1, 0] }, "sampler.grid must be left out (unknown field), got [1, 0]"],
    [{ kind: "order", order: "random", steps: 4 }, "sampler.steps must be left out (unknown field), got 4"],
    [{ kind: "order", order: "random", perStep: 0 }, "sampler.perStep must be an integer from 1 to the number of sites (2), got 0"],
    [{ kind: "order", order: "random", perStep: 3 }, "sampler.perStep must be an integer from 1 to the number of sites (2), got 3"],
    [{ kind: "order", order: "random", perStep: 1.5 }, "sampler.perStep must be an integer from 1 to the number of sites (2), got 1.5"],
    [{ kind: "order", order: "any" }, 'sampler.order must be one of random, left-to-right, confidence, entropy, margin, got "any"'],
    [{ kind: "order" }, "sampler.order must be one of random, left-to-right, confidence, entropy, margin, got nothing"],
  ])("as %j", (sampler, message) => {
    expect(complaint(sampler)).toBe(message);
  });

  it("when it is an order asked for a clock", () => {
    const message = "--at must be left out for sampler.kind order, which has no clock, got 0.5";
    expect(complaint({ kind: "order", order: "random" }, { at: 0.5 })).toBe(message);
  });

  it("when it is first-hitting by rates under a w that changes; by tokens it is not", () => {
    expect(complaint({ kind: "first-hitting" }, { w: schedule })).toMatch(
      /^guidance\.w must be constant for sampler\.kind first-hitting with rule rates, got /,
    );
    expect(complaint({ kind: "first-hitting" }, { rule: "tokens", w: schedule })).toBe("");
  });
});

describe("a law is refused", () => {
  it.each([
    { kind: "theta-rk2", steps: 2 },
    { kind: "theta-trapezoidal", steps: 2 },
    { kind: "remdm", steps: 2, remasking: { kind: "cap", eta: 0.5 } },
    { kind: "maskgit", steps: 2 },
  ])("for the simulated kind of %j, pointing to sample", (sampler) => {
    expect(complaint(sampler, { rule: "tokens" })).toBe(
      `sampler.kind must be one with an exact law (this one can only be simulated: sample draws from it), got "${sampler.kind}"`,
    );
  });

  it.each([{ kind: "exact" }, { kind: "euler", steps: 2 }, { kind: "order", order: "random" }])(
    "at another precision than f64: %j",
    (sampler) => {
      for (const precision of ["f32-gumbel", "f16-gumbel"]) {
        expect(complaint({ ...sampler, precision })).toBe(
          `sampler.precision must be f64 for an exact law (what f32-gumbel and f16-gumbel do can only be simulated), got "${precision}"`,
        );
      }
      expect(complaint({ ...sampler, precision: "f64" })).toBe("");
    },
  );

  it("of an unknown kind, naming those there are", () => {
    expect(complaint({ kind: "ddim" })).toMatch(/^sampler\.kind must be one of exact, .*, got "ddim"$/);
  });
});
