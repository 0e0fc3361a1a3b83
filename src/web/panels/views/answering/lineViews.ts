import type { LineLaw } from "../../../../continuous/line/lineLaw.ts";
import { worldLaw } from "../../../../continuous/line/worldLaw.ts";
import { type AxisGrid, axisPoints } from "../../../../studies/continuous/axisGrid.ts";
import type { ContinuousRun } from "../../../../studies/continuous/continuousRun.ts";
import { lineRecord, lineTilted } from "../../../../studies/continuous/lineRecord.ts";
import type { ContinuousExperiment } from "../../../../studies/continuous/schema.ts";
import { rounded } from "../frame.ts";
import type { LineViews, ViewsQuestion } from "../record.ts";
import { unlessRefused } from "./unlessRefused.ts";

const POINTS = 601;
/** Probability left out on either side of a frame that no law gave. */
const TAIL = 1e-4;

/** The laws on the line; of samplers other than the flow, whose law takes longer, `soon` has only what was wanted. */
export function lineViews(experiment: ContinuousExperiment, run: ContinuousRun, question: ViewsQuestion): LineViews {
  const { of, frame, part } = question;
  const asked = frame?.[0] ? gridOf(frame[0]) : null;
  const later = part === "soon" && experiment.sampler.kind !== "flow";
  const tried = later ? null : unlessRefused(() => lineRecord(experiment, run, asked));
  if (!tried?.found) return wantedOnly(run, asked, { of, missing: tried?.refused ?? null, later });
  const { x, density, tilted, conditional, distances, method, error, notes } = tried.found;
  const grid = asked ?? gridOf(rounded([x[0] ?? 0, x[x.length - 1] ?? 1]));
  if (!asked) return lineViews(experiment, run, { ...question, frame: [[grid.low, grid.high]] });
  return { kind: "line", of, x, grid, law: density, tilted, conditional, distances, method, error, notes, missing: null, later: false };
}

function wantedOnly(run: ContinuousRun, asked: AxisGrid | null, head: Pick<LineViews, "of" | "missing" | "later">): LineViews {
  const { tilted, notes } = lineTilted(run);
  const conditional = worldLaw(run.pair.conditional);
  const grid = asked ?? gridOf(rounded(around([conditional, ...(tilted ? [tilted] : [])])));
  const x = axisPoints(grid);
  const laws = { conditional: x.map(conditional.density), tilted: tilted && x.map(tilted.density), law: null };
  return { kind: "line", x, grid, ...laws, distances: {}, method: null, error: 0, notes, ...head };
}

function gridOf([low, high]: readonly [number, number]): AxisGrid {
  return { low, high, count: POINTS };
}

function around(laws: readonly LineLaw[]): readonly [number, number] {
  const low = Math.min(...laws.map((law) => law.quantile(TAIL)));
  const high = Math.max(...laws.map((law) => law.quantile(1 - TAIL)));
  const air = 0.05 * (high - low);
  return [low - air, high + air];
}
