/** @file Words and numbers as figures and reports print them: widths, wrapping, short forms. The minus is U+2212 throughout. */
import { fontPx } from "./plotDescription.ts";

/** Width of a text, px: a generous estimate for sans-serif fonts, as nothing here can measure one. */
export function textWidth(text: string, px: number = fontPx): number {
  let em = 0;
  for (const letter of text) em += /[.,:;'|!()il ⁻¹]/.test(letter) ? 0.38 : /[mwMW—]/.test(letter) ? 0.92 : 0.62;
  return em * px;
}

/** The text in lines no wider than `width` px, broken at spaces only. */
export function wrapWords(text: string, width: number, px: number = fontPx): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && textWidth(`${last} ${word}`, px) <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** A power of ten as people write it: `10⁻³`, `10`, `1`. */
export function powerOfTen(exponent: number): string {
  if (exponent === 0) return "1";
  if (exponent === 1) return "10";
  return `10${[...String(exponent)].map((c) => superscripts[c] ?? c).join("")}`;
}

const superscripts: Readonly<Record<string, string>> = {
  "-": "⁻",
  "0": "⁰",
  "1": "¹",
  "2": "²",
  "3": "³",
  "4": "⁴",
  "5": "⁵",
  "6": "⁶",
  "7": "⁷",
  "8": "⁸",
  "9": "⁹",
};

/**
 * A number to at most `digits` significant digits, without trailing zeros: `0.125`, `−3`, `1.2×10⁻⁷`; NaN and ±∞ by name.
 */
export function shortNumber(value: number, digits = 6): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  if (value === 0) return "0";
  const [mantissa, exponent] = value.toExponential(digits - 1).split("e");
  const power = Number(exponent);
  const plain = power >= -4 && power < Math.max(6, digits);
  const text = plain ? String(Number(value.toPrecision(digits))) : `${Number(mantissa)}×${powerOfTen(power)}`.replace(/^(-?)1×/, "$1");
  return text.replace("-", "−");
}

/** A value inside a heat map's cell: fixed decimals, or one digit with an exponent (`3e−5`) where they would show a false zero. */
export function cellNumber(value: number, decimals: number, signed: boolean): string {
  if (value === 0) return "0";
  const text = Math.abs(value) >= 0.5 * 10 ** -decimals ? value.toFixed(decimals) : value.toExponential(0);
  return (signed && value > 0 ? "+" : "") + text.replaceAll("-", "−");
}
