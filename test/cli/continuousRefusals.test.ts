/** @file What commands refuse of experiments on R^d, word for word: one line, exit 2. */
import { describe, expect, it } from "vitest";
import { put, refusal, scratch } from "./program.ts";

const cwd = scratch();
const two = {
  world: { kind: "preset", name: "two-gaussians" },
  target: "right",
  guidance: { rule: "cfg", w: 2 },
};
const file = put(cwd, "two.json", two);
const bell = { weight: 1, mean: [0], covariance: 1 };
const box = { weight: 1, low: [0], high: [1] };
const mixture = (world: object) => ({ ...two, world: { kind: "gaussian-mixture", dimension: 1, ...world } });
const line = (input: object, args: readonly string[] = ["law", "-"]): Promise<string> =>
  refusal(args, { cwd, input: JSON.stringify(input) });

describe.concurrent("a grid", () => {
  it.each([
    ["x=0:1", 'law: --grid must be x=low:high:count, in the plane x=low:high:count,y=low:high:count, got "x=0:1"'],
    ["y=0:1:5", 'law: --grid must be x=low:high:count, in the plane x=low:high:count,y=low:high:count, got "y=0:1:5"'],
    ["x=1:0:5", 'law: --grid must be with finite ends, low below high, got "x=1:0:5"'],
    ["x=a:1:5", 'law: --grid must be with finite ends, low below high, got "x=a:1:5"'],
    ["x=0:1:1", 'law: --grid must be with an integer count of at least 2, got "x=0:1:1"'],
    ["x=0:1:2.5", 'law: --grid must be with an integer count of at least 2, got "x=0:1:2.5"'],
    ["x=0:1:1e9", "law: --grid must be of at most 4000000 points, got 1000000000"],
    ["x=0:1:5,y=0:1:5", "two.json: --grid must be with an axis for each of the 1 dimensions, got 2"],
  ])("%s is refused", async (grid, message) => {
    expect(await refusal(["law", file, "--grid", grid], { cwd })).toBe(message);
  });

  it("and --at belong to one half of the house each", async () => {
    expect(await refusal(["law", file, "--at", "1"], { cwd })).toBe(
      "two.json: --at must be left out for a continuous world, which has no unmask clock, got 1",
    );
    const coins = {
      world: { kind: "table", alphabet: 2, length: 1, conditional: [1, 0], unconditional: [0.5, 0.5] },
      guidance: { rule: "rates", w: 0 },
    };
    expect(await line(coins, ["law", "-", "--grid", "x=0:1:5"])).toMatch(/: --grid must be left out for a world of tokens, got 1$/);
  });
});

describe.concurrent("an experiment on R^d", () => {
  it.each<[string, object]>([
    [
      'guidance.w.in must be t or log-snr for a continuous process, got "u"',
      { ...two, guidance: { rule: "cfg", w: { kind: "interval", in: "u", w: 1, from: 0, to: 1 } } },
    ],
    ["guidance.extra must be left out (unknown field), got 1", { ...two, guidance: { rule: "cfg", w: 1, extra: 1 } }],
    [
      "guidance.momentum must be 0 in continuous time (momentum is a matter of steps), got 0.5",
      { ...two, guidance: { rule: "apg", w: 1, momentum: 0.5 } },
    ],
    [
      'guidance.rule must be a rule with a limit in continuous time (cfg++ exists only as a DDIM step), got "cfg++"',
      { ...two, guidance: { rule: "cfg++", w: -0.5 } },
    ],
  ])("%s", async (message, input) => {
    expect(await line(input)).toBe(`standard input: ${message}`);
  });

  it("has a covariance that is one, and boxes that are some", async () => {
    expect(await line(mixture({ classes: { right: { weight: 1, components: [{ ...bell, covariance: -1 }] } } }))).toMatch(
      /^standard input: world\.classes\.right\.components\[0\]\.covariance must be .*, got -1$/,
    );
    const inverted = {
      ...two,
      world: { kind: "box-mixture", dimension: 1, classes: { right: { weight: 1, boxes: [{ ...box, high: [-1] }] } } },
    };
    expect(await line(inverted)).toMatch(/^standard input: world\.classes\.right\.boxes\[0\]\.high.* must be .*, got -1$/);
  });

  it("has no law where predictions end on points, and none in the plane for steps", async () => {
    const points = { ...two, world: { kind: "points", dimension: 1, classes: { right: { weight: 1, points: [[0], [1]] } } } };
    expect(await line(points)).toBe(
      'standard input: sampler.kind must be one with steps whose end is above noise 0, or sample: predictions from points without width end on the points, got "flow"',
    );
    const plane = { ...two, world: { kind: "preset", name: "two-rectangles" }, target: "upper", sampler: { kind: "heun", steps: 4 } };
    expect(await line(plane)).toMatch(/sampler\.kind must be flow for an exact law in the plane \(sample draws from others\), got "heun"$/);
    expect(await line(plane, ["budget", "-"])).toMatch(
      /world\.dimension must be 1 for a budget \(law, measure and sample take more\), got 2$/,
    );
  });

  it("goes for the tilted law with particles by linear rules only", async () => {
    const args = ["budget", "-", "-n", "10", "--particles", "10"];
    expect(await line({ ...two, guidance: { rule: "power-law", w: 1 } }, args)).toMatch(
      /guidance\.rule must be cfg, or autoguidance by smoothing, for particles, got "power-law"$/,
    );
    expect(await line({ ...two, scoreError: { kind: "tempering", temperature: 2 } }, args)).toMatch(
      /scoreError must be left out with --particles, whose weights need exact scores, got "tempering"$/,
    );
  });
});

describe.concurrent("points of a file", () => {
  const cloud = (csv: string, world: object = {}) => {
    const name = `cloud${Math.abs(csv.length * 31 + JSON.stringify(world).length)}.csv`;
    put(cwd, name, csv);
    return {
      input: { ...two, target: "a", world: { kind: "points", file: name, coordinates: ["x"], class: "c", bandwidth: 0.5, ...world } },
      name,
    };
  };
  it.each<[string, string, object]>([
    ['world.coordinates[0] must be one of the columns y, c, got "x"', "y,c\n1,a\n", {}],
    ['world.class must be one of the columns x, c, got "label"', "x,c\n1,a\n", { class: "label" }],
    ['target must be one of b, d, got "a"', "x,c\n1,b\n1,d\n", {}],
  ])("%s", async (message, csv, world) => {
    expect((await line(cloud(csv, world).input)).replace(/^[^:]+: /, "")).toBe(message);
  });

  it("names the cell that is no number", async () => {
    const { input, name } = cloud("x,c\n1,a\nmany,a\n");
    expect(await line(input)).toContain(`${name} row 2, x must be a finite number, got "many"`);
  });
});
