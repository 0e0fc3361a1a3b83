import { totalVariation } from "../../measures/totalVariation.ts";
import type { Claim, Measured } from "../claim.ts";
import { deviation, experimentOf, instance } from "../instance.ts";
import { holdsWithin } from "../judge.ts";

const WEIGHTS = [0, 0.5, 1, 2, 4, 8, 16, 32, 64];
const DISJOINT = {
  kind: "table",
  alphabet: 6,
  length: 1,
  classes: { z1: { weight: 0.3, law: [0.5, 0.3, 0.2, 0, 0, 0] }, z2: { weight: 0.7, law: [0, 0, 0, 0.1, 0.4, 0.5] } },
};
/** Class z1 on the tokens 0..4, of which 0 and 1 are private (weights 1 : 2). */
const OVERLAP = { kind: "preset", name: "three-class-line" };
const PRIVATE = [0, 1];
const SHARED = [2, 3, 4];

export const d2: Claim = {
  id: "D2",
  paper: "2506.10971",
  title: "One site: private tokens keep their weights, shared ones fade",
  statement:
    "A class disjoint from the others keeps its law for every w. With overlap, private tokens keep their relative weights, shared ones are multiplied by (p_c/p)^w relative to them, and w → ∞ leaves p_c restricted to the private tokens.",
  formula: "law(x)/p_c(x) = (p_c(x)/p(x))^w / Z, which is a^{−w}/Z on a private token",
  tex: String.raw`$\frac{\mathrm{law}(x)}{p_c(x)}=\frac{1}{Z}\left(\frac{p_c(x)}{p(x)}\right)^{w}$, which is $\frac{a^{-w}}{Z}$ on a private token`,
  source: "Section 3, one-dimensional case",
  tolerance: 1e-10,
  experiments: [
    experimentOf({ world: OVERLAP, target: "z1", w: 4 }, "private and shared tokens"),
    experimentOf({ world: DISJOINT, target: "z1", w: 4 }, "a class disjoint from the other"),
  ],
  compute,
  judge: holdsWithin,
};

function compute(): Measured {
  const disjoint = Math.max(...WEIGHTS.map((w) => gap(instance({ world: DISJOINT, target: "z1", w }))));
  const runs = WEIGHTS.map((w) => instance({ world: OVERLAP, target: "z1", w }));
  const factors = runs.map(({ pair, terminal: { law } }, k) => {
    const factor = (v: number): number => law[v] / pair.conditional[v];
    const wanted = SHARED.map((v) => ((pair.conditional[v] / pair.unconditional[v]) * (pair.targetWeight ?? 1)) ** WEIGHTS[k]);
    const inside = PRIVATE.map((v) => factor(v) / factor(PRIVATE[0]) - 1);
    return Math.max(
      ...inside.map(Math.abs),
      deviation(
        SHARED.map((v) => factor(v) / factor(PRIVATE[0])),
        wanted,
      ),
    );
  });
  const last = runs[runs.length - 1];
  const limit = restricted(last.pair.conditional);
  const insideMoments = runs.map(({ terminal }) => momentsOf(restricted(terminal.law)));
  const computed = {
    "disjoint: largest TV(law, conditional)": disjoint,
    "overlap: largest deviation of a factor": Math.max(...factors),
    "w = 64: TV(law, p_c on private tokens)": totalVariation(last.terminal.law, limit),
    "private part: spread of mean and variance over w": Math.max(...insideMoments.map((value) => deviation(value, insideMoments[0]))),
  };
  const expected = Object.fromEntries(Object.keys(computed).map((name) => [name, 0]));
  return {
    computed,
    expected,
    method: "exact: lattice",
    hypotheses: [
      { text: "one site", met: last.pair.length === 1 },
      { text: "the target has private tokens", met: PRIVATE.every((v) => last.pair.conditional[v] > 0) },
      {
        text: "the target has shared tokens",
        met: SHARED.every((v) => last.pair.unconditional[v] > (last.pair.targetWeight ?? 1) * last.pair.conditional[v]),
      },
    ],
    figures: [weightCurves()],
  };
}

function gap({ terminal, pair }: ReturnType<typeof instance>): number {
  return totalVariation(terminal.law, pair.conditional);
}

/** A law on the private tokens only, normalised. */
function restricted(law: ArrayLike<number>): number[] {
  const mass = PRIVATE.reduce((sum, v) => sum + law[v], 0);
  return Array.from(law, (p, v) => (PRIVATE.includes(v) ? p / mass : 0));
}

function momentsOf(law: readonly number[]): readonly [number, number] {
  const mean = law.reduce((sum, p, v) => sum + p * v, 0);
  return [mean, law.reduce((sum, p, v) => sum + p * (v - mean) ** 2, 0)];
}

function weightCurves(): Measured["figures"][number] {
  const w = Array.from({ length: 49 }, (_, i) => i / 8);
  const laws = w.map((value) => instance({ world: OVERLAP, target: "z1", w: value }).terminal.law);
  return {
    kind: "curves",
    id: "d2-tokens",
    title: "One site: shared tokens fade, private ones keep their ratio",
    caption:
      "Three triangular classes on nine tokens, target z1 on tokens 0 to 4, of which 0 and 1 are private. Probability of each token in the law.",
    x: { label: "w (−1 unconditional, 0 conditional)", scale: "linear" },
    y: { label: "probability of the token in the law", scale: "linear" },
    series: [...PRIVATE, ...SHARED].map((v) => ({
      name: `token ${v} (${PRIVATE.includes(v) ? "private" : "shared"})`,
      mark: "line",
      x: w,
      y: laws.map((law) => law[v]),
    })),
  };
}
