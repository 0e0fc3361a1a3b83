/**
 * @file What the threads of a team have between them: the job that is open, and how much of it is left.
 *
 * The ticket is one word, the job's turn above the number of parts left, so that a part is claimed only of the job whose numbers were read:
 * whoever lowers it finds it as it was. A job's numbers are written while no part is left, so nobody can claim one meanwhile.
 */

/** Views of the memory that the threads share. */
export interface Board {
  /** Turn · 2^32 + parts left; {@link CLOSED} in the end. */
  readonly ticket: BigInt64Array;
  /** Parts done; then the thread that failed (0: none); then the job's number. */
  readonly words: Int32Array;
  readonly args: Float64Array;
  /** What the thread that failed says, UTF-16. */
  readonly message: Uint16Array;
}

export const CLOSED = -1n;
export const DONE = 0;
export const FAILED = 1;
export const JOB = 2;

const MESSAGE = 256;

export function newBoard(): SharedArrayBuffer {
  return new SharedArrayBuffer(192 + 2 * MESSAGE);
}

export function boardOn(buffer: SharedArrayBuffer): Board {
  return {
    ticket: new BigInt64Array(buffer, 0, 1),
    words: new Int32Array(buffer, 64, 3),
    args: new Float64Array(buffer, 96, 12),
    message: new Uint16Array(buffer, 192, MESSAGE),
  };
}

/** Opens a job: all parts of the last one are done. */
export function post({ ticket, words, args }: Board, job: number, parts: number, given: readonly number[]): void {
  const turn = Atomics.load(ticket, 0) >> 32n;
  args.set(given);
  words[JOB] = job;
  Atomics.store(words, DONE, 0);
  Atomics.store(ticket, 0, ((turn + 1n) << 32n) + BigInt(parts));
  Atomics.notify(ticket, 0);
}

/** A part that is the caller's to do. */
export interface Claim {
  readonly job: number;
  readonly part: number;
  readonly args: Float64Array;
}

/** The next part, null where none is left; `closed` when the team has gone. */
export function claim({ ticket, words, args }: Board): Claim | null | "closed" {
  for (;;) {
    const seen = Atomics.load(ticket, 0);
    if (seen === CLOSED) return "closed";
    const left = Number(BigInt.asUintN(32, seen));
    if (left === 0) return null;
    const found = { job: words[JOB], part: left - 1, args: args.slice() };
    if (Atomics.compareExchange(ticket, 0, seen, seen - 1n) === seen) return found;
  }
}

/** Waits while nothing is left to claim. */
export function waitForWork({ ticket }: Board): void {
  const seen = Atomics.load(ticket, 0);
  if (seen !== CLOSED && BigInt.asUintN(32, seen) === 0n) Atomics.wait(ticket, 0, seen);
}

export function markDone({ words }: Pick<Board, "words">): void {
  Atomics.add(words, DONE, 1);
  Atomics.notify(words, DONE);
}

export function markFailed({ words, message }: Board, worker: number, text: string): void {
  for (let j = 0; j < message.length; j++) message[j] = j < text.length ? text.charCodeAt(j) : 0;
  Atomics.compareExchange(words, FAILED, 0, worker);
  // Whoever waits for the parts is woken by their number.
  markDone({ words });
}

/** What the thread that failed says; null where none has. */
export function failure({ words, message }: Board): string | null {
  const worker = Atomics.load(words, FAILED);
  if (worker === 0) return null;
  const end = message.indexOf(0);
  return `thread ${worker}: ${String.fromCharCode(...message.subarray(0, end < 0 ? message.length : end))}`;
}

/** Waits until so many parts are done. Returns false where none was finished for `patience` ms, or a thread failed. */
export function waitForParts(board: Board, parts: number, patience: number): boolean {
  const { words } = board;
  for (;;) {
    const done = Atomics.load(words, DONE);
    if (Atomics.load(words, FAILED) !== 0) return false;
    if (done >= parts) return true;
    if (Atomics.wait(words, DONE, done, patience) === "timed-out") return false;
  }
}

/** Sends the threads home. */
export function close({ ticket }: Board): void {
  Atomics.store(ticket, 0, CLOSED);
  Atomics.notify(ticket, 0);
}
