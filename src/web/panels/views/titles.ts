import type { Laws } from "./record.ts";

/** Name of each law as it is shown. */
export const LAW_TITLES: Readonly<Record<keyof Laws, string>> = {
  tilted: "tilted (wanted)",
  conditional: "conditional",
  law: "law (comes out)",
};
