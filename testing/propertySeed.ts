/** @file The seed of the property tests. */
import { fnv1a } from "./namedRng.ts";

/**
 * Seed for fast-check, a signed 32-bit integer: the text's value, or the hash of "guidelab" when there is no text.
 *
 * @throws RangeError if the text is not a signed 32-bit integer in decimal
 */
export function propertySeed(text: string | undefined): number {
  if (text === undefined) return fnv1a("guidelab") | 0;
  const seed = Number(text);
  if (!/^-?\d+$/.test(text) || (seed | 0) !== seed)
    throw new RangeError(`propertySeed: FAST_CHECK_SEED must be a 32-bit integer, got ${text}`);
  return seed;
}
