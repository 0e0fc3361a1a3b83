import { describe, expect, it } from "vitest";
import { coins, pair, refusal, scratch } from "./program.ts";

const cwd = scratch();

/** The complaint about an experiment on standard input, without its `where`. */
async function complaint(experiment: unknown): Promise<string> {
  const line = await refusal(["law", "-", "--json"], {
    cwd,
    input: typeof experiment === "string" ? experiment : JSON.stringify(experiment),
  });
  expect(line).toMatch(/^(standard input|world): /);
  return line.replace(/^standard input: /, "");
}

const { heads, tails } = coins.world.classes;
const world = (change: object) => ({ ...coins, world: { ...coins.world, ...change } });
const headsLaw = (law: readonly unknown[]) => world({ classes: { heads: { weight: 0.5, law }, tails } });
const weight = (value: unknown) => world({ classes: { heads: { ...heads, weight: value }, tails } });
const w = (value: unknown) => ({ ...coins, guidance: { rule: "rates", w: value } });
const without = (field: string) => Object.fromEntries(Object.entries(coins).filter(([name]) => name !== field));

describe.concurrent("a law is refused", () => {
  it.each([
    ["does not sum to 1", [0.5, 0.25], "world.classes.heads.law must be a law that sums to 1 within 1e-9, got 0.75"],
    [
      "is off by more than 1e-9",
      [0.75, 0.250000002],
      /^world\.classes\.heads\.law must be a law that sums to 1 within 1e-9, got 1\.000000002/,
    ],
    ["has a negative entry", [1.25, -0.25], "world.classes.heads.law[1] must be at least 0, got -0.25"],
    ["is too long", [0.5, 0.25, 0.25], "world.classes.heads.law must be a list of 2 numbers, got 3"],
    ["is empty", [], "world.classes.heads.law must be a list of 2 numbers, got 0"],
    ["has a null", [1, null], "world.classes.heads.law[1] must be a finite number, got null"],
    ["has a text", [1, "0"], 'world.classes.heads.law[1] must be a finite number, got "0"'],
  ])("that %s", async (_, law, message) => {
    const said = await complaint(headsLaw(law));
    if (typeof message === "string") expect(said).toBe(message);
    else expect(said).toMatch(message);
  });

  it("whose entry is past every double", async () => {
    expect(await complaint(JSON.stringify(coins).replace("0.75", "1e400"))).toBe(
      "world.classes.heads.law[0] must be a finite number, got Infinity",
    );
  });
});

describe.concurrent("a table is refused", () => {
  it.each([
    ["with alphabet 0", world({ alphabet: 0 }), "world.alphabet must be at least 1, got 0"],
    ["with alphabet 1.5", world({ alphabet: 1.5 }), "world.alphabet must be an integer, got 1.5"],
    ["with a text as alphabet", world({ alphabet: "2" }), 'world.alphabet must be a finite number, got "2"'],
    ["with length 0", world({ length: 0 }), "world.length must be at least 1, got 0"],
    ["with a class of weight 0", weight(0), "world.classes.heads.weight must be above 0, got 0"],
    ["with a class of negative weight", weight(-1), "world.classes.heads.weight must be above 0, got -1"],
    ["with a class of weight null", weight(null), "world.classes.heads.weight must be a finite number, got null"],
    ["without classes", world({ classes: {} }), "world.classes must be a record of at least one class, got {}"],
    ["with a list of classes", world({ classes: [] }), "world.classes must be a record of named entries, got []"],
    [
      "with a class without a name",
      world({ classes: { "": heads } }),
      'world.classes must be a record of entries with names that are not empty, got ""',
    ],
    ["without a class's law", world({ classes: { heads: { weight: 1 } } }), "world.classes.heads.law must be a list, got nothing"],
  ])("%s", async (_, experiment, message) => {
    expect(await complaint(experiment)).toBe(message);
  });

  it("with a class named __proto__, which would be lost without a word", async () => {
    const named = JSON.stringify(coins).replace('"tails"', '"__proto__"');
    expect(await complaint(named)).toBe('world.classes must be a record of entries with other names than __proto__, got "__proto__"');
  });

  it("of 51^40 states, before anything is allocated", async () => {
    const bytes = String.raw`world: states must be at most \d+ \(\d+ bytes\), got 51\^40`;
    expect(await complaint(world({ alphabet: 50, length: 40 }))).toMatch(new RegExp(`^${bytes}`));
    const tokens = Array.from({ length: 40 }, () => [0]);
    const sets = { kind: "product-sets", alphabet: 50, length: 40, classes: { heads: { weight: 1, tokens } } };
    expect(await complaint({ ...coins, world: sets })).toMatch(new RegExp(`^${bytes}`));
  });

  it("of a preset past all memory", async () => {
    const cubes = { kind: "preset", name: "overlapping-cubes", parameters: { length: 400 } };
    expect(await complaint({ ...coins, world: cubes })).toMatch(/^world: states must be at most \d+ \(\d+ bytes\), got 6\^400/);
    const many = { kind: "preset", name: "random-dirichlet", parameters: { classes: 1e9 } };
    expect(await complaint({ ...coins, world: many, target: "z1" })).toMatch(/^world: states must be at most \d+ \(\d+ bytes\), got 5\^2/);
  });
});

