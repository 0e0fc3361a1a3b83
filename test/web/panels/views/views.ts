/** @file Views of small experiments, for the tests of what is drawn from them. */

import { parseExperiment } from "../../../../src/studies/parse.ts";
import { answer as answerSamples } from "../../../../src/web/engine/answers/samples.ts";
import { answer as answerViews } from "../../../../src/web/engine/answers/views.ts";
import { webResources } from "../../../../src/web/engine/webResources.ts";
import type { Drawn, SamplesQuestion, Views, ViewsQuestion } from "../../../../src/web/panels/views/record.ts";
import type { ExperimentFile } from "../../../../src/web/state/labState.ts";

export const resources = webResources();

/** Two overlapping squares or cubes. */
export function squares(parts: ExperimentFile = {}, length = 2): ExperimentFile {
  const world = { kind: "preset", name: "overlapping-cubes", parameters: { side: 2, overlap: 1, length } };
  return { world, target: "z1", guidance: { rule: "rates", w: 3 }, ...parts };
}

export const ON_LINE: ExperimentFile = {
  world: { kind: "preset", name: "two-gaussians" },
  target: "right",
  guidance: { rule: "cfg", w: 2 },
};

/** Two overlapping Gaussians in the plane. */
export const IN_PLANE: ExperimentFile = {
  world: {
    kind: "gaussian-mixture",
    dimension: 2,
    classes: {
      a: { weight: 1, components: [{ weight: 1, mean: [1, 0], covariance: 1 }] },
      b: { weight: 1, components: [{ weight: 1, mean: [-1, 0], covariance: 1 }] },
    },
  },
  target: "a",
  guidance: { rule: "cfg", w: 1 },
};

/** Two single Gaussians in three dimensions. */
export const IN_SPACE: ExperimentFile = {
  world: {
    kind: "gaussian-mixture",
    dimension: 3,
    conditional: { components: [{ weight: 1, mean: [1, 0, 2], covariance: [1, 2, 0.5] }] },
    unconditional: { components: [{ weight: 1, mean: [0, 0, 0], covariance: 4 }] },
  },
  guidance: { rule: "cfg", w: 2 },
};

export const question = (experiment: ExperimentFile, parts: Partial<ViewsQuestion> = {}): ViewsQuestion => ({
  experiment,
  axes: [0, 1],
  cut: [],
  frame: null,
  part: "soon",
  of: "this",
  ...parts,
});

export async function viewsOf<K extends Views["kind"]>(
  kind: K,
  experiment: ExperimentFile,
  parts: Partial<ViewsQuestion> = {},
  partly: (views: Views | undefined) => void = () => {},
): Promise<Extract<Views, { kind: K }>> {
  const views = await answerViews(question(experiment, parts), { progress: (_, partial) => partly(partial) });
  if (views.kind !== kind) throw new Error(`views of kind ${views.kind}, not ${kind}`);
  return views as Extract<Views, { kind: K }>;
}

export async function drawnOf<K extends Drawn["kind"]>(
  kind: K,
  experiment: ExperimentFile,
  parts: Partial<SamplesQuestion> = {},
  partly: (share: number, drawn: Drawn | undefined) => void = () => {},
): Promise<Extract<Drawn, { kind: K }>> {
  const asked: SamplesQuestion = { experiment, count: 300, axes: [0, 1], cut: [], of: "this", ...parts };
  const drawn = await answerSamples(asked, { progress: partly });
  if (drawn.kind !== kind) throw new Error(`samples of kind ${drawn.kind}, not ${kind}`);
  return drawn as Extract<Drawn, { kind: K }>;
}

export const parsed = (experiment: ExperimentFile) => parseExperiment(experiment);
