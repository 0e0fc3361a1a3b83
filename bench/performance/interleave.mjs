/** @file Candidates timed in turn, round by round, so that whatever else the machine does meets them all. */

/** Rounds where one takes up to a second; a turn of more than that is timed as often as fits in SECONDS. */
const MOST_ROUNDS = 15;
const LEAST_ROUNDS = 7;
const SECONDS = 3;

/**
 * One warm-up each, then rounds. A candidate returns ns for each of what is counted, or an object with `ns` and more to keep; null where it
 * cannot answer (left out of the record); without a number of its own it is timed here. A warm-up of more than five seconds counts as the one reading.
 *
 * @param {{ per: number, quick: boolean }} how `per`: what a call's own time is divided by
 * @param {Record<string, null | false | undefined | (() => unknown)>} candidates
 * @returns {Promise<Record<string, { min: number, median: number, rounds: number }>>}
 */
export async function interleave({ per, quick }, candidates) {
  const given = Object.entries(candidates).filter(([, call]) => call);
  const readings = new Map();
  let round = 0;
  for (const [name, call] of given) {
    const start = performance.now();
    const reading = await read(call, per);
    const seconds = (performance.now() - start) / 1000;
    if (reading === null) continue;
    const once = seconds > 5;
    readings.set(name, { call, seconds, values: once ? [reading.ns] : [], last: reading, once });
    if (!once) round += seconds;
  }
  const rounds = quick ? 2 : round <= 1 ? Math.max(LEAST_ROUNDS, Math.min(MOST_ROUNDS, Math.floor(SECONDS / round))) : LEAST_ROUNDS;
  for (let j = 0; j < rounds; j++) {
    for (const reading of readings.values()) {
      const most = reading.once ? 0 : Math.max(2, Math.ceil((round <= 1 ? Infinity : SECONDS) / reading.seconds));
      if (j >= most) continue;
      const next = await read(reading.call, per);
      if (next !== null) reading.values.push(next.ns);
    }
  }
  return Object.fromEntries(Array.from(readings, ([name, { values, last }]) => [name, summary(values, last)]));
}

/** A candidate whose one answer is too short to be timed: the mean of several. */
export function repeated(times, call) {
  return () => {
    const start = performance.now();
    for (let j = 0; j < times; j++) call();
    return ((performance.now() - start) * 1e6) / times;
  };
}

async function read(call, per) {
  globalThis.gc?.();
  const start = performance.now();
  const own = await call();
  const ns = ((performance.now() - start) * 1e6) / per;
  if (own === null) return null;
  if (typeof own === "number") return { ns: own };
  return typeof own === "object" && "ns" in own ? own : { ns };
}

function summary(values, { ns: _ns, ...more }) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const median = sorted.length % 2 === 1 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
  return { min: digits(sorted[0]), median: digits(median), rounds: sorted.length, ...more };
}

/** Four digits. */
export function digits(value) {
  return Number(value.toPrecision(4));
}
