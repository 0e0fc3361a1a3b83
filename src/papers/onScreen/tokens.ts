/** @file Hypotheses on worlds of tokens, told from their tables. A token of a site is private where no other class has it there. */
import type { ClassMixture } from "../../worlds/masked/mixture.ts";
import type { Pair } from "../../worlds/masked/pair.ts";
import { type Finding, finding } from "./finding.ts";
import { STATES, type TokenScene } from "./scene.ts";
import { type Check, onTokens, stepsOf } from "./settings.ts";

/** Differences of probabilities below this are rounding. */
const ROUNDING = 1e-12;

const sitesWord = (count: number): string => `${count} ${count === 1 ? "site" : "sites"}`;

export const sites = (count: number): Check => onTokens(({ length }) => finding(length === count, sitesWord(length)));
export const sitesFrom = (least: number): Check => onTokens(({ length }) => finding(length >= least, sitesWord(length)));

const withPair = (check: (pair: Pair, scene: TokenScene) => Finding): Check =>
  onTokens((scene) =>
    scene.pair ? check(scene.pair, scene) : finding(null, `not looked through: more than ${STATES} states, a file, or a faulty world`),
  );

/** The target's cells with the number of each cell's private tokens, and whether a site's token is private. */
interface Shares {
  readonly cells: readonly { readonly tokens: readonly number[]; readonly privateCount: number }[];
  readonly isPrivate: (site: number, token: number) => boolean;
}

const withShares = (check: (shares: Shares, scene: TokenScene) => Finding): Check =>
  withPair((pair, scene) => {
    if (scene.mixture === null) return finding(null, "an explicit pair has no other classes to share with");
    return check(sharesOf(scene.mixture, pair, scene.experiment.target ?? ""), scene);
  });

function sharesOf({ alphabet, length, classes }: ClassMixture, { conditional }: Pair, target: string): Shares {
  const tokensOf = (x: number): number[] => Array.from({ length }, (_, i) => Math.floor(x / alphabet ** (length - 1 - i)) % alphabet);
  const shared = new Uint8Array(length * alphabet);
  for (const { name, law } of classes) {
    if (name === target) continue;
    law.forEach((p, x) => {
      if (p > 0) for (const [i, token] of tokensOf(x).entries()) shared[i * alphabet + token] = 1;
    });
  }
  const isPrivate = (site: number, token: number): boolean => shared[site * alphabet + token] === 0;
  const cells = Array.from(conditional).flatMap((p, x) => {
    if (p === 0) return [];
    const tokens = tokensOf(x);
    return [{ tokens, privateCount: tokens.filter((token, i) => isPrivate(i, token)).length }];
  });
  return { cells, isPrivate };
}

export const lawsDiffer: Check = withPair(({ conditional, unconditional }) => {
  const most = conditional.reduce((largest, p, x) => Math.max(largest, Math.abs(p - unconditional[x])), 0);
  return finding(most > ROUNDING, most > ROUNDING ? "p_c and p differ" : "p_c and p are the same");
});

/** p(x) > 0 wherever p_c(x) is. */
export const covered: Check = withPair(({ conditional, unconditional }) => {
  const off = conditional.findIndex((p, x) => p > 0 && !(unconditional[x] > 0));
  return finding(off < 0, off < 0 ? "p covers the support of p_c" : "p is 0 at a state of p_c");
});

export const hasPrivate: Check = withShares(({ cells }) => {
  const met = cells.some(({ privateCount }) => privateCount > 0);
  return finding(met, met ? "the target has private tokens" : "every token of the target is another class's, too");
});

export const hasShared: Check = withShares(({ cells }, { length }) => {
  const met = cells.some(({ privateCount }) => privateCount < length);
  return finding(met, met ? "the target has tokens that another class has, too" : "no token of the target is shared");
});

/** Every token of every site of the target is another class's, too. */
export const allShared: Check = withShares(({ cells }) => {
  const count = cells.filter(({ privateCount }) => privateCount > 0).length;
  return finding(count === 0, count === 0 ? "every token of the target is shared" : `${count} of its states have a private token`);
});

/** Where all but one of the tokens are private, for each shared token of the target. */
export const sharedWithPrivate: Check = withShares(({ cells, isPrivate }, { length }) => {
  const without = new Set<string>();
  const withOne = new Set<string>();
  for (const { tokens, privateCount } of cells) {
    for (const [i, token] of tokens.entries()) {
      if (isPrivate(i, token)) continue;
      (privateCount === length - 1 ? withOne : without).add(`${token} at site ${i + 1}`);
    }
  }
  const bare = [...without].find((token) => !withOne.has(token));
  return bare === undefined
    ? finding(true, withOne.size === 0 ? "no token is shared" : "each shared token meets a private one")
    : finding(false, `token ${bare} meets no private one`);
});

/** Cells with more and with fewer private tokens. */
export const moreAndFewer: Check = withShares(({ cells }) => {
  const counts = [...new Set(cells.map(({ privateCount }) => privateCount))].sort((a, b) => a - b);
  return finding(counts.length > 1, `its states have ${counts.join(", ")} private tokens`);
});

/** The class can be told at every state that it can reach: not where a private token leaves nothing to tell. */
export const alwaysTelling: Check = (scene) => {
  if (scene.half === "tokens" && scene.length === 1) return lawsDiffer(scene);
  return privateEnds(scene);
};

const privateEnds: Check = withShares(({ cells }) =>
  cells.some(({ privateCount }) => privateCount > 0)
    ? finding(false, "after a private token p_c and p agree")
    : finding(null, "no private token; the states in between are not searched"),
);

/** Uniform class laws on their supports. */
export const uniformLaws: Check = onTokens(({ mixture }) => {
  if (mixture === null) return finding(null, "no classes to look at");
  const uneven = mixture.classes.find(({ law }) => {
    const positive = law.filter((p) => p > 0);
    return positive.some((p) => Math.abs(p - positive[0]) > ROUNDING);
  });
  return finding(
    uneven === undefined,
    uneven === undefined ? "each class is uniform on its support" : `class ${uneven.name} is not uniform`,
  );
});

/** No more steps than Z, the mean unmask rate Σ_v p_c(v)^{1+w} p(v)^{−w} of a site with everything masked. */
export const stepsBelowZ: Check = withPair((pair, scene) => {
  const { w } = scene.experiment.guidance;
  const steps = stepsOf(scene);
  if (steps === null) return finding(false, "the sampler counts no steps");
  if (typeof w !== "number" && w.kind !== "constant") return finding(null, "w changes, and Z with it");
  const z = rateAtStart(pair, typeof w === "number" ? w : w.w);
  return finding(steps <= z, `${steps} steps, Z = ${z.toPrecision(3)}`);
});

function rateAtStart({ alphabet, length, conditional, unconditional }: Pair, w: number): number {
  let total = 0;
  for (let i = 0; i < length; i++) {
    const stride = alphabet ** (length - 1 - i);
    const [cond, uncond] = [new Float64Array(alphabet), new Float64Array(alphabet)];
    conditional.forEach((p, x) => {
      cond[Math.floor(x / stride) % alphabet] += p;
      uncond[Math.floor(x / stride) % alphabet] += unconditional[x];
    });
    total += cond.reduce((sum, p, v) => (p > 0 ? sum + p * (p / uncond[v]) ** w : sum), 0);
  }
  return total / length;
}
