/** @file What the kernels were to reach, as ratios of medians in one run, and what they reach. */
import { candidatesOf, measurementOf } from "./lookup.mjs";
import { CLOCK, CUBES, EXPM, FLOW, LAW, LAWS, TRAJECTORIES } from "./quantities.mjs";
import { ratio, shown, table, times } from "./words.mjs";

const ONE = "kernels";
const TWO = "kernels, 2 threads";

export function targetsTable(results) {
  return table(["target", "size", "required", "measured", ""], targets(results).map(row));
}

/** @returns records { what, size, required, measured, most }; `measured` null where a peer is missing, `most` where less is better */
export function targets(results) {
  const lattice = (quantity, K, L) => candidatesOf(results, { quantity, K, L });
  const found = [];
  const against = (what, candidates, size, slower, quicker, required) =>
    found.push({ what, size, required, measured: ratio(candidates, slower, quicker) });
  for (const [K, L, one, two] of [
    [9, 6, 1.8, 3],
    [9, 7, 1.8, 3],
    [2, 14, 2.2, 3.8],
  ]) {
    against("terminal law, NumPy / one thread", lattice(LAW, K, L), sizeOf(K, L), "NumPy", ONE, one);
    against("terminal law, NumPy / two threads", lattice(LAW, K, L), sizeOf(K, L), "NumPy", TWO, two);
  }
  for (const [K, L] of [
    [9, 6],
    [9, 7],
    [2, 14],
  ]) {
    // NumPy's better way: by products along the grid, or law by law.
    const grid = lattice(LAWS, K, L);
    const single = lattice(LAW, K, L)?.NumPy;
    const best = grid?.NumPy && single && { ...grid, NumPy: single.median < grid.NumPy.median ? single : grid.NumPy };
    against("32 laws on a grid of w, NumPy / one thread", best, sizeOf(K, L), "NumPy", ONE, 3);
    against("32 laws on a grid of w, NumPy / two threads", best, sizeOf(K, L), "NumPy", TWO, 5);
  }
  for (const [K, L] of [
    [9, 6],
    [9, 7],
  ]) {
    against("law at a clock, NumPy / one thread", lattice(CLOCK, K, L), sizeOf(K, L), "NumPy", ONE, 3);
  }
  for (const [K, L] of [
    [9, 6],
    [9, 7],
    [2, 14],
  ]) {
    against("marginal cubes and ln(Q/P), NumPy / one thread", lattice(CUBES, K, L), sizeOf(K, L), "NumPy", ONE, 1);
    against("marginal cubes and ln(Q/P), NumPy / two threads", lattice(CUBES, K, L), sizeOf(K, L), "NumPy", TWO, 1.7);
  }
  against("exact trajectories, table of 8 MB, NumPy / kernels", lattice(TRAJECTORIES, 9, 6), sizeOf(9, 6), "NumPy", ONE, 4.5);
  against("exact trajectories, table of 800 MB, NumPy / kernels", lattice(TRAJECTORIES, 9, 8), sizeOf(9, 8), "NumPy", ONE, 2);
  const flow = candidatesOf(results, { quantity: FLOW, particles: 100_000 });
  against("guided mixture flow, NumPy / one thread", flow, "10^5 particles", "NumPy", ONE, 1.2);
  against("guided mixture flow, NumPy / two threads", flow, "10^5 particles", "NumPy", TWO, 2);
  const generator = measurementOf(results, { quantity: EXPM, K: 9, L: 6, w: 3 });
  against("law at a clock, expm_multiply / one thread", generator?.candidates, "K=9 L=6 w=3", "expm_multiply", ONE, 300);
  against("terminal law, plain TypeScript / one thread", lattice(LAW, 9, 6), sizeOf(9, 6), "plain", ONE, 4.5);
  const { totalMs, gzipBytes } = results.loading;
  found.push({ what: "loading the kernels, ms", size: "fresh process", required: 20, measured: totalMs, most: true });
  found.push({ what: "loading the kernels, kB compressed", size: "gzip", required: 120, measured: gzipBytes / 1e3, most: true });
  return found;
}

export function met({ required, measured, most = false }) {
  if (measured === null) return "not measured";
  return (most ? measured <= required : measured >= required) ? "met" : "not met";
}

function row(target) {
  const { what, size, required, measured, most = false } = target;
  return most ? [what, size, `≤ ${required}`, shown(measured), met(target)] : [what, size, `≥ ${required}×`, times(measured), met(target)];
}

function sizeOf(K, L) {
  return `K=${K} L=${L}`;
}
