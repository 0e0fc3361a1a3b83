/** @file Masses of the target's regions, means and covariances of tokens. */
import { moments } from "../../measures/moments.ts";
import { regionMass, regions } from "../../measures/regions.ts";
import type { Omitted } from "../omitted.ts";
import type { MaskedRun } from "./maskedRun.ts";

/** A region of the target's support: its masses, and by how much guidance multiplies it. */
export interface RegionRecord {
  readonly name: string;
  readonly cells: number;
  readonly conditional: number;
  readonly law: number;
  readonly tilted: number | null;
  /** law / conditional. */
  readonly factor: number;
}

/** Shape [L] and [L, L] per law, tokens read as numbers. */
export type MomentRecords = Readonly<Record<string, { readonly mean: readonly number[]; readonly covariance: readonly number[] }>>;

/** Null for labelled categories. */
export function momentRecords(run: MaskedRun, omitted: Omitted[]): MomentRecords | null {
  const { alphabet, length, conditional } = run.pair;
  if (run.mixture?.labels) {
    omitted.push({ name: "mean, covariance", why: "tokens are named categories: they are not numbers" });
    return null;
  }
  return {
    law: moments(run.terminal.law, alphabet, length),
    ...(run.tilted ? { tilted: moments(run.tilted, alphabet, length) } : {}),
    conditional: moments(conditional, alphabet, length),
  };
}

export function regionRecords(
  { mixture, pair, tilted, terminal }: MaskedRun,
  target: string | undefined,
  omitted: Omitted[],
): readonly RegionRecord[] {
  if (!mixture || target === undefined) {
    omitted.push({ name: "regions", why: "an explicit pair has no classes" });
    return [];
  }
  return regions(mixture, target).map((region) => {
    const conditional = regionMass(pair.conditional, region);
    const law = regionMass(terminal.law, region);
    return {
      name: region.name,
      cells: region.cells.length,
      conditional,
      law,
      tilted: tilted && regionMass(tilted, region),
      factor: law / conditional,
    };
  });
}
