import type { Experiment } from "../../studies/experiment.ts";
import type { MaskedSampleRun } from "../../studies/masked/sampling.ts";
import type { SampleSummary } from "../sampleSummary.ts";
import { bar } from "./grid.ts";
import { heading } from "./heading.ts";
import { short } from "./number.ts";
import { textTable } from "./table.ts";

/** Largest number of states listed. */
const ROWS = 20;

/** Samples as a person reads them: the commonest states with their frequencies, what was repaired, what it cost. */
export function showSamples(experiment: Experiment, run: MaskedSampleRun, summary: SampleSummary, seconds: number): string {
  const { n, counts, nfe, clamps, rejected, leftMasked, seed } = summary;
  const parts = [heading(experiment, run)];
  if (counts) {
    const order = Array.from(counts, (_, x) => x).filter((x) => (counts[x] ?? 0) > 0);
    order.sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || a - b);
    const most = counts[order[0] ?? 0] ?? 1;
    const rows = order.slice(0, ROWS).map((x) => {
      const tokens = run.sites.map((_, i) => Math.floor(x / run.alphabet ** (run.length - 1 - i)) % run.alphabet);
      return [tokens.join(" "), String(counts[x]), short((counts[x] ?? 0) / n), bar((counts[x] ?? 0) / most)];
    });
    parts.push(textTable(["state", "count", "frequency", ""], rows));
    if (order.length > ROWS) parts.push(`… and ${order.length - ROWS} more states`);
  }
  const repairs = [
    [clamps, "probabilities clamped"],
    [rejected, "jumps rejected"],
    [leftMasked, "sites still masked at the last grid point"],
  ] as const;
  for (const [count, what] of repairs) if (count > 0) parts.push(`${short(count / n)} ${what} a sample`);
  parts.push(`method: Monte Carlo (n = ${n}), seed ${seed}; ${short(nfe)} network evaluations a sample   ${seconds.toFixed(2)} s`);
  return parts.join("\n\n");
}
