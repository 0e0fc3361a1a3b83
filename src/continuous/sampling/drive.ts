/** @file Drivers: who runs the samplers and answers their questions. NFE is counted here and nowhere else. */
import { BadInput } from "../../numerics/badInput.ts";
import { stream } from "../../random/stream.ts";
import type { FieldPair } from "../../worlds/continuous/pair.ts";
import { answerFrom, costOf } from "./answer.ts";
import type { Answer, Batch, Question, Sampler } from "./protocol.ts";

/** Which samples to draw. Sample i runs on `stream(seed, "sample", i)`: it is the same in any batch and beside any others. */
export interface Draws {
  readonly sampler: Sampler;
  readonly seed: number;
  readonly count: number;
  /** Index of the first sample, 0 when left out: a worker's share. */
  readonly first?: number;
  /** Samples under way at once, 1024 when left out; memory is proportional to it, results do not depend on it. */
  readonly batch?: number;
  /** Whether to keep the points at each of the sampler's times, false when left out. */
  readonly trajectories?: boolean;
}

/** Samples `first`, `first` + 1, … */
export interface Samples extends Batch {
  readonly first: number;
  /** Network evaluations of each, shape [n]. */
  readonly nfe: Int32Array;
}

/**
 * Samples in batches, in order, answered by exact fields.
 *
 * @throws BadInput naming `count`, `first` or `batch`
 */
export function* drive({ pair, ...draws }: Draws & { readonly pair: FieldPair }): Generator<Samples, void, undefined> {
  const answer = answerFrom(pair);
  for (const lane of batches(draws)) {
    for (let question = lane.question(); question !== null; question = lane.question()) lane.proceed(answer(question));
    yield lane.samples();
  }
}

/**
 * The same with answers that take their time, a network's.
 *
 * @throws BadInput as {@link drive}
 */
export async function* driveAsync({
  answer,
  ...draws
}: Draws & { readonly answer: (question: Question) => Promise<Answer> }): AsyncGenerator<Samples, void, undefined> {
  for (const lane of batches(draws)) {
    for (let question = lane.question(); question !== null; question = lane.question()) lane.proceed(await answer(question));
    yield lane.samples();
  }
}

/** A batch under way. */
interface Lane {
  /** What is asked now; null at the end. */
  readonly question: () => Question | null;
  readonly proceed: (answer: Answer) => void;
  readonly samples: () => Samples;
}

function* batches({ sampler, seed, count, first = 0, batch = 1024, trajectories = false }: Draws): Generator<Lane, void, undefined> {
  checkDraws({ count, first, batch });
  for (let from = first; from < first + count; from += batch) {
    const size = Math.min(batch, first + count - from);
    const streams = Array.from({ length: size }, (_, j) => stream(seed, "sample", from + j));
    const run = sampler.run(streams, trajectories);
    const nfe = new Int32Array(size);
    let step = run.next();
    yield {
      question: () => (step.done === true ? null : step.value),
      proceed: (answer) => {
        if (step.done === true) throw new RangeError("drive: a finished batch must not be answered");
        const cost = costOf(step.value);
        for (let k = 0; k < step.value.n; k++) nfe[step.value.members[k]] += cost;
        step = run.next(answer);
      },
      samples: () => {
        if (step.done !== true) throw new RangeError("drive: an unfinished batch must not be read");
        return { ...step.value, first: from, nfe };
      },
    };
  }
}

/** @throws BadInput naming `count`, `first` or `batch` */
export function checkDraws({ count, first = 0, batch = 1024 }: Pick<Draws, "count" | "first" | "batch">): void {
  checkWhole("count", count, 0);
  checkWhole("first", first, 0);
  checkWhole("batch", batch, 1);
}

function checkWhole(field: string, value: number, least: number): void {
  if (!(Number.isSafeInteger(value) && value >= least)) throw new BadInput(field, `an integer of at least ${least}`, value, "drive");
}
