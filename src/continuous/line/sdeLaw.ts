import type { GuidedField, Start } from "../guidedField.ts";
import { agreement } from "./agreement.ts";
import type { LineLaw } from "./lineLaw.ts";
import { extrapolatedMasses } from "./sdeExtrapolation.ts";
import { lineLawOfCells } from "./sdeLineLaw.ts";
import { bisected, type CellLaw } from "./sdeMesh.ts";
import { cellParts, edgeDensities } from "./sdeMove.ts";
import { type SdePlan, sdePlan } from "./sdePlan.ts";
import { type SdeRun, sdeRun } from "./sdeRun.ts";

export interface SdeLawOptions {
  /** Where the laws of the pair jump, in data coordinates (`NoisyLaw.breaks` of both). */
  readonly breaks?: readonly number[];
  /** Interval that holds the law, where the conditional law is compact. */
  readonly support?: readonly [number, number];
  /** Wanted error of the cdf; 1e-5 when absent, 1e-4 where there are breaks. */
  readonly tolerance?: number;
  /** Cells of the coarsest run; 200, and 50 more for each break up to eight, when absent. */
  readonly cells?: number;
}

/** What the guided reverse equation ends in. */
export interface SdeLaw {
  /** `tolerance missed`: see `law.error`. `stuck`: the drift was not finite, or the law moved too fast to follow; `law` is where it got to, with error 1. */
  readonly status: "done" | "tolerance missed" | "stuck";
  readonly law: LineLaw;
}

/** Halvings of the cells: three runs at least, so that the error is seen to fall; five at most. */
const [LEAST_RUNS, MOST_RUNS] = [3, 5];

/**
 * The law of the guided reverse stochastic equation, run to (almost) no noise:
 *   dx = (x + 2 s_w) dκ + √2 dB,   κ = −ln cos θ falling to 0,   x ~ N(0, sd²) at the start,
 * by its Fokker-Planck equation (arXiv:2409.13074, §2, writes the equation): finite volumes with rates ≥ 0 (`sdeRates`), an L-stable method in time (`sdeRun`) and few meshes,
 * placed in advance (`sdePlan`). Runs on meshes cut in two have errors in even powers of the cell size; their masses are extrapolated after Romberg.
 *
 * `error` is the sum of: the last change by extrapolation, the error estimates of the steps in time, what starting late and ending early can change, and the negative masses that
 * extrapolation left and that were set to 0.
 */
export function sdeLaw(field: GuidedField, start: Start, options: SdeLawOptions = {}): SdeLaw {
  const { breaks = [] } = options;
  const tolerance = options.tolerance ?? (breaks.length > 0 ? 1e-4 : 1e-5);
  const plan = sdePlan(field, start, { cells: options.cells ?? 200 + 50 * Math.min(8, breaks.length), breaks });
  const runs: SdeRun[] = [];
  const masses: Float64Array[] = [];
  let best = { value: new Float64Array(0), change: 1 };
  for (let halvings = 0; halvings < MOST_RUNS; halvings++) {
    const run = sdeRun(field, plan, start.sd, { halvings, tolerance: tolerance / 4 });
    if (run.status === "stuck") return stuck(run.law);
    runs.push(run);
    masses.push(joined(run.law.masses, 2 ** halvings));
    best = extrapolatedMasses(masses);
    if (halvings + 1 >= LEAST_RUNS && best.change <= tolerance / 2) break;
  }
  const edges = lastEdges(plan);
  const { masses: kept, removed } = cleaned(best.value);
  const halves = halfMasses(runs);
  const joinError = cubicError(best.value, halves, plan);
  const timeError = Math.max(...runs.map((run) => run.timeError));
  const noise = Math.exp(-(plan.segments.at(-1)?.until ?? plan.from));
  const error = best.change + joinError + timeError + plan.startError + removed + endError(field, { edges, masses: kept }, noise, breaks);
  const reading = { error, noise, breaks, support: options.support ?? null };
  const law = lineLawOfCells({ edges, masses: kept }, reading);
  const rough = lineLawOfCells({ edges: bisected(edges), masses: cleaned(halves).masses }, reading);
  const resolve: LineLaw["resolve"] = (low, high) => agreement(law, rough.density, low, high);
  return { status: error <= tolerance ? "done" : "tolerance missed", law: { ...law, resolve } };
}

function lastEdges(plan: SdePlan): Float64Array {
  return plan.segments.at(-1)?.edges ?? plan.edges;
}

/** Sums of `count` neighbours: masses of the coarse cells. */
function joined(masses: Float64Array, count: number): Float64Array {
  const result = new Float64Array(masses.length / count);
  masses.forEach((mass, i) => {
    result[Math.floor(i / count)] += mass;
  });
  return result;
}

/** Masses of half cells, extrapolated from the two finest runs. */
function halfMasses(runs: readonly SdeRun[]): Float64Array {
  const fine = joined(runs[runs.length - 1].law.masses, 2 ** (runs.length - 2));
  const coarse = joined(runs[runs.length - 2].law.masses, 2 ** (runs.length - 3));
  return fine.map((mass, i) => mass + (mass - coarse[i]) / 3);
}

/** How far the cubics are off in the middle of cells: against the masses of half cells. */
function cubicError(masses: Float64Array, halves: Float64Array, plan: SdePlan): number {
  const part = cellParts({ edges: lastEdges(plan), masses });
  const middles = bisected(lastEdges(plan));
  let worst = 0;
  for (let i = 0; i < masses.length; i++) {
    const z = (middles[2 * i + 1] - middles[2 * i]) / (middles[2 * i + 2] - middles[2 * i]);
    worst = Math.max(worst, Math.abs(part(i, z) - halves[2 * i]));
  }
  return worst;
}

/** Masses ≥ 0 that sum to 1, and how much had to be taken away. */
function cleaned(masses: Float64Array): { masses: Float64Array; removed: number } {
  let [removed, total] = [0, 0];
  for (const mass of masses) {
    removed += Math.max(0, -mass);
    total += Math.max(0, mass);
  }
  return { masses: masses.map((mass) => Math.max(0, mass) / total), removed };
}

/**
 * What the noise that is left could still change: half its square, which is κ, times the largest flux |(x + 2 s_w) ρ − ρ′|; and, where densities jump, noise times
 * the largest density near a jump.
 */
function endError(field: GuidedField, law: CellLaw, noise: number, breaks: readonly number[]): number {
  const { edges } = law;
  if (breaks.length > 0) {
    const densities = edgeDensities(law);
    return (
      noise * edges.reduce((most, x, j) => (breaks.some((e) => Math.abs(x - e) < 20 * noise) ? Math.max(most, densities[j]) : most), 0)
    );
  }
  const densities = edgeDensities(law);
  const score = new Float64Array(edges.length);
  field.at(Math.atan(noise)).evaluate(edges, edges.length, { score });
  let flux = 0;
  for (let j = 1; j < edges.length - 1; j++) {
    const slope = (densities[j + 1] - densities[j - 1]) / (edges[j + 1] - edges[j - 1]);
    flux = Math.max(flux, Math.abs((edges[j] + 2 * score[j]) * densities[j] - slope));
  }
  return 0.5 * noise * noise * flux;
}

function stuck(law: CellLaw): SdeLaw {
  const { masses } = cleaned(law.masses.map((mass) => (Number.isFinite(mass) ? mass : 0)));
  const reached = lineLawOfCells({ edges: law.edges, masses }, { error: 1, noise: 1, breaks: [], support: null });
  return { status: "stuck", law: { ...reached, resolve: (low, high) => agreement(reached, () => 0, low, high) } };
}
