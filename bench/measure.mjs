/** @file Timing for benchmarks: one warm-up, repetitions, min, median and max on one JSON line. */

/**
 * @param {string} name
 * @param {number} states lattice states that one call works through
 * @param {number} repetitions
 * @param {() => number} call returns something observable, so that nothing is optimised away
 */
export function bench(name, states, repetitions, call) {
  let sink = call();
  const milliseconds = Array.from({ length: repetitions }, () => {
    globalThis.gc?.();
    const start = performance.now();
    sink += call();
    return performance.now() - start;
  }).sort((a, b) => a - b);
  const at = (share) => milliseconds[Math.min(repetitions - 1, Math.floor(share * repetitions))];
  const round = (value) => Number(value.toPrecision(4));
  const line = {
    name,
    unit: "ms",
    min: round(at(0)),
    median: round(at(0.5)),
    max: round(at(1)),
    repetitions,
    states,
    "ns/state (median)": round((at(0.5) * 1e6) / states),
    "states/s (median)": round((states / at(0.5)) * 1e3),
    node: process.version,
    finite: Number.isFinite(sink),
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
