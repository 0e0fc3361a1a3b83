import { align, SCRATCH, tooLarge } from "./layout.ts";
import { declined, type Outcome, ok } from "./outcome.ts";
import { completePart } from "./terminalLaw.ts";
import { writeWeights } from "./weights.ts";
import type { KernelWorld } from "./world.ts";

/** How a masked site's probability to stay depends on its Z (`masked/steps/stepKinds.ts`). */
export const STAY_FORMULAS = ["constant", "power", "clamped", "one-jump", "posterior"] as const;

/** One step of a sampler at one w. */
export interface KernelStep {
  readonly w: number;
  /**
   * - `constant`: `kept`, whatever Z
   * - `power`: e^{Z · rate}, rate = ln kept ≤ 0
   * - `clamped`: max(0, 1 − Z · rate)
   * - `one-jump`: 1 − λe^{−λ}, λ = Z · rate
   * - `posterior`: kept/(kept + Z · rate), 0 where kept is
   */
  readonly formula: (typeof STAY_FORMULAS)[number];
  readonly rate: number;
  readonly kept: number;
  /** For `constant`: site-steps clamped and rejected for each that is taken. */
  readonly clamps: number;
  readonly rejection: number;
}

/** As `masked/steps/nStepLaw.ts` has it. */
export interface KernelSteppedLaw {
  /** Shape [(K+1)^L]; [K^L] where sites left masked are filled. */
  readonly law: Float64Array;
  /** P(some site is still masked), before filling. */
  readonly incomplete: number;
  readonly clamps: number;
  readonly rejections: number;
}

/** Bytes beyond the world's: A and the law before and after a step. */
export function nStepLawBytes({ states }: Pick<KernelWorld, "states">): number {
  return 3 * align(8 * states) + 64;
}

/** Every masked site becomes a token drawn from q/Z. */
const FILL = { formula: "constant", rate: 0, kept: 0, clamps: 0, rejection: 0 } as const;

/**
 * The law of a sampler after its steps, start all masked, rules rates and tokens: `masked/steps/nStepLaw.ts` to rounding.
 *
 * Declines as `writeWeights` does, at a dead end of positive probability, more than 18 sites or tables of more than {@link SCRATCH} bytes, and beyond 32-bit
 * addresses.
 *
 * @param fill w at which sites left masked are filled by sampling (`masked/steps/fill.ts`); null to leave them
 */
export function kernelNStepLaw(world: KernelWorld, steps: readonly KernelStep[], fill: number | null = null): Outcome<KernelSteppedLaw> {
  const { call, alphabet, length, states, free, scratch, view } = world;
  const bytes = nStepLawBytes(world);
  const tables = 1024 + (8 * (alphabet + 1) + 32) * ((alphabet + 1) * length + length + 1);
  if (tables > SCRATCH) return declined(`${tables} bytes of tables a row, ${SCRATCH} are the most`);
  if (length > 18) return declined(`${length} sites, 18 are the most`);
  if (!world.reserve(bytes)) return declined(tooLarge(free + bytes));
  const cube = align(8 * states);
  const counts = free + 3 * cube;
  let [law, next] = [free + cube, free + 2 * cube];
  view(law, states).fill(0)[states - 1] = 1;
  view(counts, 2).fill(0);
  let [clamps, rejections] = [0, 0];
  let written: number | null = null;
  const advance = ({ w, formula, rate, kept, clamps: clamped, rejection }: KernelStep): Outcome<null> => {
    if (written !== w) {
      // At w = −1 the weights take what is behind them, which must be kept: written after the laws' first use they would spoil it.
      if (w === -1 && written !== null) return declined("w becomes −1 on the way");
      const outcome = writeWeights(world, w, free);
      if (outcome.status !== "ok") return outcome;
      if (written === null) view(law, states).fill(0)[states - 1] = 1;
      written = w;
    }
    if (clamped + rejection > 0) {
      const { sites } = maskedOf(world, law);
      clamps += clamped * sites;
      rejections += rejection * sites;
    }
    const alive = call.pushStep(alphabet, length, free, law, next, STAY_FORMULAS.indexOf(formula), rate, kept, counts, scratch);
    if (!alive) return declined("a dead end");
    [law, next] = [next, law];
    return ok(null);
  };
  for (const step of steps) {
    const taken = advance(step);
    if (taken.status !== "ok") return taken;
  }
  const { some: incomplete } = maskedOf(world, law);
  if (fill !== null) {
    const filled = advance({ w: fill, ...FILL });
    if (filled.status !== "ok") return filled;
    completePart(world, law, next);
  }
  const [counted, rejected] = view(counts, 2);
  const found = fill === null ? view(law, states) : view(next, world.complete);
  return ok({ law: found.slice(), incomplete, clamps: clamps + counted, rejections: rejections + rejected });
}

/** P(some site is masked) and the expected number of masked sites. */
function maskedOf({ alphabet, length, states, view }: KernelWorld, law: number): { readonly some: number; readonly sites: number } {
  const digits = new Int32Array(length).fill(alphabet);
  const values = view(law, states);
  let masked = length;
  let some = 0;
  let sites = 0;
  for (let state = states - 1; state >= 0; state--) {
    if (masked > 0) some += values[state];
    sites += masked * values[state];
    let site = length - 1;
    while (site >= 0 && digits[site] === 0) {
      digits[site--] = alphabet;
      masked++;
    }
    if (site >= 0 && digits[site]-- === alphabet) masked--;
  }
  return { some, sites };
}
