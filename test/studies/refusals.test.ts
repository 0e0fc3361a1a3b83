/** @file What `parseExperiment` refuses, word for word: `<field> must be <constraint>, got <value>`. */
import { describe, expect, it } from "vitest";
import { BadInput } from "../../src/numerics/badInput.ts";
import { parseExperiment } from "../../src/studies/parse.ts";
import { LAWS, table, type Written, written } from "./given.ts";

function complaint(input: unknown): string {
  try {
    parseExperiment(input);
  } catch (error) {
    if (error instanceof BadInput) return error.message;
    throw error;
  }
  return "nothing was refused";
}

/** One test per complaint, titled by it. */
function complains(cases: readonly (readonly [unknown, string])[]): void {
  it.each(cases.map(([input, message]) => ({ input, message })))("$message", ({ input, message }) => {
    expect(complaint(input)).toBe(message);
  });
}

const world = (parts: Written): Written => written({ world: { ...table, ...parts } });
const z1 = (parts: Written): Written =>
  world({ classes: { z1: { weight: 0.5, law: LAWS.z1, ...parts }, z2: { weight: 0.5, law: LAWS.z2 } } });
const preset = (name: unknown, parameters?: Written): Written =>
  written({ world: parameters === undefined ? { kind: "preset", name } : { kind: "preset", name, parameters } });
const w = (value: unknown): Written => written({ guidance: { rule: "rates", w: value } });
const process = (parts: Written): Written => written({ process: { kind: "masked", ...parts } });
const sampler = (parts: Written): Written => written({ sampler: parts });
const product = (tokens: unknown): Written =>
  written({ world: { kind: "product-sets", alphabet: 3, length: 2, classes: { z1: { weight: 1, tokens } } } });
const counts = (parts: Written): Written => written({ world: { kind: "counts", file: "a.csv", sites: ["x"], class: "c", ...parts } });

describe("a field that nobody knows", () => {
  it.each<[string, Written]>([
    ["extra", written({ extra: 1 })],
    ["world.extra", world({ extra: 1 })],
    ["world.classes.z1.extra", z1({ extra: 1 })],
    ["guidance.extra", written({ guidance: { rule: "rates", w: 2, extra: 1 } })],
    ["guidance.w.extra", w({ kind: "interval", w: 2, from: 1, to: 0, extra: 1 })],
    ["guidance.w.from", w({ kind: "constant", w: 2, from: 1 })],
    ["guidance.w.in", w({ kind: "constant", w: 2, in: 1 })],
    ["process.extra", process({ extra: 1 })],
    ["sampler.extra", sampler({ kind: "exact", extra: 1 })],
    ["sampler.steps", sampler({ kind: "exact", steps: 1 })],
    ["sampler.perStep", sampler({ kind: "euler", steps: 4, perStep: 1 })],
    ["scoreError.extra", written({ scoreError: { kind: "tempering", temperature: 2, extra: 1 } })],
    ["world.parameters.extra", preset("diamonds", { extra: 1 })],
    ["world.parameters.overlap", preset("disjoint-squares", { overlap: 1 })],
    ["world.parameters.length", preset("overlapping-squares", { length: 1 })],
    ["world.smoothing", world({ smoothing: 1 })],
    ["world.extra", counts({ extra: 1 })],
    [
      "world.classes.z1.law",
      written({ world: { kind: "product-sets", alphabet: 2, length: 1, classes: { z1: { weight: 1, tokens: [[0]], law: 1 } } } }),
    ],
  ])("%s is refused by its path", (field, input) => {
    expect(complaint(input)).toBe(`${field} must be left out (unknown field), got 1`);
  });
});

describe("parseExperiment refuses in the frame", () => {
  complains([
    [null, "experiment must be an object, got null"],
    [[], "experiment must be an object, got []"],
    [undefined, "experiment must be an object, got nothing"],
    [written({ world: undefined }), "world must be an object, got nothing"],
    [written({ world: "table" }), 'world must be an object, got "table"'],
    [written({ guidance: undefined }), "guidance must be an object, got nothing"],
    [written({ guidance: { w: 2 } }), "guidance.rule must be one of rates, tokens, oracle, got nothing"],
    [written({ guidance: { rule: "cfg", w: 2 } }), 'guidance.rule must be one of rates, tokens, oracle, got "cfg"'],
    [written({ guidance: { rule: "rates" } }), "guidance.w must be a finite number, got nothing"],
    [written({ schema: "guidelab/experiment@2" }), 'schema must be "guidelab/experiment@1", got "guidelab/experiment@2"'],
    [written({ name: 7 }), "name must be a string, got 7"],
    [written({ seed: 0.5 }), "seed must be an integer, got 0.5"],
    [written({ seed: null }), "seed must be a finite number, got null"],
    [written({ target: undefined }), "target must be the name of a class, got nothing"],
    [written({ target: 1 }), "target must be a string, got 1"],
    [
      world({ kind: "spirals" }),
      'world.kind must be one of table, counts, product-sets, product-mixture, markov, hidden-markov, gaussian-mixture, box-mixture, points, preset, got "spirals"',
    ],
  ]);
});

