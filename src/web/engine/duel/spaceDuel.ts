import { gaussianHellinger, gaussianW2 } from "../../../continuous/gaussian/distances.ts";
import type { LineLaw } from "../../../continuous/line/lineLaw.ts";
import { lineTotalVariation } from "../../../measures/line/lineTotalVariation.ts";
import { lineWasserstein1 } from "../../../measures/line/lineWasserstein.ts";
import type { Measured } from "../../../measures/measured.ts";
import { planeTotalVariation } from "../../../measures/plane/planeDistances.ts";
import { type AxisGrid, axisPoints } from "../../../studies/continuous/axisGrid.ts";
import { type ContinuousRun, continuousRun } from "../../../studies/continuous/continuousRun.ts";
import { gaussianPairOf, gaussianRecord } from "../../../studies/continuous/gaussianRecord.ts";
import { type LineLaws, lineLaws } from "../../../studies/continuous/lineRecord.ts";
import { found } from "../../../studies/continuous/measureLine.ts";
import { planeLaws } from "../../../studies/continuous/planeRecord.ts";
import type { ContinuousExperiment } from "../../../studies/continuous/schema.ts";
import { withoutWidth } from "../../../studies/continuous/world.ts";
import type { Resources } from "../../../studies/resources.ts";
import { planeViews } from "../../panels/views/answering/planeViews.ts";
import { type Attempt, unlessRefused } from "../../panels/views/answering/unlessRefused.ts";
import type { DuelQuestion, DuelRecord, DuelSide } from "./record.ts";

/** Points of an axis, on the line and in the plane. */
const [FINE, COARSE] = [601, 41];
/** Probability left out on either side of a frame that is fitted. */
const TAIL = 1e-4;

/** Two settings on the same space; nothing but samples where laws are not known. */
export function spaceDuel(a: ContinuousExperiment, b: ContinuousExperiment, question: DuelQuestion, resources: Resources): DuelRecord {
  const runs = [continuousRun(a, resources), continuousRun(b, resources)] as const;
  const { dimension } = runs[0].pair;
  if (withoutWidth(a)) return samplesOnly("points without bandwidth have no density: there are samples only");
  if (dimension === 1) return lineDuel([a, b], runs, question);
  const gaussians = [gaussianPairOf(a, runs[0]), gaussianPairOf(b, runs[1])] as const;
  if (gaussians[0] && gaussians[1] && (dimension > 2 || a.sampler.kind !== "flow" || b.sampler.kind !== "flow")) {
    return gaussianDuel(gaussianRecord(a, runs[0], gaussians[0]), gaussianRecord(b, runs[1], gaussians[1]));
  }
  if (dimension === 2) return planeDuel([a, b], runs, question);
  return samplesOnly(`in ${dimension} dimensions the exact law is known of single Gaussians only: there are samples`);
}

type Two<T> = readonly [T, T];

function samplesOnly(missing: string): DuelRecord {
  const side: DuelSide = { distances: [], missing };
  return { laws: { kind: "none" }, sides: [side, side], between: [] };
}

function lineDuel(experiments: Two<ContinuousExperiment>, runs: Two<ContinuousRun>, { frame }: DuelQuestion): DuelRecord {
  const [a, b] = [0, 1].map((k) => lawsOf(experiments[k === 0 ? 0 : 1], runs[k === 0 ? 0 : 1])) as [Attempt<LineLaws>, Attempt<LineLaws>];
  const known = [a.found, b.found].flatMap((laws) => (laws ? [laws.law, laws.conditional] : []));
  const x = axisPoints(frame?.[0] ? { low: frame[0][0], high: frame[0][1], count: FINE } : around(known));
  return {
    laws: { kind: "line", x, a: a.found && x.map(a.found.law.density), b: b.found && x.map(b.found.law.density) },
    sides: [lineSide(a), lineSide(b)],
    between:
      a.found && b.found
        ? [
            found("w1(law A,law B)", lineWasserstein1(a.found.law, b.found.law)),
            found("tv(law A,law B)", lineTotalVariation(a.found.law, b.found.law)),
          ]
        : [],
  };
}

