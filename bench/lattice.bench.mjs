/** @file The plain TypeScript lattice engine, one process: marginal cubes (once a world), terminal law (per w), law at a clock. */
import { dynamics, lawAtClock, pairCubes, stillMasked, visitProbabilities } from "../dist/index.js";
import { bench } from "./measure.mjs";
import { randomPair } from "./randomPair.mjs";

for (const [alphabet, length, repetitions] of [
  [9, 6, 15],
  [9, 7, 15],
  [2, 16, 5],
  [64, 3, 15],
]) {
  const pair = randomPair(alphabet, length);
  const size = `K=${alphabet} L=${length}`;
  const cubes = pairCubes(pair);
  const { states } = cubes.space;
  bench(`marginal cubes with logarithms, ${size}`, states, Math.min(5, repetitions), () => pairCubes(pair).logRatio[0]);
  bench(`terminal law at w=3, rates, ${size}`, states, repetitions, () => visitProbabilities(dynamics(cubes, "rates", 3))[0]);
  bench(`terminal law at w=3, tokens, ${size}`, states, repetitions, () => visitProbabilities(dynamics(cubes, "tokens", 3))[0]);
  if (states > 2e6) continue;
  const process = dynamics(cubes, "rates", 3);
  bench(`law at u=1, rates, ${size}`, states, 5, () => lawAtClock(process, 1)[0]);
  bench(`still masked at u=40, rates, ${size}`, states, 3, () => stillMasked(process, 40).probability);
}
