/** Σ values[i] by Neumaier's compensated summation: error of a few ulp of the result for terms of one sign, whatever their number. */
export function sum(values: ArrayLike<number>): number {
  let total = 0;
  let lost = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return total + (Number.isFinite(lost) ? lost : 0);
}
