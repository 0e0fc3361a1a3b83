/** @file Undo and redo as a value. Edits of one kind in one go, such as a slider's, are one step. */

export interface History<T> {
  readonly past: readonly T[];
  readonly present: T;
  readonly future: readonly T[];
  /** Kind of the last edit, or null after a step back or forth. */
  readonly kind: string | null;
}

/** Steps kept. */
const STEPS = 200;

export function began<T>(present: T): History<T> {
  return { past: [], present, future: [], kind: null };
}

/**
 * @param kind edits that follow one another with the same kind become one step; null for a step of its own
 */
export function edited<T>(history: History<T>, present: T, kind: string | null): History<T> {
  if (present === history.present) return history;
  const merged = kind !== null && kind === history.kind;
  return { past: merged ? history.past : [...history.past, history.present].slice(-STEPS), present, future: [], kind };
}

/** The last edit's kind is closed: the next edit is a step of its own. */
export function settled<T>(history: History<T>): History<T> {
  return { ...history, kind: null };
}

export function undone<T>({ past, present, future }: History<T>): History<T> {
  const last = past.at(-1);
  if (last === undefined) return { past, present, future, kind: null };
  return { past: past.slice(0, -1), present: last, future: [present, ...future], kind: null };
}

export function redone<T>({ past, present, future }: History<T>): History<T> {
  const [next, ...rest] = future;
  if (next === undefined) return { past, present, future, kind: null };
  return { past: [...past, present], present: next, future: rest, kind: null };
}
