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

/**
 * Held: for sites below `ahead`, the law of the hidden state at the site and all revealed up to and with it, scaled; for sites from `back` on,
 * the scaled probability of all revealed after the site. A change at s leaves what comes before s in the first and s and after in the second.
 */
export function hiddenMessages({ alphabet: K, length, initial, transitions, emission }: HiddenMarkovModel): HiddenMessages {
  const H = initial.length;
  const tokens = new Int32Array(length).fill(K);
  const filtered = new Float64Array(length * H);
  const filteredLog = new Float64Array(length);
  const later = new Float64Array(length * H).fill(1);
  const laterLog = new Float64Array(length);
  const predicted = new Float64Array(H);
  const weighted = new Float64Array(H);
  let ahead = 0;
  let back = length - 1;
  /** p(token shown at site | h), 1 for a masked site. */
  const shown = (site: number, h: number): number => (tokens[site] === K ? 1 : emission[h * K + tokens[site]]);
  const predict = (site: number): void => {
    if (site === 0) predicted.set(initial);
    else rowTimes(filtered, (site - 1) * H, transitions[site - 1], predicted);
  };
  const extendAhead = (to: number): void => {
    for (; ahead < to; ahead++) {
      predict(ahead);
      for (let h = 0; h < H; h++) predicted[h] *= shown(ahead, h);
      const log = scaleInto(predicted, filtered, ahead * H);
      filteredLog[ahead] = (ahead === 0 ? 0 : filteredLog[ahead - 1]) + log;
    }
  };
  const extendBack = (to: number): void => {
    for (; back > to; back--) {
      for (let h = 0; h < H; h++) weighted[h] = shown(back, h) * later[back * H + h];
      timesColumn(transitions[back - 1], weighted, predicted);
      laterLog[back - 1] = laterLog[back] + scaleInto(predicted, later, (back - 1) * H);
    }
  };
  const joined = (site: number) => {
    extendAhead(site);
    extendBack(site);
    predict(site);
    for (let h = 0; h < H; h++) predicted[h] *= later[site * H + h];
    return { values: predicted, log: (site === 0 ? 0 : filteredLog[site - 1]) + laterLog[site] };
  };
  return {
    joined,
    logEvidence: () => {
      const site = Math.min(ahead, length - 1);
      const { values, log } = joined(site);
      let total = 0;
      for (let h = 0; h < H; h++) total += values[h] * shown(site, h);
      return log + Math.log(total);
    },
    set: (site, token) => {
      tokens[site] = token;
      ahead = Math.min(ahead, site);
      back = Math.max(back, site);
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
