/** @file The reciprocal-probability identity along the stochastic equation on the line (THEORY §2, arXiv:2505.01382): both sides as curves. */
import { reciprocalAlongSde } from "../../continuous/reciprocalAlongSde.ts";
import type { FigureData } from "../figureData.ts";
import type { Omitted } from "../omitted.ts";
import type { ContinuousRun } from "./continuousRun.ts";
import { setting, weightOf } from "./figuresSetting.ts";
import type { ContinuousExperiment } from "./schema.ts";

/** Points of the other side that are drawn, so that the line under them is seen. */
const EVERY = 3;

export function reciprocalFigures(experiment: ContinuousExperiment, run: ContinuousRun, omitted: Omitted[]): readonly FigureData[] {
  const { pair, rule, weight, start } = run;
  if (pair.dimension !== 1 || experiment.sampler.kind !== "sde") return [];
  const exact = rule.name === "cfg" && experiment.scoreError === undefined;
  if (!exact || pair.conditional.compact || pair.unconditional.compact || pair.targetWeight === null) {
    omitted.push({ name: "E[1/p(c|x)] along the way", why: "for cfg with exact scores, on classes with a density everywhere" });
    return [];
  }
  const { status, theta, mean, integral, error } = reciprocalAlongSde(run.field(), pair, weight, start);
  if (status === "stuck") {
    omitted.push({ name: "E[1/p(c|x)] along the way", why: "the law could not be followed to noise 0" });
    return [];
  }
  const x = [...theta];
  const shown = (_: number, k: number): boolean => k % EVERY === 0;
  return [
    {
      kind: "curves",
      id: "reciprocal-on-the-way",
      title: `E[1/p(c|x)] along the stochastic equation, ${weightOf(experiment)}`,
      caption:
        `${setting(experiment)} Both sides of E[1/p(c|Y)] = its start − ∫ w g² E[(1/p(c|Y)) ‖s_c − s_u‖²], each from the Fokker-Planck marginals (error ≤ ${error.toExponential(1)}, an estimate). ` +
        "Points on the line: what guidance gains at each moment is that integral; at w = 0 nothing changes.",
      x: { label: "noise angle θ, falling with t (1.57 pure noise, 0 data)", scale: "linear", shown: [x[0], 0] },
      y: { label: "E[1/p(c|x)] at noise angle θ", scale: "linear" },
      series: [
        { name: "law: E[1/p(c|x)]", mark: "line", x, y: [...mean] },
        {
          name: "start minus integral",
          mark: "points",
          x: x.filter(shown),
          y: Array.from(integral, (lost) => mean[0] - lost).filter(shown),
        },
      ],
    },
  ];
}
