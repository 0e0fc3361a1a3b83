import type { Dynamics } from "../../masked/dynamics.ts";
import { dynamics } from "../../masked/dynamics.ts";
import { type Lattice, lattice } from "../../masked/lattice.ts";
import { lawAtClock } from "../../masked/lawAtClock.ts";
import { completePart, marginalCube } from "../../masked/marginalCube.ts";
import { pairCubes } from "../../masked/pairCubes.ts";
import { terminalLaw } from "../../masked/terminalLaw.ts";
import { totalVariation } from "../../measures/totalVariation.ts";
import { BadInput } from "../../numerics/badInput.ts";
import { dirichlet } from "../../random/dirichlet.ts";
import { stream } from "../../random/stream.ts";
import type { HeatFigure } from "../../studies/figureData.ts";
import type { Claim, Depth, Measured } from "../claim.ts";
import { deviation, experimentOf, largest } from "../instance.ts";
import { holdsWithin, numberOf } from "../judge.ts";

/** The law of everything and those given each condition. */
interface Conditions {
  readonly alphabet: number;
  readonly length: number;
  readonly all: Float64Array;
  readonly given: readonly Float64Array[];
}

/** Weights γ_j of the conditions (γ = 1 + w): ours, as the paper's settings are unknown. */
const GAMMAS = [
  [1, 1],
  [2, 1],
  [2, 2],
  [4, 4],
  [0.5, 1.5],
];
const WORLDS: Readonly<Record<Depth, number>> = { quick: 10, full: 200 };
/** Smallest TV(law, product of tilts) that counts as different. */
const DIFFERENCE = 1e-3;
const DIAMONDS = diamonds();

const ONE_SITE = "one site: largest TV(law, product of tilts)";
const TWO_SITES = "two sites: largest |law − closed form|";
const ALONE = "one condition of weight 0: largest TV(law, law of guidance by the other alone)";
const DEAD_END = "conditions that exclude each other are met as a dead end (1 = yes)";
const APART = "two sites, diamonds: smallest TV(law, product of tilts)";
const SLOWEST = "two sites, random laws: smallest Z of a site, all masked (1 without guidance)";

export const d11: Claim = {
  id: "D11",
  paper: "2506.10971",
  title: "Several conditions at once: the product of tilts, exactly so for one site only",
  statement:
    "Guided by conditions c_1, …, c_n with weights γ_1, …, γ_n at once, a site is revealed at rate p(v|S) Π_j (p(v|c_j,S)/p(v|S))^{γ_j}. With one site the law is the product of tilts; with two it is that product times the same bracket as for one condition. Settings: ours.",
  formula: "A = P^{1−Σγ_j} Π_j Q_j^{γ_j};  one site: law ∝ A;  two sites: law(x) = A(x) (1/c(x₁) + 1/d(x₂)) / (Z₁ + Z₂)",
  tex: String.raw`$A=P^{\,1-\sum_j\gamma_j}\prod_j Q_j^{\gamma_j}$; one site: $\mathrm{law}\propto A$; two sites: $\mathrm{law}(x)=A(x)\,\frac{1/c(x_1)+1/d(x_2)}{Z_1+Z_2}$`,
  source: "Several guidance conditions (settings unknown)",
  tolerance: 1e-10,
  experiments: DIAMONDS.given.map((conditional, j) =>
    experimentOf(
      {
        world: { kind: "table", alphabet: DIAMONDS.alphabet, length: 2, conditional: [...conditional], unconditional: [...DIAMONDS.all] },
        w: 1,
      },
      `condition ${j + 1} alone (several at once have no experiment file)`,
    ),
  ),
  compute,
  judge: (measured, tolerance) =>
    holdsWithin(measured, tolerance, numberOf(measured, APART) >= DIFFERENCE ? "" : "two sites give the product of tilts too"),
};

