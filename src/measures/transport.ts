/** Largest number of support points on either side that {@link wassersteinLattice} solves exactly. */
export const TRANSPORT_LIMIT = 150;

/** Mass left over by rounding that is not worth moving. */
const DUST = 1e-15;

/**
 * W_q between two laws on {0..K-1}^L with the Euclidean distance between token vectors: exact, by successive shortest paths
 * (the transport problem's linear programme, with potentials). Complexity (n + m)³ or better in the numbers of support points.
 *
 * @param q order, 1 or 2
 * @returns null where a support has more than {@link TRANSPORT_LIMIT} points
 */
export function wassersteinLattice(
  p: ArrayLike<number>,
  r: ArrayLike<number>,
  shape: { alphabet: number; length: number },
  q: 1 | 2,
): number | null {
  const from = support(p);
  const to = support(r);
  if (from.length > TRANSPORT_LIMIT || to.length > TRANSPORT_LIMIT) return null;
  const points = (cells: readonly number[]) => cells.map((x) => tokens(x, shape));
  const cost = points(from).map((a) => points(to).map((b) => Math.hypot(...a.map((token, i) => token - b[i])) ** q));
  return (
    Math.max(
      0,
      cheapest(
        cost,
        from.map((x) => p[x]),
        to.map((x) => r[x]),
      ),
    ) **
    (1 / q)
  );
}

function support(law: ArrayLike<number>): readonly number[] {
  return Array.from({ length: law.length }, (_, x) => x).filter((x) => law[x] > DUST);
}

function tokens(x: number, { alphabet, length }: { alphabet: number; length: number }): readonly number[] {
  return Array.from({ length }, (_, i) => Math.floor(x / alphabet ** (length - 1 - i)) % alphabet);
}

/** Cost of the cheapest plan that moves the supplies to the demands. */
function cheapest(cost: readonly (readonly number[])[], supplies: readonly number[], demands: readonly number[]): number {
  const n = supplies.length;
  const m = demands.length;
  const supply = [...supplies];
  const demand = [...demands];
  const flow = cost.map(() => new Float64Array(m));
  const potential = new Float64Array(n + m);
  for (let source = 0; source < n; source++) {
    while (supply[source] > DUST) {
      const path = shortestPath(cost, flow, potential, source, demand);
      if (!path) break;
      let amount = Math.min(supply[source], demand[path.sink]);
      for (const [i, j, forward] of path.arcs) if (!forward) amount = Math.min(amount, flow[i][j]);
      for (const [i, j, forward] of path.arcs) flow[i][j] = forward ? flow[i][j] + amount : Math.max(0, flow[i][j] - amount);
      supply[source] -= amount;
      demand[path.sink] -= amount;
    }
  }
  return cost.reduce((sum, row, i) => row.reduce((part, unit, j) => part + unit * flow[i][j], sum), 0);
}

type Arc = readonly [source: number, sink: number, forward: boolean];

/** Dijkstra on reduced costs from one source to the nearest sink with open demand; nodes 0..n-1 are sources, n.. sinks. Updates potentials. */
function shortestPath(
  cost: readonly (readonly number[])[],
  flow: readonly Float64Array[],
  potential: Float64Array,
  source: number,
  demand: readonly number[],
): { sink: number; arcs: readonly Arc[] } | null {
  const n = cost.length;
  const size = n + demand.length;
  const distance = new Float64Array(size).fill(Infinity);
  const parent = new Int32Array(size).fill(-1);
  const done = new Uint8Array(size);
  distance[source] = 0;
  let end = -1;
  for (;;) {
    let node = -1;
    for (let k = 0; k < size; k++) if (!done[k] && distance[k] < Infinity && (node < 0 || distance[k] < distance[node])) node = k;
    if (node < 0) return null;
    done[node] = 1;
    if (node >= n && demand[node - n] > DUST) {
      end = node;
      break;
    }
    const [first, last] = node < n ? [n, size] : [0, n];
    for (let next = first; next < last; next++) {
      if (done[next] || (node >= n && flow[next][node - n] <= 0)) continue;
      const length = node < n ? cost[node][next - n] : -cost[next][node - n];
      const through = distance[node] + Math.max(0, length + potential[node] - potential[next]);
      if (through < distance[next]) {
        distance[next] = through;
        parent[next] = node;
      }
    }
  }
  for (let k = 0; k < size; k++) potential[k] += Math.min(distance[k], distance[end]);
  const arcs: Arc[] = [];
  for (let node = end; node !== source; node = parent[node]) {
    const before = parent[node];
    arcs.push(before < n ? [before, node - n, true] : [node, before - n, false]);
  }
  return { sink: end - n, arcs };
}
