import { checkEnd, checkedSteps, evenTimes, listedTimes } from "../../guidance/samplerTimes.ts";
import { BadInput } from "../../numerics/badInput.ts";
import type { Process } from "../process.ts";

/** The times of a sampler with steps, as written: `steps` with a spacing, or `grid`. */
export interface ContinuousGridSpec {
  readonly steps?: number | undefined;
  /** `karras` for `ve` when left out, else `uniform`. */
  readonly spacing?: "uniform" | "karras" | undefined;
  /** ρ of `karras`, > 0; 7 when left out. */
  readonly rho?: number | undefined;
  /** Last t, from 0 to below 1; 0 when left out. */
  readonly end?: number | undefined;
  /** Times, first 1, strictly falling; the last one is the end. */
  readonly grid?: readonly number[] | undefined;
}

/**
 * The times 1 = t_0 > … > t_N = end of a sampler with steps.
 * - `uniform`: even in t, t_n = (N − n + n·end)/N
 * - `karras`: even in σ^{1/ρ}, σ = b/a, from the start to σ(end) (arXiv:2206.00364, eq. 5). Where the end is noise 0, N − 1 such steps lead to the smallest σ that the
 *   process' grids take (`ve`: σmin; `ddpm`: its first level; else 0.002), and one more to 0
 * - `grid`: as given
 *
 * @returns shape [N + 1]
 * @throws BadInput naming the field of `sampler`
 */
export function continuousGrid(spec: ContinuousGridSpec, process: Process): Float64Array {
  if (spec.grid !== undefined) {
    const { grid, end, steps, spacing, rho } = spec;
    return Float64Array.from(listedTimes(grid, end, { steps, spacing, rho }));
  }
  const { spacing = process.kind === "ve" ? "karras" : "uniform", end = 0 } = spec;
  const steps = checkedSteps(spec.steps);
  checkEnd(end);
  switch (spacing) {
    case "karras":
      return karrasTimes(process, { steps, end, rho: spec.rho ?? 7 });
    case "uniform":
      if (spec.rho !== undefined) throw new BadInput("sampler.rho", "left out for uniform spacing", spec.rho);
      return Float64Array.from(evenTimes(steps, end));
    default:
      throw new BadInput("sampler.spacing", "uniform or karras", spacing);
  }
}

/** Smallest b/a of Karras's grids where the process has none of its own: that of EDM. */
const SIGMA_MIN = 0.002;

function karrasTimes(
  process: Process,
  { steps, end, rho }: { readonly steps: number; readonly end: number; readonly rho: number },
): Float64Array {
  if (!(rho > 0 && rho < Infinity)) throw new BadInput("sampler.rho", "a finite number above 0", rho);
  const largest = Math.tan(process.angle(1));
  if (process.at(1).a === 0) throw new BadInput("sampler.spacing", "uniform where sampling starts from pure noise (a = 0)", "karras");
  const smallest = end > 0 ? Math.tan(process.angle(end)) : process.finest > 0 ? Math.tan(process.angle(process.finest)) : SIGMA_MIN;
  if (!(smallest < largest)) throw new BadInput("process", `noisier at its start than b/a = ${smallest}, for karras spacing`, largest);
  const falling = end > 0 ? steps : steps - 1;
  const [from, to] = [largest ** (1 / rho), smallest ** (1 / rho)];
  return Float64Array.from({ length: steps + 1 }, (_, n) => {
    if (n === 0) return 1;
    if (n === steps) return end;
    return process.time(Math.atan((from + (n / falling) * (to - from)) ** rho));
  });
}
