import type { Experiment } from "../../studies/experiment.ts";

/** What an experiment is, in two lines. */
export function heading(
  { name, world, target, guidance, process, sampler }: Experiment,
  shape: { alphabet: number; length: number },
): string {
  const kind = world.kind === "preset" ? `preset ${world.name}` : world.kind;
  const aim = target === undefined ? "an explicit pair" : `target ${target}`;
  const how = sampler.kind === "order" ? `order ${sampler.order}, ${sampler.perStep} a step` : sampler.kind;
  const w = typeof guidance.w === "number" ? `w = ${guidance.w}` : `w: ${guidance.w.kind}`;
  const title = name === undefined ? "" : `${name}\n`;
  return `${title}${kind}, K = ${shape.alphabet}, L = ${shape.length}, ${aim}; rule ${guidance.rule}, ${w} (-1 unconditional, 0 conditional); ${process.kind}, ${process.schedule}; sampler ${how}`;
}
