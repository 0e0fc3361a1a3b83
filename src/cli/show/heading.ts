import type { Experiment } from "../../studies/experiment.ts";

/** What an experiment is, in two lines: its space is a number of tokens and sites, or a dimension. */
export function heading(
  { name, world, target, guidance, process, sampler }: Experiment,
  shape: { readonly alphabet: number; readonly length: number } | { readonly dimension: number },
): string {
  const kind = world.kind === "preset" ? `preset ${world.name}` : world.kind;
  const aim = target === undefined ? "an explicit pair" : `target ${target}`;
  const how = sampler.kind === "order" ? `order ${sampler.order}, ${sampler.perStep} a step` : sampler.kind;
  const w = typeof guidance.w === "number" ? `w = ${guidance.w}` : `w: ${guidance.w.kind}`;
  const space = "alphabet" in shape ? `K = ${shape.alphabet}, L = ${shape.length}` : `d = ${shape.dimension}`;
  const noise = "schedule" in process ? `${process.kind}, ${process.schedule}` : process.kind;
  const title = name === undefined ? "" : `${name}\n`;
  return `${title}${kind}, ${space}, ${aim}; rule ${guidance.rule}, ${w} (-1 unconditional, 0 conditional); ${noise}; sampler ${how}`;
}
