import { declined, type Outcome, ok } from "./outcome.ts";
import type { KernelWorld } from "./world.ts";

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
 * Writes A = Q (Q/P)^w at an address: P at w = −1, Q at w = 0.
 *
 * Declines where the weights span more than e^600 (the definition then keeps their logarithms and normalises each state on its own), and where
 * P = 0 < Q somewhere and w is neither 0 nor −1 (there may be dead ends).
 */
export function writeWeights(world: KernelWorld, w: number, out: number): Outcome<null> {
  const { call, states, view, scratch, cond, uncond, logRatio } = world;
  if (w === 0 || w === -1) {
    const source = w === 0 ? cond : uncond;
    // ln P + 0 · P: the bounds of the law itself.
    if (w === -1) call.logExtent(uncond, uncond, states, 0, scratch);
    const least = w === 0 ? Math.log(world.leastCond) : view(scratch, 1)[0];
    if (least < -WIDEST) return declined(tooWide(-least));
    view(out, states).set(view(source, states));
    return ok(null);
  }
  if (world.largestLogRatio === Infinity) return declined("the unconditional law is 0 where the conditional is not");
  if (!surelyInRange(world, w)) {
    call.logExtent(cond, logRatio, states, w, scratch);
    const [least, largest] = view(scratch, 2);
    if (!(largest - least <= WIDEST)) return declined(tooWide(largest - least));
  }
  const exponent = Math.abs(w) * Math.max(-world.leastLogRatio, world.largestLogRatio);
  if (!(exponent <= EXPONENT)) return declined(`(Q/P)^w reaches e^${Math.ceil(exponent)}`);
  call.weights(cond, logRatio, out, states, w);
  return ok(null);
}

function tooWide(span: number): string {
  return `weights span e^${Math.ceil(span)}: kept as logarithms`;
}
