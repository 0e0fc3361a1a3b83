/** @file The moment that the dynamics show: from the link, or on its way there while it is played or dragged. */
import type { Lab } from "../../state/lab.svelte.ts";
import { type Move, moved, type Playing } from "./playing.ts";
import { nearest, neighbour } from "./stops.ts";
import { rounded, type TimeAxis } from "./timeAxis.ts";

export interface Moment {
  /** From 0 (noise) to 1 (data); a stop's, where there are stops. */
  readonly place: number;
  /** The process's own time there. */
  readonly t: number;
  readonly playing: boolean;
  readonly axis: TimeAxis;
  /** Places at which there is something to see, rising; null for all. */
  readonly stops: readonly number[] | null;
  readonly send: (move: Move) => void;
  /** To the next stop, pausing. */
  readonly step: (by: 1 | -1) => void;
}

/** Milliseconds of rest after which a moment is written into the link. */
const REST = 200;

/**
 * To be called while a component is set up.
 *
 * @param times times of the stops, falling; null for all
 */
export function createMoment(lab: Lab, axisOf: () => TimeAxis, times: () => readonly number[] | null): Moment {
  /** While played or dragged. */
  let held = $state.raw<Playing | null>(null);
  let rest: ReturnType<typeof setTimeout> | undefined;
  const axis = $derived(axisOf());
  const stopTimes = $derived(times());
  const stops = $derived(stopTimes?.map(axis.place) ?? null);
  const free = $derived(held?.place ?? axis.place(lab.view.t));
  const stop = $derived(stops === null ? null : nearest(stops, free));
  const place = $derived(stop === null ? free : (stops?.[stop] ?? free));
  const t = $derived(stop === null ? (held === null ? lab.view.t : rounded(axis.time(free))) : (stopTimes?.[stop] ?? lab.view.t));
  const playing = $derived(held?.playing ?? false);

  const settle = (): void => {
    clearTimeout(rest);
    if (held === null) return;
    lab.look({ t }, "moment");
    held = null;
  };
  const send = (move: Move): void => {
    clearTimeout(rest);
    held = moved({ place: free, playing }, move);
    if (!held.playing) rest = setTimeout(settle, REST);
  };
  $effect(() => {
    if (!playing) return;
    let before: number | null = null;
    let frame = requestAnimationFrame(function next(now) {
      if (before !== null) send({ kind: "tick", ms: Math.min(100, now - before), speed: lab.view.speed });
      before = now;
      if (held?.playing) frame = requestAnimationFrame(next);
    });
    return () => cancelAnimationFrame(frame);
  });
  $effect(() => settle);

  return {
    get place() {
      return place;
    },
    get t() {
      return t;
    },
    get playing() {
      return playing;
    },
    get axis() {
      return axis;
    },
    get stops() {
      return stops;
    },
    send,
    step: (by) => send({ kind: "to", place: neighbour(stops, place, by) }),
  };
}
