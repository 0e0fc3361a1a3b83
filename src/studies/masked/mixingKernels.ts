/** @file Which engine mixes the components of a product mixture for its samples. */
import { declined, KERNEL_METHOD } from "../../kernels/outcome.ts";
import { kernelMixedRows, type MixedRow } from "../../kernels/productMixture.ts";
import type { ProductMixture } from "../../worlds/masked/productMixtureDenoiser.ts";
import type { Resources } from "../resources.ts";
import { plainly } from "./kernelEngine.ts";

/** Components times tokens of a class from which the kernel is quicker. Measured: docs/performance.md. */
export const MIXING_FROM = 256;

export interface MixingKernels {
  /** Nothing where the class is small, no kernels are lent, or they decline: the definition answers then. */
  readonly rowsOf: (mixture: ProductMixture) => MixedRow | undefined;
  /** How the conditionals of the classes asked for are had; empty where the definitions answer without a word. */
  readonly method: () => string;
}

export function mixingKernels({ kernels, memory }: Resources): MixingKernels {
  const ways = new Set<string>();
  let left = memory;
  const rowsOf = (mixture: ProductMixture): MixedRow | undefined => {
    if (!kernels || mixture.weights.length * mixture.alphabet < MIXING_FROM) return undefined;
    // A copy of the tokens.
    const bytes = 8 * mixture.tokens.length;
    const compiled = kernels();
    const found =
      compiled === null
        ? declined("no WebAssembly with SIMD")
        : bytes > left
          ? declined(`${bytes} bytes of memory needed, ${left} are left`)
          : kernelMixedRows(compiled, mixture);
    ways.add(`exact conditionals${found.status === "ok" ? ` (${KERNEL_METHOD})` : plainly(found.reason)}`);
    if (found.status !== "ok") return undefined;
    left -= bytes;
    return found.value;
  };
  return { rowsOf, method: () => [...ways].join("; ") };
}
