/** @file The one colour scale of the four views: what it is fitted to, and what leaves it. */
import type { ExperimentFile, LabView, Scale } from "../../state/labState.ts";
import { rounded } from "./frame.ts";
import type { Pane } from "./picture.ts";
import type { Ends, Views } from "./record.ts";

/** Peaks above so many times the conditional's do not set the scale of densities. */
const HIGHEST = { line: 6, plane: 4 } as const;
/** The differences' scale ends at no less than this share of the top: where nothing differs, rounding is not to be coloured. */
const LEAST_SPAN = 0.1;
/** Standard deviations around means, in frames of moments. */
const AROUND = 3.5;

/** What a scale belongs to, in short: world, target, and which sites are shown, summed over or cut. Not w, nor the token of a cut. */
export function scaleKey({ world, target }: ExperimentFile, { axes, cut }: Pick<LabView, "axes" | "cut">): string {
  return shortHash(JSON.stringify([world, target ?? null, axes, cut.map((token) => token !== null)]));
}

/** FNV-1a, 32 bit, in base 36: to tell texts apart that a person had in hand, not against malice. */
export function shortHash(text: string): string {
  let hash = 0x811c9dc5;
  for (let k = 0; k < text.length; k++) hash = Math.imul(hash ^ text.charCodeAt(k), 0x01000193);
  return (hash >>> 0).toString(36);
}

/** A scale that was fitted before there was a law, and is fitted once more when there is. */
export const provisional = (of: string): string => `${of}~`;

/** The scale that shows what is here: the top the largest of the laws, the span the largest difference, both rounded up. Samples count where they stand for the law. */
export function fitted(views: Views, panes: readonly Pane[], of: string, axes: LabView["axes"], points: Float64Array | null): Scale {
  if (views.kind === "cloud") return { of, top: 1, span: 1, frame: points && around(points) };
  if (views.kind === "moments") return { of, top: 1, span: 1, frame: momentFrame(views, axes) };
  const own = peak(views.conditional);
  const most = (views.kind === "tokens" ? 0 : HIGHEST[views.kind] * own) || Number.POSITIVE_INFINITY;
  const counted = panes.filter(({ name, signed }) => !signed && (name !== "samples" || views.law === null));
  const top = roundedUp(Math.min(most, Math.max(own, ...counted.map(({ values }) => peak(values))))) || 1;
  const apart = panes.filter(({ signed }) => signed).map(({ values }) => peak(values));
  const span = roundedUp(Math.max(LEAST_SPAN * top, Math.min(most, ...apart)));
  const grids = views.kind === "line" ? [views.grid] : views.kind === "plane" ? views.grid : null;
  const frame = grids?.map(({ low, high }): Ends => [low, high]) ?? null;
  return { of, top, span, frame: frame && points ? widened(frame, points) : frame };
}

/** Share of samples that may stand outside a frame on each side. */
const OUTSIDE = 0.01;

/** A frame that holds the samples but for a few, or the same frame where it does; no more than thrice as wide to either side. */
export function widened(frame: readonly Ends[], points: Float64Array): readonly Ends[] {
  const d = frame.length;
  return frame.map(([low, high], axis): Ends => {
    const along = points.filter((_, e) => e % d === axis).sort();
    const out = Math.floor(OUTSIDE * along.length);
    const [first, last] = [along[out] ?? low, along[along.length - 1 - out] ?? high];
    if (first >= low && last <= high) return [low, high];
    const most = 3 * (high - low);
    const air = 0.05 * (Math.max(last, high) - Math.min(first, low));
    return rounded([first < low ? Math.max(first - air, low - most) : low, last > high ? Math.min(last + air, high + most) : high]);
  });
}

/** Largest finite size of an entry; 0 for none. */
export function peak(values: Float64Array | null): number {
  let most = 0;
  for (const value of values ?? []) if (Math.abs(value) > most && Number.isFinite(value)) most = Math.abs(value);
  return most;
}

/** Two significant digits, upwards. */
export function roundedUp(value: number): number {
  if (!(value > 0)) return 0;
  const unit = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Number((Math.ceil(value / unit - 1e-9) * unit).toPrecision(2));
}

/** What exceeds the scale, largest value each. */
export function beyond(named: Readonly<Record<string, Float64Array | null>>, most: number): readonly { name: string; value: number }[] {
  return Object.entries(named).flatMap(([name, values]) => {
    const value = peak(values);
    return value > most * (1 + 1e-9) ? [{ name, value }] : [];
  });
}

function around(points: Float64Array): readonly Ends[] | null {
  if (points.length < 4) return null;
  return [0, 1].map((axis): Ends => {
    const along = points.filter((_, e) => e % 2 === axis).sort();
    const [low, high] = [along[0] ?? 0, along[along.length - 1] ?? 1];
    const air = 0.06 * (high - low) || 1;
    return [low - air, high + air];
  });
}

function momentFrame({ law, tilted, conditional, dimension }: Extract<Views, { kind: "moments" }>, axes: LabView["axes"]): readonly Ends[] {
  return axes.map((axis): Ends => {
    const sides = [law, conditional, ...(tilted ? [tilted] : [])].flatMap(({ mean, covariance }) => {
      const reach = AROUND * Math.sqrt(covariance[axis * (dimension + 1)] ?? 1);
      return [(mean[axis] ?? 0) - reach, (mean[axis] ?? 0) + reach];
    });
    return [Math.min(...sides), Math.max(...sides)];
  });
}
