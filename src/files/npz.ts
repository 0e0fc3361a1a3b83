import { type NpzArray, npzBytes } from "./npzBytes.ts";
import { writeWhole } from "./writeWhole.ts";

/** Writes named float64 arrays as NumPy's .npz, whole or not at all. */
export function writeNpz(path: string, arrays: Readonly<Record<string, NpzArray>>): void {
  writeWhole(path, npzBytes(arrays));
}
