import { depthOf, ranges } from "./crew.ts";
import { tilesWith } from "./jobs.ts";
import { align, SCRATCH, tooLarge } from "./layout.ts";
import { declined, type Outcome, ok } from "./outcome.ts";
import { surelyInRange, writeWeights } from "./weights.ts";
import { type KernelWorld, marginalCube } from "./world.ts";

/** Rules as `guidance/rule.ts` has them. */
export type KernelRule = "rates" | "tokens" | "oracle";

/** Bytes beyond the world's that a terminal law takes: A, for tokens the visits, and the law. */
export function terminalLawBytes(world: Pick<KernelWorld, "states" | "complete">, rule: KernelRule): number {
  return align(8 * world.states) * (rule === "rates" ? 1 : 2) + 8 * world.complete;
}

/**
 * The terminal law of `masked/terminalLaw.ts` at a constant w: shape [K^L], row-major. Start: all masked.
 *
 * Declines as {@link writeWeights} does, and beyond 32-bit addresses.
 *
 * @param out shape [K^L], written and returned
 */
export function kernelTerminalLaw(
  world: KernelWorld,
  rule: KernelRule,
  w: number,
  out = new Float64Array(world.complete),
): Outcome<Float64Array> {
  const { free, complete, view } = world;
  const bytes = terminalLawBytes(world, rule);
  if (!world.reserve(bytes)) return declined(tooLarge(free + bytes));
  const written = writeWeights(world, w, free);
  if (written.status !== "ok") return written;
  const cube = rule === "rates" ? free : free + align(8 * world.states);
  if (rule === "rates") sweep(world, free);
  else visits(world, rule, free, cube);
  const law = cube + align(8 * world.states);
  completePart(world, cube, law);
  out.set(view(law, complete));
  return ok(out);
}

/**
 * Visit probabilities of all states, rules tokens and oracle: shape [(K+1)^L].
 *
 * Declines as {@link kernelTerminalLaw} does.
 */
export function kernelVisits(world: KernelWorld, rule: "tokens" | "oracle", w: number): Outcome<Float64Array> {
  const written = writeVisits(world, rule, w);
  return written.status === "ok" ? ok(world.view(written.value, world.states).slice()) : written;
}

/** The same, left in memory: at the address that it returns. */
export function writeVisits(world: KernelWorld, rule: "tokens" | "oracle", w: number): Outcome<number> {
  const bytes = terminalLawBytes(world, rule);
  if (!world.reserve(bytes)) return declined(tooLarge(world.free + bytes));
  const written = writeWeights(world, w, world.free);
  if (written.status !== "ok") return written;
  const cube = world.free + align(8 * world.states);
  visits(world, rule, world.free, cube);
  return ok(cube);
}

/**
 * Turns the weights at an address into the law (complete states) and H (the others), rule rates: by several threads the tiles with equally
 * many masked far sites, those with most first.
 */
export function sweep({ call, crew, alphabet, length, scratch }: KernelWorld, cube: number): void {
  const { far, near, last } = sweepPlan(alphabet, length);
  if (crew.size === 1 || far === 0) {
    call.sweepRates(alphabet, far, near, last, cube, scratch, 0, (alphabet + 1) ** far);
    return;
  }
  for (let masked = far; masked >= 0; masked--) {
    crew.run("sweepTile", tilesWith(alphabet, far, masked), [alphabet, far, near, last, cube, masked]);
  }
}

/** The law's complete states, K^L of them, out of a cube. */
export function completePart({ crew, alphabet, length }: KernelWorld, cube: number, out: number): void {
  const depth = depthOf(crew, alphabet, length);
  crew.run("completeBlock", alphabet ** depth, [alphabet, length, depth, cube, out]);
}

/** One thread's: what it hands on, others would write. */
function visits(world: KernelWorld, rule: "tokens" | "oracle", weights: number, out: number): void {
  const { call, alphabet, length, scratch } = world;
  if (rule === "oracle") {
    // The oracle's A is the marginal cube of the tilted law, whose weights stand on the complete states.
    completePart(world, weights, out);
    marginalCube(world, out, weights);
  }
  call.sweepTokens(alphabet, length, weights, out, scratch);
}

/** How a cube is divided for `sweepRates`: sites before a tile, of a tile before its rows, and of a row. */
export interface SweepPlan {
  readonly far: number;
  readonly near: number;
  readonly last: number;
}

/** Cubes up to this many bytes are one tile; in larger ones a tile is the largest of at most 2^17 bytes. Measured: docs/performance.md. */
const ONE_TILE = 2 ** 22;
/** The same for two tokens, whose rows of nine are slower to prepare by the tile. */
const ONE_TILE_OF_TWO = 2 ** 25;
const TILE = 2 ** 17;

export function sweepPlan(alphabet: number, length: number): SweepPlan {
  const last = alphabet === 2 && length >= 2 ? 2 : 1;
  const bytes = (sites: number) => 8 * (alphabet + 1) ** sites;
  if (bytes(length) <= (last === 2 ? ONE_TILE_OF_TWO : ONE_TILE)) return { far: 0, near: length - last, last };
  let near = 0;
  while (bytes(near + 1 + last) <= TILE) near++;
  return { far: length - last - near, near, last };
}

/** Sets of weights that are written at once on a grid: the product that leads from one to the next is then taken at most 7 times. */
const SETS = 8;
/** Bytes of weights written at once: beyond the caches it would cost more than it saves. Measured. */
const AT_ONCE = 2 ** 25;

/** An even grid of guidance weights w = from + j·step, j < count. */
export interface KernelGrid {
  readonly from: number;
  readonly step: number;
  readonly count: number;
}

/**
 * Terminal laws on an even grid of w, rule rates: one pass over the cubes serves up to eight values, by two exponentials a state and then one
 * product a value. An entry of A drifts by at most 1.5 ulp a product.
 *
 * Declines as {@link kernelTerminalLaw} does at the first w that it declines.
 *
 * @param out shape [count][K^L], written and returned
 */
export function kernelTerminalLaws(
  world: KernelWorld,
  { from, step, count }: KernelGrid,
  out: readonly Float64Array<ArrayBuffer>[] = Array.from({ length: count }, () => new Float64Array(world.complete)),
): Outcome<readonly Float64Array[]> {
  const { free, crew, states, complete, view } = world;
  const apart = align(8 * states);
  const sets = Math.max(1, Math.min(SETS, count, Math.floor(AT_ONCE / apart)));
  let done = 0;
  while (done < count) {
    const w = from + done * step;
    const together = Math.min(sets, count - done);
    const alike = w > -1 && world.largestLogRatio < Infinity && surelyInRange(world, w) && surelyInRange(world, w + (together - 1) * step);
    if (!alike || together === 1) {
      const single = kernelTerminalLaw(world, "rates", w, out[done++]);
      if (single.status !== "ok") return single;
      continue;
    }
    const law = free + together * apart;
    if (!world.reserve(together * apart + 8 * complete)) return declined(tooLarge(law + 8 * complete));
    const shared = ranges(crew, states);
    crew.run("weightsOnGrid", shared.parts, [world.cond, world.logRatio, free, apart, states, shared.step, together, w, step]);
    for (let j = 0; j < together; j++) {
      sweep(world, free + j * apart);
      completePart(world, free + j * apart, law);
      out[done++].set(view(law, complete));
    }
  }
  return ok(out);
}

// The far sites' sums must fit in the scratch behind its lists.
if (SCRATCH < 2 ** 15 + 2 * TILE) throw new Error("sweepPlan: a tile must fit in the scratch");
