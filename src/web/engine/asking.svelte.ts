/** @file A question that follows the state: asked anew when it changes, its newest answer kept. */
import type { Lane } from "./lane.ts";
import type { Answered, Asked, Kind } from "./protocol.ts";

export interface Asking<A> {
  /** The newest answer, or a part of it; null before the first, and where nothing is asked. */
  readonly value: A | null;
  /** Whether `value` answers what is asked now. */
  readonly fresh: boolean;
  readonly busy: boolean;
  /** 0 to 1; null where the work does not say. */
  readonly share: number | null;
  /** What went wrong with the newest question; null when nothing did. */
  readonly fault: string | null;
  /** Whether the fault is the input's (its message is for the reader) rather than ours. */
  readonly foreseen: boolean;
  readonly elapsedMs: number;
  /** Stops the work; the next change of the question starts it again. */
  readonly cancel: () => void;
  readonly again: () => void;
}

let pictured = $state(false);
/** Milliseconds in which the first picture is drawn before anything else is fetched. */
const DRAWING = 60;
const drawFirst = (): void => {
  if (!pictured)
    setTimeout(() => {
      pictured = true;
    }, DRAWING);
};

/** Whether the first picture is there, or why there is none. */
export const first = {
  get pictured() {
    return pictured;
  },
};

/**
 * To be called while a component is set up.
 *
 * @param question null asks nothing
 */
export function asking<K extends Kind>(lane: Lane, key: string, kind: K, question: () => Asked<K> | null): Asking<Answered<K>> {
  let value = $state.raw<Answered<K> | null>(null);
  let fresh = $state(false);
  let busy = $state(false);
  let share = $state<number | null>(null);
  let fault = $state<string | null>(null);
  let foreseen = $state(true);
  let elapsedMs = $state(0);
  let round = $state(0);
  const text = $derived(JSON.stringify(question()));

  $effect(() => {
    void round;
    const asked = JSON.parse(text) as Asked<K> | null;
    fresh = false;
    share = null;
    if (asked === null) {
      value = null;
      busy = false;
      fault = null;
      lane.drop(key);
      return;
    }
    busy = true;
    lane.ask(key, kind, asked, {
      progress: (done, partial) => {
        share = done;
        if (partial !== undefined) value = partial;
      },
      done: (answered, ms) => {
        value = answered;
        fresh = true;
        busy = false;
        fault = null;
        elapsedMs = ms;
        if (kind === "views") drawFirst();
      },
      failed: (message, expected) => {
        // What is on screen would belong to another question.
        value = null;
        busy = false;
        fault = message;
        foreseen = expected;
        if (kind === "views") drawFirst();
      },
    });
  });
  $effect(() => () => lane.drop(key));

  return {
    get value() {
      return value;
    },
    get fresh() {
      return fresh;
    },
    get busy() {
      return busy;
    },
    get share() {
      return share;
    },
    get fault() {
      return fault;
    },
    get foreseen() {
      return foreseen;
    },
    get elapsedMs() {
      return elapsedMs;
    },
    cancel: () => {
      lane.drop(key);
      busy = false;
      fault = "stopped";
    },
    again: () => {
      round++;
    },
  };
}
