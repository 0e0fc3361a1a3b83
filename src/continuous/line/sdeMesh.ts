/** Where a law and its mesh stand: cell masses between edges. */
export interface CellLaw {
  /** Shape [cells + 1], ascending. */
  readonly edges: Float64Array;
  /** Shape [cells], ≥ 0 up to the error of the method, sums to 1. */
  readonly masses: Float64Array;
}

export interface MeshOptions {
  readonly cells: number;
  /** Where the density jumps or bends on the scale `blur`. */
  readonly breaks: readonly number[];
  /** > 0. */
  readonly blur: number;
}

/** Share of the cells spread evenly over the range, so that gaps between modes are not left to one cell. */
const EVEN = 0.25;
/** Weight of a break: cells per unit of ln(distance), in units of cells per standard deviation. */
const BREAK = 0.35;
/** Weight of √|ρ′|, which is as large in the middle flank of a narrow mode as in its outer one. */
const BEND = 3;
/** Tails whose cells are not looked at. */
const BULK = 1e-4;
/** Mass beyond which a tail is left out. */
const TAIL = 1e-17;

/**
 * A mesh for the law given on another: cells per unit of length in proportion to
 *   ρ/g(F) + 3 √|ρ′| + even + Σ_breaks 0.35/(|x − e| + 2 blur),   g(F) = q √(2 ln(1/q)), q = min(F, 1 − F).
 * g is within a factor 1.5 of φ(Φ⁻¹(F)), so the first term is the slope of the normal score: about the same number of cells per standard deviation in
 * every mode and far into the tails. The second resolves the inner flanks of modes with a gap between them. Edges are then averaged over their neighbours.
 */
export function meshFor(law: CellLaw, { cells, breaks, blur }: MeshOptions): Float64Array {
  const { edges, masses } = law;
  const n = masses.length;
  const weight = new Float64Array(n);
  const [low, high] = rangeOf(law);
  const scores = scoreWeights(law);
  let total = 0;
  for (let i = 0; i < n; i++) total += weightIn(edges[i], edges[i + 1], low, high, scores[i]);
  for (let i = 0; i < n; i++) {
    const [a, b] = [clamp(edges[i], low, high), clamp(edges[i + 1], low, high)];
    weight[i] = weightIn(edges[i], edges[i + 1], low, high, scores[i]) + (EVEN * total * (b - a)) / (high - low);
    for (const e of breaks) if (b > a) weight[i] += BREAK * (logDistance(b - e, 2 * blur) - logDistance(a - e, 2 * blur));
  }
  return evened(inverted(edges, weight, low, high, cells));
}

/** The part of a cell's weight that is inside the range. */
function weightIn(left: number, right: number, low: number, high: number, weight: number): number {
  const inside = clamp(right, low, high) - clamp(left, low, high);
  return (weight * inside) / (right - left);
}

/** ∫_0^x dy/(|y| + scale). */
function logDistance(x: number, scale: number): number {
  return Math.sign(x) * Math.log1p(Math.abs(x) / scale);
}

/** Mass over g(F) plus 3 √|ρ′| times its size, for each cell; the tail above the median is summed from its own end, so that it keeps its digits. */
function scoreWeights({ edges, masses }: CellLaw): Float64Array {
  const n = masses.length;
  const below = new Float64Array(n);
  const above = new Float64Array(n);
  for (let i = 0, sum = 0; i < n; sum += masses[i++]) below[i] = sum + masses[i] / 2;
  for (let i = n - 1, sum = 0; i >= 0; sum += masses[i--]) above[i] = sum + masses[i] / 2;
  const density = masses.map((mass, i) => mass / (edges[i + 1] - edges[i]));
  return masses.map((mass, i) => {
    const tail = Math.min(below[i], above[i]);
    const [left, right] = [Math.max(0, i - 1), Math.min(n - 1, i + 1)];
    const rise = (2 * Math.abs(density[right] - density[left])) / (edges[right] + edges[right + 1] - edges[left] - edges[left + 1]);
    const bent = BEND * Math.sqrt(rise) * (edges[i + 1] - edges[i]);
    return bent + (tail > 0 ? mass / (tail * Math.sqrt(2 * Math.log(1 / Math.min(tail, 0.5)))) : 0);
  });
}

