import type { Process } from "../process.ts";
import type { Guide, Rows } from "./guide.ts";
import type { Asking } from "./protocol.ts";

/** One move of a sampler, from t = `from` to `to`: x becomes m(x) + sd · z, z ~ N(0, I). */
export interface Move {
  readonly from: number;
  readonly to: number;
  /** ≥ 0, whatever x. */
  readonly sd: number;
  /** Replaces points by m(x), in place. What it returns are the rows that did not arrive, empty for moves of a fixed number of evaluations. */
  readonly mean: (rows: Rows, guide: Guide) => Asking<readonly number[]>;
}

/** How a kind of sampler moves from one time to the next. */
export type MoveKind = (process: Process, from: number, to: number) => Move;

export const ALL_ARRIVED: readonly number[] = [];
