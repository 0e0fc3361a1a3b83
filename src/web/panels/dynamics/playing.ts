/** @file Playing the way from noise to data, as a value and what happens to it. */

export interface Playing {
  /** From 0 (noise) to 1 (data). */
  readonly place: number;
  readonly playing: boolean;
}

export type Move =
  /** From the beginning when it is at the end. */
  | { readonly kind: "play" }
  | { readonly kind: "pause" }
  /** Time has passed. `speed` 1 takes {@link WHOLE} ms for the whole way. */
  | { readonly kind: "tick"; readonly ms: number; readonly speed: number }
  /** Taken by the hand: pauses. */
  | { readonly kind: "to"; readonly place: number };

/** Milliseconds from noise to data at speed 1. */
export const WHOLE = 8000;

export const SPEEDS = [0.25, 0.5, 1, 2, 4] as const;

export function moved(state: Playing, move: Move): Playing {
  switch (move.kind) {
    case "play":
      return { place: state.place >= 1 ? 0 : state.place, playing: true };
    case "pause":
      return { ...state, playing: false };
    case "to":
      return { place: Math.min(1, Math.max(0, move.place)), playing: false };
    case "tick": {
      if (!state.playing) return state;
      const place = state.place + (move.speed * move.ms) / WHOLE;
      return place >= 1 ? { place: 1, playing: false } : { place, playing: true };
    }
  }
}
