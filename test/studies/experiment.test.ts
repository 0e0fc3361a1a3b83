import { describe, expect, it } from "vitest";
import { CONTINUOUS_RULES } from "../../src/guidance/continuous/rule.ts";
import { RULES } from "../../src/guidance/rule.ts";
import { experimentJsonSchema, experimentSchema, WORLD_KINDS } from "../../src/studies/experiment.ts";
import { parseExperiment } from "../../src/studies/parse.ts";
import { type Written, written } from "./given.ts";

interface Node {
  readonly [key: string]: unknown;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly anyOf?: readonly Node[];
  readonly oneOf?: readonly Node[];
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
}

const schema = JSON.parse(JSON.stringify(experimentJsonSchema())) as Node;
const at = (node: Node, ...path: readonly string[]): Node => path.reduce((inner, key) => inner.properties?.[key] ?? {}, node);
const branches = ({ anyOf = [], oneOf = [] }: Node): readonly Node[] =>
  [...anyOf, ...oneOf].flatMap((branch) => (branch.anyOf || branch.oneOf ? branches(branch) : [branch]));
/** The values that a field may take in any branch of a union. */
const values = (node: Node, field: string): readonly unknown[] =>
  branches(node).flatMap((branch) => {
    const found = at(branch, field);
    return found.enum ?? ("const" in found ? [found.const] : []);
  });

/** Every object schema inside. */
function objects(node: unknown): readonly Node[] {
  if (typeof node !== "object" || node === null) return [];
  const inside = Object.values(node).flatMap(objects);
  return "properties" in node ? [node as Node, ...inside] : inside;
}

/** A half of the house: its worlds decide which schema a file must satisfy. */
const [masked, continuous] = branches(schema);

describe("experimentJsonSchema", () => {
  it("is one of two objects, of which world and guidance are required", () => {
    expect(schema).toMatchObject({ title: "guidelab experiment" });
    expect(branches(schema)).toHaveLength(2);
    for (const half of [masked, continuous]) {
      expect(half).toMatchObject({ type: "object", additionalProperties: false });
      expect(Object.keys(half.properties ?? {}).sort()).toEqual(
        ["$schema", "guidance", "name", "process", "sampler", "schema", "scoreError", "seed", "target", "world"].sort(),
      );
      expect([...(half.required ?? [])].sort()).toEqual(["guidance", "world"]);
    }
  });

  it("names every world kind, and every preset", () => {
    expect(new Set([masked, continuous].flatMap((half) => values(at(half, "world"), "kind")))).toEqual(new Set(WORLD_KINDS));
    expect(new Set(values(at(masked, "world"), "name"))).toEqual(
      new Set([
        "overlapping-squares",
        "disjoint-squares",
        "overlapping-cubes",
        "diamonds",
        "checkerboards",
        "three-class-line",
        "random-dirichlet",
      ]),
    );
    expect(new Set(values(at(continuous, "world"), "name"))).toEqual(
      new Set(["two-gaussians", "mirrored-intervals", "two-rectangles", "splitting-three", "autoguidance-2d", "swiss-roll", "rings"]),
    );
  });

  it("names every masked rule, schedule, noise and sampler of the contract", () => {
    expect(at(masked, "guidance", "rule").enum).toEqual(RULES);
    expect(at(masked, "process", "schedule").enum).toEqual(["linear", "log-linear", "cosine", "polynomial", "ou"]);
    expect(values(at(masked, "sampler"), "kind")).toEqual(
      expect.arrayContaining([
        ...["exact", "ancestral", "frozen-rate", "euler", "tau-leaping", "tweedie", "posterior-cfg", "first-hitting", "order"],
        ...["theta-rk2", "theta-trapezoidal", "remdm"],
      ]),
    );
  });

  it("names every continuous rule, process and sampler of the contract", () => {
    expect(values(at(continuous, "guidance"), "rule")).toEqual([...CONTINUOUS_RULES]);
    expect(values(at(continuous, "process"), "kind")).toEqual(["vp", "ve", "flow"]);
    expect(values(at(continuous, "process"), "schedule")).toEqual(["ou", "ddpm"]);
    expect(new Set(values(at(continuous, "sampler"), "kind"))).toEqual(
      new Set(["flow", "sde", "euler", "heun", "rk4", "dopri5", "ddim", "ddpm", "euler-maruyama", "exponential"]),
    );
  });

  it("names every schedule of w and its axes, wherever a rule has one", () => {
    const weights = [at(masked, "guidance", "w"), ...branches(at(continuous, "guidance")).map((rule) => at(rule, "w"))];
    expect(weights).toHaveLength(1 + CONTINUOUS_RULES.length);
    for (const w of weights) {
      expect(branches(w).map(({ type }) => type)).toContain("number");
      expect(new Set(values(w, "kind"))).toEqual(new Set(["constant", "interval", "linear", "cosine", "ramp-up", "ramp-down", "pieces"]));
      expect(new Set(values(w, "in"))).toEqual(new Set(["t", "u", "log-snr"]));
    }
  });

  it("allows unknown fields nowhere", () => {
    const found = objects(schema);
    expect(found.length).toBeGreaterThan(100);
    expect(found.filter(({ additionalProperties }) => additionalProperties !== false)).toEqual([]);
  });

  it("requires no field that has a default: it describes the file as a person writes it", () => {
    for (const { properties = {}, required = [] } of objects(schema)) {
      expect(required.filter((field) => properties[field] && "default" in properties[field])).toEqual([]);
    }
  });
});

