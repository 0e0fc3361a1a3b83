import { meanEstimate, shareEstimate } from "../../../measures/cloudEstimate.ts";
import type { Measured } from "../../../measures/measured.ts";
import type { ContinuousSampleRun } from "../../../studies/continuous/sampling.ts";
import type { MaskedSampleRun } from "../../../studies/masked/sampling.ts";
import type { PairsQuestion, PairsRecord } from "./record.ts";

/** Pairs that are drawn as points. */
const MOST_POINTS = 1000;
/** Pairs between two reports. */
const OFTEN = 500;

type Told = (done: number) => void;

/** How alike samples of tokens are that began with the same noise. A mask that is left counts as a token of its own. */
export function tokenPairs(a: MaskedSampleRun, b: MaskedSampleRun, { n }: PairsQuestion, told: Told): PairsRecord {
  const sites = new Float64Array(n);
  const nfe: [number, number] = [0, 0];
  let alike = 0;
  for (let i = 0; i < n; i++) {
    const [left, right] = [a.draws.next().value, b.draws.next().value];
    if (!left || !right) throw new Error("tokenPairs: as many samples as were asked for");
    const same = left.tokens.reduce((count, token, site) => count + (token === right.tokens[site] ? 1 : 0), 0);
    if (same === a.length) alike++;
    sites[i] = same / a.length;
    nfe[0] += left.nfe;
    nfe[1] += right.nfe;
    if (i % OFTEN === OFTEN - 1) told(i + 1);
  }
  const measures: Measured[] = [
    plainly(shareEstimate("pairs that agree", alike, n)),
    ...(a.length > 1 && n > 1 ? [plainly(meanEstimate("sites that agree, share", sites))] : []),
  ];
  return { n, lost: 0, nfe: [nfe[0] / n, nfe[1] / n], measures, points: null, method: "" };
}

/** How far samples on R^d that began with the same noise are apart. */
export function pointPairs(a: ContinuousSampleRun, b: ContinuousSampleRun, { n, axes }: PairsQuestion, told: Told): PairsRecord {
  const { dimension } = a;
  const shown = dimension === 1 ? [0] : axes.every((axis) => axis < dimension) ? axes : [0, 1];
  const apart: number[] = [];
  const nfe: [number, number] = [0, 0];
  const points: [number[], number[]] = [[], []];
  for (let i = 0; i < n; i++) {
    const [left, right] = [a.draws.next().value, b.draws.next().value];
    if (!left || !right) throw new Error("pointPairs: as many samples as were asked for");
    nfe[0] += left.nfe;
    nfe[1] += right.nfe;
    if (left.status === "done" && right.status === "done") {
      apart.push(Math.hypot(...left.point.map((value, k) => value - (right.point[k] ?? 0))));
      if (apart.length <= MOST_POINTS) {
        for (const axis of shown) {
          points[0].push(left.point[axis] ?? 0);
          points[1].push(right.point[axis] ?? 0);
        }
      }
    }
    if (i % OFTEN === OFTEN - 1) told(i + 1);
  }
  return {
    n: apart.length,
    lost: n - apart.length,
    nfe: [nfe[0] / n, nfe[1] / n],
    measures: apart.length > 1 ? [plainly(meanEstimate("mean distance of pairs", apart))] : [],
    points: { a: Float64Array.from(points[0]), b: Float64Array.from(points[1]), wide: dimension === 1 ? 1 : 2 },
    method: [...new Set([a.method, b.method])].filter((text) => text !== "").join("; "),
  };
}

const plainly = ({ name, value, method }: Measured): Measured => ({ name, value, method });
