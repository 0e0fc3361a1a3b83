/** Nodes on the line with their share of a law. */
export interface LineNodes {
  readonly points: Float64Array;
  readonly logDensity: Float64Array;
  /** p(x) times the node's length; sums to 1 nearly. */
  readonly weights: Float64Array;
}

/** Cells whose density is this far below the largest, in nats, are not refined. */
const NEGLIGIBLE = 40;
/** In a cell log p changes by at most this, and is this straight: what Simpson's rule integrates to 1e-4. */
const [CHANGE, BEND] = [0.7, 0.1];
const MOST_ROUNDS = 60;

/**
 * Simpson's rule on cells that are halved until log p is nearly straight in each: spikes, edges and valleys on any scale.
 *
 * @param logDensityAt log p at points
 * @param start ascending: the first cells
 */
export function lineNodes(logDensityAt: (points: Float64Array) => Float64Array, start: Float64Array): LineNodes {
  const [points, logDensity, weights]: [number[], number[], number[]] = [[], [], []];
  const ends = logDensityAt(start);
  const largest = ends.reduce((a, b) => Math.max(a, b));
  let cells: Cell[] = Array.from(start.subarray(1), (high, k) => ({ low: start[k], high, logLow: ends[k], logHigh: ends[k + 1] }));
  for (let round = 0; cells.length > 0; round++) {
    const middles = Float64Array.from(cells, ({ low, high }) => low + (high - low) / 2);
    const logs = logDensityAt(middles);
    const halves: Cell[] = [];
    cells.forEach((cell, k) => {
      const { low, high, logLow, logHigh } = cell;
      const [middle, log] = [middles[k], logs[k]];
      if (round < MOST_ROUNDS && bent(cell, log, largest)) {
        halves.push({ low, high: middle, logLow, logHigh: log }, { low: middle, high, logLow: log, logHigh });
        return;
      }
      points.push(low, middle, high);
      logDensity.push(logLow, log, logHigh);
      const sixth = (high - low) / 6;
      weights.push(sixth * Math.exp(logLow), 4 * sixth * Math.exp(log), sixth * Math.exp(logHigh));
    });
    cells = halves;
  }
  return { points: Float64Array.from(points), logDensity: Float64Array.from(logDensity), weights: Float64Array.from(weights) };
}

interface Cell {
  readonly low: number;
  readonly high: number;
  readonly logLow: number;
  readonly logHigh: number;
}

function bent({ logLow, logHigh }: Cell, log: number, largest: number): boolean {
  if (Math.max(logLow, log, logHigh) < largest - NEGLIGIBLE) return false;
  return Math.abs(logHigh - logLow) > CHANGE || Math.abs(log - (logLow + logHigh) / 2) > BEND;
}
