/** @file The times of a sampler with steps, on diffusion time t from 1 to the end: even, or as listed in the experiment file. */
import { BadInput } from "../numerics/badInput.ts";

/**
 * t_n = (N − n + n·end)/N, shape [steps + 1].
 *
 * @throws BadInput naming `sampler.steps` or `sampler.end`
 */
export function evenTimes(steps: number | undefined, end: number): readonly number[] {
  const count = checkedSteps(steps);
  checkEnd(end);
  return Array.from({ length: count + 1 }, (_, n) => (n === count ? end : (count - n + n * end) / count));
}

/** @throws BadInput naming `sampler.steps` */
export function checkedSteps(steps: number | undefined): number {
  if (!(typeof steps === "number" && Number.isSafeInteger(steps) && steps >= 1)) {
    throw new BadInput("sampler.steps", "an integer of at least 1", steps);
  }
  return steps;
}

/** @throws BadInput naming `sampler.end` */
export function checkEnd(end: number): void {
  if (!(typeof end === "number" && end >= 0 && end < 1)) throw new BadInput("sampler.end", "from 0 to below 1 (t)", end);
}

/**
 * A list of times: first 1, strictly falling, at least 0.
 *
 * @param end     as written beside the list, if at all
 * @param instead fields that a list stands instead of, by name
 * @throws BadInput naming `sampler.grid`, an entry of it, or a field that must be left out beside it
 */
export function listedTimes(
  grid: readonly number[],
  end: number | undefined,
  instead: Readonly<Record<string, unknown>>,
): readonly number[] {
  for (const [field, value] of Object.entries(instead)) {
    if (value !== undefined) throw new BadInput(`sampler.${field}`, "left out where sampler.grid is given", value);
  }
  if (!(Array.isArray(grid) && grid.length >= 2)) throw new BadInput("sampler.grid", "a list of at least two times", grid);
  if (grid[0] !== 1) throw new BadInput("sampler.grid[0]", "1, where sampling starts", grid[0]);
  for (let k = 1; k < grid.length; k++) {
    if (!(typeof grid[k] === "number" && grid[k] >= 0 && grid[k] < grid[k - 1])) {
      throw new BadInput(`sampler.grid[${k}]`, `at least 0 and below the entry before it (${grid[k - 1]})`, grid[k]);
    }
  }
  const last = grid[grid.length - 1];
  if (end !== undefined && end !== last) throw new BadInput("sampler.end", `the last entry of sampler.grid (${last}), or left out`, end);
  return grid;
}
