import { BadInput } from "../numerics/badInput.ts";
import { type KernelInstance, type Kernels, openKernels } from "./kernels.ts";
import type { MixturePair } from "./mixturePair.ts";
import { declined, type Outcome, ok } from "./outcome.ts";
import { align } from "./world.ts";

/** One evaluation of a move, at x = a x₀ + b ε: where it stands, and how it is guided. */
export interface KernelQuestion {
  readonly a: number;
  /** > 0. */
  readonly b: number;
  readonly w: number;
  readonly needs: "both" | "cond" | "uncond";
  /** The point asked for is ofX · x + Σ_l ofGiven[l] D_l, x where the move begins and D_l the guided denoised mean of its l-th question. */
  readonly ofX: number;
  readonly ofGiven: readonly number[];
}

/** A move of a sampler: x becomes ofX · x + Σ_l ofGiven[l] D_l + sd · z. */
export interface KernelMove {
  readonly questions: readonly KernelQuestion[];
  readonly ofX: number;
  readonly ofGiven: readonly number[];
  readonly sd: number;
}

/** What is sampled. Sample i runs on `stream(seed, "sample", i)`. */
export interface KernelSampling {
  /** `gaussianPair` or `boxPair`. */
  readonly pair: MixturePair;
  readonly moves: readonly KernelMove[];
  /** Standard deviation of the start, N(0, sd² I). */
  readonly start: number;
  /** Hash of a stream's name before the index, two words: `streamPrefix(seed, ["sample"])`. */
  readonly prefix: Uint32Array;
}

export interface KernelSamples {
  /** Shape [n, d]. */
  readonly points: Float64Array;
  /** Samples that the definition has to draw: they went where logarithms of densities leave the range of doubles, or further than 1e100. */
  readonly left: readonly number[];
}

/** Samples first, first + 1, …; at most {@link AT_ONCE}. */
export type KernelSampler = (first: number, count: number) => KernelSamples;

export const AT_ONCE = 4096;
const [MOST_DIMENSION, MOST_QUESTIONS, MOST_COMPONENTS] = [16, 16, 4096];
/** Constants of all levels are held at once. */
const MOST_CONSTANTS = 2 ** 28;

/**
 * Samples of classifier-free guidance between two mixtures of Gaussians or of boxes by a sampler of given steps: the numbers of `continuous/sampling/drive.ts`, to rounding.
 * A posterior between components is accurate to 2^−52 times the larger of their squared Mahalanobis distances, as the definition's is.
 *
 * Where the unconditional mixture contains the conditional one, in one pass over its components.
 *
 * Declines more than 16 dimensions, 16 questions a move, 4096 components, or 256 MB of constants.
 */
export function kernelMixtureSampler(kernels: Kernels, sampling: KernelSampling): Outcome<KernelSampler> {
  const { pair, moves, start, prefix } = sampling;
  const { dimension: d, kind, count, bytes } = pair;
  const most = Math.max(0, ...moves.map(({ questions }) => questions.length));
  const asked = moves.reduce((sum, { questions }) => sum + questions.length, 0);
  if (d > MOST_DIMENSION) return declined(`${d} dimensions, ${MOST_DIMENSION} are the most`);
  if (most > MOST_QUESTIONS) return declined(`${most} questions a move, ${MOST_QUESTIONS} are the most`);
  if (count > MOST_COMPONENTS) return declined(`${count} components, ${MOST_COMPONENTS} are the most`);
  if (asked * count * bytes > MOST_CONSTANTS)
    return declined(`${asked * count * bytes} bytes of constants, ${MOST_CONSTANTS} are the most`);
  const work = 32 * d * (4 + most) + 32 + 32 * (d + 6) + 32 * count + (kind === 2 ? 32 + 32 * d * count : 0);
  const records = moves.reduce((sum, { questions }) => sum + align((questions.length + 1) * recordBytes(questions.length)), 0);
  const instance = openKernels(kernels, align(asked * count * bytes) + records + align(work) + AT_ONCE * (8 * d + 9) + 512);
  const { programs, end } = written(instance, pair, moves);
  return ok(runner(instance, { d, kind, start, prefix, programs, from: end, work: align(work) }));
}

function recordBytes(questions: number): number {
  return 40 + 8 * questions;
}

interface Program {
  readonly at: number;
  readonly questions: number;
  readonly sd: number;
}

