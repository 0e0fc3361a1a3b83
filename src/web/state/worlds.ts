/** @file The worlds that the lab offers by name, each as a complete experiment, and what classes a world has. */
import type { ExperimentFile } from "./labState.ts";

export interface OfferedWorld {
  /** Of the preset. */
  readonly name: string;
  readonly title: string;
  /** One sentence. */
  readonly about: string;
  readonly experiment: ExperimentFile;
}

type Parameters = Readonly<Record<string, unknown>>;

/** What an experiment is besides its world and target: of tokens. */
const TOKEN_DEFAULTS: ExperimentFile = {
  guidance: { rule: "rates", w: 4 },
  process: { kind: "masked", schedule: "log-linear" },
  sampler: { kind: "exact" },
};

/** Likewise, on R^d. */
const SPACE_DEFAULTS: ExperimentFile = {
  guidance: { rule: "cfg", w: 3 },
  process: { kind: "vp", schedule: "ou", horizon: 10 },
  sampler: { kind: "flow" },
};

const SCHEMA = "guidelab/experiment@1";

function tokens(name: string, title: string, about: string, parameters: Parameters): OfferedWorld {
  return {
    name,
    title,
    about,
    experiment: { schema: SCHEMA, world: { kind: "preset", name, parameters }, target: "z1", ...TOKEN_DEFAULTS },
  };
}

function space(name: string, title: string, about: string, rest: { parameters: Parameters; target: string; w: number }): OfferedWorld {
  const { parameters, target, w } = rest;
  const world = { kind: "preset", name, parameters };
  return { name, title, about, experiment: { schema: SCHEMA, world, target, ...SPACE_DEFAULTS, guidance: { rule: "cfg", w } } };
}

export const OFFERED: readonly OfferedWorld[] = [
  tokens(
    "overlapping-squares",
    "Overlapping squares",
    "Two uniform squares on two sites that share a corner: private cells, half-shared ones, a shared one.",
    {
      side: 3,
      overlap: 1,
    },
  ),
  tokens("disjoint-squares", "Disjoint squares", "Two squares that share no token of any site: guidance has nothing to push away from.", {
    side: 2,
  }),
  tokens("overlapping-cubes", "Overlapping cubes", "The squares on more sites: two cubes that share a corner.", {
    side: 3,
    length: 5,
    overlap: 1,
  }),
  tokens("diamonds", "Diamonds", "Disjoint supports whose projections overlap: tokens are shared, points are not.", { radius: 2 }),
  tokens("checkerboards", "Checkerboards", "Even against odd cells: one site alone tells nothing of the class.", {
    alphabet: 4,
    length: 2,
  }),
  tokens("three-class-line", "Three classes on a line", "One site, three triangular classes: neighbours overlap.", {}),
  tokens(
    "random-dirichlet",
    "Random classes",
    "Class laws drawn from a Dirichlet law: every cell is shared, each class in its own measure.",
    {
      alphabet: 4,
      length: 2,
      classes: 2,
      concentration: 1,
      seed: 0,
    },
  ),
  space("two-gaussians", "Two Gaussians", "N(−1, 1) and N(1, 1) on the line: the case with formulas.", {
    parameters: { separation: 2, sd: 1 },
    target: "right",
    w: 3,
  }),
  space(
    "mirrored-intervals",
    "Mirrored intervals",
    "Uniform on an interval and on its mirror image: bounded support, guided to its edge.",
    {
      parameters: { near: 0.5, far: 1.5 },
      target: "right",
      w: 3,
    },
  ),
  space("two-rectangles", "Two rectangles", "Uniform on two rectangles in opposite corners of the plane.", {
    parameters: { width: 1, height: 1, gap: 0.5 },
    target: "upper",
    w: 3,
  }),
  space("splitting-three", "A mode that splits", "A broad Gaussian between two narrow ones: strong guidance splits the middle one.", {
    parameters: { centres: [-1, 0, 1], sds: [0.3, 1, 0.3] },
    target: "middle",
    w: 1,
  }),
  space("autoguidance-2d", "Bent chains", "Two thin curved chains in the plane, close to one another: made for autoguidance.", {
    parameters: { links: 8, thickness: 0.08 },
    target: "outer",
    w: 1,
  }),
  space("swiss-roll", "Swiss roll", "Points along a spiral; the class is the turn.", {
    parameters: { turns: 3, perClass: 30, noise: 0.02, bandwidth: 0.08, seed: 0 },
    target: "turn2",
    w: 1,
  }),
  space("rings", "Rings", "Points on concentric circles; the class is the circle.", {
    parameters: { rings: 3, perClass: 30, noise: 0.02, bandwidth: 0.08, seed: 0 },
    target: "ring2",
    w: 1,
  }),
];

/** Names of classes of presets whose number is no parameter. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  "three-class-line": ["z1", "z2", "z3"],
  "two-gaussians": ["left", "right"],
  "mirrored-intervals": ["left", "right"],
  "two-rectangles": ["upper", "lower"],
  "splitting-three": ["left", "middle", "right"],
  "autoguidance-2d": ["outer", "inner"],
};

/**
 * Names of a world's classes, in its order; empty for an explicit pair, and where the file behind it would tell.
 *
 * @param world with its defaults filled in
 */
export function classNames(world: Readonly<Record<string, unknown>>): readonly string[] {
  if (typeof world.classes === "object" && world.classes !== null) return Object.keys(world.classes);
  if (world.kind !== "preset") return [];
  const parameters = world.parameters as Readonly<Record<string, number>>;
  const counted = (label: string, count = 0): readonly string[] => Array.from({ length: count }, (_, k) => `${label}${k + 1}`);
  if (world.name === "rings") return counted("ring", parameters.rings);
  if (world.name === "swiss-roll") return counted("turn", parameters.turns);
  return NAMES[String(world.name)] ?? counted("z", world.name === "random-dirichlet" ? parameters.classes : 2);
}
