import type { TokenWorld, WorldFile } from "./described.ts";

/** A world of tokens as a table, its laws entry by entry as they are. */
export function tableFile({ alphabet, length, parts, pair }: TokenWorld): WorldFile {
  const head = { kind: "table", alphabet, length };
  if (pair) return { ...head, ...Object.fromEntries(parts.map(({ name, law }) => [name, Array.from(law)])) };
  return {
    ...head,
    classes: Object.fromEntries(parts.map(({ name, weight, law }) => [name, { weight: weight ?? 1, law: Array.from(law) }])),
  };
}
