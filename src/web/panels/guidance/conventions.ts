/** @file A weight in every convention, and back. */
import { convertScale, SYSTEMS } from "../../../guidance/systems.ts";

export interface ConventionRow {
  readonly name: string;
  /** What it is called there. */
  readonly parameter: string;
  /** Null where the convention has no such number. */
  readonly value: number | null;
  /** Why not. */
  readonly why: string | null;
  /** What users of that system trip over. */
  readonly note: string | null;
}

/** Conventions shown first. */
const CHIEF: ReadonlySet<string> = new Set(["gamma", "diffusers", "comfyui", "nisonoff-temperature"]);

/** Rows of all conventions but w itself, those of most use first. */
export function conventionRows(w: number): { readonly chief: readonly ConventionRow[]; readonly others: readonly ConventionRow[] } {
  const rows = [...SYSTEMS.values()].filter(({ name }) => name !== "w").map(({ name, parameter }) => row(name, parameter, w));
  return { chief: rows.filter(({ name }) => CHIEF.has(name)), others: rows.filter(({ name }) => !CHIEF.has(name)) };
}

function row(name: string, parameter: string, w: number): ConventionRow {
  try {
    const { value, note } = convertScale(w, "w", name);
    return { name, parameter, value, why: null, note };
  } catch (error) {
    return { name, parameter, value: null, why: error instanceof Error ? error.message : String(error), note: null };
  }
}

/** The weight that a value of a convention stands for, or what is wrong with it. */
export function weightFrom(name: string, value: number): { readonly w: number } | { readonly fault: string } {
  try {
    return { w: convertScale(value, name, "w").value };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}
