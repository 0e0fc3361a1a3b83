/** @file The growth plots of docs/performance.md as figures' data, from the results of one run. */
import { allOf } from "./lookup.mjs";
import { EXPM, FLOW, LAW } from "./quantities.mjs";

const log = (label) => ({ label, scale: "log" });
const linear = (label) => ({ label, scale: "linear" });
const WAYS = [
  ["kernels", "kernels, one thread"],
  ["kernels, 2 threads", "kernels, two threads"],
  ["NumPy", "NumPy"],
  ["plain", "plain TypeScript"],
];

/** @returns records of kind `curves` */
export function figures(results) {
  const laws = allOf(results, { quantity: LAW });
  const clocks = allOf(results, { quantity: EXPM, K: 9, L: 4 });
  const flows = allOf(results, { quantity: FLOW });
  const ms = (per) => (measurement, median) => (median * per(measurement)) / 1e6;
  const whole = ms(({ states }) => states);
  return [
    {
      ...head("performance-alphabet", "One terminal law against the alphabet, L = 4", "Medians in ms, rule rates, w = 3; (K+1)^4 states."),
      x: log("K, tokens a site"),
      y: log("ms a law"),
      series: curves(
        laws.filter(({ L }) => L === 4),
        "K",
        whole,
      ),
    },
    ...[2, 9].map((K) => ({
      ...head(
        `performance-length-${K}`,
        `One terminal law against the length, K = ${K}`,
        `Medians in ms, rule rates, w = 3; ${K + 1}^L states.`,
      ),
      x: { ...linear("L, sites"), shown: K === 2 ? [4, 14] : [2, 7] },
      y: log("ms a law"),
      series: curves(
        laws.filter((law) => law.K === K),
        "L",
        whole,
      ),
    })),
    {
      ...head(
        "performance-weight",
        "One law at clock 1 against w, K = 9, L = 4",
        "Medians in ms. The rates grow with w, and with them the steps of a solver; the contour's nodes do not.",
      ),
      x: linear("w (−1 unconditional, 0 conditional)"),
      y: log("ms a law"),
      series: curves(clocks, "w", whole, [
        ["kernels", "kernels, one thread"],
        ["expm_multiply", "SciPy, expm_multiply"],
      ]),
    },
    {
      ...head(
        "performance-particles",
        "Guided flow against the number of particles",
        "Medians in ms of 50 Heun steps, 16 components in the plane, preparing the levels' constants included.",
      ),
      x: log("particles"),
      y: log("ms"),
      series: curves(
        flows,
        "particles",
        ms(({ particles, steps }) => particles * steps),
      ),
    },
  ];
}

function head(id, title, caption) {
  return { kind: "curves", id, title, caption };
}

/** A line for each way that was timed, through all its points. */
function curves(measurements, along, value, ways = WAYS) {
  const sorted = measurements.toSorted((a, b) => a[along] - b[along]);
  return ways.flatMap(([key, name]) => {
    const timed = sorted.filter(({ candidates }) => candidates[key]);
    if (timed.length === 0) return [];
    const y = timed.map((measurement) => value(measurement, measurement.candidates[key].median));
    return [{ name, mark: "line", x: timed.map((measurement) => measurement[along]), y }];
  });
}
