import type { Claim, Measured } from "../claim.ts";
import { experimentOf, instance } from "../instance.ts";
import { holdsWithin, listOf } from "../judge.ts";

const WORLD = { kind: "preset", name: "overlapping-cubes", parameters: { side: 3, length: 5, overlap: 1 } };
const SHARED_TOKEN = 2;
/** The paper's table: 10⁴ samples of a small trained network, 50 tau-leaping steps; mean probability per state, 10⁻³, for k = 0 … 5. */
const PAPER = {
  "w = 1": [4.984, 4.541, 4.02, 3.386, 2.208, 0.28],
  "w = 2": [5.573, 4.783, 3.867, 2.844, 1.588, 0.2],
};

export const d8: Claim = {
  id: "D8",
  paper: "2506.10971",
  title: "Five sites: more private regions weigh more",
  statement:
    "Uniform classes on {0,1,2}⁵ and {2,3,4}⁵ with weights ½, target the second, states grouped by the number k of sites at the shared token 2: the mean probability per state falls with k, as in the paper's table of samples.",
  source: "Table of the five-dimensional experiment",
  formula: "mean of law(x) over the states x with #{i: x_i = 2} = k, in 10⁻³",
  tex: String.raw`mean of $\mathrm{law}(x)$ over the states $x$ with $\#\{i:x_i=2\}=k$, in $10^{-3}$`,
  tolerance: 0.2,
  experiments: [1, 2].map((w) => experimentOf({ world: WORLD, target: "z2", w }, `two cubes on five sites, w = ${w}`)),
  compute,
  judge: (measured, tolerance) => {
    const falls = Object.keys(PAPER).every((name) => listOf(measured, name).every((value, k, row) => k === 0 || value < row[k - 1]));
    return holdsWithin(measured, tolerance, falls ? "" : "the mean probability does not fall with k");
  },
};

function compute(): Measured {
  const rows = { "w = 1": groupMeans(1), "w = 2": groupMeans(2) };
  return {
    computed: rows,
    expected: PAPER,
    method: "exact: lattice (expected: the paper's 10⁴ samples, whose standard error is up to 0.18 an entry)",
    hypotheses: [
      {
        text: "exact scores, continuous time (the paper: a trained network, 50 steps)",
        met: instance({ world: WORLD, target: "z2", w: 1 }).terminal.method === "exact: lattice",
      },
    ],
    figures: [
      {
        kind: "categories",
        layout: "vertical",
        id: "d8-groups",
        title: "Five sites: mean probability of a state with k shared tokens, w = 2",
        caption: "Exact law beside the paper's samples. The tilted law weighs all states alike but for the one that is shared.",
        categoryLabel: "k, number of sites at the shared token",
        valueLabel: "mean probability per state, 10⁻³",
        categories: ["0", "1", "2", "3", "4", "5"],
        series: [
          { name: "tilted", values: groupMeans(2, "tilted") },
          { name: "law", values: rows["w = 2"] },
          { name: "paper", values: PAPER["w = 2"] },
        ],
      },
    ],
  };
}

/** Mean probability per state of the target's support, 10⁻³, by the number of shared tokens; shape [6]. */
function groupMeans(w: number, which: "law" | "tilted" = "law"): number[] {
  const { pair, terminal, tilted } = instance({ world: WORLD, target: "z2", w });
  const law = which === "law" ? terminal.law : (tilted ?? terminal.law);
  const sums = new Array<number>(pair.length + 1).fill(0);
  const counts = new Array<number>(pair.length + 1).fill(0);
  for (let x = 0; x < law.length; x++) {
    if (pair.conditional[x] === 0) continue;
    let k = 0;
    for (let rest = x, i = 0; i < pair.length; i++, rest = Math.floor(rest / pair.alphabet)) if (rest % pair.alphabet === SHARED_TOKEN) k++;
    sums[k] += law[x];
    counts[k]++;
  }
  return sums.map((sum, k) => (1e3 * sum) / counts[k]);
}
