/** @file Exact conditionals at length 1024: one guided sample (w = 2, rule tokens) site by site, in random order or from left to right. A "state" is a token. */
import { stream } from "../dist/random/stream.js";
import { hiddenMarkovWorld } from "../dist/worlds/masked/hiddenMarkov.js";
import { denoiserPairOf } from "../dist/worlds/masked/largeWorld.js";
import { markovWorld } from "../dist/worlds/masked/markov.js";
import { productMixtureWorld } from "../dist/worlds/masked/productMixture.js";
import { bench } from "./measure.mjs";

const length = 1024;
const rng = stream(0, "bench large worlds");

/** A pool of laws: rows may repeat, so that a specification of 1024 × 64 rows is small. */
const pool = (size) => Array.from({ length: 256 }, () => law(size));
const from = (rows) => rows[Math.floor(rng() * rows.length)];

{
  const rows = pool(256);
  const component = () => ({ weight: 1, sites: Array.from({ length }, () => from(rows)) });
  const mixture = () => ({ weight: 1, components: Array.from({ length: 64 }, component) });
  run("product mixture, K=256 M=64, 2 classes", productMixtureWorld({ alphabet: 256, length, classes: { a: mixture(), b: mixture() } }), 3);
}
for (const alphabet of [32, 256]) {
  const chain = () => ({ weight: 1, initial: law(alphabet), transition: Array.from({ length: alphabet }, () => law(alphabet)) });
  run(`Markov chain, K=${alphabet}, 2 classes`, markovWorld({ alphabet, length, classes: { a: chain(), b: chain() } }), 3);
}
{
  const model = () => ({
    weight: 1,
    initial: law(32),
    transition: Array.from({ length: 32 }, () => law(32)),
    emission: Array.from({ length: 32 }, () => law(256)),
  });
  run("hidden Markov model, H=32 K=256, 2 classes", hiddenMarkovWorld({ alphabet: 256, length, classes: { a: model(), b: model() } }), 3);
}

function run(name, world, repetitions) {
  const pair = denoiserPairOf(world, "a");
  const sites = Array.from({ length }, (_, site) => site);
  const shuffled = sites
    .map((site) => [rng(), site])
    .sort(([a], [b]) => a - b)
    .map(([, site]) => site);
  bench(`${name}, L=${length}, left to right`, length, repetitions, () => sample(pair, sites));
  bench(`${name}, L=${length}, random order`, length, repetitions, () => sample(pair, shuffled));
}

/** One sample: at each site the tokens are drawn from p_c^3 p^−2, normalised. */
function sample({ cond, uncond }, order) {
  const K = cond.alphabet;
  const [a, b] = [cond.open(), uncond.open()];
  const [c, u] = [new Float64Array(K), new Float64Array(K)];
  let log = 0;
  for (const site of order) {
    a.logConditional(site, c, 0);
    b.logConditional(site, u, 0);
    let largest = -Infinity;
    for (let v = 0; v < K; v++) {
      c[v] += 2 * (c[v] - u[v]);
      largest = Math.max(largest, c[v]);
    }
    let total = 0;
    for (let v = 0; v < K; v++) {
      c[v] = Math.exp(c[v] - largest);
      total += c[v];
    }
    let left = rng() * total;
    let token = 0;
    while (token < K - 1 && left >= c[token]) left -= c[token++];
    a.reveal(site, token);
    b.reveal(site, token);
    log += token;
  }
  return log;
}

/** Entries exponential to the fourth power (a few likely tokens), normalised. */
function law(size) {
  const values = Float64Array.from({ length: size }, () => Math.log(1 - rng()) ** 4);
  const total = values.reduce((sum, value) => sum + value, 0);
  return values.map((value) => value / total);
}
