/** @file Kernels for tests: every engine that runs the tests has WebAssembly with SIMD. */
import { kernels, openKernels } from "../../src/kernels/kernels.ts";
import type { Outcome } from "../../src/kernels/outcome.ts";
import { type KernelPair, type KernelWorld, kernelWorld } from "../../src/kernels/world.ts";

export function compiledKernels() {
  const found = kernels();
  if (found === null) throw new Error("this engine has no WebAssembly with SIMD");
  return found;
}

/** What a kernel answered; a refusal fails the test. */
export function answerOf<T>(outcome: Outcome<T>): T {
  if (outcome.status !== "ok") throw new Error(`declined: ${outcome.reason}`);
  return outcome.value;
}

export function openWorld(pair: KernelPair): KernelWorld {
  return answerOf(kernelWorld(compiledKernels(), pair));
}

/** e^x or ln x of every number. */
export function mapped(name: "exps" | "logs", x: Float64Array): Float64Array {
  const { call, memory } = openKernels(compiledKernels(), 16 * x.length);
  const base = call.heapBase();
  new Float64Array(memory.buffer, base, x.length).set(x);
  call[name](base, base + 8 * x.length, x.length);
  return new Float64Array(memory.buffer, base + 8 * x.length, x.length).slice();
}
