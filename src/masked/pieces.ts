import { type Axis, type Stretch, stretches, type WeightSchedule } from "../guidance/weightSchedule.ts";
import { axisValue, clockAt, type Noise } from "./noise.ts";

/** A stretch of the unmask clock with one weight. */
export interface Piece {
  readonly w: number;
  /** Clock at its end; ∞ for the last one of a whole schedule. */
  readonly until: number;
}

/** By then a fraction e^−8 of the masks is left. */
const FAR = 8;

/**
 * A weight schedule as pieces of constant w on the unmask clock. Flat stretches are exact; a curved one is cut into n pieces that take
 * w at their middle.
 *
 * A curved stretch from m₀ to m₁ is cut at m(y) = (m₀^¼ + (m₁^¼ − m₀^¼) y)⁴, y = j/n: steps shrink where few sites are left, so that a
 * last piece, infinite on the clock, carries little mass, and a ramp that ends deep in the clock is resolved. On the clock that is
 * u(y) = u₀ − 4 ln(1 + (e^{(u₀−u₁)/4} − 1) y), which neither cancels nor underflows. Laws converge as n^−2 and Richardson
 * extrapolation applies; a stretch that contains `stop` is cut there first, since half a piece would not be taken at its middle.
 *
 * Where a curved stretch runs more than {@link FAR} further on the clock, that rest takes n even pieces: it hardly matters to a law, but it
 * does to what is still masked at its end.
 *
 * @param stop clock at which the pieces end, ∞ for the end of sampling
 */
export function weightPieces(schedule: WeightSchedule, noise: Noise, n: number, stop = Infinity): readonly Piece[] {
  const axis: Axis = schedule.kind === "constant" ? "t" : schedule.in;
  const pieces: Piece[] = [];
  let from = 0;
  for (const stretch of stretches(schedule)) {
    const end = stretch.until === null ? Infinity : clockAt(noise, axis, stretch.until);
    if (end <= from) continue;
    for (const piece of cut(stretch, from, Math.min(end, stop), n, (u) => axisValue(noise, axis, u))) pieces.push(piece);
    from = end;
    if (from >= stop) break;
  }
  return merged(pieces);
}

function cut(stretch: Stretch, from: number, until: number, n: number, axisAt: (u: number) => number): readonly Piece[] {
  if (stretch.flat) return [{ w: stretch.weight(0), until }];
  if (until < Infinity && until > from + FAR) {
    return [...cut(stretch, from, from + FAR, n, axisAt), ...along((y) => from + FAR + (until - from - FAR) * y)];
  }
  const fall = Math.expm1((from - until) / 4);
  return along((y) => from - 4 * Math.log1p(fall * y));

  function along(clock: (y: number) => number): readonly Piece[] {
    return Array.from({ length: n }, (_, j) => ({
      w: stretch.weight(axisAt(clock((j + 0.5) / n))),
      until: j + 1 < n ? clock((j + 1) / n) : until,
    }));
  }
}

function merged(pieces: readonly Piece[]): readonly Piece[] {
  const out: Piece[] = [];
  for (const piece of pieces) {
    if (out.at(-1)?.w === piece.w) out.pop();
    out.push(piece);
  }
  return out;
}
