/** @file Drivers: who runs the samplers and answers their questions. NFE is counted here and nowhere else. */
import { BadInput } from "../../numerics/badInput.ts";
import { stream } from "../../random/stream.ts";
import type { Denoiser, Reading } from "../../worlds/masked/denoiser.ts";
import type { DenoiserPair } from "../../worlds/masked/denoiserPair.ts";
import type { Answer, Drawn, Question, Sampler, SamplerRun } from "./protocol.ts";

/** What came of sample `index`. */
export interface Sample extends Drawn {
  readonly index: number;
  /** Network evaluations: 2 per question that needs both laws, else 1. */
  readonly nfe: number;
}

/** Which samples to draw. Sample i runs on `stream(seed, "sample", i)`: it is the same in any batch and beside any others. */
export interface Draws {
  readonly sampler: Sampler;
  readonly seed: number;
  readonly count: number;
  /** Index of the first sample, 0 when left out: a worker's share. */
  readonly first?: number;
  /** Samples under way at once; memory is proportional to it, results do not depend on it. */
  readonly batch?: number;
}

/** Evaluations that a question costs. */
export function costOf({ needs }: Question): number {
  return needs === "both" ? 2 : 1;
}

/**
 * Samples in order of their index, answered by exact denoisers; `batch` samplers run in lockstep. Each sample has a reading of its own
 * per law that follows its state by the differences, so a question costs what changed. Rule `oracle` is the tilted law as `cond` with a
 * sampler at w = 0.
 *
 * An answer lives until the sampler's next question: buffers are shared.
 *
 * @throws BadInput naming `count`, `first` or `batch`
 */
export function* drive({ pair, ...draws }: Draws & { readonly pair: DenoiserPair }): Generator<Sample, void, undefined> {
  const answerer = sharedBuffers();
  for (const lanes of batches(draws)) {
    const followers = lanes.map(() => ({ cond: follower(pair.cond), uncond: follower(pair.uncond) }));
    for (let asked = waiting(lanes); asked.length > 0; asked = waiting(asked)) {
      for (const lane of asked) {
        const question = questionOf(lane);
        const { cond, uncond } = followers[lane.index - lanes[0].index];
        const { needs } = question;
        proceed(lane, {
          logCond: needs === "uncond" ? EMPTY : cond(question, answerer.cond),
          logUncond: needs === "cond" ? EMPTY : uncond(question, answerer.uncond),
        });
      }
    }
    for (const lane of lanes) yield sampleOf(lane);
  }
}

/**
 * The same with answers that take their time, a network's: the questions of all samples under way are put together.
 *
 * @param answer one answer per question, in the same order; the questions' states are the samplers' own until it resolves
 * @throws BadInput as {@link drive}, and naming `answers` where their number is not the questions'
 */
export async function* driveAsync({
  answer,
  ...draws
}: Draws & { readonly answer: (questions: readonly Question[]) => Promise<readonly Answer[]> }): AsyncGenerator<Sample, void, undefined> {
  for (const lanes of batches(draws)) {
    for (let asked = waiting(lanes); asked.length > 0; asked = waiting(asked)) {
      const answers = await answer(asked.map(questionOf));
      if (answers.length !== asked.length)
        throw new BadInput("answers", `one per question (${asked.length})`, answers.length, "driveAsync");
      asked.forEach((lane, k) => {
        proceed(lane, answers[k]);
      });
    }
    for (const lane of lanes) yield sampleOf(lane);
  }
}

/** One sample under way. */
interface Lane {
  readonly index: number;
  readonly run: SamplerRun;
  step: IteratorResult<Question, Drawn>;
  nfe: number;
}

function* batches({ sampler, seed, count, first = 0, batch = 64 }: Draws): Generator<readonly Lane[], void, undefined> {
  checkWhole("count", count, 0);
  checkWhole("first", first, 0);
  checkWhole("batch", batch, 1);
  for (let from = first; from < first + count; from += batch) {
    yield Array.from({ length: Math.min(batch, first + count - from) }, (_, j) => {
      const run = sampler(stream(seed, "sample", from + j));
      return { index: from + j, run, step: run.next(), nfe: 0 };
    });
  }
}

function checkWhole(field: string, value: number, least: number): void {
  if (!(Number.isSafeInteger(value) && value >= least)) throw new BadInput(field, `an integer of at least ${least}`, value, "drive");
}

function waiting(lanes: readonly Lane[]): readonly Lane[] {
  return lanes.filter(({ step }) => step.done !== true);
}

function questionOf({ step }: Lane): Question {
  if (step.done === true) throw new RangeError("drive: a finished sampler must not be asked");
  return step.value;
}

function proceed(lane: Lane, answer: Answer): void {
  lane.nfe += costOf(questionOf(lane));
  lane.step = lane.run.next(answer);
}

function sampleOf({ index, step, nfe }: Lane): Sample {
  if (step.done !== true) throw new RangeError("drive: an unfinished sampler must not be read");
  return { ...step.value, index, nfe };
}

const EMPTY = new Float64Array(0);

type Buffer = (size: number) => Float64Array;

function sharedBuffers(): { readonly cond: Buffer; readonly uncond: Buffer } {
  const grown = (): Buffer => {
    let values = EMPTY;
    return (size) => {
      if (values.length < size) values = new Float64Array(size);
      return values;
    };
  };
  return { cond: grown(), uncond: grown() };
}

/** Answers one sample's questions under one law; its reading is opened at the first and moved by what changed since the last. */
function follower(denoiser: Denoiser): (question: Question, buffer: Buffer) => Float64Array {
  const { alphabet, length } = denoiser;
  const known = new Int32Array(length).fill(alphabet);
  let reading: Reading | null = null;
  return ({ state, sites }, buffer) => {
    reading ??= denoiser.open();
    for (let i = 0; i < length; i++) {
      if (state[i] === known[i]) continue;
      if (known[i] !== alphabet) reading.mask(i);
      if (state[i] !== alphabet) reading.reveal(i, state[i]);
      known[i] = state[i];
    }
    const out = buffer(sites.length * alphabet);
    for (let k = 0; k < sites.length; k++) reading.logConditional(sites[k], out, k * alphabet);
    return out;
  };
}
