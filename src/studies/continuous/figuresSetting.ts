/** @file Words that the captions of a continuous experiment's figures share. */
import type { ContinuousExperiment } from "./schema.ts";

/** World, rule, w, process and sampler in one sentence. */
export function setting({ world, target, guidance, process, sampler }: ContinuousExperiment): string {
  const name = world.kind === "preset" ? world.name : world.kind;
  const aim = target === undefined ? `An explicit pair (${name})` : `Class ${target} of ${name}`;
  const noise = process.kind === "vp" ? `vp (${process.schedule})` : process.kind;
  return `${aim}; rule ${guidance.rule}, ${weightOf({ guidance })}; process ${noise}; sampler ${samplerName(sampler)}.`;
}

/** `w = 3`, or the kind of a schedule. */
export function weightOf({ guidance: { w } }: Pick<ContinuousExperiment, "guidance">): string {
  return typeof w === "number" ? `w = ${said(w)}` : `w ${w.kind}`;
}

function samplerName(sampler: ContinuousExperiment["sampler"]): string {
  return "steps" in sampler && sampler.steps !== undefined ? `${sampler.kind}, ${sampler.steps} steps` : sampler.kind;
}

/** A number in a sentence, three digits. */
export function said(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  return String(Number(value.toPrecision(3)))
    .replace(/e([+-])/, (_, sign) => (sign === "-" ? "e−" : "e"))
    .replace(/^-/, "−");
}
