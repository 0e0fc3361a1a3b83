/**
 * @file Density of the flow's law on a grid. On panels where its logarithm is smooth it is a polynomial through a few points that are followed, and is
 * compared with others that are followed too; elsewhere every point is followed.
 */

import { ARRIVED, LEFT } from "../blockFlow.ts";
import type { GuidedField, Start } from "../guidedField.ts";
import { type FlowDensity, type FlowDensityOptions, flowDensity } from "./flowDensity.ts";
import { type GridPanel, panelIndices, panelsOf, quartersOf } from "./gridPanels.ts";
import { panelNodes, panelValues, panelWeights } from "./panelRule.ts";
import type { PlaneGrid } from "./planeLaw.ts";

/** Largest panels, in points a side. */
const LARGEST = 32;
/** A panel is worth trying from this many points of the grid on: some 90 are followed for it. */
const WORTH = 250;
/** What the polynomial may err by relative to the largest density, as a part of the tolerance; and its logarithm. */
const [SHARE, LOOSEST] = [1.5, 0.02];
/** The largest difference at the compared points may be this many times smaller than the largest of all. */
const CHECK_SAFETY = 4;
/** What errors of nodes in a panel's own tail add at its peak, as a part of the tolerance. */
const NODES_ERR = 0.05;
/** log density below the largest from which on a panel's logarithm may be as wrong as it is: the density is below 1e-6 of the largest. */
const NEGLIGIBLE = 14;
/** Where the polynomial is compared: parts of a panel's sides, beside the middles between nodes. */
const COMPARED: readonly (readonly [number, number])[] = [
  [0.02, 0.02],
  [0.98, 0.02],
  [0.02, 0.98],
  [0.98, 0.98],
  [0.4, 0.09],
  [0.6, 0.91],
  [0.09, 0.6],
  [0.91, 0.4],
  [0.25, 0.25],
  [0.75, 0.25],
  [0.25, 0.75],
  [0.75, 0.75],
];

/**
 * @param points  of the grid, shape [n, 2]; those moved off the grid's lines are followed
 * @param reached 0 for points of density 0 that are not to be followed, 1 for the others; null for none of the former
 */