describe("parseExperiment refuses a table", () => {
  complains([
    [world({ alphabet: 0 }), "world.alphabet must be at least 1, got 0"],
    [world({ alphabet: 1.5 }), "world.alphabet must be an integer, got 1.5"],
    [world({ alphabet: null }), "world.alphabet must be a finite number, got null"],
    [world({ alphabet: undefined }), "world.alphabet must be a finite number, got nothing"],
    [world({ length: 0 }), "world.length must be at least 1, got 0"],
    [world({ length: 2.5 }), "world.length must be an integer, got 2.5"],
    [world({ length: "2" }), 'world.length must be a finite number, got "2"'],
    [z1({ weight: 0 }), "world.classes.z1.weight must be above 0, got 0"],
    [z1({ weight: -0.5 }), "world.classes.z1.weight must be above 0, got -0.5"],
    [z1({ weight: Infinity }), "world.classes.z1.weight must be a finite number, got Infinity"],
    [z1({ law: LAWS.z1.with(3, Number.NaN) }), "world.classes.z1.law[3] must be a finite number, got NaN"],
    [z1({ law: [...LAWS.z1.slice(0, 4), null] }), "world.classes.z1.law[4] must be a finite number, got null"],
    [z1({ law: LAWS.z1.with(8, -0.1) }), "world.classes.z1.law[8] must be at least 0, got -0.1"],
    [z1({ law: 1 }), "world.classes.z1.law must be a list, got 1"],
    [z1({ law: undefined }), "world.classes.z1.law must be a list, got nothing"],
    [world({ classes: {} }), "world.classes must be a record of at least one class, got {}"],
    [world({ classes: null }), "world.classes must be a record of named entries, got null"],
    [world({ classes: { z1: 3 } }), "world.classes.z1 must be an object, got 3"],
  ]);
});

describe("parseExperiment refuses an explicit pair", () => {
  const pair = { kind: "table", alphabet: 2, length: 1, conditional: [0.5, 0.5], unconditional: [0.5, 0.5] };
  complains([
    [written({ world: pair }), 'target must be left out for an explicit pair, got "z1"'],
    [written({ world: { ...pair, unconditional: undefined } }), "world.unconditional must be a list, got nothing"],
    [written({ world: { kind: "table", alphabet: 2, length: 1, unconditional: [1, 0] } }), "world.conditional must be a list, got nothing"],
    [written({ world: { ...pair, conditional: [0.5, null] } }), "world.conditional[1] must be a finite number, got null"],
    [written({ world: { ...pair, classes: {} } }), "world.classes must be left out (unknown field), got {}"],
  ]);
});

describe("parseExperiment refuses other worlds", () => {
  complains([
    [product([[0], []]), "world.classes.z1.tokens[1] must be a list of at least 1 entry, got []"],
    [product([[0], [-1]]), "world.classes.z1.tokens[1][0] must be at least 0, got -1"],
    [product([[0], [0.5]]), "world.classes.z1.tokens[1][0] must be an integer, got 0.5"],
    [product([0, 1]), "world.classes.z1.tokens[0] must be a list, got 0"],
    [counts({ file: "" }), 'world.file must be a text that is not empty, got ""'],
    [counts({ file: undefined }), "world.file must be a string, got nothing"],
    [counts({ sites: [] }), "world.sites must be a list of at least 1 entry, got []"],
    [counts({ sites: [1] }), "world.sites[0] must be a string, got 1"],
    [counts({ smoothing: -1 }), "world.smoothing must be at least 0, got -1"],
    [
      preset("spirals"),
      'world.name must be one of overlapping-squares, disjoint-squares, overlapping-cubes, diamonds, checkerboards, three-class-line, random-dirichlet, two-gaussians, mirrored-intervals, two-rectangles, splitting-three, autoguidance-2d, swiss-roll, rings, got "spirals"',
    ],
    [preset("diamonds", { radius: 0 }), "world.parameters.radius must be at least 1, got 0"],
    [preset("diamonds", { radius: 1.5 }), "world.parameters.radius must be an integer, got 1.5"],
    [preset("overlapping-squares", { side: 1 }), "world.parameters.side must be at least 2, got 1"],
    [preset("overlapping-squares", { overlap: 0 }), "world.parameters.overlap must be at least 1, got 0"],
    [preset("checkerboards", { alphabet: null }), "world.parameters.alphabet must be a finite number, got null"],
    [preset("random-dirichlet", { concentration: 0 }), "world.parameters.concentration must be above 0, got 0"],
    [preset("random-dirichlet", { classes: 0 }), "world.parameters.classes must be at least 1, got 0"],
  ]);
});

