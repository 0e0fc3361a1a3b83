import type { Experiment } from "./experiment.ts";

/**
 * The canonical JSON of an experiment: defaults filled in, keys sorted, without `$schema` and `name`, which change no number. Its
 * SHA-256 is the experiment's id.
 *
 * @param digests content digests of the files that the world reads, by path: another table is another experiment
 */
export function canonicalJson(experiment: Experiment, digests: Readonly<Record<string, string>> = {}): string {
  const { $schema: _, name: __, ...content } = experiment;
  return stable(Object.keys(digests).length === 0 ? content : { ...content, files: digests });
}

/** JSON with sorted keys; numbers as ECMAScript prints them, undefined fields left out (RFC 8785). */
function stable(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stable).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${stable(entry)}`).join(",")}}`;
}
