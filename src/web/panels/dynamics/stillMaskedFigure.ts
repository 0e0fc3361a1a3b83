import type { CurveFigure } from "../../../studies/figureData.ts";
import type { StillMasked } from "../../engine/answers/stillMasked.ts";
import { short } from "../../parts/format.ts";

/** Where the slider is: the clock and P(some site is masked) there. */
export interface ClockMark {
  readonly u: number;
  readonly probability: number;
}

/** Smallest P drawn: the axis is of its logarithm, which a double may be too small for. */
const SMALLEST = 1e-300;

/**
 * How long masks stay, on a double-logarithmic axis: there m^Z is a straight line, the lower the larger Z.
 *
 * @param mark drawn where P is strictly between 0 and 1; null for none
 */
export function stillMaskedFigure(found: StillMasked, mark: ClockMark | null): CurveFigure {
  const u = [...found.u];
  const line = (name: string, logs: readonly number[]) =>
    ({ name, mark: "line", x: u.slice(0, logs.length), y: logs.map((log) => drawn(Math.exp(log))) }) as const;
  const { slowest, steps, w } = found;
  return {
    kind: "curves",
    id: "still-masked",
    title: "How long masks stay",
    caption:
      `P(some site is still masked) against the unmask clock, ${w === null ? "w changes on the way" : `w = ${short(w)}`}; ${found.method}, relative error ≤ ${short(found.relativeError, 1)}. ` +
      "On this axis m^Z is a straight line.",
    x: { label: "unmask clock u = −ln m", scale: "log", shown: [u[0] ?? 0, u.at(-1) ?? 1] },
    y: { label: "P(some site is still masked)", scale: "log-log" },
    series: [
      line("law, guided, in continuous time", found.guided),
      line("conditional, w = 0", found.conditional),
      ...(slowest === null || !Number.isFinite(slowest)
        ? []
        : [
            line(
              `m^Z, smallest rate Z = ${short(slowest)}`,
              u.map((clock) => -slowest * clock),
            ),
          ]),
      ...(steps === null ? [] : [points("law after the sampler's steps", steps)]),
      ...(mark === null || drawn(mark.probability) === null ? [] : [points(MOMENT_NAME, [mark])]),
    ],
  };
}

/** Name of the marked point. */
export const MOMENT_NAME = "the moment shown";

function points(name: string, marks: readonly ClockMark[]) {
  const shown = marks.filter(({ u, probability }) => u > 0 && drawn(probability) !== null);
  return { name, mark: "points", x: shown.map(({ u }) => u), y: shown.map(({ probability }) => probability) } as const;
}

function drawn(probability: number): number | null {
  return probability > SMALLEST && probability < 1 ? probability : null;
}
