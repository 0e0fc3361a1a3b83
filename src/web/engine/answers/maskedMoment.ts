import { asMasked } from "../../../studies/experiment.ts";
import { runMaskedLaw } from "../../../studies/masked/law.ts";
import { parseExperiment } from "../../../studies/parse.ts";
import type { SiteLabels } from "../../../worlds/masked/mixture.ts";
import { maskedCounts, onSites, withMasks } from "../../panels/dynamics/maskedState.ts";
import type { ExperimentFile } from "../../state/labState.ts";
import type { Answer } from "../protocol.ts";
import { webResources } from "../webResources.ts";

export interface MaskedMomentQuestion {
  readonly experiment: ExperimentFile;
  /** Unmask clock; null for the end of sampling, masks filled in. */
  readonly at: number | null;
  /** Sites on the axes; the second counts only where the world has two. */
  readonly axes: readonly [number, number];
}

/** What `guidelab law --at` says of a moment, drawn together for a picture of one or two sites. */
export interface MaskedMoment {
  readonly alphabet: number;
  readonly length: number;
  readonly at: number | null;
  /** Sites shown, one or two. */
  readonly sites: readonly number[];
  /** Law of those sites, whatever the others hold; shape [(alphabet+1)^sites], the first site slowest, the mask last. */
  readonly cells: Float64Array;
  /** Probability of each number of masked sites, shape [length + 1]. */
  readonly counts: Float64Array;
  /** P(some site is still masked); at the end, at the last grid point of a sampler with steps. */
  readonly incomplete: number;
  readonly distances: Readonly<Record<string, number>>;
  readonly method: string;
  readonly error: number;
  readonly labels: readonly SiteLabels[] | null;
}

export const answer: Answer<"maskedMoment"> = ({ experiment, at, axes }) => {
  const record = runMaskedLaw(asMasked(parseExperiment(experiment)), at, webResources());
  const { alphabet, length, incomplete, distances, method, error, labels } = record;
  const law = record.law.length === alphabet ** length ? withMasks(record.law, record) : record.law;
  const sites = shownSites(length, axes);
  return {
    alphabet,
    length,
    at,
    sites,
    cells: onSites(law, record, sites),
    counts: maskedCounts(law, record),
    incomplete,
    distances,
    method,
    error,
    labels: labels ?? null,
  };
};

/** The chosen sites where the world has them, else the first. */
function shownSites(length: number, axes: readonly [number, number]): readonly number[] {
  if (length === 1) return [0];
  return axes.every((site) => site < length) ? axes : [0, 1];
}
