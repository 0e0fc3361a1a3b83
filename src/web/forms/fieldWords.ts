/** @file What the fields of the settings are called, with units; per section and field, in front of which a half may stand that means it otherwise. */
import type { Half, Section } from "./forms.ts";

export interface FieldWords {
  readonly label: string;
  /** Unit or symbol, shown after the label. */
  readonly unit?: string;
  /** What an empty field stands for. */
  readonly leftOut?: string;
  /** One sentence, where the label does not say it. */
  readonly hint?: string;
  /** What a click on the field's arrows adds; whatever when left out. */
  readonly step?: number;
}

const seed: FieldWords = { label: "seed", step: 1 };
const on: FieldWords = { label: "on", hint: "Whose predictions have the error." };

export const FIELD_WORDS: Readonly<Record<string, FieldWords>> = {
  "guidance.w": { label: "weight", unit: "w" },
  "guidance.bad": {
    label: "bad model",
    hint: "The worse model that guidance steers away from: the target's own law, blurred or tempered.",
  },
  "guidance.bad.sd": { label: "blur", unit: "standard deviation, length", step: 0.05 },
  "guidance.bad.temperature": { label: "temperature", step: 0.1 },
  "guidance.parallel": { label: "kept along the prediction", unit: "η", step: 0.1 },
  "guidance.threshold": { label: "largest difference", unit: "r, length", leftOut: "none", step: 0.5 },
  "guidance.momentum": {
    label: "momentum",
    unit: "β",
    hint: "Share of the last step's difference; in samplers with steps only.",
    step: 0.1,
  },
  "guidance.phi": { label: "rescaled share", unit: "φ", hint: "0 is cfg, 1 rescales fully.", step: 0.1 },
  "guidance.zeroInit": { label: "zero velocity at first", unit: "share of t", step: 0.01 },
  "guidance.alpha": { label: "power", unit: "α", hint: "0 is cfg.", step: 0.1 },
  "guidance.pi": { label: "trust", unit: "π", hint: "1 is the conditional model itself.", step: 0.05 },
  "guidance.limit": { label: "largest λ", leftOut: "10", step: 1 },
  "masked.process.schedule": { label: "noise schedule", unit: "α(t)" },
  "masked.process.power": { label: "power", unit: "n", step: 0.5 },
  "masked.process.horizon": { label: "horizon", unit: "T", step: 1 },
  "continuous.process.schedule": { label: "noise schedule" },
  "continuous.process.horizon": { label: "horizon", unit: "T", leftOut: "10", step: 1 },
  "continuous.process.steps": { label: "noise levels", leftOut: "1000", step: 1 },
  "continuous.process.betaMin": { label: "smallest β", leftOut: "1e-4" },
  "continuous.process.betaMax": { label: "largest β", leftOut: "0.02" },
  "continuous.process.shape": { label: "shape of β", leftOut: "linear" },
  "continuous.process.sigmaMax": { label: "largest noise", unit: "σ, length" },
  "continuous.process.sigmaMin": { label: "smallest noise of a grid", unit: "σ, length" },
  "sampler.steps": { label: "steps", unit: "N", step: 1 },
  "sampler.end": { label: "end", unit: "t", leftOut: "0", step: 0.01 },
  "sampler.grid": { label: "times", unit: "t", hint: "First 1, falling, separated by commas; the last one is the end." },
  "sampler.fill": { label: "sites left masked", hint: "What becomes of sites still masked at the last grid point." },
  "sampler.precision": {
    label: "precision of draws",
    hint: "The float32 and float16 kinds imitate common code, to measure its bias; they are simulated only.",
  },
  "sampler.order": { label: "order" },
  "sampler.perStep": { label: "sites a step", step: 1 },
  "sampler.theta": { label: "intermediate point", unit: "θ", step: 0.05 },
  "sampler.remasking": { label: "remasking" },
  "sampler.remasking.eta": { label: "strength", unit: "η", step: 0.01 },
  "sampler.remasking.from": { label: "loop from", unit: "t", step: 0.01 },
  "sampler.remasking.to": { label: "loop to", unit: "t", step: 0.01 },
  "sampler.remasking.alpha": { label: "revealed share in the loop", unit: "α", step: 0.01 },
  "sampler.quota": { label: "masked share over the steps" },
  "sampler.temperature": { label: "temperature", hint: "Of the Gumbel noise on confidences; falls to 0 at the last step.", step: 0.5 },
  "sampler.spacing": { label: "spacing", leftOut: "as the process has it" },
  "sampler.rho": { label: "curvature", unit: "ρ", leftOut: "7", step: 1 },
  "sampler.eta": { label: "share of ddpm's noise", unit: "η", step: 0.1 },
  "sampler.rtol": { label: "relative tolerance" },
  "sampler.atol": { label: "absolute tolerance", unit: "length" },
  "scoreError.temperature": { label: "temperature", hint: "Above 1 flattens predictions, below 1 sharpens them.", step: 0.1 },
  "masked.scoreError.sd": { label: "size", unit: "standard deviation, nats", step: 0.05 },
  "masked.scoreError.epsilon": { label: "uniform share", unit: "ε", step: 0.01 },
  "masked.scoreError.samples": { label: "training samples", step: 1 },
  "masked.scoreError.smoothing": { label: "added to every count", step: 0.5 },
  "continuous.scoreError.size": { label: "size", unit: "root mean square of the score's error", step: 0.05 },
  "continuous.scoreError.placed": { label: "placed", hint: "Everywhere alike, or where noised data are rare." },
  "continuous.scoreError.sd": { label: "blur", unit: "standard deviation, length", step: 0.05 },
  "continuous.scoreError.draws": { label: "draws of each prediction", step: 1 },
  "scoreError.seed": seed,
  "scoreError.on": on,
};

/** Words of a field by its path in the section, such as `remasking.eta`; undefined for one that has none. */
export function fieldWords(half: Half, section: Section, path: string): FieldWords | undefined {
  return FIELD_WORDS[`${half}.${section}.${path}`] ?? FIELD_WORDS[`${section}.${path}`];
}

const VALUE_WORDS: Readonly<Record<string, string>> = {
  "log-linear": "log-linear, α = 1 − t",
  linear: "linear",
  polynomial: "polynomial, α = 1 − tⁿ",
  "left-to-right": "left to right",
  left: "left as they are",
  argmax: "most probable token",
  sample: "drawn",
  f64: "float64",
  "f32-gumbel": "float32, Gumbel",
  "f16-gumbel": "float16, Gumbel",
  ou: "Ornstein-Uhlenbeck",
  ddpm: "DDPM levels",
  karras: "Karras, σ^(1/ρ) even",
  uniform: "even in t",
  "scaled-linear": "scaled linear",
};

/** A value of a list as the reader sees it. */
export function valueWords(path: string, value: string): string {
  if (path === "placed") return value === "uniform" ? "everywhere alike" : "where data are rare";
  if (path === "order" || path === "on" || path === "quota" || path === "shape") return value === "left-to-right" ? "left to right" : value;
  return VALUE_WORDS[value] ?? value;
}