function compute(depth: Depth): Measured {
  const one = sweep(1, depth);
  const two = sweep(2, depth);
  const onDiamonds = GAMMAS.map((gammas) => compared(DIAMONDS, gammas));
  return {
    computed: {
      [ONE_SITE]: largest(one.map(({ fromProduct }) => fromProduct)),
      "one site: the same by contour inversion at a late clock": largest(one.map(({ lateFromProduct }) => lateFromProduct)),
      [TWO_SITES]: largest([...two, ...onDiamonds].map(({ fromClosedForm }) => fromClosedForm)),
      [ALONE]: largest(Array.from({ length: 5 }, (_, k) => alone(randomConditions(2, k)))),
      [DEAD_END]: excluded() ? 1 : 0,
      [APART]: Math.min(...onDiamonds.map(({ fromProduct }) => fromProduct)),
      "two sites, random laws: median TV(law, product of tilts)": median(two.map(({ fromProduct }) => fromProduct)),
      [SLOWEST]: Math.min(...two.map(({ slowest }) => slowest)),
    },
    expected: { [ONE_SITE]: 0, "one site: the same by contour inversion at a late clock": 0, [TWO_SITES]: 0, [ALONE]: 0, [DEAD_END]: 1 },
    method: "exact: lattice, contour inversion; closed form of two sites",
    hypotheses: [
      { text: "p(x) > 0 wherever the law given a condition is", met: covered(DIAMONDS) },
      {
        text: `weights γ (ours): ${GAMMAS.map((g) => `(${g.join(", ")})`).join(", ")}; ${WORLDS[depth]} random worlds of four groups`,
        met: true,
      },
    ],
    figures: [heat(DIAMONDS, [2, 2])],
  };
}

function sweep(length: number, depth: Depth) {
  return Array.from({ length: WORLDS[depth] }, (_, k) => randomConditions(length, k)).flatMap((world) =>
    GAMMAS.map((gammas) => compared(world, gammas)),
  );
}

/** A random world of four groups: condition 1 takes the first two, condition 2 the first and the third, so they overlap. */
function randomConditions(length: number, k: number): Conditions {
  const alphabet = 4;
  const weights = dirichlet(4, 2, stream(0, "d11", length, k));
  const groups = Array.from({ length: 4 }, (_, g) => dirichlet(alphabet ** length, 1, stream(0, "d11", length, k, g)));
  const mixed = (members: readonly number[]): Float64Array => {
    const whole = members.reduce((sum, g) => sum + weights[g], 0);
    return groups[0].map((_, x) => members.reduce((sum, g) => sum + (weights[g] / whole) * groups[g][x], 0));
  };
  return { alphabet, length, all: mixed([0, 1, 2, 3]), given: [mixed([0, 1]), mixed([0, 2])] };
}

/** Conditions: two diamonds of radius 2 on a 6 × 6 grid, their centres one step apart along both sites; everything: a fifth each of them, the rest uniform. */
function diamonds(): Conditions {
  const alphabet = 6;
  const diamond = (centre: number): Float64Array => {
    const law = Float64Array.from({ length: 36 }, (_, x) =>
      Math.abs(Math.floor(x / 6) - centre) + Math.abs((x % 6) - centre) <= 2 ? 1 : 0,
    );
    return law.map((p) => p / 13);
  };
  const given = [diamond(2), diamond(3)];
  return { alphabet, length: 2, all: given[0].map((p, x) => 0.2 * p + 0.2 * given[1][x] + 0.6 / 36), given };
}

/** The guided process under several conditions: A = P^{1−Σγ} Π Q_j^{γ_j} on every state, 0 where a condition of positive weight excludes it. */
function guided(
  { alphabet, length, all, given }: Conditions,
  gammas: readonly number[],
): { readonly process: Dynamics; readonly space: Lattice } {
  const space = lattice(alphabet, length);
  const P = marginalCube(space, all);
  const Q = given.map((law) => marginalCube(space, law));
  const weights = P.map((p, s) => gammas.reduce((value, gamma, j) => (gamma === 0 ? value : value * (Q[j][s] / p) ** gamma), p));
  return { space, process: { space, weights, form: "linear", pace: "rates" } };
}

