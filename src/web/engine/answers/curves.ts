import { parseExperiment } from "../../../studies/parse.ts";
import { unlessRefused } from "../../panels/views/answering/unlessRefused.ts";
import { coarseToFine } from "../curves/grid.ts";
import type { CurvePoint, CurvesRecord } from "../curves/record.ts";
import { curveSource } from "../curves/source.ts";
import type { Answer } from "../protocol.ts";
import { webResources } from "../webResources.ts";

/** Milliseconds after which what is known is shown. */
const SHOW = 200;
/** Milliseconds after which a slow experiment's grid stays as coarse as it is, unless asked to be thorough. */
const ENOUGH = 6000;

/** Measures at every weight, from coarse to fine; of a slow experiment only when asked to be thorough. */
export const answer: Answer<"curves"> = async ({ experiment, weights, thorough }, { progress }) => {
  const parsed = parseExperiment({ ...experiment, guidance: { ...(experiment.guidance as object), w: weights[0] ?? 0 } });
  const source = await curveSource(parsed, webResources());
  const points: CurvePoint[] = [];
  const record = (coarse: boolean): CurvesRecord => ({
    points: [...points].sort((a, b) => a.w - b.w),
    asked: weights.length,
    coarse,
    slow: source.slow,
    omitted: source.omitted,
  });
  if (source.slow && !thorough) return record(true);
  const began = performance.now();
  let shown = began;
  for (const level of coarseToFine(weights.length)) {
    if (!thorough && points.length > 0 && performance.now() - began > ENOUGH) return record(true);
    for (const i of level) {
      const w = weights[i] ?? 0;
      const { found, refused } = unlessRefused(() => source.at(w));
      points.push(found ?? { w, measures: [], fault: refused });
      const now = performance.now();
      const partly = now - shown > SHOW && points.length > 1;
      progress(points.length / weights.length, partly ? record(false) : undefined);
      if (partly) shown = now;
    }
  }
  return record(false);
};
