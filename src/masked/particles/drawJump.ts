import type { Rng } from "../../random/stream.ts";
import type { Jumps } from "../jumps.ts";

/** Draws which jump comes next, by inversion: an index into `child` and `probability`. Exactly one uniform; never an impossible jump. */
export function drawJump({ size, probability }: Jumps, rng: Rng): number {
  let left = rng();
  let last = 0;
  for (let j = 0; j < size; j++) {
    if (probability[j] === 0) continue;
    last = j;
    left -= probability[j];
    if (left < 0) break;
  }
  return last;
}
