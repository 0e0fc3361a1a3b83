/** @file Arbitrary weight schedules, valid on their axis. */
import fc from "fast-check";
import type { Axis, WeightSchedule } from "../../../../src/guidance/weightSchedule.ts";

const weight = fc.integer({ min: -10, max: 160 }).map((k) => k / 10);
/** Places as shares of the axis' window, apart. */
const shares = (count: number): fc.Arbitrary<readonly number[]> =>
  fc
    .uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: count, maxLength: count })
    .map((list) => list.sort((a, b) => a - b).map((k) => k / 100));

const WINDOWS: Readonly<Record<Axis, readonly [number, number]>> = { t: [1, 0], u: [0, 6], "log-snr": [-8, 8] };

function places(axis: Axis, parts: readonly number[]): readonly number[] {
  const [first, last] = WINDOWS[axis];
  return parts.map((share) => first + share * (last - first));
}

/** A schedule on one of the axes. */
export function anySchedule(axes: readonly Axis[]): fc.Arbitrary<WeightSchedule> {
  return fc.constantFrom(...axes).chain((axis) => {
    const ends = shares(2).map((parts) => {
      const [from, to] = places(axis, parts);
      return { in: axis, from: from as number, to: to as number };
    });
    const ramp = fc
      .tuple(fc.constantFrom("interval" as const, "ramp-up" as const, "ramp-down" as const), ends, weight)
      .map(([kind, range, w]) => ({ kind, w, ...range }));
    const line = fc
      .tuple(fc.constantFrom("linear" as const, "cosine" as const), ends, weight, weight)
      .map(([kind, range, start, end]) => ({ kind, start, end, ...range }));
    const pieces = fc.integer({ min: 1, max: 4 }).chain((more) =>
      fc.tuple(shares(more), fc.array(weight, { minLength: more + 1, maxLength: more + 1 })).map(([parts, w]) => ({
        kind: "pieces" as const,
        in: axis,
        at: [WINDOWS[axis][0], ...places(axis, parts)],
        w,
      })),
    );
    return fc.oneof(
      ramp,
      line,
      pieces,
      weight.map((w) => ({ kind: "constant" as const, w })),
    );
  });
}
