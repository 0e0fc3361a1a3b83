import { chebyshevCoefficients, chebyshevPoints, chebyshevValue } from "../../numerics/chebyshev.ts";
import { dormandPrince853 } from "../../numerics/dormandPrince853.ts";
import { mixedTolerance, solveOde } from "../../numerics/solveOde.ts";
import type { GuidedField, Start } from "../guidedField.ts";
import type { ResolvedDensity } from "./lineLaw.ts";

const DEGREE = 16;
/** Tolerance of the integration, and of the rougher one that it is compared with. */
const [FINE, ROUGH] = [1e-12, 1e-9];
/** Last coefficients at which a panel is not halved, in units of max(1, |ln density|). */
const SMOOTH = 1e-9;
/** Error in these units above which a density is not known. */
const LIMIT = 0.1;
/** Points in all; steps of an integration; the least width of a panel, as a share of the first interval. */
const [MOST_POINTS, MOST_STEPS, NARROW] = [12_000, 1000, 1e-7];
/** The same least width where a path could not be followed. */
const NARROW_LOST = 1 / 64;

interface Panel {
  readonly low: number;
  readonly high: number;
  readonly series: Float64Array;
  /** Nats; ∞ where ln density is not known. */
  readonly error: number;
}

/**
 * ln density of the guided flow's law, as far out as it is asked for: with y(x) where the path that ends in x starts,
 *   ln f(x) = ln N(y; 0, sd²) + ln dy/dx,   d ln(dy/dx)/dθ = ∂v/∂x from θ = 0 to the start,
 * as polynomials on panels of x, halved until the last coefficients are small. Nothing underflows on the way, and its error is relative.
 *
 * `error` adds the last coefficients and the change against an integration to less accuracy. Panels are kept between calls.
 *
 * @param field smooth down to θ = 0: of laws without edges
 * @param cuts  places where the density is likely to bend, ascending
 */
export function flowLogDensity(field: GuidedField, start: Start, cuts: readonly number[]): (low: number, high: number) => ResolvedDensity {
  let panels: Panel[] = [];
  let width = 0;
  let points = 0;
  const add = (low: number, high: number): void => {
    if (!(high > low)) return;
    width ||= high - low;
    let pending = firstPanels(low, high, cuts);
    while (pending.length > 0) {
      points += pending.length * (DEGREE + 1);
      const fitted = fittedPanels(field, start, pending);
      pending = [];
      for (const panel of fitted) {
        const middle = 0.5 * (panel.low + panel.high);
        const spent = points > MOST_POINTS || panel.high - panel.low <= (panel.error === Infinity ? NARROW_LOST : NARROW) * width;
        if (spent || panel.settled) panels.push(panel);
        else pending.push([panel.low, middle], [middle, panel.high]);
      }
    }
    panels = panels.sort((a, b) => a.low - b.low);
  };
  return (low, high) => {
    if (panels.length === 0) add(low, high);
    add(low, panels[0].low);
    add(panels[panels.length - 1].high, high);
    const own = panels.filter((panel) => panel.high > low && panel.low < high);
    const at = (x: number): Panel => own[panelOf(own, x)];
    return {
      log: (x) => {
        const { series, low: from, high: to } = at(x);
        return chebyshevValue(series, (2 * (x - from)) / (to - from) - 1);
      },
      error: (x) => at(x).error,
      unresolved: lostIn(own, low, high),
    };
  };
}

/** Panels where ln density is not known, neighbours joined. */
function lostIn(panels: readonly Panel[], low: number, high: number): [number, number][] {
  const found: [number, number][] = [];
  for (const panel of panels) {
    if (panel.error < Infinity) continue;
    const [from, to] = [Math.max(low, panel.low), Math.min(high, panel.high)];
    const last = found.at(-1);
    if (last?.[1] === from) last[1] = to;
    else found.push([from, to]);
  }
  return found;
}

/** Eight even parts, cut at the places given that are a 200th of the interval apart. */
function firstPanels(low: number, high: number, cuts: readonly number[]): [number, number][] {
  const least = (high - low) / 200;
  const ends = [low];
  const even = Array.from({ length: 7 }, (_, k) => low + ((high - low) * (k + 1)) / 8);
  for (const x of [...cuts, ...even].sort((a, b) => a - b)) if (x - ends[ends.length - 1] >= least && x <= high - least) ends.push(x);
  ends.push(high);
  return ends.slice(1).map((end, i) => [ends[i], end]);
}

function fittedPanels(field: GuidedField, start: Start, ends: readonly [number, number][]): (Panel & { readonly settled: boolean })[] {
  const z = chebyshevPoints(DEGREE);
  const x = Float64Array.from(ends.flatMap(([low, high]) => Array.from(z, (own) => 0.5 * (low + high + (high - low) * own))));
  const fine = carriedBack(field, start, x, FINE);
  const rough = fine && carriedBack(field, start, x, ROUGH);
  // where one path cannot be followed, the panels are tried one by one
  if (!(fine && rough)) return ends.length > 1 ? ends.flatMap((own) => fittedPanels(field, start, [own])) : [unknown(ends[0])];
  return ends.map(([low, high], p) => {
    const own = fine.slice(p * z.length, (p + 1) * z.length);
    const series = chebyshevCoefficients(own);
    let [size, change] = [Infinity, 0];
    for (let j = 0; j <= DEGREE; j++) {
      size = Math.min(size, Math.max(1, Math.abs(own[j])));
      change = Math.max(change, Math.abs(own[j] - rough[p * z.length + j]));
    }
    const tail = Math.abs(series[DEGREE]) + Math.abs(series[DEGREE - 1]) + Math.abs(series[DEGREE - 2]);
    const error = tail + change;
    return { low, high, series, error: error <= LIMIT * size ? error : Infinity, settled: tail <= Math.max(SMOOTH * size, change) };
  });
}

function unknown([low, high]: readonly [number, number]): Panel & { readonly settled: boolean } {
  return { low, high, series: new Float64Array(DEGREE + 1), error: Infinity, settled: false };
}

/** ln density at x, shape [n]; null where a path cannot be followed, or ends beyond all numbers. */
function carriedBack(field: GuidedField, { theta, sd }: Start, x: Float64Array, tolerance: number): Float64Array | null {
  const n = x.length;
  const state = new Float64Array(2 * n);
  state.set(x);
  const { status, value } = solveOde(
    dormandPrince853,
    (angle, y, out) => field.at(angle).evaluate(y, n, { velocity: out.subarray(0, n), jacobian: out.subarray(n) }),
    state,
    { from: 0, to: theta, stops: field.corners, allowed: mixedTolerance(tolerance, tolerance), norm: "max", mostSteps: MOST_STEPS },
  );
  const out = x.map((_, i) => -0.5 * (value[i] / sd) ** 2 - 0.5 * Math.log(2 * Math.PI) - Math.log(sd) + value[n + i]);
  return status === "done" && out.every(Number.isFinite) ? out : null;
}

/** The last panel that begins at or below x, or the first. */
function panelOf(panels: readonly Panel[], x: number): number {
  let [low, high] = [0, panels.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (panels[middle].low <= x) low = middle;
    else high = middle;
  }
  return low;
}