export function flowGridDensity(
  field: GuidedField,
  start: Start,
  grid: PlaneGrid,
  points: Float64Array,
  reached: Uint8Array | null,
  options: FlowDensityOptions,
): FlowDensity {
  const { tolerance = 2e-6 } = options;
  const columns = grid.x.length;
  const logDensity = new Float64Array(points.length / 2).fill(-Infinity);
  const status = new Uint8Array(logDensity.length).fill(LEFT);
  let [error, steps, top] = [0, 0, -Infinity];
  const direct: Int32Array[] = [];
  let pending = panelsOf(grid, LARGEST);
  while (pending.length > 0) {
    const tried: GridPanel[] = [];
    for (const panel of pending) {
      const indices = panelIndices(panel, columns);
      const due = reached ? indices.filter((i) => reached[i] === 1) : indices;
      if (due.length === indices.length && due.length >= WORTH && due.every(onLines)) tried.push(panel);
      else if (due.length > 0) for (const tile of tilesOf(panel).map(wanted)) if (tile.length > 0) direct.push(tile);
    }
    pending = followed(tried);
  }
  if (direct.length > 0) {
    const found = flowDensity(field, start, points, direct, { ...options, reached: top });
    for (const tile of direct) for (const i of tile) [logDensity[i], status[i]] = [found.logDensity[i], found.status[i]];
    error = Math.max(error, found.error);
    steps += found.steps;
  }
  return { logDensity, status, error, steps };

  function wanted(tile: Int32Array): Int32Array {
    return reached ? tile.filter((i) => reached[i] === 1) : tile;
  }

  function onLines(i: number): boolean {
    return points[2 * i] === grid.x[i % columns] && points[2 * i + 1] === grid.y[Math.floor(i / columns)];
  }

  function tilesOf(panel: GridPanel): Int32Array[] {
    let parts = [panel];
    while (parts.some(({ left, right, top: first, bottom }) => (right - left) * (bottom - first) > TILE)) parts = parts.flatMap(quartersOf);
    return parts.map((part) => panelIndices(part, columns));
  }

  /** Fills panels where a polynomial does; returns what is left to do. */
  function followed(panels: readonly GridPanel[]): GridPanel[] {
    if (panels.length === 0) return [];
    const nodes = panels.map(({ left, right, top: first, bottom }) => ({
      x: panelNodes(grid.x[left], grid.x[right - 1]),
      y: panelNodes(grid.y[first], grid.y[bottom - 1]),
    }));
    const compared = panels.map(({ left, right, top: first, bottom }) =>
      COMPARED.map(([u, v]) => (first + Math.round(v * (bottom - first - 1))) * columns + left + Math.round(u * (right - left - 1))),
    );
    const own = NODES + COMPARED.length;
    const asked = new Float64Array(2 * own * panels.length);
    panels.forEach((_, p) => {
      for (let k = 0; k < NODES; k++) asked.set([nodes[p].x[k % SIDE], nodes[p].y[Math.floor(k / SIDE)]], 2 * (p * own + k));
      compared[p].forEach((i, k) => {
        asked.set(points.subarray(2 * i, 2 * i + 2), 2 * (p * own + NODES + k));
      });
    });
    // A panel is one tile: its nodes need one tolerance, as an error in the tail would be carried to the peak.
    const tiles = panels.map((_, p) => ORDER.map((k) => p * own + k));
    const found = flowDensity(field, start, asked, tiles, { ...options, reached: top });
    steps += found.steps;
    top = found.logDensity.reduce((a, b) => Math.max(a, b), top);
    let filled = false;
    const left: GridPanel[] = [];
    panels.forEach((panel, p) => {
      const all = found.status.subarray(p * own, (p + 1) * own).every((s) => s === ARRIVED);
      const values = found.logDensity.subarray(p * own, (p + 1) * own);
      const fit = all ? fitted(panel, nodes[p], values) : null;
      const [wrong, far] = fit ? missed(panel, fit, compared[p], values) : [Infinity, Infinity];
      const deep = values.reduce((a, b) => Math.max(a, b), -Infinity) < top - NEGLIGIBLE;
      if (!fit || !(CHECK_SAFETY * wrong <= SHARE * tolerance && (far <= LOOSEST || deep))) {
        left.push(...quartersOf(panel));
        return;
      }
      panelIndices(panel, columns).forEach((i, k) => {
        [logDensity[i], status[i]] = [fit[k], ARRIVED];
      });
      filled = true;
      error = Math.max(error, found.error + CHECK_SAFETY * wrong + NODES_ERR * tolerance);
    });
    if (filled && !(found.error < Infinity)) error = Infinity;
    return left;
  }

  function fitted(panel: GridPanel, nodes: { x: Float64Array; y: Float64Array }, values: Float64Array): Float64Array {
    const ofX = panelWeights(nodes.x, grid.x.subarray(panel.left, panel.right));
    const ofY = panelWeights(nodes.y, grid.y.subarray(panel.top, panel.bottom));
    return panelValues(values.subarray(0, NODES), ofX, ofY);
  }

  /** Largest differences at the compared points: of densities relative to the largest, and of logarithms. */
  function missed(panel: GridPanel, fit: Float64Array, at: readonly number[], values: Float64Array): [number, number] {
    let [wrong, far] = [0, 0];
    at.forEach((i, k) => {
      const [column, row] = [(i % columns) - panel.left, Math.floor(i / columns) - panel.top];
      const [one, other] = [fit[row * (panel.right - panel.left) + column], values[NODES + k]];
      wrong = Math.max(wrong, Math.abs(Math.exp(one - top) - Math.exp(other - top)));
      far = Math.max(far, Math.abs(one - other));
    });
    return [wrong, far];
  }
}

const SIDE = panelNodes(0, 1).length;
const NODES = SIDE * SIDE;
/** Points of a tile at most. */
const TILE = 64;

/** A panel's nodes and compared points, quarter by quarter, so that what moves together is near together. */
const ORDER: Int32Array = Int32Array.from(
  [0, 1, 2, 3].flatMap((quarter) => {
    const unit = panelNodes(0, 1);
    const at = [...Array.from({ length: NODES }, (_, k) => [unit[k % SIDE], unit[Math.floor(k / SIDE)]] as const), ...COMPARED];
    return at.flatMap(([u, v], k) => ((u > 0.5 ? 1 : 0) + (v > 0.5 ? 2 : 0) === quarter ? [k] : []));
  }),
);
