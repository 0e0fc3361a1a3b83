import { totalVariation } from "../../measures/totalVariation.ts";
import { BadInput } from "../../numerics/badInput.ts";
import type { SiteLabels } from "../../worlds/masked/mixture.ts";
import type { CategoryFigure, FigureData } from "../figureData.ts";
import type { Resources } from "../resources.ts";
import { type MaskedRun, maskedRun, runBytes } from "./maskedRun.ts";
import type { MaskedExperiment } from "./schema.ts";

/** What guidance does to a table of real cases, in a sentence and a figure. */
export interface Account {
  readonly sentence: string;
  readonly figure: FigureData;
}

/**
 * The exact law of a `counts` experiment in words: whom guidance draws more and less often than the class has them, and what the
 * tilted law would have been.
 *
 * @param id of the figure
 * @throws BadInput for a world without labels, or a w that changes
 */
export function accountOf(id: string, experiment: MaskedExperiment, resources: Resources): Account {
  const run = maskedRun(experiment, resources, runBytes(experiment));
  const labels = run.mixture?.labels;
  if (!labels) throw new BadInput("world.kind", "counts, whose tokens have names", experiment.world.kind);
  if (run.terminal.masked) throw new BadInput("sampler.fill", "sample or argmax", "left");
  if (!run.tilted || run.w === null) throw new BadInput("guidance.w", "one number", experiment.guidance.w);
  return { sentence: sentence(experiment, run, run.tilted, labels), figure: figure(id, experiment, run, run.tilted, labels) };
}

function sentence(
  { world, target, guidance }: MaskedExperiment,
  run: MaskedRun,
  tilted: Float64Array,
  labels: readonly SiteLabels[],
): string {
  const { conditional } = run.pair;
  const { law } = run.terminal;
  const change = (x: number): number => law[x] - conditional[x];
  const cells = Array.from(law, (_, x) => x).filter((x) => conditional[x] > 0);
  const most = cells.reduce((a, b) => (change(b) > change(a) ? b : a));
  const least = cells.reduce((a, b) => (change(b) < change(a) ? b : a));
  const column = world.kind === "counts" ? world.class : "class";
  const name = (x: number): string => `“${cellName(x, run.pair.alphabet, labels)}”`;
  return (
    `Guided towards ${column} = ${target} with w = ${guidance.w}, the sampler draws ${name(most)} ${percent(law[most])} of the time; ` +
    `in the data ${percent(conditional[most])} of that class are, and the tilted law that guidance is said to sample has ${percent(tilted[most])}. ` +
    `${name(least)} falls from ${percent(conditional[least])} to ${percent(law[least])} (tilted ${percent(tilted[least])}). ` +
    `The total variation between what comes out and what was wanted is ${totalVariation(law, tilted).toFixed(3)}.`
  );
}

function percent(p: number): string {
  return `${(100 * p).toFixed(p < 0.0995 ? 2 : 1)} %`;
}

function tokensOf(x: number, alphabet: number, length: number): readonly number[] {
  return Array.from({ length }, (_, i) => Math.floor(x / alphabet ** (length - 1 - i)) % alphabet);
}

function cellName(x: number, alphabet: number, labels: readonly SiteLabels[]): string {
  return tokensOf(x, alphabet, labels.length)
    .map((token, i) => labels[i].levels[token])
    .join(", ");
}

function figure(
  id: string,
  { name, target, guidance }: MaskedExperiment,
  run: MaskedRun,
  tilted: Float64Array,
  labels: readonly SiteLabels[],
): FigureData {
  const head = {
    id,
    title: name ?? id,
    caption: `Target ${target}, w = ${guidance.w}, rule ${guidance.rule}: what the class has (conditional), what guidance is said to sample (tilted) and what it samples (law). Exact.`,
  };
  const { alphabet, conditional } = run.pair;
  const { law } = run.terminal;
  if (labels.length === 2) {
    const site = ({ site: label, levels }: SiteLabels) => ({ label, ticks: levels });
    return {
      kind: "heat",
      ...head,
      alphabet,
      sites: [site(labels[0]), site(labels[1])],
      panels: [
        { title: "conditional", values: [...conditional] },
        { title: "tilted (wanted)", values: [...tilted] },
        { title: "law (comes out)", values: [...law] },
      ],
      difference: { title: "law − tilted", values: Array.from(law, (p, x) => p - tilted[x]) },
    };
  }
  const cells = Array.from(law, (_, x) => x).filter((x) => conditional[x] > 0);
  cells.sort((a, b) => conditional[b] - conditional[a]);
  const series = (title: string, values: Float64Array): CategoryFigure["series"][number] => ({
    name: title,
    values: cells.map((x) => values[x]),
  });
  return {
    kind: "categories",
    ...head,
    layout: "horizontal",
    categoryLabel: labels.map(({ site }) => site).join(", "),
    valueLabel: "probability",
    categories: cells.map((x) => cellName(x, alphabet, labels)),
    series: [series("conditional", conditional), series("tilted", tilted), series("law", law)],
  };
}
