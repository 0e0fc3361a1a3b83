import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { join, sep } from "node:path";

/**
 * The parts of a request's path, decoded: `/results/data/d%208.csv` → results, data, "d 8.csv"; after a final slash, index.html.
 * Null for a path that no link of ours has: not from the root, badly encoded, with an empty part, one that begins with a dot (the folder
 * above among them), or a character that is a separator or an end somewhere.
 */
export function pathParts(url: string): readonly string[] | null {
  const path = url.split(/[?#]/, 1)[0] ?? "";
  if (!path.startsWith("/")) return null;
  const whole = path.endsWith("/") ? `${path}index.html` : path;
  try {
    const parts = whole.slice(1).split("/").map(decodeURIComponent);
    return parts.every((part) => /^[^./\\?#\p{Cc}][^/\\?#\p{Cc}]*$/u.test(part)) ? parts : null;
  } catch {
    return null;
  }
}

/**
 * Whether the parts lead to a file in a folder, one that can be read. Links are followed first: what they lead to must be in the folder too, and no dotfile.
 *
 * @param parts as `pathParts` gives them
 */
export function isFileInside(folder: string, parts: readonly string[]): boolean {
  try {
    const home = realpathSync(folder);
    const real = realpathSync(join(home, ...parts));
    if (!real.startsWith(home + sep) || real.slice(home.length).includes(`${sep}.`) || !statSync(real).isFile()) return false;
    accessSync(real, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
