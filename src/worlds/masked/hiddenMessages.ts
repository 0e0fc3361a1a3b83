import type { HiddenMarkovModel } from "./hiddenMarkovDenoiser.ts";

/** Forward-backward messages of a hidden Markov model, computed when asked for and kept while the sites behind them stay. */
export interface HiddenMessages {
  /** α_i(h) β_i(h) times e^{−log} = p(revealed sites other than i, h_i = h); shape [H], overwritten by the next call. */
  readonly joined: (site: number) => { readonly values: Float64Array; readonly log: number };
  /** log p(revealed sites), nats. */
  readonly logEvidence: () => number;
  /** Changes a site's token; K masks it. */
  readonly set: (site: number, token: number) => void;
}

export function hiddenMessages(model: HiddenMarkovModel): HiddenMessages {
  const { alphabet: K, length, initial, emission } = model;
  const tokens = new Int32Array(length).fill(K);
  /** p(token shown at site | h), 1 for a masked site. */
  const shown: Shown = (site, h) => (tokens[site] === K ? 1 : emission[h * K + tokens[site]]);
  const forward = forwardPass(model, shown);
  const backward = backwardPass(model, shown);
  const values = new Float64Array(initial.length);
  const joined = (site: number) => {
    const log = forward.predict(site, values) + backward.weigh(site, values);
    return { values, log };
  };
  return {
    joined,
    logEvidence: () => {
      const site = Math.min(forward.reached(), length - 1);
      const { log } = joined(site);
      let total = 0;
      for (let h = 0; h < values.length; h++) total += values[h] * shown(site, h);
      return log + Math.log(total);
    },
    set: (site, token) => {
      tokens[site] = token;
      forward.forget(site);
      backward.forget(site);
    },
  };
}

type Shown = (site: number, h: number) => number;

/** α: the law of the hidden state given all revealed before, scaled; kept for the sites up to the first change. */
function forwardPass({ length, initial, transitions }: HiddenMarkovModel, shown: Shown) {
  const H = initial.length;
  const filtered = new Float64Array(length * H);
  const logs = new Float64Array(length);
  const work = new Float64Array(H);
  let reached = 0;
  const next = (site: number, out: Float64Array): void => {
    if (site === 0) out.set(initial);
    else rowTimes(filtered, (site - 1) * H, transitions[site - 1], out);
  };
  return {
    /** Number of sites whose message is known. */
    reached: () => reached,
    forget: (site: number): void => {
      reached = Math.min(reached, site);
    },
    /** Writes p(revealed before the site, h) e^{−log} to `out` and returns the log. */
    predict: (site: number, out: Float64Array): number => {
      for (; reached < site; reached++) {
        next(reached, work);
        for (let h = 0; h < H; h++) work[h] *= shown(reached, h);
        logs[reached] = (reached === 0 ? 0 : logs[reached - 1]) + scaleInto(work, filtered, reached * H);
      }
      next(site, out);
      return site === 0 ? 0 : logs[site - 1];
    },
  };
}

/** β: the probability of all revealed after the site given its hidden state, scaled; kept for the sites from the last change on. */
function backwardPass({ length, initial, transitions }: HiddenMarkovModel, shown: Shown) {
  const H = initial.length;
  const later = new Float64Array(length * H).fill(1);
  const logs = new Float64Array(length);
  const weighted = new Float64Array(H);
  const work = new Float64Array(H);
  let reached = length - 1;
  return {
    forget: (site: number): void => {
      reached = Math.max(reached, site);
    },
    /** Multiplies `values` by p(revealed after the site | h) e^{−log} and returns the log. */
    weigh: (site: number, values: Float64Array): number => {
      for (; reached > site; reached--) {
        for (let h = 0; h < H; h++) weighted[h] = shown(reached, h) * later[reached * H + h];
        timesColumn(transitions[reached - 1], weighted, work);
        logs[reached - 1] = logs[reached] + scaleInto(work, later, (reached - 1) * H);
      }
      for (let h = 0; h < H; h++) values[h] *= later[site * H + h];
      return logs[site];
    },
  };
}

/** out(h) = Σ_g values[at + g] T(g, h). */
function rowTimes(values: Float64Array, at: number, matrix: Float64Array, out: Float64Array): void {
  const H = out.length;
  out.fill(0);
  for (let g = 0; g < H; g++) {
    const mass = values[at + g];
    if (mass > 0) for (let h = 0; h < H; h++) out[h] += mass * matrix[g * H + h];
  }
}

/** out(g) = Σ_h T(g, h) values[h]. */
function timesColumn(matrix: Float64Array, values: Float64Array, out: Float64Array): void {
  const H = out.length;
  for (let g = 0; g < H; g++) {
    let total = 0;
    for (let h = 0; h < H; h++) total += matrix[g * H + h] * values[h];
    out[g] = total;
  }
}

/** Writes values over their largest entry and returns its log; −∞ and zeros where all are 0. */
function scaleInto(values: Float64Array, out: Float64Array, at: number): number {
  let largest = 0;
  for (const value of values) if (value > largest) largest = value;
  for (let h = 0; h < values.length; h++) out[at + h] = largest > 0 ? values[h] / largest : 0;
  return Math.log(largest);
}