describe("parseExperiment refuses a weight", () => {
  complains(
    [
      [-1.0000001, "guidance.w must be at least -1, got -1.0000001"],
      [Number.NaN, "guidance.w must be a finite number, got NaN"],
      [Infinity, "guidance.w must be a finite number, got Infinity"],
      [[1, 2], "guidance.w must be a finite number, got [1, 2]"],
      [{ kind: "constant" }, "guidance.w.w must be a finite number, got nothing"],
      [{ kind: "constant", w: -2 }, "guidance.w.w must be at least -1, got -2"],
      [
        { kind: "steps", w: 1 },
        'guidance.w.kind must be one of constant, interval, linear, cosine, ramp-up, ramp-down, pieces, got "steps"',
      ],
      [{ kind: "interval", w: 1, from: 1 }, "guidance.w.to must be a finite number, got nothing"],
      [{ kind: "interval", w: 1, from: 1, to: 0, in: "step" }, 'guidance.w.in must be one of t, u, log-snr, got "step"'],
      [{ kind: "linear", start: 0 }, "guidance.w.end must be a finite number, got nothing"],
      [{ kind: "linear", start: 0, end: 1, in: "u" }, "guidance.w.to must be a number on the axis u, got nothing"],
      [{ kind: "ramp-up", w: 1, in: "log-snr" }, "guidance.w.from must be a number on the axis log-snr, got nothing"],
      [{ kind: "ramp-up", w: 1, in: "log-snr", from: 0 }, "guidance.w.to must be a number on the axis log-snr, got nothing"],
      [{ kind: "pieces", at: [], w: [] }, "guidance.w.at must be a list of at least 1 entry, got []"],
      [{ kind: "pieces", at: [1, null], w: [0, 1] }, "guidance.w.at[1] must be a finite number, got null"],
      [{ kind: "pieces", at: [1, 0.5], w: [0, -1.5] }, "guidance.w.w[1] must be at least -1, got -1.5"],
    ].map(([value, message]) => [w(value), String(message)] as const),
  );
});

describe("parseExperiment refuses a process or a sampler", () => {
  complains([
    [written({ process: { kind: "flow" } }), 'process.kind must be one of masked, uniform, got "flow"'],
    [process({ schedule: "sine" }), 'process.schedule must be one of linear, log-linear, cosine, polynomial, ou, got "sine"'],
    [process({ schedule: "polynomial" }), "process.power must be a number above 0 for schedule polynomial, got nothing"],
    [process({ schedule: "polynomial", power: 0 }), "process.power must be above 0, got 0"],
    [process({ schedule: "ou" }), "process.horizon must be a number above 0 for schedule ou, got nothing"],
    [process({ schedule: "ou", horizon: -1 }), "process.horizon must be above 0, got -1"],
    [process({ schedule: "cosine", horizon: 3 }), "process.horizon must be left out for schedule cosine, got 3"],
    [process({ schedule: "ou", horizon: 3, power: 2 }), "process.power must be left out for schedule ou, got 2"],
    [
      sampler({ kind: "order", order: "best" }),
      'sampler.order must be one of random, left-to-right, confidence, entropy, margin, got "best"',
    ],
    [sampler({ kind: "euler", steps: "4" }), 'sampler.steps must be a finite number, got "4"'],
    [sampler({ kind: "euler", steps: 4, fill: "zero" }), 'sampler.fill must be one of sample, argmax, left, got "zero"'],
    [sampler({ kind: "exact", precision: "f8" }), 'sampler.precision must be one of f64, f32-gumbel, f16-gumbel, got "f8"'],
    [written({ scoreError: { kind: "tempering", temperature: 0 } }), "scoreError.temperature must be above 0, got 0"],
    [written({ scoreError: { kind: "uniform-mix", epsilon: 2 } }), "scoreError.epsilon must be at most 1, got 2"],
    [written({ scoreError: { kind: "learned", samples: 0 } }), "scoreError.samples must be at least 1, got 0"],
  ]);
});
