/** @file Tables of what is computed on whole lattices, of its parts, and the fewest bytes that it moves. */
import { allOf, candidatesOf } from "./lookup.mjs";
import { ELEMENTARY, PARTS } from "./quantities.mjs";
import { ratio, shown, table, times } from "./words.mjs";

const SIZES = [
  [9, 6],
  [9, 7],
  [2, 14],
  [64, 3],
  [31, 4],
  [32, 2],
];
const ONE = "kernels";
const TWO = "kernels, 2 threads";

/** Medians in ns per state (and weight), and their ratios; `floor`: least bytes to be moved for a state. */
export function latticeTable(results, quantity, floor) {
  const rows = SIZES.map(([K, L]) => {
    const candidates = candidatesOf(results, { quantity, K, L });
    const median = (name) => shown(candidates?.[name]?.median);
    const least = results.triadGBs === null ? null : floor(K, L) / results.triadGBs;
    const own = candidates?.[ONE]?.median;
    // Two cubes that fit the caches of a core need not go to memory.
    const inCaches = 16 * (K + 1) ** L < 1e6;
    return [
      `${K}, ${L}`,
      ...[ONE, TWO, "plain", "NumPy", "C -O3", "C -Ofast"].map(median),
      times(ratio(candidates, "NumPy", ONE)),
      times(ratio(candidates, "NumPy", TWO)),
      times(ratio(candidates, "plain", ONE)),
      times(ratio(candidates, "C -Ofast", ONE)),
      inCaches || least === null || own === undefined ? "-" : `${shown(least)} (${times(own / least)})`,
    ];
  });
  const head = [
    ...["K, L", "one thread", "two", "plain", "NumPy", "C -O3", "C -Ofast"],
    ...["NumPy / one", "NumPy / two", "plain / one", "C -Ofast / one", "floor (one / floor)"],
  ];
  return table(head, dropEmpty(rows));
}

/** What nobody was asked for is no row of dashes. */
function dropEmpty(rows) {
  return rows.filter(([, ...cells]) => cells.some((cell) => cell !== "-"));
}

const complete = (K, L) => (K / (K + 1)) ** L;

/** Two laws in, two cubes out. */
export function floorOfCubes(K, L) {
  return 16 * (1 + complete(K, L));
}

/** A law and, for each state with two masks or more, a complex number a node written and read. */
export function floorOfClock(K, L) {
  const few = complete(K, L) * (1 + L / K);
  const nodes = L <= 3 ? 12 : L <= 10 ? 16 : 20;
  return 40 + 2 * 16 * nodes * (1 - few);
}

export function partsTable(results) {
  const found = allOf(results, { quantity: PARTS });
  const names = Object.keys(found[0].candidates);
  const row = (name) => [name, ...found.map(({ candidates }) => shown(candidates[name].median))];
  return table(["part", ...found.map(({ K, L }) => `K=${K} L=${L}`)], names.map(row));
}

export function elementaryTable(results) {
  const row = ({ name, candidates }) => [name, ...["kernels", "plain", "NumPy"].map((of) => shown(candidates[of]?.median))];
  return table(["", "kernels", "`Math`", "NumPy"], allOf(results, { quantity: ELEMENTARY }).map(row));
}
