/** @file An experiment with another world, perhaps of the other half of the house: what does not belong there has that half's default. */
import { halfOf, schemaOf } from "../forms/forms.ts";
import type { ExperimentFile } from "./labState.ts";

/** A world as a person writes it. */
export type WorldFile = Readonly<Record<string, unknown>> & { readonly kind: string };

/** What each half starts with. Guidance keeps its weight. */
const DEFAULTS = {
  masked: { guidance: { rule: "rates", w: 4 }, process: { kind: "masked", schedule: "log-linear" }, sampler: { kind: "exact" } },
  continuous: { guidance: { rule: "cfg", w: 4 }, process: { kind: "vp", schedule: "ou" }, sampler: { kind: "flow" } },
} as const;

/** Classes that worlds with a name are asked for first. */
const PRESET_TARGETS: Readonly<Record<string, string>> = {
  "two-gaussians": "right",
  "mirrored-intervals": "right",
  "two-rectangles": "upper",
  "splitting-three": "middle",
  "autoguidance-2d": "outer",
  "swiss-roll": "turn1",
  rings: "ring1",
};

/**
 * The experiment with `world`, ready to be parsed: guidance, process, sampler and score error stay where the world's half accepts them, else they have
 * its defaults, with the weight kept where it is a number; a target that the world has no class for becomes its first class; a pair of laws has none.
 */
export function fitted(experiment: ExperimentFile, world: WorldFile): ExperimentFile {
  const half = halfOf(world);
  const accepted = (section: "guidance" | "process" | "sampler" | "scoreError"): boolean =>
    schemaOf(half, section).safeParse(experiment[section]).success;
  const { target: _, scoreError, ...rest } = experiment;
  const target = targetOf(experiment, world);
  return {
    ...rest,
    world,
    ...(target === null ? {} : { target }),
    guidance: accepted("guidance") && onOwnAxis(experiment.guidance, half) ? experiment.guidance : guidanceOf(experiment.guidance, half),
    process: accepted("process") && experiment.process !== undefined ? experiment.process : DEFAULTS[half].process,
    sampler: accepted("sampler") && experiment.sampler !== undefined ? experiment.sampler : DEFAULTS[half].sampler,
    ...(scoreError !== undefined && accepted("scoreError") ? { scoreError } : {}),
  };
}

function guidanceOf(guidance: unknown, half: keyof typeof DEFAULTS): object {
  const w: unknown = typeof guidance === "object" && guidance !== null && "w" in guidance ? guidance.w : undefined;
  const usable = typeof w === "number" && Number.isFinite(w) && w >= -1;
  return usable ? { ...DEFAULTS[half].guidance, w } : DEFAULTS[half].guidance;
}

/** The unmask clock is of masked diffusion only. */
function onOwnAxis(guidance: unknown, half: keyof typeof DEFAULTS): boolean {
  return half === "masked" || !JSON.stringify(guidance).includes('"in":"u"');
}

function targetOf(experiment: ExperimentFile, world: WorldFile): string | null {
  if ("conditional" in world || "unconditional" in world) return null;
  const { target } = experiment;
  const { classes, name } = world;
  if (typeof classes === "object" && classes !== null && !Array.isArray(classes)) {
    const names = Object.keys(classes);
    return typeof target === "string" && names.includes(target) ? target : (names[0] ?? "z1");
  }
  if (world.kind !== "preset") return typeof target === "string" ? target : "z1";
  const same = sameWorld(experiment.world, name);
  return same && typeof target === "string" ? target : (PRESET_TARGETS[String(name)] ?? "z1");
}

function sameWorld(before: unknown, name: unknown): boolean {
  return typeof before === "object" && before !== null && "name" in before && before.name === name;
}
