/** @file The drawn schedule as a figure. */
import type { Axis } from "../../../guidance/weightSchedule.ts";
import type { Experiment } from "../../../studies/experiment.ts";
import { weightSchedule } from "../../../studies/parse.ts";
import type { Takeaway } from "../../export/takeaway.ts";
import { settingsFault } from "../../forms/settingsFault.ts";
import { stepTimes } from "../sampler/stepTimes.ts";
import { AXIS_WORDS } from "./axisWords.ts";
import { frameOf } from "./chartFrame.ts";
import { scheduleAxes } from "./scheduleAxes.ts";
import { curveOf } from "./schedules.ts";

/** Null while a setting is at fault. */
export function scheduleTakeaway(experiment: Experiment, wanted: Axis): Takeaway | null {
  if (settingsFault(experiment) !== null) return null;
  const schedule = weightSchedule(experiment.guidance.w);
  const axes = scheduleAxes(experiment);
  const over = axes.axes.includes(wanted) ? wanted : "t";
  const { window, top } = frameOf(schedule, axes, over);
  const line = curveOf(schedule, axes, over, window);
  const times = stepTimes(experiment);
  const steps = (times ?? []).map((t) => axes.convert(t, "t", over)).filter(Number.isFinite);
  const marks = steps.length === 0 ? [] : [{ name: "steps", mark: "points" as const, x: steps, y: steps.map(() => -1) }];
  return {
    figures: [
      {
        kind: "curves",
        id: "schedule",
        title: "Guidance weight along the way",
        caption: `w over ${AXIS_WORDS[over]} in the order of sampling, schedule ${schedule.kind}${times ? `; ${times.length - 1} steps marked at the bottom` : ""}. −1 unconditional, 0 conditional.`,
        x: { label: AXIS_WORDS[over], scale: "linear", shown: window },
        y: { label: "w (−1 unconditional, 0 conditional)", scale: "linear", shown: [-1, top] },
        series: [{ name: "w", mark: "line", x: line.map(({ x }) => x), y: line.map(({ w }) => w) }, ...marks],
      },
    ],
    arrays: {
      axis: { shape: [line.length], data: Float64Array.from(line, ({ x }) => x) },
      w: { shape: [line.length], data: Float64Array.from(line, ({ w }) => w) },
    },
    command: "law EXP",
  };
}
