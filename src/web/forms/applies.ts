/** @file Which fields apply beside the others' values: parameters of a noise schedule that is chosen, a grid in place of steps. */
import type { Half, Section, Written } from "./forms.ts";

/** A section's record with what it stands in. */
export interface Setting {
  readonly half: Half;
  readonly section: Section;
  readonly value: Written;
  /** Kind of the experiment's process. */
  readonly process: string;
  /** Whether the world is an explicit pair of laws. */
  readonly pair: boolean;
}

type Rule = (setting: Setting) => boolean;

const schedule =
  (name: string, standard: string): Rule =>
  ({ value }) =>
    (value.schedule ?? standard) === name;
const ddpm = schedule("ddpm", "ou");
const betas: Rule = (setting) => ddpm(setting) && setting.value.shape !== "cosine";
const even: Rule = ({ value }) => value.grid === undefined;

const RULES: Readonly<Record<string, Rule>> = {
  "masked.process.power": schedule("polynomial", "log-linear"),
  "masked.process.horizon": schedule("ou", "log-linear"),
  "continuous.process.horizon": schedule("ou", "ou"),
  "continuous.process.steps": ddpm,
  "continuous.process.betaMin": betas,
  "continuous.process.betaMax": betas,
  "continuous.process.shape": ddpm,
  "masked.sampler.fill": ({ process }) => process === "masked",
  "sampler.steps": even,
  "sampler.end": even,
  "sampler.spacing": even,
  "sampler.rho": (setting) => even(setting) && spacingOf(setting) === "karras",
  "sampler.grid": ({ value }) => value.grid !== undefined,
};

function spacingOf({ value, process }: Setting): unknown {
  return value.spacing ?? (process === "ve" ? "karras" : "uniform");
}

/** Whether a field, by its path in the section, applies. */
export function applies(setting: Setting, path: string): boolean {
  const rule = RULES[`${setting.half}.${setting.section}.${path}`] ?? RULES[`${setting.section}.${path}`];
  return rule === undefined || rule(setting);
}
