/** @file Factors that depend on the number of masked sites only. */
import { startAxes, stepDown } from "./axes";

/** cube[S] *= factors[|masked in S|]; factors: L+1 numbers. */
export function scaleByLevel(K: i32, L: i32, cube: usize, factors: usize, scratch: usize): void {
  const row = (<usize>K + 1) << 3;
  const sites = L - 1;
  let base = cube + startAxes(scratch, sites, K, row);
  let site = 0;
  while (site >= 0) {
    base -= row;
    let masked: usize = 0;
    for (let i = 0; i < sites; i++) if (load<i32>(scratch + ((<usize>i) << 2)) === K) masked++;
    const own = load<f64>(factors + (masked << 3));
    const last = base + row - 8;
    for (let at = base; at < last; at += 8) store<f64>(at, load<f64>(at) * own);
    store<f64>(last, load<f64>(last) * load<f64>(factors + (masked << 3), 8));
    site = stepDown(scratch, sites, K);
  }
}
