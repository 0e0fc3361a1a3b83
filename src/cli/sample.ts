import { type SampleType, sampleSink } from "../files/sampleSink.ts";
import { BadInput } from "../numerics/badInput.ts";
import type { ContinuousSampleRun } from "../studies/continuous/sampling.ts";
import type { MaskedSampleRun } from "../studies/masked/sampling.ts";
import { isMaskedSampling, runSampling } from "../studies/sampling.ts";
import { taken } from "./drawing.ts";
import { numberArgument } from "./numberArgument.ts";
import { note, printJson, printLine } from "./output.ts";
import { type ExperimentOptions, withExperimentAsync } from "./resources.ts";
import type { PointSummary, SampleSummary } from "./sampleSummary.ts";
import { showPoints } from "./show/points.ts";
import { showSamples } from "./show/samples.ts";

interface SampleOptions extends ExperimentOptions {
  readonly n: string;
  readonly out?: string;
  readonly samples?: true;
  readonly seed?: string;
}

/** Largest space whose states are counted. */
const COUNTED = 1e6;
/** Largest number of tokens or coordinates listed by --samples. */
const LISTED = 100_000;
const INTERRUPTED = 3;

/** `guidelab sample EXP -n N [--out FILE]` */
export async function sample(path: string, options: SampleOptions): Promise<void> {
  const n = numberArgument("sample", "-n", options.n);
  if (!(Number.isSafeInteger(n) && n >= 1)) throw new BadInput("-n", "an integer of at least 1", n, "sample");
  const set = options.seed === undefined ? options : { ...options, set: [...(options.set ?? []), `seed=${options.seed}`] };
  await withExperimentAsync(path, set, async ({ id, experiment }, resources) => {
    const started = performance.now();
    const run = runSampling(experiment, resources, n);
    const keeping = { n, out: options.out, list: options.samples === true, seed: experiment.seed };
    const shown = isMaskedSampling(run) ? await tokens(run, keeping) : await points(run, keeping);
    const { summary } = shown;
    if (options.out !== undefined) note(`wrote ${summary.n} samples to ${options.out}`);
    if (summary.n < n) {
      note(`interrupted after ${summary.n} of ${n} samples`);
      process.exitCode = INTERRUPTED;
    }
    const seconds = (performance.now() - started) / 1e3;
    if (options.json) await printJson({ experiment: id, ...summary });
    else
      printLine(
        shown.kind === "tokens"
          ? showSamples(experiment, shown.run, shown.summary, seconds)
          : showPoints(experiment, shown.run, shown.summary, seconds),
      );
  });
}

interface Keeping {
  readonly n: number;
  readonly out: string | undefined;
  readonly list: boolean;
  readonly seed: number;
}

const sinkFor = async (out: string | undefined, names: readonly string[], type: SampleType) =>
  out === undefined ? null : await sampleSink(out, names, type);

async function tokens(run: MaskedSampleRun, { n, out, list, seed }: Keeping) {
  const { alphabet, length, method } = run;
  const states = alphabet ** length;
  let counts: Float64Array | null = states <= COUNTED ? new Float64Array(states) : null;
  const samples: number[][] = [];
  const totals = { nfe: 0, clamps: 0, rejected: 0, leftMasked: 0 };
  const rows = mapped(run.draws, (sample) => ({ ...sample, row: sample.tokens }));
  const count = await taken(rows, n, await sinkFor(out, run.sites, "int32"), ({ row, nfe, clamps, rejected, leftMasked }) => {
    if (list && n * length <= LISTED) samples.push([...row]);
    if (row.includes(alphabet)) counts = null;
    if (counts) counts[row.reduce((index, token) => index * alphabet + token, 0)]! += 1;
    totals.nfe += nfe;
    totals.clamps += clamps;
    totals.rejected += rejected;
    totals.leftMasked += leftMasked;
  });
  const listed = list && samples.length > 0 ? { samples } : {};
  const summary: SampleSummary = {
    n: count,
    counts,
    ...listed,
    ...totals,
    nfe: totals.nfe / count,
    seed,
    ...(method === "" ? {} : { method }),
  };
  return { kind: "tokens", run, summary } as const;
}

async function points(run: ContinuousSampleRun, { n, out, list, seed }: Keeping) {
  const { dimension: d, names, method } = run;
  const samples: number[][] = [];
  const totals = { nfe: 0, diverged: 0, stepLimit: 0 };
  const moments = runningMoments(d);
  const rows = mapped(run.draws, (sample) => ({ ...sample, row: sample.point }));
  const count = await taken(rows, n, await sinkFor(out, names, "float64"), ({ row, nfe, status }) => {
    if (list && n * d <= LISTED) samples.push([...row]);
    totals.nfe += nfe;
    if (status === "done") moments.add(row);
    else totals[status === "diverged" ? "diverged" : "stepLimit"] += 1;
  });
  const listed = list && samples.length > 0 ? { samples } : {};
  const summary: PointSummary = { n: count, counts: null, ...listed, ...totals, nfe: totals.nfe / count, seed, ...moments.of(), method };
  return { kind: "points", run, summary } as const;
}

function* mapped<T, U>(items: Iterable<T>, change: (item: T) => U): Generator<U> {
  for (const item of items) yield change(item);
}

/** Mean and covariance (n − 1) of rows that come one by one: Welford's updates. */
function runningMoments(d: number) {
  const mean = new Array<number>(d).fill(0);
  const products = new Array<number>(d * d).fill(0);
  let n = 0;
  const add = (row: ArrayLike<number>): void => {
    n++;
    const before = mean.map((m, i) => (row[i] ?? 0) - m);
    before.forEach((gap, i) => {
      mean[i]! += gap / n;
    });
    for (let i = 0; i < d; i++) for (let j = 0; j < d; j++) products[i * d + j]! += before[i]! * ((row[j] ?? 0) - mean[j]!);
  };
  return { add, of: () => ({ mean, covariance: products.map((value) => (n > 1 ? value / (n - 1) : 0)) }) };
}
