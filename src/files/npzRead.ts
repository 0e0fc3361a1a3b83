import { unzipSync } from "fflate";
import { BadInput, Raw } from "../numerics/badInput.ts";
import { npyRead, type ReadArray } from "./npyRead.ts";

/**
 * The arrays of NumPy's .npz (a zip of .npy files, packed or stored) by name, in the file's order; other entries are passed over.
 *
 * @param limit bytes that the arrays may have together, unpacked
 * @throws BadInput for bytes that are no such file, arrays above the limit, and as `npyRead`
 */
export function npzRead(bytes: Uint8Array, where: string, limit: number): ReadonlyMap<string, ReadArray> {
  let total = 0;
  const wanted = ({ name, originalSize }: { readonly name: string; readonly originalSize: number }): boolean => {
    if (!name.endsWith(".npy")) return false;
    total += originalSize;
    if (total > limit) throw new BadInput("arrays", `of at most ${limit} bytes together`, total, where);
    return true;
  };
  const entries = Object.entries(unzipped(bytes, where, wanted));
  if (entries.length === 0) throw new BadInput("content", "a .npz file with arrays", new Raw("none"), where);
  return new Map(entries.map(([name, entry]) => [name.slice(0, -".npy".length), npyRead(entry, `${where} ${name}`)]));
}

function unzipped(
  bytes: Uint8Array,
  where: string,
  filter: NonNullable<Parameters<typeof unzipSync>[1]>["filter"],
): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes, filter ? { filter } : {});
  } catch (error) {
    if (error instanceof BadInput) throw error;
    throw new BadInput("content", "a .npz file", new Raw(error instanceof Error ? error.message : String(error)), where);
  }
}
