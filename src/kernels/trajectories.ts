import { BadInput } from "../numerics/badInput.ts";
import { streamKey } from "../random/stream.ts";
import { declined, type Outcome, ok } from "./outcome.ts";
import { writeWeights } from "./weights.ts";
import { align, type KernelWorld, MOST_BYTES } from "./world.ts";

/** Which trajectories to draw. */
export interface KernelDraws {
  readonly seed: number;
  readonly count: number;
  /** Index of the first, 0 when left out. */
  readonly first?: number;
}

/**
 * Where the trajectories of `masked/sampling/trajectories.ts` end, without clocks: shape [count], row-major in alphabet^length.
 *
 * The same streams and the same draws. Weights agree to some ulp only, so that about one draw in 10^14 may fall on the other side of a boundary.
 *
 * Declines as {@link writeWeights} does, and beyond 32-bit addresses.
 */
export function kernelTrajectories(
  world: KernelWorld,
  rule: "rates" | "tokens",
  w: number,
  { seed, count, first = 0 }: KernelDraws,
): Outcome<Int32Array> {
  for (const [field, value] of [
    ["count", count],
    ["first", first],
  ] as const) {
    if (!(Number.isSafeInteger(value) && value >= 0)) throw new BadInput(field, "an integer of at least 0", value, "kernelTrajectories");
  }
  const { call, alphabet, length, free, scratch, view } = world;
  const terminal = free + align(8 * world.states);
  const bytes = terminal - free + 4 * count;
  if (!world.reserve(bytes)) return declined(`${free + bytes} bytes of memory needed, ${MOST_BYTES} are the most`);
  const written = writeWeights(world, w, free);
  if (written.status !== "ok") return written;
  const [k0, k1] = streamKey(seed, ["trajectory", "family"]);
  const pace = rule === "tokens" ? 1 : 0;
  call.trajectories(alphabet, length, free, pace, k0, k1, first, Math.floor(first / 2 ** 32), count, terminal, scratch);
  return ok(new Int32Array(view(0, 0).buffer, terminal, count).slice());
}
