import { ridgeDistances } from "../../measures/cloudRidge.ts";
import { coverage } from "../../measures/cloudSupport.ts";
import type { Measured } from "../../measures/measured.ts";
import { stream } from "../../random/stream.ts";
import type { NoisyLaw } from "../../worlds/continuous/noisyLaw.ts";
import type { Omitted } from "../omitted.ts";
import type { ContinuousRun } from "./continuousRun.ts";
import type { ContinuousExperiment } from "./schema.ts";

/** Draws of the class that samples are to come near, and samples that are brought to the ridge. */
const [ANCHORS, RIDGE_SAMPLES] = [200, 100];
/** Share of the anchors that draws of the class itself come near. */
const OWN = 0.95;
/** Bandwidth of the ridge's smoothing, of the class's root mean square deviation per coordinate. */
const SMOOTHING = 0.1;

/**
 * Where samples lie in the class: how much of it they cover, and how far they are from the ridge of its smoothed density, across and along.
 *
 * @param points samples, shape [n, d], n ≥ 1
 */
export function shapeMeasures(
  { seed }: ContinuousExperiment,
  { pair }: ContinuousRun,
  points: Float64Array,
  omitted: Omitted[],
): readonly Measured[] {
  const { conditional, dimension: d } = pair;
  const n = points.length / d;
  const anchors = drawsOf(conditional, ANCHORS, seed, "anchors");
  const own = nearest(anchors, drawsOf(conditional, n, seed, "own draws"), d).sort();
  const radius = own[Math.floor(OWN * (ANCHORS - 1))];
  const covered = coverage(anchors, points, d, radius);
  return [
    { name: `coverage of the class (its own draws: ${OWN})`, value: covered.value, method: covered.method },
    ...ridge(conditional, points.subarray(0, RIDGE_SAMPLES * d), anchors, omitted),
  ];
}

function ridge(law: NoisyLaw, points: Float64Array, anchors: Float64Array, omitted: Omitted[]): readonly Measured[] {
  const { dimension: d, covariance, compact } = law;
  if (d < 2 || compact) {
    omitted.push({ name: "ridge distance", why: d < 2 ? "a ridge needs two dimensions" : "a uniform density has no ridge" });
    return [];
  }
  let variance = 0;
  for (let i = 0; i < d; i++) variance += covariance[i * (d + 1)] / d;
  const bandwidth = Number((SMOOTHING * Math.sqrt(variance)).toPrecision(2));
  const { normal, tangential, unresolved } = ridgeDistances(law, points, anchors, { bandwidth, ridgeDimension: 1 });
  if (unresolved > 0) omitted.push({ name: `ridge distance of ${unresolved} samples`, why: "their ridge point was not found" });
  const method = `Monte Carlo (n = ${normal.length}), ridge of dimension 1 of the class smoothed by ${bandwidth}`;
  const median = (values: Float64Array): number => values.slice().sort()[values.length >> 1];
  if (normal.length === 0) return [];
  return [
    { name: "median distance from the class's ridge", value: median(normal), method },
    { name: "median distance along the ridge to the nearest of 200 draws of the class", value: median(tangential), method },
  ];
}

function drawsOf(law: NoisyLaw, n: number, seed: number, name: string): Float64Array {
  const out = new Float64Array(n * law.dimension);
  for (let i = 0; i < n; i++) law.draw(stream(seed, name, i), out, i * law.dimension);
  return out;
}

/** Distance of each anchor to the nearest point. */
function nearest(anchors: Float64Array, points: Float64Array, d: number): Float64Array {
  return Float64Array.from({ length: anchors.length / d }, (_, j) => {
    let least = Infinity;
    for (let at = 0; at < points.length; at += d) {
      let square = 0;
      for (let k = 0; k < d; k++) square += (anchors[j * d + k] - points[at + k]) ** 2;
      if (square < least) least = square;
    }
    return Math.sqrt(least);
  });
}
