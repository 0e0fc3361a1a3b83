import { ranges } from "./crew.ts";
import { align, tooLarge } from "./layout.ts";
import { declined, type Outcome, ok } from "./outcome.ts";
import { BOUNDS, type KernelWorld } from "./world.ts";

/**
 * Weights that span no more than e^600 leave every product and quotient of a sweep in range, since A = 1 where all is masked: the linear form
 * of `masked/dynamics.ts`.
 */
const WIDEST = 600;
/** e^x is taken for |x| up to here. */
const EXPONENT = 700;

/** Whether the weights at w span no more than that by the bounds of Q and Q/P alone. */
export function surelyInRange(world: KernelWorld, w: number): boolean {
  const { leastCond, leastLogRatio, largestLogRatio } = world;
  return Math.abs(w) * (largestLogRatio - leastLogRatio) - Math.log(leastCond) <= WIDEST;
}

/**
 * Writes A = Q (Q/P)^w at an address: P at w = −1 (then it takes the 8 K^L bytes behind it, too), Q at w = 0.
 *
 * Declines where the weights span more than e^600 (the definition then keeps their logarithms and normalises each state on its own), and where
 * P = 0 < Q somewhere and w is neither 0 nor −1 (there may be dead ends).
 */
export function writeWeights(world: KernelWorld, w: number, out: number): Outcome<null> {
  const { crew, states, view, cond, logRatio, free } = world;
  if (w === -1) {
    const bytes = out - free + align(8 * states) + 8 * world.complete;
    if (!world.reserve(bytes)) return declined(tooLarge(free + bytes));
    world.writeUncond(out);
    // ln P + 0 · P: the bounds of the law itself.
    const [least] = extent(world, out, out, 0);
    return least < -WIDEST ? declined(tooWide(-least)) : ok(null);
  }
  if (w === 0) {
    const least = Math.log(world.leastCond);
    if (least < -WIDEST) return declined(tooWide(-least));
    view(out, states).set(view(cond, states));
    return ok(null);
  }
  if (world.largestLogRatio === Infinity) return declined("the unconditional law is 0 where the conditional is not");
  if (!surelyInRange(world, w)) {
    const [least, largest] = extent(world, cond, logRatio, w);
    if (!(largest - least <= WIDEST)) return declined(tooWide(largest - least));
  }
  const exponent = Math.abs(w) * Math.max(-world.leastLogRatio, world.largestLogRatio);
  if (!(exponent <= EXPONENT)) return declined(`(Q/P)^w reaches e^${Math.ceil(exponent)}`);
  const { parts, step } = ranges(crew, states);
  crew.run("weights", parts, [cond, logRatio, out, states, step, w]);
  return ok(null);
}

/** Least and largest ln Q + w R of the states with Q > 0. */
function extent({ crew, states, scratch, view }: KernelWorld, Q: number, R: number, w: number): readonly [number, number] {
  const { parts, step } = ranges(crew, states);
  const bounds = scratch + BOUNDS;
  crew.run("logExtent", parts, [Q, R, states, step, w, bounds]);
  const found = view(bounds, 2 * parts);
  let [least, largest] = [Infinity, -Infinity];
  for (let at = 0; at < found.length; at += 2) {
    least = Math.min(least, found[at]);
    largest = Math.max(largest, found[at + 1]);
  }
  return [least, largest];
}

function tooWide(span: number): string {
  return `weights span e^${Math.ceil(span)}: kept as logarithms`;
}
