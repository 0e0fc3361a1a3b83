import { BadInput } from "../numerics/badInput.ts";
import { type Kernels, openKernels } from "./kernels.ts";
import { align, MOST_BYTES, tooLarge } from "./layout.ts";
import { declined, type Outcome, ok } from "./outcome.ts";

/** Rows of K log-probabilities, nats, −∞ for what cannot be; up to `most` at once. */
export interface KernelRows {
  /** Room for what is guided or drawn from, shape [most, K]. */
  readonly cond: Float64Array;
  /** Room for the unconditional rows, shape [most, K]. */
  readonly uncond: Float64Array;
  /** Room for the draws' uniforms on [0, 1), shape [most]. */
  readonly uniforms: Float64Array;
  /** c + w (c − u) in place of the first `count` conditional rows; −∞ where c is, +∞ where u alone is and w > 0. */
  readonly guide: (count: number, w: number) => void;
  /** log Σ e^{c} of each of the first rows, shape [count]: −∞ where all are −∞, +∞ where one is. A view until the next call. */
  readonly logSums: (count: number) => Float64Array;
  /**
   * The index that each row's uniform selects (`masked/sampling/categorical.ts`, f64), shape [count]; −1 where nothing is possible, or something
   * is +∞. What is less than e^−708 of the row's largest is never drawn, and sums agree to some ulp only: about one draw in 10^14 may fall on the other side of a boundary. A view until the next call.
   */
  readonly draw: (count: number) => Int32Array;
}

/** Declines what is beyond 32-bit addresses. @throws BadInput naming `alphabet` or `most` */
export function kernelRows(kernels: Kernels, alphabet: number, most: number): Outcome<KernelRows> {
  for (const [field, value] of Object.entries({ alphabet, most })) {
    if (!(Number.isSafeInteger(value) && value >= 1)) throw new BadInput(field, "an integer of at least 1", value, "kernelRows");
  }
  const cube = align(8 * alphabet * most);
  const bytes = 2 * cube + 3 * align(8 * most) + align(8 * (alphabet + 2)) + 512;
  if (bytes > MOST_BYTES - 65536) return declined(tooLarge(bytes));
  const { call, memory } = openKernels(kernels, bytes);
  const cond = align(call.heapBase());
  const uncond = cond + cube;
  const uniforms = uncond + cube;
  const sums = uniforms + align(8 * most);
  const found = sums + align(8 * most);
  const work = found + align(8 * most);
  const numbers = (address: number, count: number) => new Float64Array(memory.buffer, address, count);
  const checked = (count: number): number => {
    if (!(Number.isSafeInteger(count) && count >= 0 && count <= most))
      throw new BadInput("count", `an integer from 0 to ${most}`, count, "kernelRows");
    return count;
  };
  return ok({
    cond: numbers(cond, alphabet * most),
    uncond: numbers(uncond, alphabet * most),
    uniforms: numbers(uniforms, most),
    guide: (count, w) => call.guideRows(cond, uncond, checked(count) * alphabet, w),
    logSums: (count) => {
      call.logSumRows(cond, alphabet, checked(count), sums, work);
      return numbers(sums, count);
    },
    draw: (count) => {
      call.drawRows(cond, alphabet, checked(count), uniforms, found, work);
      return new Int32Array(memory.buffer, found, count);
    },
  });
}
