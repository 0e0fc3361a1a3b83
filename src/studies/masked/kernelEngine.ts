/** @file Which engine answers for an exact law: the kernels where they pay and do not decline, else the definitions. */
import type { Rule } from "../../guidance/rule.ts";
import { checkWeight } from "../../guidance/tilt.ts";
import { kernelLawAtClock, kernelTokensAtClock } from "../../kernels/lawAtClock.ts";
import { type KernelStep, type KernelSteppedLaw, kernelNStepLaw } from "../../kernels/nStepLaw.ts";
import { declined, KERNEL_METHOD, type Outcome, ok } from "../../kernels/outcome.ts";
import { kernelTerminalLaw } from "../../kernels/terminalLaw.ts";
import { type KernelPair, type KernelWorld, kernelWorld } from "../../kernels/world.ts";
import { checkFits, type Lattice, lattice } from "../../masked/lattice.ts";
import { CLOCK_ERROR, checkClock, clockNodes } from "../../masked/lawAtClock.ts";
import { roundingError } from "../../masked/scheduledLaw.ts";
import type { Resources } from "../resources.ts";
import { type Asked, type KernelTask, kernelsPay, tooMuchForKernels } from "./kernelMemory.ts";

/** States from which several threads are quicker than one, starting them included. Measured: docs/performance.md. */
export const THREADS_FROM = 4_000_000;

/** An answer by the kernels, or why the definition answers. */
export type KernelAnswer<T> =
  | {
      readonly status: "taken";
      readonly value: T;
      /** `wasm simd, 2 threads`. */
      readonly how: string;
    }
  /** `reason` null: the world is too small for kernels to pay, or there is no kernel for what is asked. */
  | { readonly status: "plain"; readonly reason: string | null };

/** Where there is nobody to ask. */
export const NOT_ASKED: KernelAnswer<never> = { status: "plain", reason: null };

/** What a method says of a definition that answers although the kernels would be quicker. */
export function plainly(reason: string | null): string {
  return reason === null ? "" : ` (plain: ${reason})`;
}

/** A law in continuous time. */
export interface KernelLaw {
  readonly space: Lattice;
  /** Shape [K^L], at a clock [(K+1)^L]. */
  readonly law: Float64Array;
  /** Bound on the absolute error of an entry. */
  readonly error: number;
  /** Whether a contour was inverted. */
  readonly inverted: boolean;
}

/**
 * The laws of one pair and rule; what the kernels keep of it is built once, when first needed.
 *
 * Its functions throw BadInput where the kernels decline and the definitions would not fit in memory, and for a w below −1.
 */
export interface KernelEngine {
  /** @param at unmask clock, null for the end of sampling */
  readonly law: (w: number, at: number | null) => KernelAnswer<KernelLaw>;
  /**
   * After steps: see `kernelNStepLaw`.
   *
   * @param fill w at which sites left masked are filled by sampling; null to leave them
   */
  readonly stepped: (steps: readonly KernelStep[], fill: number | null) => KernelAnswer<KernelSteppedLaw & Pick<KernelLaw, "space">>;
}

/** Null where the shell lends no kernels. */
export function kernelEngine(pair: KernelPair, asked: Asked, resources: Resources): KernelEngine | null {
  if (!resources.kernels) return null;
  let opened: Outcome<KernelWorld> | null = null;
  const answer = <T>(task: KernelTask, ask: (world: KernelWorld) => Outcome<T>): KernelAnswer<T> => {
    if (!kernelsPay(pair, task)) return NOT_ASKED;
    opened ??= openWorld(pair, asked, resources);
    const found = opened.status === "ok" ? taken(opened.value, ask) : opened;
    if (found.status === "ok") return found.value;
    checkFits(pair, asked.plain, resources.memory, found.reason);
    return { status: "plain", reason: found.reason };
  };
  return {
    law: (w, at) => {
      checkWeight("guidance.w", w);
      if (at !== null) checkClock(at);
      return answer(at === null ? "terminal" : "clock", (world) => lawOf(world, asked.rule, w, at));
    },
    stepped: (steps, fill) => {
      for (const { w } of steps) checkWeight("guidance.w", w);
      // Its weights are those of the tilted law, which the steps' kernel does not write.
      if (asked.rule === "oracle") return NOT_ASKED;
      return answer("steps", (world) => {
        const found = kernelNStepLaw(world, steps, fill);
        return found.status === "ok" ? ok({ ...found.value, space: lattice(pair.alphabet, pair.length) }) : found;
      });
    },
  };
}

function openWorld(pair: KernelPair, asked: Asked, { kernels, team, memory }: Resources): Outcome<KernelWorld> {
  const compiled = kernels?.() ?? null;
  if (compiled === null) return declined("no WebAssembly with SIMD");
  const tooMuch = tooMuchForKernels(pair, asked, memory);
  if (tooMuch !== null) return declined(tooMuch);
  const threads = (pair.alphabet + 1) ** pair.length >= THREADS_FROM ? team?.() : null;
  return kernelWorld(threads ?? compiled, pair);
}

function taken<T>(world: KernelWorld, ask: (world: KernelWorld) => Outcome<T>): Outcome<KernelAnswer<T>> {
  const { size } = world.crew;
  const found = ask(world);
  if (found.status !== "ok") return found;
  return ok({ status: "taken", value: found.value, how: size === 1 ? KERNEL_METHOD : `${KERNEL_METHOD}, ${size} threads` });
}

function lawOf(world: KernelWorld, rule: Rule, w: number, at: number | null): Outcome<KernelLaw> {
  const found = numbers(world, rule, w, at);
  if (found.status !== "ok") return found;
  const { largestLogRatio, leastLogRatio } = world;
  // At these two w the weights are the cubes themselves.
  const widest = w === 0 || w === -1 ? 0 : Math.max(largestLogRatio, -leastLogRatio);
  const rounding = roundingError(w, widest);
  const inverted = at !== null && at > 0 && rule === "rates";
  const space = lattice(world.alphabet, world.length);
  return ok({ space, law: found.value, error: inverted ? Math.max(CLOCK_ERROR, rounding) : rounding, inverted });
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