function compared(world: Conditions, gammas: readonly number[]) {
  const { process, space } = guided(world, gammas);
  const law = terminalLaw(process);
  const A = completePart(space, process.weights);
  const whole = A.reduce((a, b) => a + b, 0);
  const product = A.map((value) => value / whole);
  const { closed, totals } = world.length === 2 ? twoSites(world, gammas) : { closed: law, totals: [whole] };
  // At the clock u = 40/Z a site is masked with probability e^−40.
  const late = world.length === 1 ? completePart(space, lawAtClock(process, 40 / whole)) : law;
  return {
    law,
    product,
    fromProduct: totalVariation(law, product),
    lateFromProduct: totalVariation(late, product),
    fromClosedForm: deviation(law, closed),
    slowest: Math.min(...totals),
  };
}

/** A(x) (1/c(x₁) + 1/d(x₂)) / (Z₁ + Z₂), by sums over the table alone. */
function twoSites(
  { alphabet: K, all, given }: Conditions,
  gammas: readonly number[],
): { readonly closed: Float64Array; readonly totals: readonly number[] } {
  const tilt = (p: number, q: readonly number[]): number => q.reduce((value, qj, j) => value * (qj / p) ** gammas[j], p);
  const marginal = (law: Float64Array, site: number, token: number): number =>
    law.reduce((sum, p, x) => ((site === 0 ? Math.floor(x / K) : x % K) === token ? sum + p : sum), 0);
  const a = [0, 1].map((site) =>
    Array.from({ length: K }, (_, token) =>
      tilt(
        marginal(all, site, token),
        given.map((law) => marginal(law, site, token)),
      ),
    ),
  );
  const A = all.map((p, x) =>
    tilt(
      p,
      given.map((law) => law[x]),
    ),
  );
  const c = a[0].map((value, token) => A.reduce((sum, weight, x) => (Math.floor(x / K) === token ? sum + weight : sum), 0) / value);
  const d = a[1].map((value, token) => A.reduce((sum, weight, x) => (x % K === token ? sum + weight : sum), 0) / value);
  const totals = a.map((weights) => weights.reduce((sum, value) => sum + value, 0));
  const closed = A.map((weight, x) => (weight === 0 ? 0 : (weight * (1 / c[Math.floor(x / K)] + 1 / d[x % K])) / (totals[0] + totals[1])));
  return { closed, totals };
}

/** With the second condition's weight 0, guidance by the first alone, computed as for one condition. */
function alone(world: Conditions): number {
  const { alphabet, length, all, given } = world;
  const pair = { alphabet, length, conditional: given[0], unconditional: all, targetWeight: null };
  return Math.max(
    ...[0.5, 1, 3].map((w) =>
      totalVariation(terminalLaw(guided(world, [1 + w, 0]).process), terminalLaw(dynamics(pairCubes(pair), "rates", w))),
    ),
  );
}

/** Two conditions whose tokens agree and whose points do not: after the first reveal nothing satisfies both. */
function excluded(): boolean {
  const world = {
    alphabet: 2,
    length: 2,
    all: new Float64Array(4).fill(0.25),
    given: [Float64Array.of(0.5, 0, 0, 0.5), Float64Array.of(0, 0.5, 0.5, 0)],
  };
  try {
    terminalLaw(guided(world, [1, 1]).process);
    return false;
  } catch (error) {
    return error instanceof BadInput && error.message.includes("dead ends");
  }
}

const covered = ({ all, given }: Conditions): boolean => given.every((law) => law.every((p, x) => p === 0 || all[x] > 0));

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

function heat(world: Conditions, gammas: readonly number[]): HeatFigure {
  const { law, product } = compared(world, gammas);
  const ticks = Array.from({ length: world.alphabet }, (_, v) => String(v));
  return {
    kind: "heat",
    id: "d11-two-conditions",
    title: `Two conditions at once, γ = (${gammas.join(", ")})`,
    caption:
      "Each condition is a diamond. The product of tilts is uniform on the eight cells that satisfy both; the law that comes out gives the four in the middle more and the four at the ends less.",
    alphabet: world.alphabet,
    sites: [
      { label: "x₁ (first site)", ticks },
      { label: "x₂ (second site)", ticks },
    ],
    panels: [
      { title: "given condition 1", values: [...world.given[0]] },
      { title: "given condition 2", values: [...world.given[1]] },
      { title: "product of tilts (wanted)", values: [...product] },
      { title: "law (comes out)", values: [...law] },
    ],
    difference: { title: "law − product", values: Array.from(law, (p, x) => p - product[x]) },
  };
}
