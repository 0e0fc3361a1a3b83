import { type Axis, type Stretch, stretches, type WeightSchedule } from "../guidance/weightSchedule.ts";
import { axisValue, maskedFractionAt, type Noise } from "./noise.ts";

/** A stretch of the unmask clock with one weight. */
export interface Piece {
  readonly w: number;
  /** Clock at its end; ∞ for the last. */
  readonly until: number;
}

/**
 * A weight schedule as pieces of constant w on the unmask clock. Flat stretches are exact; a curved one is cut into n pieces that take
 * w at their middle.
 *
 * A curved stretch from m₀ to m₁ is cut at m(y) = (m₀^¼ + (m₁^¼ − m₀^¼) y)⁴, y = j/n: steps shrink where few sites are left, so that a
 * last piece, infinite on the clock, carries little mass, and a ramp that ends deep in the clock is resolved. Laws converge as n^−2 and
 * Richardson extrapolation applies.
 */
export function weightPieces(schedule: WeightSchedule, noise: Noise, n: number): readonly Piece[] {
  const axis: Axis = schedule.kind === "constant" ? "t" : schedule.in;
  const pieces: Piece[] = [];
  let m = 1;
  for (const stretch of stretches(schedule)) {
    const end = stretch.until === null ? 0 : Math.min(m, maskedFractionAt(noise, axis, stretch.until));
    if (end < m) for (const piece of cut(stretch, m, end, n, (at) => axisValue(noise, axis, at))) pieces.push(piece);
    m = end;
  }
  return merged(pieces);
}

function cut(stretch: Stretch, m0: number, m1: number, n: number, axisAt: (m: number) => number): readonly Piece[] {
  if (stretch.flat) return [{ w: stretch.weight(0), until: -Math.log(m1) }];
  const m = (y: number): number => (m0 ** 0.25 + (m1 ** 0.25 - m0 ** 0.25) * y) ** 4;
  return Array.from({ length: n }, (_, j) => ({
    w: stretch.weight(axisAt(m((j + 0.5) / n))),
    until: j + 1 < n ? -Math.log(m((j + 1) / n)) : -Math.log(m1),
  }));
}

function merged(pieces: readonly Piece[]): readonly Piece[] {
  const out: Piece[] = [];
  for (const piece of pieces) {
    if (out.at(-1)?.w === piece.w) out.pop();
    out.push(piece);
  }
  return out;
}
