/** @file One masked experiment as a picture: its laws over one site as points, over two sites as maps. */
import { regions } from "../../measures/regions.ts";
import { BadInput } from "../../numerics/badInput.ts";
import type { FigureData } from "../figureData.ts";
import type { Omitted } from "../omitted.ts";
import type { Resources } from "../resources.ts";
import { type MaskedRun, maskedRun, runBytes } from "./maskedRun.ts";
import type { MaskedExperiment } from "./schema.ts";

/**
 * Conditional, tilted and law of an experiment with one or two sites.
 *
 * @throws BadInput for more sites, and as the experiment demands
 */
export function maskedFigures(
  experiment: MaskedExperiment,
  resources: Resources,
): { readonly figures: readonly FigureData[]; readonly omitted: readonly Omitted[] } {
  const run = maskedRun(experiment, resources, runBytes(experiment));
  const { length } = run.pair;
  if (length > 2) throw new BadInput("world", "one of R^d, or of one or two sites, for figures", `${length} sites`);
  if (run.terminal.masked) throw new BadInput("sampler.fill", "sample or argmax for figures", "left");
  const omitted = run.tilted ? [] : [{ name: "tilted law", why: "w changes along the way: no single tilted law is wanted" }];
  return { figures: [length === 1 ? oneSite(experiment, run) : twoSites(experiment, run)], omitted };
}

interface Named {
  readonly name: string;
  readonly law: Float64Array;
}

function lawsOf({ pair, tilted, terminal }: MaskedRun): readonly Named[] {
  return [
    { name: "conditional", law: pair.conditional },
    ...(tilted ? [{ name: "tilted (wanted)", law: tilted }] : []),
    { name: "law (comes out)", law: terminal.law },
  ];
}

function headOf(experiment: MaskedExperiment, { terminal, w }: MaskedRun) {
  const { world, target, guidance, sampler } = experiment;
  const kind = world.kind === "preset" ? world.name : world.kind;
  const aim = target === undefined ? `An explicit pair (${kind})` : `Class ${target} of ${kind}`;
  const weight = w === null ? "w changes along the way" : `w = ${w}`;
  return {
    title: `What comes out and what was wanted, ${weight}`,
    caption: `${aim}; rule ${guidance.rule}, ${weight}; sampler ${sampler.kind}. Law: ${terminal.method}.`,
  };
}

/** Tokens of a site: labels, or their numbers. */
function siteOf({ pair, mixture }: MaskedRun, site: number): { readonly label: string; readonly ticks: readonly string[] } {
  const labels = mixture?.labels?.[site];
  if (labels) return { label: labels.site, ticks: labels.levels };
  return { label: `x${"₁₂"[site]}, token of site ${site}`, ticks: Array.from({ length: pair.alphabet }, (_, v) => String(v)) };
}

function oneSite(experiment: MaskedExperiment, run: MaskedRun): FigureData {
  const { label, ticks } = siteOf(run, 0);
  return {
    kind: "categories",
    id: "law",
    ...headOf(experiment, run),
    layout: ticks.length > 8 ? "horizontal" : "vertical",
    categoryLabel: label,
    valueLabel: "probability",
    categories: ticks,
    series: lawsOf(run).map(({ name, law }) => ({ name, values: [...law.subarray(0, ticks.length)] })),
  };
}

function twoSites(experiment: MaskedExperiment, run: MaskedRun): FigureData {
  const { pair, mixture, tilted, terminal } = run;
  const other = tilted ?? pair.conditional;
  const names = new Array<string>(terminal.law.length).fill("");
  if (mixture) for (const { name, cells } of regions(mixture, experiment.target ?? "")) for (const x of cells) names[x] = name;
  return {
    kind: "heat",
    id: "law",
    ...headOf(experiment, run),
    alphabet: pair.alphabet,
    sites: [siteOf(run, 0), siteOf(run, 1)],
    panels: lawsOf(run).map(({ name, law }) => ({ title: name, values: [...law] })),
    difference: { title: tilted ? "law − tilted" : "law − conditional", values: Array.from(terminal.law, (p, x) => p - other[x]) },
    ...(mixture ? { regions: names } : {}),
  };
}
