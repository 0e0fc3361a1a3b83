import { type Kernels, openKernels } from "./kernels.ts";
import { align, MOST_BYTES, tooLarge } from "./layout.ts";
import { declined, type Outcome, ok } from "./outcome.ts";

/** A mixture of M product laws, as `worlds/masked/productMixtureDenoiser.ts` has it. */
export interface KernelProductMixture {
  readonly alphabet: number;
  readonly length: number;
  /** Shape [M]. */
  readonly weights: Float64Array;
  /** Shape [L, M, K]. */
  readonly tokens: Float64Array;
}

/**
 * Writes ln Σ_m π_m p_m,site(v), K numbers from an offset on.
 *
 * @param share π_m, shape [M]
 * @param log   ln π_m, shape [M], −∞ for an impossible component
 */
export type MixedRow = (site: number, share: Float64Array, log: Float64Array, out: Float64Array, offset: number) => void;

/**
 * Conditionals of a mixture of products: `mixRows` of `worlds/masked/productMixtureDenoiser.ts` to rounding. Holds a copy of its tokens, 8 L M K' bytes, K' the next
 * multiple of eight.
 *
 * Declines what is beyond 32-bit addresses.
 */
export function kernelMixedRows(kernels: Kernels, { alphabet, length, weights, tokens }: KernelProductMixture): Outcome<MixedRow> {
  const M = weights.length;
  const padded = 8 * Math.ceil(alphabet / 8);
  const bytes = 8 * length * M * padded + 2 * align(8 * M) + 8 * padded + 512;
  if (bytes > MOST_BYTES - 65536) return declined(tooLarge(bytes));
  const { call, memory } = openKernels(kernels, bytes);
  const laws = align(call.heapBase());
  const shares = laws + 8 * length * M * padded;
  const logs = shares + align(8 * M);
  const row = logs + align(8 * M);
  const held = new Float64Array(memory.buffer, laws, length * M * padded).fill(1);
  for (let j = 0; j < length * M; j++) held.set(tokens.subarray(j * alphabet, (j + 1) * alphabet), j * padded);
  const [shareView, logView] = [new Float64Array(memory.buffer, shares, M), new Float64Array(memory.buffer, logs, M)];
  const rowView = new Float64Array(memory.buffer, row, alphabet);
  return ok((site, share, log, out, offset) => {
    shareView.set(share);
    logView.set(log);
    call.mixtureRow(laws + 8 * site * M * padded, M, padded, shares, logs, row);
    out.set(rowView, offset);
  });
}
