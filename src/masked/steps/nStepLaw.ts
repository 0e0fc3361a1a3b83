import { BadInput } from "../../numerics/badInput.ts";
import { sum } from "../../numerics/sum.ts";
import { descend } from "../descend.ts";
import { DYNAMICS_BYTES, type Dynamics, dynamics } from "../dynamics.ts";
import type { Lattice } from "../lattice.ts";
import type { ScheduledProcess } from "../scheduledLaw.ts";
import type { Step } from "./grid.ts";
import { PUSH_BYTES, push } from "./push.ts";
import type { StepKind } from "./stepKinds.ts";
import { weightAt } from "./weightAt.ts";

/** Bytes per state that {@link nStepLaw} adds at its peak. */
export const N_STEP_BYTES = DYNAMICS_BYTES + 8 + PUSH_BYTES;

/** The law of a sampler after its steps, before masks that are left are filled. */
export interface SteppedLaw {
  /** Shape [(K+1)^L], masked states included. */
  readonly law: Float64Array;
  /** P(some site is still masked). */
  readonly incomplete: number;
  /** Expected number per sample of site-steps where a probability left [0, 1] and was clamped. */
  readonly clamps: number;
  /** Expected number per sample of site-steps where more than one jump was drawn and all were rejected. */
  readonly rejections: number;
}

/**
 * The exact law of a sampler with N steps, discretisation error included: one {@link push} per step, with w and β at the step's start.
 *
 * Where the laws have zeros, sites revealed together may make a state that cannot be; one with a mask left has no conditional, and is a
 * dead end.
 *
 * @param steps consecutive steps from t = 1 (none: everything masked), or from where `from` is
 * @param from  law before the first step, shape [(K+1)^L], kept as it is; all masked when left out
 * @throws BadInput at a dead end
 */
export function nStepLaw(scheduled: ScheduledProcess, kind: StepKind, steps: readonly Step[], from?: Float64Array): SteppedLaw {
  const { cubes, rule, schedule, noise } = scheduled;
  let law: Float64Array = from?.slice() ?? new Float64Array(cubes.space.states);
  if (!from) law[law.length - 1] = 1;
  let clamps = 0;
  let rejections = 0;
  const processAt = remembered((w) => dynamics(cubes, rule, w));
  for (const step of steps) {
    const process = processAt(weightAt(schedule, noise, step.t));
    const unit = process.pace === "tokens";
    law = push(process, law, ({ total }, k, mass) => {
      const Z = unit ? 1 : total[k];
      if (kind.clamps(step, Z)) clamps += mass;
      rejections += mass * kind.rejection(step, Z);
      return kind.stay(step, Z);
    });
  }
  return { law, incomplete: maskedMass(cubes.space, law), clamps, rejections };
}

/** The last answer is kept: steps mostly share their weight. */
function remembered(processAt: (w: number) => Dynamics): (w: number) => Dynamics {
  let last: { readonly w: number; readonly process: Dynamics } | null = null;
  return (w) => {
    if (last?.w !== w) last = { w, process: processAt(w) };
    return last.process;
  };
}

/** P(some site is masked) under a law of shape [(K+1)^L]. */
export function maskedMass(space: Lattice, law: Float64Array): number {
  const masked: number[] = [];
  descend(space, (state) => {
    if (law[state] !== 0) masked.push(law[state]);
  });
  return sum(masked);
}

/** A clock this close to a grid point's, relative, is that grid point. */
const AT_GRID_POINT = 1e-12;

/**
 * The steps up to the grid point at unmask clock u = −ln m(t_n); none for u = 0.
 *
 * @throws BadInput naming `--at` and the nearest grid points, where no grid point lies within 1e-12 relative
 */
export function stepsToClock(steps: readonly Step[], u: number): readonly Step[] {
  const clocks = [0, ...steps.map(({ clockS }) => clockS)];
  const n = clocks.findIndex((clock) => clock === u || (u < Infinity && Math.abs(clock - u) <= AT_GRID_POINT * u));
  if (n >= 0) return steps.slice(0, n);
  const below = clocks.findLast((clock) => clock < u);
  const above = clocks.find((clock) => clock > u);
  const nearest = [below, above].filter((clock) => clock !== undefined).join(", ");
  throw new BadInput("--at", `-ln m of a grid point of the sampler, 0 at its start (nearest: ${nearest})`, u);
}
