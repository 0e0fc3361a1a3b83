/** @file What a run takes by the kernels and by the definitions, known before anything is allocated. */
import type { Rule } from "../../guidance/rule.ts";
import { kernelClockBytes } from "../../kernels/lawAtClock.ts";
import { MOST_BYTES, tooLarge } from "../../kernels/layout.ts";
import { nStepLawBytes } from "../../kernels/nStepLaw.ts";
import { terminalLawBytes } from "../../kernels/terminalLaw.ts";
import { type KernelSize, keptBytes } from "../../kernels/world.ts";
import type { Resources } from "../resources.ts";

/** States from which a kernel is quicker than the definition, compiling it included. Measured: docs/performance.md. */
export const KERNELS_FROM = { terminal: 5_000, clock: 1_000, steps: 2_000 } as const;

/** A law at the end in continuous time, at a clock, or of a sampler with steps. */
export type KernelTask = keyof typeof KERNELS_FROM;

/** A team's scratch is counted for as many threads. */
const MOST_THREADS = 8;

/** What a caller does beside asking the kernels for the law of the experiment's own sampler. */
export interface BesideKernels {
  /** Bytes per state. */
  readonly bytes: number;
  /** What else it asks the kernels for. */
  readonly tasks: readonly KernelTask[];
}

/** What a run asks of the kernels, and what else it holds. */
export interface Asked {
  readonly rule: Rule;
  /** Bytes per state where the definitions answer: everything. */
  readonly plain: number;
  /** Where the kernels do, in a lattice of so many states: all that is asked of them, and what is held beside. */
  readonly beside: (states: number) => BesideKernels;
  /** Bytes per complete state then. */
  readonly complete: number;
}

/** Whether a kernel is quicker at this size. */
export function kernelsPay(size: KernelSize, task: KernelTask): boolean {
  return statesOf(size) >= KERNELS_FROM[task];
}

/** Why the kernels are left alone for their size; null where they are not. */
export function tooMuchForKernels(size: KernelSize, asked: Asked, memory: number): string | null {
  const own = kernelBytes(size, asked);
  if (own > MOST_BYTES) return tooLarge(own);
  const all = allBytes(size, asked);
  return all > memory ? `${all} bytes of memory needed, ${memory} are allowed` : null;
}

/** Bytes per state that a run takes, by the engine that is going to answer: by the frugal one where neither fits. */
export function bytesPerState(size: KernelSize, asked: Asked, { kernels, memory }: Resources): number {
  const states = statesOf(size);
  const { tasks } = asked.beside(states);
  if (!kernels || !tasks.some((task) => kernelsPay(size, task)) || kernelBytes(size, asked) > MOST_BYTES) return asked.plain;
  if (kernels() === null) return asked.plain;
  const bytes = Math.ceil(allBytes(size, asked) / states);
  return bytes * states <= memory ? bytes : Math.min(bytes, asked.plain);
}

/** Of the kernels' own memory. */
function kernelBytes(size: KernelSize, { rule, beside }: Asked): number {
  const full = { ...size, states: statesOf(size), complete: size.alphabet ** size.length };
  const taken = { terminal: terminalLawBytes, clock: rule === "rates" ? kernelClockBytes : terminalLawBytes, steps: nStepLawBytes };
  return keptBytes(size, MOST_THREADS) + Math.max(...beside(full.states).tasks.map((task) => taken[task](full, rule)));
}

function allBytes(size: KernelSize, asked: Asked): number {
  const states = statesOf(size);
  return kernelBytes(size, asked) + asked.beside(states).bytes * states + asked.complete * size.alphabet ** size.length;
}

function statesOf({ alphabet, length }: KernelSize): number {
  return (alphabet + 1) ** length;
}
