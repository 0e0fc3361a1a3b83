import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** SHA-256 over this build's JavaScript and the shipped examples: what was computed under one fingerprint would come out the same again. */
export function buildFingerprint(): string {
  const hash = createHash("sha256");
  for (const folder of ["../../dist/", "../../examples/"]) {
    const root = fileURLToPath(new URL(folder, import.meta.url));
    const names = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) => /\.(js|json|csv)$/.test(name));
    for (const name of names.sort()) hash.update(name).update(readFileSync(join(root, name)));
  }
  return hash.digest("hex");
}
