/** The next seed: samples drawn with it are independent of those that stand for laws. */
export function anotherSeed(seed: number): number {
  return seed === Number.MAX_SAFE_INTEGER ? Number.MIN_SAFE_INTEGER : seed + 1;
}
