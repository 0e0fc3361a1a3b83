import { SingleBar } from "cli-progress";
import { type SampleSink, sampleSink } from "../files/sampleSink.ts";
import { BadInput } from "../numerics/badInput.ts";
import { runSampling } from "../studies/sampling.ts";
import { numberArgument } from "./numberArgument.ts";
import { note, printJson, printLine } from "./output.ts";
import { type ExperimentOptions, withExperimentAsync } from "./resources.ts";
import { showSamples } from "./show/samples.ts";

interface SampleOptions extends ExperimentOptions {
  readonly n: string;
  readonly out?: string;
  readonly samples?: true;
  readonly seed?: string;
}

/** What the samples came to. */
export interface SampleSummary {
  readonly n: number;
  /** How often each complete state came, shape [alphabet^length]; null where the space is large or masks were left. */
  readonly counts: Float64Array | null;
  readonly samples?: readonly (readonly number[])[];
  /** Mean network evaluations a sample. */
  readonly nfe: number;
  readonly seed: number;
  /** Totals over the samples: probabilities clamped, jumps rejected, sites still masked at the last grid point. */
  readonly clamps: number;
  readonly rejected: number;
  readonly leftMasked: number;
}

/** Largest space whose states are counted. */
const COUNTED = 1e6;
/** Largest number of tokens listed by --samples. */
const LISTED = 100_000;
/** Milliseconds between looks at the terminal and at signals. */
const BREATH = 50;
const INTERRUPTED = 3;

/** `guidelab sample EXP -n N [--out FILE]` */
export async function sample(path: string, options: SampleOptions): Promise<void> {
  const n = numberArgument("sample", "-n", options.n);
  if (!(Number.isSafeInteger(n) && n >= 1)) throw new BadInput("-n", "an integer of at least 1", n, "sample");
  const set = options.seed === undefined ? options : { ...options, set: [...(options.set ?? []), `seed=${options.seed}`] };
  await withExperimentAsync(path, set, async ({ id, experiment }, resources) => {
    const started = performance.now();
    const run = runSampling(experiment, resources, n);
    const sink = options.out === undefined ? null : await sampleSink(options.out, run.sites);
    const summary = await drawn(run, n, { sink, list: options.samples === true, seed: experiment.seed });
    if (options.out !== undefined) note(`wrote ${summary.n} samples to ${options.out}`);
    if (summary.n < n) {
      note(`interrupted after ${summary.n} of ${n} samples`);
      process.exitCode = INTERRUPTED;
    }
    if (options.json) await printJson({ experiment: id, ...summary });
    else printLine(showSamples(experiment, run, summary, (performance.now() - started) / 1e3));
  });
}

interface Keeping {
  readonly sink: SampleSink | null;
  readonly list: boolean;
  readonly seed: number;
}

/** Draws, writes and counts, giving way to signals now and then; what an interruption leaves is kept. */
async function drawn(run: ReturnType<typeof runSampling>, n: number, { sink, list, seed }: Keeping): Promise<SampleSummary> {
  const { alphabet, length } = run;
  let interrupted = false;
  const interrupt = (): void => {
    interrupted = true;
  };
  process.once("SIGINT", interrupt);
  const bar =
    n > 1 && process.stderr.isTTY
      ? new SingleBar({ format: "{bar} {value}/{total} samples, {eta_formatted} left", stream: process.stderr })
      : null;
  bar?.start(n, 0);
  const states = alphabet ** length;
  let counts: Float64Array | null = states <= COUNTED ? new Float64Array(states) : null;
  const samples: number[][] = [];
  const totals = { nfe: 0, clamps: 0, rejected: 0, leftMasked: 0 };
  let taken = 0;
  let look = performance.now() + BREATH;
  try {
    for (const { tokens, nfe, clamps, rejected, leftMasked } of run.draws) {
      sink?.write(tokens);
      if (list && n * length <= LISTED) samples.push([...tokens]);
      if (tokens.includes(alphabet)) counts = null;
      if (counts) counts[tokens.reduce((index, token) => index * alphabet + token, 0)]! += 1;
      totals.nfe += nfe;
      totals.clamps += clamps;
      totals.rejected += rejected;
      totals.leftMasked += leftMasked;
      taken++;
      if (performance.now() < look) continue;
      look = performance.now() + BREATH;
      bar?.update(taken);
      await new Promise((turn) => setImmediate(turn));
      if (interrupted) break;
    }
  } catch (error) {
    sink?.discard();
    throw error;
  } finally {
    bar?.stop();
    process.off("SIGINT", interrupt);
  }
  sink?.finish();
  return { n: taken, counts, ...(list && samples.length > 0 ? { samples } : {}), ...totals, nfe: totals.nfe / taken, seed };
}
