import { trajectories } from "../continuous/trajectories.ts";
import { normalCdf } from "../numerics/normalCdf.ts";
import { type ContinuousSpec, continuousInstance } from "./continuousInstance.ts";

/** Where the flow on the line takes given values ξ of the standard normal noise, path by path: a second way to its law. */
export function endsOfPaths(spec: ContinuousSpec, xi: Float64Array): Float64Array {
  const { run } = continuousInstance(spec);
  const noise = xi.map((value) => run.start.sd * value);
  const { points } = trajectories(run.field(), run.start, noise, Float64Array.of(run.start.theta, 0), { tolerance: 1e-10 });
  return points.slice(xi.length);
}

/** The middles of n equally likely parts of the standard normal law. */
export function normalQuantiles(n: number): Float64Array {
  return Float64Array.from({ length: n }, (_, k) => normalQuantile((k + 0.5) / n));
}

/** Φ⁻¹ by bisection, to rounding. */
export function normalQuantile(probability: number): number {
  let [low, high] = [-9, 9];
  for (let k = 0; k < 60; k++) {
    const middle = (low + high) / 2;
    if (normalCdf(middle) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
