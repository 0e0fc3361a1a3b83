import { dynamics } from "../dynamics.ts";
import { completePart } from "../marginalCube.ts";
import type { ScheduledProcess } from "../scheduledLaw.ts";
import { push } from "./push.ts";
import { weightAt } from "./weightAt.ts";

/** What becomes of sites that are masked at the last grid point. */
export type Fill = "sample" | "argmax" | "left";

export const FILLS: readonly Fill[] = ["sample", "argmax", "left"];

/** Probabilities this close, relative, are tied. */
const TIE = 1e-12;

/**
 * A law after the sites left masked are filled, all at once given the state, with w at the last grid point:
 * - `sample`: each from q/Z
 * - `argmax`: each with its most probable token, among those within 1e-12 relative of it the smallest
 * - `left`: not at all
 *
 * @param law shape [(K+1)^L], the law at the last grid point
 * @param end the last grid point, a time t in [0, 1)
 * @returns shape [K^L]; for `left` the given law, shape [(K+1)^L]
 * @throws BadInput at a dead end
 */
export function filledLaw({ cubes, rule, schedule, noise }: ScheduledProcess, law: Float64Array, fill: Fill, end: number): Float64Array {
  if (fill === "left") return law;
  const process = dynamics(cubes, rule, weightAt(schedule, noise, end));
  const { alphabet } = cubes.space;
  const filled = push(process, law, ({ token }, k) => {
    if (fill === "argmax") keepLargest(token, k * alphabet, (k + 1) * alphabet);
    return 0;
  });
  return completePart(cubes.space, filled);
}

/** Index of the largest of values[from … to), ties to the smallest index. */
export function argmax(values: Float64Array, from: number, to: number): number {
  let largest = -Infinity;
  for (let j = from; j < to; j++) if (values[j] > largest) largest = values[j];
  let j = from;
  while (!(values[j] >= largest * (1 - TIE))) j++;
  return j;
}

function keepLargest(token: Float64Array, from: number, to: number): void {
  const kept = argmax(token, from, to);
  token.fill(0, from, to);
  token[kept] = 1;
}
