/** @file The complete states {0..K-1}^L, row-major with site 0 slowest, read along their axes. */

export interface Size {
  readonly alphabet: number;
  readonly length: number;
}

/** K^{L−1−i}: how far apart neighbours along site i lie. */
export function stride({ alphabet, length }: Size, site: number): number {
  return alphabet ** (length - 1 - site);
}

/** Calls `visit` with the first index of every line along a site: the K states first + v·stride that differ there only. */
export function lines({ alphabet }: Size, states: number, apart: number, visit: (first: number) => void): void {
  const block = apart * alphabet;
  for (let base = 0; base < states; base += block) for (let j = 0; j < apart; j++) visit(base + j);
}
