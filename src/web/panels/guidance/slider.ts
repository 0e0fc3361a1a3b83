/** @file The slider's scale of w: even from −1 to 8, then an equal length for each doubling up to 64. */

/** Ends of the scale. */
export const [LEAST, LARGEST] = [-1, 64];
/** Where doublings begin. */
const BEND = 8;
/** Length of a doubling in units of w below the bend. */
const OCTAVE = 1.5;

/** Length of the scale in units of w below the bend: 13.5. */
export const LENGTH = placeOf(LARGEST);
/** Between two stops of the slider. */
export const STEP = 0.05;
/** Weights marked along it. */
export const MARKS: readonly number[] = [-1, 0, 2, 4, 6, 8, 16, 32, 64];

/** Place of a weight, from 0 on; weights beyond an end are at the end. */
export function placeOf(w: number): number {
  const inside = Math.min(LARGEST, Math.max(LEAST, w));
  return inside <= BEND ? inside - LEAST : BEND - LEAST + OCTAVE * Math.log2(inside / BEND);
}

/** Weight at a place: the inverse of {@link placeOf}, to as many digits as a stop can tell apart. */
export function weightAtPlace(place: number): number {
  const w = place <= BEND - LEAST ? place + LEAST : BEND * 2 ** ((place - BEND + LEAST) / OCTAVE);
  return Number(w.toFixed(w <= BEND ? 2 : 1)) + 0;
}
