/**
 * @file The one palette: which colour, line, symbol and fill a series has, and the colours of probabilities and of differences.
 * Every series colour has a contrast of at least 3 with a white and with a near-black page, so one drawing serves both themes;
 * no two looks share line or symbol, so a greyscale print still reads. Ink laid over the hue orders the members of one role.
 * The hues start from Okabe and Ito (2008); lightness is spread as far as the two pages allow, so that the looks stay apart under
 * protanopia, deuteranopia and tritanopia (measured in the tests). The ramps are ColorBrewer's YlGnBu and PuOr (Apache 2.0), both safe for colour-blind readers.
 */

type FigureSymbol = "circle" | "diamond" | "triangle" | "square" | "times" | "plus" | "asterisk" | "star" | "wye";

export interface SeriesStyle {
  readonly colour: string;
  /** Stroke dash array; empty for a solid line. */
  readonly dash: string;
  readonly symbol: FigureSymbol;
  /** Symbol drawn full, else as an outline. */
  readonly filled: boolean;
  /** Opacity of a bar's inside; its outline has the series' line. */
  readonly fillOpacity: number;
  /** In (0, 1]; below 1 only for earlier series in the page's own ink, which has nothing darker to be overlaid with. */
  readonly opacity: number;
  /** In [0, 1): share of the page's ink laid over the colour, more for later series of one role; contrast only grows. */
  readonly ink: number;
}

type Look = Omit<SeriesStyle, "opacity" | "ink">;

const look = (colour: string, dash: string, symbol: FigureSymbol, filled: boolean, fillOpacity: number): Look => ({
  colour,
  dash,
  symbol,
  filled,
  fillOpacity,
});

/** Roles by the first word of a series' name. `exact` and `computed` numbers are ours: the law's look. */
const roles: readonly { readonly starts: RegExp; readonly look: Look }[] = [
  { starts: /^(law|exact|computed)\b/i, look: look("#1c72d8", "", "circle", true, 0.9) },
  { starts: /^tilted\b/i, look: look("#d55e00", "7 4", "diamond", false, 0.35) },
  { starts: /^conditional\b/i, look: look("#2fa383", "9 4 1 4", "triangle", true, 0.6) },
  { starts: /^unconditional\b/i, look: look("#875093", "1 4", "square", false, 0.15) },
  { starts: /^paper\b/i, look: look("currentColor", "1 7", "times", false, 0) },
];

/** Every other series, in order of appearance. */
const others: readonly Look[] = [
  look("#9187cb", "4 5", "plus", false, 0.75),
  look("#ab4235", "14 6", "star", true, 0.25),
  look("#57914a", "6 4 1 4 1 4", "asterisk", false, 0.5),
  look("#fb5663", "1 5 1 10", "wye", true, 0.1),
  look("#1795fa", "14 4 5 4", "square", true, 0.65),
  look("#a45a72", "3 5 9 5", "diamond", true, 0.4),
];

/** Style of each series of a figure: `law`, `tilted`, `conditional`, `unconditional` and `paper` look alike in every figure. */
export function seriesStyles(names: readonly string[]): readonly SeriesStyle[] {
  const distinct = [...new Set(names)];
  const byName = new Map<string, Look>();
  let next = 0;
  for (const name of distinct) {
    const role = roles.find(({ starts }) => starts.test(name));
    byName.set(name, role === undefined ? others[next++ % others.length] : role.look);
  }
  return names.map((name) => {
    const own = byName.get(name) ?? others[0];
    const family = distinct.filter((other) => byName.get(other) === own);
    return graded(own, family.indexOf(name), family.length);
  });
}

/** The look of member `rank` of `count` in an ordered family: darker on a white page, lighter on a dark one, the later it comes. */
export function graded(look: Look, rank: number, count: number): SeriesStyle {
  const share = count <= 1 ? 0 : rank / (count - 1);
  if (look.colour === "currentColor") return { ...look, opacity: count <= 1 ? 1 : 0.6 + 0.4 * share, ink: 0 };
  return { ...look, opacity: 1, ink: 0.6 * share };
}

const sequentialStops = ["#ffffd9", "#edf8b1", "#c7e9b4", "#7fcdbb", "#41b6c4", "#1d91c0", "#225ea8", "#253494", "#081d58"];
const divergingStops = ["#b35806", "#e08214", "#fdb863", "#fee0b6", "#f7f7f7", "#d8daeb", "#b2abd2", "#8073ac", "#542788"];

/** Colour of a probability; 0 is palest, 1 darkest. */
export const sequential = (t: number): string => ramp(sequentialStops, t);

/** Colour of a signed difference; 0 orange (negative), ½ pale (zero), 1 purple (positive). */
export const diverging = (t: number): string => ramp(divergingStops, t);

/** Dark or light ink, whichever has the higher contrast on the given `#rrggbb` colour. */
export function inkOn(colour: string): "#111111" | "#ffffff" {
  return contrast(colour, "#111111") >= contrast(colour, "#ffffff") ? "#111111" : "#ffffff";
}

/** Contrast of two `#rrggbb` colours, 1 to 21. WCAG 2.2, contrast ratio. */
export function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((p, q) => p - q);
  return (high + 0.05) / (low + 0.05);
}

/** Relative luminance in [0, 1]. WCAG 2.2, relative luminance. */
function luminance(colour: string): number {
  const [r, g, b] = channels(colour).map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function ramp(stops: readonly string[], t: number): string {
  const position = Math.min(1, Math.max(0, t)) * (stops.length - 1);
  const left = Math.min(stops.length - 2, Math.floor(position));
  const from = channels(stops[left]);
  const to = channels(stops[left + 1]);
  const mixed = from.map((c, i) => Math.round(c + (to[i] - c) * (position - left)));
  return `#${mixed.map((c) => c.toString(16).padStart(2, "0")).join("")}`;
}

const channels = (colour: string): readonly number[] => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
