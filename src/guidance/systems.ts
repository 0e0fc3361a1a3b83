/** @file Guidance scales as other people's code writes them, by the exponent γ = 1 + w of the conditional. Converted here and nowhere else. */
import { BadInput } from "../numerics/badInput.ts";

export interface System {
  readonly name: string;
  /** Parameter's own name there. */
  readonly parameter: string;
  readonly toGamma: (value: number) => number;
  readonly fromGamma: (gamma: number) => number;
  /** What a user of that system trips over, given the value in its own scale; null when nothing. */
  readonly trap: (value: number) => string | null;
}

const none = (): null => null;
const identity = (value: number): number => value;
const plusOne = { toGamma: (w: number): number => 1 + w, fromGamma: (gamma: number): number => gamma - 1 };
const scale = { toGamma: identity, fromGamma: identity };

const zeroIsConditional = (value: number): string | null =>
  value === 0 ? "0 is the conditional model, not the unconditional one (that is -1)" : null;
const pipelineSkipsGuidance = (value: number): string | null =>
  value <= 1
    ? "diffusers pipelines run the conditional model alone at a scale of 1 or less; the formula's value is given, and 0 there is not unconditional"
    : null;
const zeroIsUnconditional = (value: number): string | null => (value === 0 ? "0 is the unconditional model; guidance is off at 1" : null);

const systemList: readonly System[] = [
  { name: "w", parameter: "w", ...plusOne, trap: none },
  { name: "gamma", parameter: "γ", ...scale, trap: none },
  { name: "ho-salimans", parameter: "w", ...plusOne, trap: zeroIsConditional },
  { name: "azula", parameter: "guidance", ...plusOne, trap: zeroIsConditional },
  { name: "smalldiffusion", parameter: "cfg_scale", ...plusOne, trap: zeroIsConditional },
  { name: "llada", parameter: "cfg_scale", ...plusOne, trap: zeroIsConditional },
  { name: "dllm", parameter: "cfg_scale", ...plusOne, trap: zeroIsConditional },
  { name: "diffusers-original", parameter: "guidance_scale with use_original_formulation", ...plusOne, trap: zeroIsConditional },
  { name: "diffusers", parameter: "guidance_scale", ...scale, trap: pipelineSkipsGuidance },
  { name: "k-diffusion", parameter: "cond_scale", ...scale, trap: zeroIsUnconditional },
  { name: "comfyui", parameter: "cfg", ...scale, trap: zeroIsUnconditional },
  { name: "a1111", parameter: "CFG scale", ...scale, trap: zeroIsUnconditional },
  { name: "edm2", parameter: "guidance", ...scale, trap: zeroIsUnconditional },
  { name: "dream", parameter: "guidance_scale", ...scale, trap: zeroIsUnconditional },
  { name: "duo", parameter: "guid_weight", ...scale, trap: zeroIsUnconditional },
  { name: "schiff", parameter: "gamma (arXiv:2412.10193)", ...scale, trap: zeroIsUnconditional },
  {
    name: "rojas",
    parameter: "w (arXiv:2507.08965)",
    ...scale,
    trap: () => "this paper's w is the exponent 1 + w used here: off at 1, unconditional at 0",
  },
  {
    name: "guidance-schedules",
    parameter: "guidance_scale",
    ...scale,
    trap: () => "its code adds 1 when a schedule is set: the value here is the constant scale; under a schedule write one less",
  },
  {
    name: "nisonoff-temperature",
    parameter: "guide_temp (arXiv:2406.01572)",
    toGamma: (temperature) => 1 / temperature,
    fromGamma: (gamma) => 1 / gamma,
    trap: () => "a temperature is the inverse of γ: lower is stronger, 1 is off, the unconditional model would be infinite",
  },
];

/** All systems by name. */
export const SYSTEMS: ReadonlyMap<string, System> = new Map(systemList.map((system) => [system.name, system]));

export interface Conversion {
  readonly value: number;
  readonly from: string;
  readonly to: string;
  readonly note: string | null;
}

/**
 * A guidance scale in another system, through γ.
 *
 * @throws BadInput for an unknown system, a value that is not finite, a temperature ≤ 0, w below −1, or an infinite answer
 */
export function convertScale(value: number, from: string, to: string): Conversion {
  const source = system("--from", from);
  const goal = system("--to", to);
  if (!Number.isFinite(value)) throw new BadInput("value", "a finite number", value, "convert");
  if (from === "nisonoff-temperature" && !(value > 0)) throw new BadInput("value", "a temperature above 0", value, "convert");
  const gamma = source.toGamma(value);
  if (!(gamma >= 0)) throw new BadInput("value", `at least ${source.fromGamma(0)} in ${from} (w = -1, unconditional)`, value, "convert");
  const answer = source === goal ? value : goal.fromGamma(gamma);
  if (!Number.isFinite(answer)) throw new BadInput("value", `one with a finite ${to} (γ = ${gamma} has none)`, value, "convert");
  const notes = [source.trap(value), source === goal ? null : goal.trap(answer)].filter((note) => note !== null);
  return { value: answer, from, to, note: notes.length === 0 ? null : [...new Set(notes)].join("; ") };
}

function system(field: string, name: string): System {
  const found = SYSTEMS.get(name);
  if (!found) throw new BadInput(field, `one of ${[...SYSTEMS.keys()].join(", ")}`, name, "convert");
  return found;
}