/** The range to cover: the tails below `TAIL` are left out, then each side grows by a twentieth of its distance from the median. */
function rangeOf({ edges, masses }: CellLaw): readonly [number, number] {
  const n = masses.length;
  let first = 0;
  for (let sum = masses[0]; sum < TAIL && first < n - 1; sum += masses[first]) first++;
  let last = n - 1;
  for (let sum = masses[n - 1]; sum < TAIL && last > 0; sum += masses[last]) last--;
  let middle = 0;
  for (let sum = masses[0]; sum < 0.5 && middle < n - 1; sum += masses[middle]) middle++;
  const centre = (edges[middle] + edges[middle + 1]) / 2;
  return [edges[first] - 0.05 * (centre - edges[first]), edges[last + 1] + 0.05 * (edges[last + 1] - centre)];
}

/** Points at equal steps of the cumulated weight; beyond the old edges the range is reached in straight lines. */
function inverted(edges: Float64Array, weight: Float64Array, low: number, high: number, cells: number): Float64Array {
  let total = 0;
  for (let i = 0; i < weight.length; i++) total += weight[i];
  const mesh = new Float64Array(cells + 1);
  let cell = 0;
  let passed = 0;
  for (let j = 1; j < cells; j++) {
    const wanted = (total * j) / cells;
    while (cell < weight.length - 1 && passed + weight[cell] < wanted) passed += weight[cell++];
    const [a, b] = [clamp(edges[cell], low, high), clamp(edges[cell + 1], low, high)];
    mesh[j] = a + (b - a) * Math.min(1, (wanted - passed) / weight[cell]);
  }
  mesh[0] = low;
  mesh[cells] = high;
  return mesh;
}

/** The mesh with every inner edge averaged over its neighbours, which smooths the map from index to place and moves no edge by more than a few cells. */
function evened(mesh: Float64Array): Float64Array {
  const n = mesh.length - 1;
  let edges = mesh;
  for (let pass = 0; pass < 12; pass++) {
    const before = edges;
    edges = before.map((x, j) => (j === 0 || j === n ? x : (before[j - 1] + 2 * x + before[j + 1]) / 4));
  }
  return edges;
}

/**
 * Whether a mesh still serves a law for which `fresh` would be made: no cell in the bulk is larger than 1.4 times the fresh one there, and less than 1e-15 has come to an end.
 */
export function serves({ edges, masses }: CellLaw, fresh: Float64Array): boolean {
  if (masses[0] > 1e-15 || masses[masses.length - 1] > 1e-15) return false;
  let [below, j] = [0, 0];
  for (let i = 0; i < masses.length; i++) {
    const middle = (edges[i] + edges[i + 1]) / 2;
    below += masses[i];
    if (!(below > BULK && below < 1 - BULK)) continue;
    while (j < fresh.length - 2 && fresh[j + 1] <= middle) j++;
    if (edges[i + 1] - edges[i] > 1.4 * (fresh[j + 1] - fresh[j])) return false;
  }
  return true;
}

/**
 * Every cell cut in two, by the cubic through the four nearest edges: the points of the finer mesh lie on the same smooth map, so that errors are series in the square of the cell size.
 * A cut that would not lie well inside its cell is made in the middle.
 */
export function bisected(edges: Float64Array): Float64Array {
  const n = edges.length - 1;
  const result = new Float64Array(2 * n + 1);
  for (let i = 0; i <= n; i++) result[2 * i] = edges[i];
  for (let i = 0; i < n; i++) {
    const [a, b] = [edges[i], edges[i + 1]];
    const before = i > 0 ? edges[i - 1] : 3 * a - 3 * b + edges[i + 2];
    const after = i < n - 1 ? edges[i + 2] : 3 * b - 3 * a + edges[i - 1];
    const cut = (9 * (a + b) - before - after) / 16;
    const inside = (cut - a) / (b - a);
    result[2 * i + 1] = inside > 0.25 && inside < 0.75 ? cut : (a + b) / 2;
  }
  return result;
}

function clamp(x: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, x));
}
