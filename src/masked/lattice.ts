import { BadInput, Raw } from "../numerics/badInput.ts";

/**
 * The states {0..K}^L of masked diffusion, row-major with site 0 slowest; the digit K is the mask.
 * The mask is the largest digit, so a state's parents (one site masked again) have larger indices than the state.
 */
export interface Lattice {
  /** K ≥ 1. */
  readonly alphabet: number;
  /** L ≥ 1. */
  readonly length: number;
  /** (K+1)^L. */
  readonly states: number;
  /** K^L, the states without a mask. */
  readonly complete: number;
  /** stride of each site, shape [L]. */
  readonly strides: readonly number[];
}

/** @throws BadInput when alphabet or length is not a positive integer */
export function lattice(alphabet: number, length: number): Lattice {
  checkSize("alphabet", alphabet);
  checkSize("length", length);
  const strides = Array.from({ length }, (_, i) => (alphabet + 1) ** (length - 1 - i));
  return { alphabet, length, states: (alphabet + 1) ** length, complete: alphabet ** length, strides };
}

function checkSize(field: string, value: number): void {
  if (!(Number.isSafeInteger(value) && value >= 1)) throw new BadInput(field, "an integer of at least 1", value, "lattice");
}

/**
 * Refuses a lattice whose work arrays would not fit, before anything is allocated.
 *
 * @param bytesPerState of all arrays that the asked-for computation holds at once
 * @param limit         bytes
 * @param instead       why less memory does not do, where that is so
 * @throws BadInput naming the number of states, the limit and the ways out
 */
export function checkFits(
  size: { readonly alphabet: number; readonly length: number },
  bytesPerState: number,
  limit: number,
  instead = "",
): void {
  const states = (size.alphabet + 1) ** size.length;
  // Indices are 32-bit integers, whatever the memory.
  const most = Math.min(Math.floor(limit / bytesPerState), 2 ** 31 - 1);
  if (states <= most) return;
  const ways = `${instead === "" ? "" : `${instead}; `}raise --memory, or take a smaller alphabet or a shorter sequence`;
  throw new BadInput(
    "states",
    `at most ${most} (${most * bytesPerState} bytes)`,
    new Raw(`${size.alphabet + 1}^${size.length} (${ways})`),
    "world",
  );
}

/** Index in the lattice of every complete state, in the row-major order of alphabet^length; shape [K^L]. */
export function completeIndices({ alphabet, length, complete, strides }: Lattice): Int32Array {
  const indices = new Int32Array(complete);
  let filled = 1;
  // Grow site by site from the fastest: entries [0, K^j) hold the indices of the last j sites.
  for (let site = length - 1; site >= 0; site--) {
    for (let token = 1; token < alphabet; token++) {
      for (let j = 0; j < filled; j++) indices[token * filled + j] = indices[j] + token * strides[site];
    }
    filled *= alphabet;
  }
  return indices;
}

/** The tokens of a state as text, `[2, M, 0]`: for messages and tables. */
export function stateText({ alphabet, length, strides }: Lattice, index: number): string {
  const tokens: string[] = [];
  let rest = index;
  for (let i = 0; i < length; i++) {
    const digit = Math.floor(rest / strides[i]);
    rest -= digit * strides[i];
    tokens.push(digit === alphabet ? "M" : String(digit));
  }
  return `[${tokens.join(", ")}]`;
}
