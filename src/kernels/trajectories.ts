import { BadInput } from "../numerics/badInput.ts";
import { streamKey } from "../random/stream.ts";
import { align, tooLarge } from "./layout.ts";
import { declined, type Outcome, ok } from "./outcome.ts";
import { writeWeights } from "./weights.ts";
import type { KernelWorld } from "./world.ts";

/** Which trajectories to draw. */
export interface KernelDraws {
  readonly seed: number;
  readonly count: number;
  /** Index of the first, 0 when left out. */
  readonly first?: number;
}

/** Where trajectories end, and the clocks u at which each of their sites was revealed. */
export interface KernelTrajectories {
  /** Row-major in alphabet^length, shape [count]. */
  readonly terminal: Int32Array;
  /** Shape [count, L]. */
  readonly clocks: Float64Array;
}

/**
 * Where the trajectories of `masked/sampling/trajectories.ts` end: shape [count], row-major in alphabet^length.
 *
 * The same streams and the same draws. Weights agree to some ulp only, so that about one draw in 10^14 may fall on the other side of a boundary.
 *
 * Declines as {@link writeWeights} does, and beyond 32-bit addresses.
 */
export function kernelTrajectories(world: KernelWorld, rule: "rates" | "tokens", w: number, draws: KernelDraws): Outcome<Int32Array> {
  const drawn = draw(world, rule, w, draws, false);
  return drawn.status === "ok" ? ok(drawn.value.terminal) : drawn;
}

/** The same with their clocks, which change no state. */
export function kernelTrajectoryClocks(
  world: KernelWorld,
  rule: "rates" | "tokens",
  w: number,
  draws: KernelDraws,
): Outcome<KernelTrajectories> {
  return draw(world, rule, w, draws, true);
}

function draw(
  world: KernelWorld,
  rule: "rates" | "tokens",
  w: number,
  { seed, count, first = 0 }: KernelDraws,
  timed: boolean,
): Outcome<KernelTrajectories> {
  for (const [field, value] of [
    ["count", count],
    ["first", first],
  ] as const) {
    if (!(Number.isSafeInteger(value) && value >= 0)) throw new BadInput(field, "an integer of at least 0", value, "kernelTrajectories");
  }
  const { call, alphabet, length, free, scratch, view } = world;
  const terminal = free + align(8 * world.states);
  const clocks = terminal + align(4 * count);
  const times = timed ? count * length : 0;
  const bytes = clocks - free + 8 * times;
  if (!world.reserve(bytes)) return declined(tooLarge(free + bytes));
  const written = writeWeights(world, w, free);
  if (written.status !== "ok") return written;
  const [k0, k1] = streamKey(seed, ["trajectory", "family"]);
  const pace = rule === "tokens" ? 1 : 0;
  const upper = Math.floor(first / 2 ** 32);
  call.trajectories(alphabet, length, free, pace, k0, k1, first, upper, count, terminal, timed ? clocks : 0, scratch);
  return ok({ terminal: new Int32Array(view(0, 0).buffer, terminal, count).slice(), clocks: view(clocks, times).slice() });
}
