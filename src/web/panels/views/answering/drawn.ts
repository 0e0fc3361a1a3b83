/** @file Samples at the places that are shown: counted on tokens, one or two coordinates of points. */
import type { ContinuousSampleRun } from "../../../../studies/continuous/sampling.ts";
import type { MaskedSampleRun } from "../../../../studies/masked/sampling.ts";
import type { DrawnPoints, DrawnTokens, SamplesQuestion } from "../record.ts";
import { cutSites, furtherSites, shownSites } from "./slice.ts";

/** Parts in which samples are told. */
const PARTS = 20;
/** No part has fewer. */
const FEWEST = 500;

const every = (count: number): number => Math.max(FEWEST, Math.ceil(count / PARTS));

/** @param partly told of the samples so far, now and then */
export function drawnTokens(
  { alphabet, length, sites, draws }: MaskedSampleRun,
  { axes, cut, of, count }: SamplesQuestion,
  partly: (drawn: DrawnTokens) => void,
): DrawnTokens {
  const shown = shownSites(length, axes);
  const further = furtherSites(length, shown);
  const at = cutSites({ alphabet, length }, shown, cut);
  const counts = new Float64Array(alphabet ** shown.length);
  let [n, incomplete] = [0, 0];
  const now = (): DrawnTokens => ({ kind: "tokens", of, n, method: "", alphabet, sites, shown, counts, incomplete });
  for (const { tokens } of draws) {
    n++;
    if (tokens.includes(alphabet)) incomplete++;
    else if (further.every((site, k) => (at[k] ?? null) === null || tokens[site] === at[k])) {
      const place = shown.reduce((sum, site) => sum * alphabet + (tokens[site] ?? 0), 0);
      counts[place] = (counts[place] ?? 0) + 1;
    }
    if (n % every(count) === 0 && n < count) partly(now());
  }
  return now();
}

/** @param partly told of the samples so far, now and then */
export function drawnPoints(
  { dimension, method, draws }: ContinuousSampleRun,
  { axes, of, count }: SamplesQuestion,
  partly: (drawn: DrawnPoints) => void,
): DrawnPoints {
  const shown = shownSites(dimension, axes);
  const points = new Float64Array(shown.length * count);
  let [n, lost] = [0, 0];
  const now = (): DrawnPoints => ({
    kind: "points",
    of,
    n,
    method,
    dimension,
    points: points.slice(0, shown.length * (n - lost)),
    lost,
  });
  for (const { point, status } of draws) {
    if (status === "done") {
      for (const [k, axis] of shown.entries()) points[shown.length * (n - lost) + k] = point[axis] ?? 0;
    } else lost++;
    n++;
    if (n % every(count) === 0 && n < count) partly(now());
  }
  return now();
}