describe("experimentSchema", () => {
  const classes = { z1: { weight: 1, law: [1] } };
  const chain = {
    weight: 1,
    initial: [0.5, 0.5],
    transition: [
      [0.5, 0.5],
      [0.5, 0.5],
    ],
  };
  const size = { alphabet: 2, length: 2 };
  it.each<[Written]>([
    [{ kind: "table", alphabet: 1, length: 1, classes }],
    [{ kind: "table", alphabet: 1, length: 1, conditional: [1], unconditional: [1] }],
    [{ kind: "counts", file: "a.csv", sites: ["a"], class: "b", smoothing: 0 }],
    [{ kind: "product-sets", ...size, classes: { z1: { weight: 1, tokens: [[0], [1]] } } }],
    [
      {
        kind: "product-mixture",
        ...size,
        classes: {
          z1: {
            weight: 1,
            components: [
              {
                weight: 1,
                sites: [
                  [1, 0],
                  [0, 1],
                ],
              },
            ],
          },
        },
      },
    ],
    [{ kind: "markov", ...size, classes: { z1: chain } }],
    [
      {
        kind: "hidden-markov",
        ...size,
        classes: {
          z1: {
            ...chain,
            emission: [
              [1, 0],
              [0, 1],
            ],
          },
        },
      },
    ],
    [{ kind: "preset", name: "three-class-line", parameters: {} }],
  ])("and the parser take the same world %j", (world) => {
    const input = written({ world, target: "conditional" in world ? undefined : "z1" });
    expect(experimentSchema.parse(input).world).toEqual(world);
    expect(parseExperiment(input).world).toEqual(world);
  });

  const gaussians = [{ weight: 1, mean: [0], covariance: 1 }];
  const boxes = [{ weight: 1, low: [0], high: [1] }];
  const points = [[0], [1]];
  const onLine = { dimension: 1 };
  it.each<[Written]>([
    [{ kind: "gaussian-mixture", ...onLine, classes: { z1: { weight: 1, components: gaussians } } }],
    [{ kind: "gaussian-mixture", ...onLine, conditional: { components: gaussians }, unconditional: { components: gaussians } }],
    [{ kind: "box-mixture", ...onLine, classes: { z1: { weight: 1, boxes } } }],
    [{ kind: "box-mixture", ...onLine, conditional: { boxes }, unconditional: { boxes } }],
    [{ kind: "points", ...onLine, bandwidth: 0, classes: { z1: { weight: 1, points } } }],
    [{ kind: "points", ...onLine, bandwidth: 0.5, conditional: { points }, unconditional: { points } }],
    [{ kind: "points", file: "a.csv", coordinates: ["x"], class: "c", bandwidth: 0.1 }],
    [{ kind: "preset", name: "mirrored-intervals", parameters: { near: 1, far: 2 } }],
  ])("and the parser take the same world of R^d %j", (world) => {
    const input = written({ world, guidance: { rule: "cfg", w: 2 }, target: "conditional" in world ? undefined : "z1" });
    expect(parseExperiment(input).world).toEqual(world);
    expect(experimentSchema.parse(input)).toEqual(parseExperiment(input));
  });

  it("and the parser refuse the same: an unknown world field, a law that is no list", () => {
    for (const world of [
      { kind: "preset", name: "diamonds", size: 2 },
      { kind: "table", alphabet: 1, length: 1, classes: 1 },
    ]) {
      expect(experimentSchema.safeParse(written({ world })).success).toBe(false);
      expect(() => parseExperiment(written({ world }))).toThrow("must be");
    }
  });
});