function lawsOf(experiment: ContinuousExperiment, run: ContinuousRun): Attempt<LineLaws> {
  return unlessRefused(() => lineLaws(experiment, run));
}

function lineSide({ found: laws, refused }: Attempt<LineLaws>): DuelSide {
  if (!laws) return { distances: [], missing: refused };
  const to = (name: string, other: LineLaw): readonly Measured[] => [
    found(`w1(law,${name})`, lineWasserstein1(laws.law, other)),
    found(`tv(law,${name})`, lineTotalVariation(laws.law, other)),
  ];
  return { distances: [...(laws.tilted ? to("tilted", laws.tilted) : []), ...to("conditional", laws.conditional)], missing: null };
}

function around(laws: readonly LineLaw[]): AxisGrid {
  const low = Math.min(...laws.map((law) => law.quantile(TAIL)));
  const high = Math.max(...laws.map((law) => law.quantile(1 - TAIL)));
  if (!(low < high)) return { low: -1, high: 1, count: FINE };
  const air = 0.05 * (high - low);
  return { low: low - air, high: high + air, count: FINE };
}

/** Densities on a coarse grid, on which distances are integrated, too. */
function planeDuel(experiments: Two<ContinuousExperiment>, runs: Two<ContinuousRun>, question: DuelQuestion): DuelRecord {
  const [x, y] = planeAxes(experiments[0], runs[0], question).map(({ low, high }) => axisPoints({ low, high, count: COARSE }));
  if (!x || !y) throw new Error("planeDuel: a frame has two axes");
  const [a, b] = [0, 1].map((k) => {
    const one = k === 0 ? 0 : 1;
    return unlessRefused(() => planeLaws(experiments[one], runs[one], { x, y }));
  }) as [Attempt<ReturnType<typeof planeLaws>>, Attempt<ReturnType<typeof planeLaws>>];
  const side = ({ found: laws, refused }: typeof a): DuelSide => ({
    distances: laws
      ? [...(laws.tilted ? [["tilted", laws.tilted] as const] : []), ["conditional", laws.conditional] as const].map(([name, other]) =>
          named(`tv(law,${name})`, planeTotalVariation(laws.law, other)),
        )
      : [],
    missing: refused,
  });
  return {
    laws: { kind: "plane", x, y, a: a.found?.law.density ?? null, b: b.found?.law.density ?? null },
    sides: [side(a), side(b)],
    between: a.found && b.found ? [named("tv(law A,law B)", planeTotalVariation(a.found.law, b.found.law))] : [],
  };
}

function planeAxes(experiment: ContinuousExperiment, run: ContinuousRun, { axes, cut, frame }: DuelQuestion): readonly AxisGrid[] {
  if (frame?.length === 2) return frame.map(([low, high]) => ({ low, high, count: COARSE }));
  return planeViews(experiment, run, { experiment: {}, axes, cut, frame: null, part: "soon", of: "" }, () => {}).grid;
}

const named = (name: string, { value, method }: Measured): Measured => ({ name, value, method: `${method}, ${COARSE} × ${COARSE} points` });

function gaussianDuel(a: ReturnType<typeof gaussianRecord>, b: ReturnType<typeof gaussianRecord>): DuelRecord {
  const side = ({ distances, method }: typeof a): DuelSide => ({
    distances: Object.entries(distances).map(([name, value]) => ({ name, value, method })),
    missing: null,
  });
  const method = a.method === b.method ? a.method : `${a.method}; ${b.method}`;
  return {
    laws: { kind: "none" },
    sides: [side(a), side(b)],
    between: [
      { name: "w2(law A,law B)", value: gaussianW2(a, b), method },
      { name: "hellinger(law A,law B)", value: gaussianHellinger(a, b), method },
    ],
  };
}