/** Writes constants and records of all moves, as kernels/assembly/mixtureMove.ts reads them; says where the records are and what comes after them. */
function written({ call, memory }: KernelInstance, pair: MixturePair, moves: readonly KernelMove[]): { programs: Program[]; end: number } {
  const view = new DataView(memory.buffer);
  let at = align(call.heapBase());
  const programs = moves.map(({ questions, ofX, ofGiven, sd }) => {
    const levels = questions.map(({ a, b }) => {
      writeLevel(memory.buffer, at, pair, a, b);
      at += pair.count * pair.bytes;
      return at - pair.count * pair.bytes;
    });
    at = align(at);
    const program = { at, questions: questions.length, sd };
    const record = recordBytes(questions.length);
    questions.forEach((question, j) => {
      view.setUint32(at, levels[j], true);
      componentRange(pair, question.needs).forEach((k, i) => {
        view.setInt32(at + 4 + 4 * i, k, true);
      });
      view.setInt32(at + 16, pair.shared ? 0 : 1, true);
      view.setFloat64(at + 24, question.w, true);
      writeRow(view, at + 32, question.ofX, question.ofGiven);
      at += record;
    });
    writeRow(view, at + 32, ofX, ofGiven);
    at = align(at + record);
    return program;
  });
  return { programs, end: at };
}

/** First component, first that is not conditional, and last, for what a question needs. */
function componentRange({ conditionals, count, shared }: MixturePair, needs: KernelQuestion["needs"]): readonly number[] {
  if (needs === "cond") return [0, conditionals, conditionals];
  if (needs === "both") return [0, conditionals, count];
  return shared ? [0, 0, count] : [conditionals, conditionals, count];
}

function writeRow(view: DataView, at: number, ofX: number, ofGiven: readonly number[]): void {
  view.setFloat64(at, ofX, true);
  ofGiven.forEach((beta, l) => {
    view.setFloat64(at + 8 + 8 * l, beta, true);
  });
}

/** Writes the components' constants at a level: two equal numbers each. */
function writeLevel(buffer: ArrayBufferLike, address: number, { count, bytes, constants }: MixturePair, a: number, b: number): void {
  const pairs = new Float64Array(buffer, address, (count * bytes) / 8);
  let at = 0;
  for (let k = 0; k < count; k++) {
    for (const value of constants(k, a, b)) {
      pairs[at] = pairs[at + 1] = value;
      at += 2;
    }
  }
}

interface Running {
  readonly d: number;
  readonly kind: MixturePair["kind"];
  readonly start: number;
  readonly prefix: Uint32Array;
  readonly programs: readonly Program[];
  /** First free address. */
  readonly from: number;
  readonly work: number;
}

function runner({ call, memory }: KernelInstance, { d, kind, start, prefix, programs, from, work }: Running): KernelSampler {
  const keys = from + work;
  const left = keys + 8 * AT_ONCE;
  const points = align(left + AT_ONCE / 4);
  const apart = 8 * AT_ONCE;
  return (first, count) => {
    if (!(Number.isSafeInteger(count) && count >= 0 && count <= AT_ONCE)) {
      throw new BadInput("count", `an integer from 0 to ${AT_ONCE}`, count, "kernelMixtureSampler");
    }
    const padded = 4 * Math.ceil(count / 4);
    new Uint8Array(memory.buffer, left, padded / 4).fill(0);
    call.sampleKeys(prefix[0], prefix[1], BigInt(first), padded, keys, from);
    let block = 0;
    for (let i = 0; i < d; i++) {
      new Float64Array(memory.buffer, points + i * apart, padded).fill(0);
      call.addNormals(keys, block++, padded, start, points + i * apart, from);
    }
    for (const { at, questions, sd } of programs) {
      call.mixtureMove(kind, d, questions, at, points, apart, padded, left, from);
      if (sd > 0) for (let i = 0; i < d; i++) call.addNormals(keys, block++, padded, sd, points + i * apart, from);
    }
    const out = new Float64Array(count * d);
    for (let i = 0; i < d; i++) {
      const row = new Float64Array(memory.buffer, points + i * apart, count);
      for (let k = 0; k < count; k++) out[k * d + i] = row[k];
    }
    const flags = new Uint8Array(memory.buffer, left, padded / 4);
    return { points: out, left: Array.from({ length: count }, (_, k) => k).filter((k) => flags[k >> 2] !== 0) };
  };
}
