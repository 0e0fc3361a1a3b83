/** @file Experiments under test: the small world on which rules, orders and weights differ much, run and checked against an exact law. */

import { expect } from "vitest";
import { type MaskedLawRecord, runMaskedLaw } from "../../../src/studies/masked/law.ts";
import { runMaskedSampling } from "../../../src/studies/masked/sampling.ts";
import type { MaskedExperiment } from "../../../src/studies/masked/schema.ts";
import type { Resources } from "../../../src/studies/resources.ts";
import { compareFrequencies, drawsFor } from "../../../testing/l1Radius.ts";
import { fnv1a } from "../../../testing/namedRng.ts";
import { contrast, countsOf, l1 } from "../../masked/sampling/sampled.ts";
import { parseMasked } from "../given.ts";

const RISK = 1e-9;

/** Nothing on disk, and memory enough. */
export const resources: Resources = {
  memory: 2 ** 30,
  table: (file) => {
    throw new Error(`${file} must not be read`);
  },
};

const { alphabet, length, conditional, unconditional } = contrast;

/** `contrast` as two classes of weight ½: the other class is twice the mixture less the target. */
const world = {
  kind: "table",
  alphabet,
  length,
  classes: {
    first: { weight: 1, law: [...conditional] },
    second: { weight: 1, law: Array.from(unconditional, (p, x) => 2 * p - conditional[x]) },
  },
};

/** Guidance w = 3 by rates on `contrast`, in continuous time, with fields replaced. */
export function experiment(changes: Readonly<Record<string, unknown>> = {}): MaskedExperiment {
  return parseMasked({ world, target: "first", guidance: { rule: "rates", w: 3 }, ...changes });
}

/** The same with a sampler, a rule and a weight. */
export function sampledBy(sampler: object, rule = "rates", w: unknown = 3): MaskedExperiment {
  return experiment({ sampler, guidance: { rule, w } });
}

export function lawOf(of: MaskedExperiment, at: number | null = null): MaskedLawRecord {
  return runMaskedLaw(of, at, resources);
}

/** Samples as plain lists. */
export function tokensOf(of: MaskedExperiment, count: number, first = 0): number[][] {
  return Array.from(runMaskedSampling(of, resources, count, first).draws, ({ tokens }) => [...tokens]);
}

/** Network evaluations of some samples. */
export function nfeOf(of: MaskedExperiment, count = 5): number[] {
  return Array.from(runMaskedSampling(of, resources, count).draws, ({ nfe }) => nfe);
}

export interface Against {
  readonly name: string;
  readonly exact: Float64Array;
  /** Laws of wrong settings: the check must reject each. */
  readonly planted: Readonly<Record<string, Float64Array>>;
}

/**
 * Draws as many samples as tell the exact law from every planted one (risk 1e-9 each way, the nearest deciding), and expects that the
 * check accepts the law and rejects the planted ones. Seeded by the name.
 */
export function expectDraws(of: MaskedExperiment, { name, exact, planted }: Against): void {
  const nearest = Math.min(...Object.values(planted).map((law) => l1(exact, law)));
  expect(nearest, `${name}: the nearest planted law is too near to be told apart in a second`).toBeGreaterThan(0.06);
  const n = drawsFor(nearest, exact.length, RISK, RISK);
  const run = runMaskedSampling({ ...of, seed: fnv1a(name) }, resources, n);
  const counts = countsOf(run.draws, Math.round(exact.length ** (1 / run.length)), run.length);
  expect({ name, ...compareFrequencies(counts, exact, RISK) }).toMatchObject({ ok: true, n });
  for (const [wrong, law] of Object.entries(planted)) {
    expect({ wrong, ...compareFrequencies(counts, law, RISK) }).toMatchObject({ ok: false });
  }
}
