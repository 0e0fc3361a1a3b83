/** @file What a field that must be there starts with, where the schema has no default. */
import type { Half, Section } from "./forms.ts";
import type { FormField } from "./schemaForm.ts";

const STARTS: Readonly<Record<string, unknown>> = {
  "guidance.w": 4,
  "guidance.bad": { kind: "smoothing", sd: 0.5 },
  "guidance.bad.sd": 0.5,
  "guidance.bad.temperature": 1.5,
  "guidance.pi": 0.9,
  "masked.process.power": 2,
  "masked.process.horizon": 10,
  "sampler.steps": 16,
  "sampler.remasking": { kind: "cap", eta: 0.05 },
  "sampler.remasking.eta": 0.05,
  "sampler.remasking.from": 0.55,
  "sampler.remasking.to": 0.05,
  "sampler.remasking.alpha": 0.9,
  "scoreError.temperature": 1.2,
  "scoreError.sd": 0.3,
  "scoreError.epsilon": 0.05,
  "scoreError.samples": 1000,
  "scoreError.size": 0.3,
  "scoreError.draws": 200,
};

/** Start of a field by its path in the section; the first of a list of values; undefined for a field that may be left out. */
export function startOf(half: Half, section: Section, path: string, field: FormField): unknown {
  const given = STARTS[`${half}.${section}.${path}`] ?? STARTS[`${section}.${path}`];
  if (given !== undefined) return given;
  return field.needed && field.input.type === "choice" ? field.input.values[0] : undefined;
}