describe.concurrent("the target is refused", () => {
  const laws = pair(2, [0.5, 0.5], [0.5, 0.5], 2);
  it.each([
    ["when no class has its name", { ...coins, target: "edge" }, 'target must be one of heads, tails, got "edge"'],
    ["when it is left out", without("target"), "target must be the name of a class, got nothing"],
    ["when it is null", { ...coins, target: null }, "target must be a string, got null"],
    ["beside an explicit pair", { ...laws, target: "heads" }, 'target must be left out for an explicit pair, got "heads"'],
  ])("%s", async (_, experiment, message) => {
    expect(await complaint(experiment)).toBe(message);
  });
});

describe.concurrent("a pair is refused", () => {
  it("whose unconditional law misses a cell of the conditional one, at w > 0 and at a schedule that is somewhere above 0", async () => {
    const message = "world.unconditional[1] must be > 0 where the conditional is (0.25), for w > 0, got 0";
    const uncovered = pair(3, [0.5, 0.25, 0.25], [0.5, 0, 0.5], 2);
    expect(await complaint(uncovered)).toBe(message);
    const late = { rule: "rates", w: { kind: "pieces", at: [1, 0.1], w: [0, 1e-9] } };
    expect(await complaint({ ...uncovered, guidance: late })).toBe(message);
  });

  it("that runs into a dead end: disjoint supports at w = −½", async () => {
    const said = await complaint(pair(2, [0.5, 0, 0, 0.5], [0, 0.5, 0.5, 0], -0.5));
    expect(said).toMatch(/^world must be a world without dead ends \(.+\), got one at \[(M, [01]|[01], M)\] \(M: masked\)$/);
  });

  it("that lacks one law", async () => {
    const laws = { kind: "table", alphabet: 2, length: 1, conditional: [0.5, 0.5] };
    expect(await complaint({ world: laws, guidance: coins.guidance })).toBe("world.unconditional must be a list, got nothing");
  });
});

describe.concurrent("a field that nobody knows is refused", () => {
  it.each([
    ["at the top", { ...coins, colour: 1 }, "colour must be left out (unknown field), got 1"],
    ["in guidance", { ...coins, guidance: { ...coins.guidance, scale: 7.5 } }, "guidance.scale must be left out (unknown field), got 7.5"],
    ["in the world", world({ notes: [1, 2, 3, 4, 5] }), "world.notes must be left out (unknown field), got [1, 2, 3, 4, … 5 entries]"],
    [
      "in a class",
      world({ classes: { heads: { ...heads, prior: null }, tails } }),
      "world.classes.heads.prior must be left out (unknown field), got null",
    ],
    ["in a schedule", w({ kind: "constant", w: 2, from: 1 }), "guidance.w.from must be left out (unknown field), got 1"],
    ["in the process", { ...coins, process: { kind: "masked", beta: 1 } }, "process.beta must be left out (unknown field), got 1"],
  ])("%s", async (_, experiment, message) => {
    expect(await complaint(experiment)).toBe(message);
  });
});

