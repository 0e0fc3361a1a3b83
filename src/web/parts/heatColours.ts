/** @file Colours of heat maps as tables to look up: the ramps of the figures, and a colour of its own for exact zero. */
import { diverging, inkOn, sequential } from "../../figures/palette.ts";

/** Entries of a ramp. */
const STEPS = 512;
/** Of what is exactly zero, so that a support is told from what is merely small. */
export const ZERO = "#dfe1e5";

export interface Colouring {
  /** End of the scale: 0 to `most`, or −`most` to `most` where signed. */
  readonly most: number;
  readonly signed: boolean;
}

const ramps = {
  sequential: Array.from({ length: STEPS }, (_, k) => sequential(k / (STEPS - 1))),
  diverging: Array.from({ length: STEPS }, (_, k) => diverging(k / (STEPS - 1))),
};
const packed = { sequential: ramps.sequential.map(packedOf), diverging: ramps.diverging.map(packedOf) };
const packedZero = packedOf(ZERO);

/** Colour of a value as `#rrggbb`; the ends' beyond the scale. */
export function colourOf(value: number, { most, signed }: Colouring): string {
  if (value === 0 && !signed) return ZERO;
  return (signed ? ramps.diverging : ramps.sequential)[stepOf(value, most, signed)] ?? ZERO;
}

/** Ink that can be read on a value's colour. */
export function inkFor(value: number, colouring: Colouring): string {
  return inkOn(colourOf(value, colouring));
}

/** Colours of values as pixels, row-major from the top; `out` has shape [rows, columns], 0xaabbggrr. */
export function paint(
  values: Float64Array,
  { columns, rows, across, up }: { readonly columns: number; readonly rows: number; readonly across: number; readonly up: number },
  { most, signed }: Colouring,
  out: Uint32Array,
): void {
  const table = signed ? packed.diverging : packed.sequential;
  for (let row = 0; row < rows; row++) {
    const from = (rows - 1 - row) * up;
    for (let column = 0; column < columns; column++) {
      const value = values[from + column * across] ?? 0;
      out[row * columns + column] = value === 0 && !signed ? packedZero : (table[stepOf(value, most, signed)] ?? packedZero);
    }
  }
}

function stepOf(value: number, most: number, signed: boolean): number {
  const share = signed ? (value / most + 1) / 2 : value / most;
  return Math.round((STEPS - 1) * Math.min(1, Math.max(0, share)));
}

/** `#rrggbb` as a pixel of a little-endian canvas. */
function packedOf(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
}
