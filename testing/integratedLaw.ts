/** @file The forward equation of a reveal chain whose rates vary along the clock, integrated state by state. */
import { allMasked, type Generator, generator } from "./generator.ts";
import type { RevealChain } from "./revealChain.ts";

/**
 * Law at clock u of a process with rates Q(u): law′ = law · Q(u), by the classical Runge-Kutta method, error ∝ steps^−4.
 *
 * @param chainAt the chain at a clock value; smooth in between
 * @param steps   steps · (1 / largest rate) must stay well above u / 2.7, else the method is unstable
 * @param start   law at clock 0, shape [(alphabet + 1)^length]; all masked when left out
 * @returns shape [(alphabet + 1)^length]
 */
export function integratedLaw(chainAt: (u: number) => RevealChain, u: number, steps: number, start?: Float64Array): Float64Array {
  const step = u / steps;
  let next = generator(chainAt(0));
  let law = start ?? allMasked(next.size);
  for (let k = 0; k < steps; k++) {
    const [now, middle, end] = [next, generator(chainAt((k + 0.5) * step)), generator(chainAt((k + 1) * step))];
    const first = slope(law, now);
    const second = slope(moved(law, first, step / 2), middle);
    const third = slope(moved(law, second, step / 2), middle);
    const fourth = slope(moved(law, third, step), end);
    law = law.map((value, s) => value + (step / 6) * (first[s] + 2 * second[s] + 2 * third[s] + fourth[s]));
    next = end;
  }
  return law;
}

function slope(law: Float64Array, { size, entries }: Generator): Float64Array {
  const out = new Float64Array(size);
  for (let from = 0; from < size; from++) {
    if (law[from] !== 0) for (let to = 0; to <= from; to++) out[to] += law[from] * entries[from * size + to];
  }
  return out;
}

function moved(law: Float64Array, along: Float64Array, step: number): Float64Array {
  return law.map((value, s) => value + step * along[s]);
}
