/** @file Experiments as a person writes them, parts replaced, and what the shell would lend to a study. */
import { asMasked } from "../../src/studies/experiment.ts";
import type { MaskedExperiment } from "../../src/studies/masked/schema.ts";
import { parseExperiment } from "../../src/studies/parse.ts";
import type { Resources } from "../../src/studies/resources.ts";
import type { TextTable } from "../../src/worlds/masked/counts.ts";

export type Written = Readonly<Record<string, unknown>>;

/** Two classes on three tokens and two sites; z2 covers z1. */
export const LAWS = {
  z1: [0.3, 0.2, 0, 0.1, 0.25, 0.05, 0, 0.1, 0],
  z2: [0.1, 0.1, 0.1, 0.1, 0.1, 0.2, 0.1, 0.1, 0.1],
};

export const table: Written = {
  kind: "table",
  alphabet: 3,
  length: 2,
  classes: { z1: { weight: 0.5, law: LAWS.z1 }, z2: { weight: 0.5, law: LAWS.z2 } },
};

/** An experiment on the table with parts replaced; a part that is undefined is left out. */
export function written(parts: Written = {}): Written {
  const all: Written = { world: table, target: "z1", guidance: { rule: "rates", w: 2 }, ...parts };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** An experiment that must be on sequences of tokens. */
export function parseMasked(input: unknown): MaskedExperiment {
  return asMasked(parseExperiment(input));
}

export function given(parts: Written = {}): MaskedExperiment {
  return parseMasked(written(parts));
}

/** A CSV as text, without quotes, as the shell hands it over. */
export function textTable(text: string): TextTable {
  const [columns, ...rows] = text
    .trim()
    .split("\n")
    .map((line) => line.split(","));
  return { columns, rows: rows.map((cells) => Object.fromEntries(columns.map((name, i) => [name, cells[i]]))) };
}

/** Tables by file name, and a gigabyte. */
export function lent(files: Readonly<Record<string, string>> = {}, memory = 2 ** 30): Resources {
  return { table: (file) => textTable(files[file]), memory };
}
