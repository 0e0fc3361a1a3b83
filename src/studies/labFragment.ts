/**
 * An experiment as the fragment of an address, for the web lab to read: `name=…&world=…&seed=…`, one pair for each field of the file except
 * `$schema`, in the file's order; a value is its JSON, percent-encoded. Fields that are undefined have no JSON and are left out.
 *
 * Splitting at `&` and at the first `=`, `decodeURIComponent` and `JSON.parse` give the experiment back.
 */
export function labFragment(experiment: Readonly<Record<string, unknown>>): string {
  return Object.entries(experiment)
    .filter(([key, value]) => key !== "$schema" && value !== undefined)
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(JSON.stringify(value))}`)
    .join("&");
}
