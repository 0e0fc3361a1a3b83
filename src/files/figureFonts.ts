import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** The typeface of figures that are no longer text for a browser: DejaVu Sans, which has the signs that formulas need. */
export function figureFonts(): { readonly regular: Uint8Array; readonly bold: Uint8Array } {
  const file = (name: string): Uint8Array => readFileSync(createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`));
  return { regular: file("DejaVuSans"), bold: file("DejaVuSans-Bold") };
}
