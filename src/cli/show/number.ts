/** A number for reading: four decimals or five digits, small and large ones in powers of ten; only a bare 0 is exact. */
export function short(value: number | null): string {
  if (value === null) return "—";
  if (value === 0 || !Number.isFinite(value)) return value === 0 ? "0" : value > 0 ? "∞" : Number.isNaN(value) ? "undefined" : "−∞";
  const size = Math.abs(value);
  if (size >= 1e5 || size < 1e-3) return value.toExponential(3);
  return size >= 1 ? value.toPrecision(5) : value.toFixed(4);
}