describe.concurrent("a weight is refused", () => {
  it.each([
    ["below −1", -1.5, "guidance.w must be at least -1, got -1.5"],
    ["that is null", null, "guidance.w must be a finite number, got null"],
    ["that is a text", "2", 'guidance.w must be a finite number, got "2"'],
    ["that somewhere falls below −1", { kind: "linear", start: 0, end: -2 }, "guidance.w.end must be at least -1, got -2"],
    [
      "whose interval runs backwards",
      { kind: "interval", w: 2, from: 0.2, to: 0.8 },
      "guidance.w.to must be below guidance.w.from (0.2), got 0.8",
    ],
    ["off its axis", { kind: "linear", start: 0, end: 2, from: 1.5 }, "guidance.w.from must be from 0 to 1 (t), got 1.5"],
    [
      "with lists of two lengths",
      { kind: "pieces", at: [1, 0.5, 0.2], w: [0, 2] },
      "guidance.w.w must be a list as long as guidance.w.at (3), got 2",
    ],
    [
      "out of order",
      { kind: "pieces", at: [1, 0.3, 0.6], w: [0, 2, 4] },
      "guidance.w.at[2] must be below the entry before it (0.3), got 0.6",
    ],
    ["without an end", { kind: "interval", w: 2, from: 0.8 }, "guidance.w.to must be a finite number, got nothing"],
  ])("%s", async (_, value, message) => {
    expect(await complaint(w(value))).toBe(message);
  });
});

describe.concurrent("a kind that nobody knows is refused, with those that are", () => {
  it.each([
    ["sampler.kind", { ...coins, sampler: { kind: "warp" } }, "exact", '"warp"'],
    ["world.kind", world({ kind: "galaxy" }), "table", '"galaxy"'],
    ["world.name", { ...coins, world: { kind: "preset", name: "spirals" } }, "overlapping-squares", '"spirals"'],
    ["guidance.rule", { ...coins, guidance: { rule: "magic", w: 2 } }, "rates", '"magic"'],
    ["guidance.w.kind", w({ kind: "zigzag" }), "interval", '"zigzag"'],
    ["guidance.w.in", w({ kind: "interval", w: 2, from: 1, to: 0, in: "steps" }), "log-snr", '"steps"'],
    ["process.kind", { ...coins, process: { kind: "quantum" } }, "masked", '"quantum"'],
    ["process.schedule", { ...coins, process: { kind: "masked", schedule: "quintic" } }, "log-linear", '"quintic"'],
    ["schema", { ...coins, schema: "guidelab/experiment@0" }, "guidelab/experiment@1", '"guidelab/experiment@0"'],
  ])("%s", async (field, experiment, known, got) => {
    const said = await complaint(experiment);
    expect(said.startsWith(`${field} must be `) && said.endsWith(`, got ${got}`) && said.includes(known), said).toBe(true);
  });
});

describe.concurrent("an experiment is refused", () => {
  it.each([
    ["without a world", without("world"), "world must be an object, got nothing"],
    ["without guidance", without("guidance"), "guidance must be an object, got nothing"],
    ["that is a list", [1, 2], "experiment must be an object, got [1, 2]"],
    ["that is empty", "", "experiment must be an object, got null"],
    ["with a seed of 1.5", { ...coins, seed: 1.5 }, "seed must be an integer, got 1.5"],
    [
      "polynomial without a power",
      { ...coins, process: { kind: "masked", schedule: "polynomial" } },
      "process.power must be a number above 0 for schedule polynomial, got nothing",
    ],
    [
      "with a power for nothing",
      { ...coins, process: { kind: "masked", power: 2 } },
      "process.power must be left out for schedule log-linear, got 2",
    ],
  ])("%s", async (_, experiment, message) => {
    expect(await complaint(experiment)).toBe(message);
  });
});
