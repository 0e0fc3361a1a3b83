/** @file Which engine answers for a constant w in continuous time: the kernels where they pay and do not decline, else the definitions. */
import type { Rule } from "../../guidance/rule.ts";
import { checkWeight } from "../../guidance/tilt.ts";
import { kernelLawAtClock, kernelTokensAtClock } from "../../kernels/lawAtClock.ts";
import { declined, KERNEL_METHOD, type Outcome, ok } from "../../kernels/outcome.ts";
import { kernelTerminalLaw } from "../../kernels/terminalLaw.ts";
import { type KernelPair, type KernelWorld, kernelWorld } from "../../kernels/world.ts";
import { checkFits, type Lattice, lattice } from "../../masked/lattice.ts";
import { CLOCK_ERROR, checkClock, clockNodes } from "../../masked/lawAtClock.ts";
import { roundingError } from "../../masked/scheduledLaw.ts";
import type { Resources } from "../resources.ts";
import { type Asked, kernelsPay, tooMuchForKernels } from "./kernelMemory.ts";

/** States from which several threads are quicker than one, starting them included. Measured: docs/performance.md. */
export const THREADS_FROM = 4_000_000;

/** A law by the kernels, or why the definition answers. */
export type KernelAnswer =
  | {
      readonly status: "taken";
      readonly space: Lattice;
      /** Shape [K^L], at a clock [(K+1)^L]. */
      readonly law: Float64Array;
      /** Bound on the absolute error of an entry. */
      readonly error: number;
      /** Whether a contour was inverted. */
      readonly inverted: boolean;
      /** `wasm simd, 2 threads`. */
      readonly how: string;
    }
  /** `reason` null: the world is too small for kernels to pay. */
  | { readonly status: "plain"; readonly reason: string | null };

/** The laws of one pair, rule and w; what the kernels keep of it is built once, when first needed. */
export interface KernelEngine {
  /**
   * @param at unmask clock, null for the end of sampling
   * @throws BadInput where the kernels decline and the definitions would not fit in memory
   */
  readonly law: (at: number | null) => KernelAnswer;
}

/** Null where the shell lends no kernels. */
export function kernelEngine(pair: KernelPair, w: number, asked: Asked, resources: Resources): KernelEngine | null {
  if (!resources.kernels) return null;
  checkWeight("guidance.w", w);
  let opened: Outcome<KernelWorld> | null = null;
  const law = (at: number | null): KernelAnswer => {
    if (at !== null) checkClock(at);
    if (!kernelsPay(pair, at !== null)) return { status: "plain", reason: null };
    opened ??= openWorld(pair, asked, resources);
    const found = opened.status === "ok" ? lawOf(opened.value, asked.rule, w, at) : opened;
    if (found.status === "ok") return found.value;
    checkFits(pair, asked.plain, resources.memory, found.reason);
    return { status: "plain", reason: found.reason };
  };
  return { law };
}

function openWorld(pair: KernelPair, asked: Asked, { kernels, team, memory }: Resources): Outcome<KernelWorld> {
  const compiled = kernels?.() ?? null;
  if (compiled === null) return declined("no WebAssembly with SIMD");
  const tooMuch = tooMuchForKernels(pair, asked, memory);
  if (tooMuch !== null) return declined(tooMuch);
  const threads = (pair.alphabet + 1) ** pair.length >= THREADS_FROM ? team?.() : null;
  return kernelWorld(threads ?? compiled, pair);
}

function lawOf(world: KernelWorld, rule: Rule, w: number, at: number | null): Outcome<KernelAnswer> {
  const found = numbers(world, rule, w, at);
  if (found.status !== "ok") return found;
  const { largestLogRatio, leastLogRatio, crew } = world;
  // At these two w the weights are the cubes themselves.
  const widest = w === 0 || w === -1 ? 0 : Math.max(largestLogRatio, -leastLogRatio);
  const rounding = roundingError(w, widest);
  const inverted = at !== null && at > 0 && rule === "rates";
  return ok({
    status: "taken",
    space: lattice(world.alphabet, world.length),
    law: found.value,
    error: inverted ? Math.max(CLOCK_ERROR, rounding) : rounding,
    inverted,
    how: crew.size === 1 ? KERNEL_METHOD : `${KERNEL_METHOD}, ${crew.size} threads`,
  });
}

function numbers(world: KernelWorld, rule: Rule, w: number, at: number | null): Outcome<Float64Array> {
  if (at === null) return kernelTerminalLaw(world, rule, w);
  if (rule !== "rates") return kernelTokensAtClock(world, rule, w, at);
  if (at === 0) return ok(allMasked(world.states));
  return kernelLawAtClock(world, w, at, clockNodes(world.length));
}

function allMasked(states: number): Float64Array {
  const law = new Float64Array(states);
  law[states - 1] = 1;
  return law;
}
