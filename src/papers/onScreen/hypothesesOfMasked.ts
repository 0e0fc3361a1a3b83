/** @file Hypotheses of the claims on sequences of tokens. */
import type { Hypothesis } from "./hypothesis.ts";
import {
  changingWeight,
  constantWeight,
  exactScores,
  flatPieces,
  open,
  process,
  rule,
  sampler,
  stepsAtMost,
  weightFrom,
} from "./settings.ts";
import {
  allShared,
  alwaysTelling,
  covered,
  hasPrivate,
  hasShared,
  lawsDiffer,
  moreAndFewer,
  sharedWithPrivate,
  sites,
  sitesFrom,
  stepsBelowZ,
  uniformLaws,
} from "./tokens.ts";

const masked: Hypothesis = { text: "masked diffusion", check: process("masked") };
const exact: Hypothesis = { text: "exact scores, continuous time", check: [exactScores, sampler("exact", "first-hitting")] };
const constant: Hypothesis = { text: "one weight throughout", check: constantWeight };
const unnormalised: Hypothesis = { text: "rule rates", check: rule("rates") };
const guided: Hypothesis = { text: "rule rates or tokens", check: rule("rates", "tokens") };
const normalised: Hypothesis = { text: "the normalised rule", check: rule("tokens") };
const oneSite: Hypothesis = { text: "one site", check: sites(1) };
const twoSites: Hypothesis = { text: "two sites", check: sites(2) };
const differ: Hypothesis = { text: "p_c ≠ p (else Z = 1)", check: lawsDiffer };
const notNegative: Hypothesis = { text: "w ≥ 0", check: weightFrom(0) };
const compared: Hypothesis = { text: "cells with more and with fewer private tokens in the target", check: moreAndFewer };

export const MASKED_HYPOTHESES: Readonly<Record<string, readonly Hypothesis[]>> = {
  D1: [oneSite, { text: "w ≥ −1", check: weightFrom(-1) }, masked, constant, guided, exact],
  D2: [
    oneSite,
    { text: "the target has private tokens", check: hasPrivate },
    { text: "the target has shared tokens", check: hasShared },
    masked,
    constant,
    exact,
  ],
  D3: [{ text: "one site, p_c ≠ p (else Z = 1 for every w)", check: [sites(1), lawsDiffer] }, masked, constant, unnormalised, exact],
  D4: [twoSites, masked, constant, unnormalised, exact],
  D5: [
    twoSites,
    { text: "every row and column of a shared token holds private mass of the target", check: sharedWithPrivate },
    masked,
    constant,
    unnormalised,
    exact,
  ],
  D6: [
    twoSites,
    { text: "the target has private tokens, and shared ones that another class uses", check: [hasPrivate, hasShared] },
    { text: "the tokens' numbering does not matter", check: open("a property of the claim: it tries several numberings") },
    masked,
    constant,
    exact,
  ],
  D7: [twoSites, { text: "full support: every value is shared", check: allShared }, masked, constant, unnormalised, exact],
  D8: [{ text: "five sites", check: sites(5) }, { text: "uniform classes", check: uniformLaws }, compared, exact, masked, constant],
  D9: [notNegative, compared, masked, constant, guided, exact],
  D11: [
    { text: "p(x) > 0 wherever the law given a condition is", check: covered },
    { text: "several conditions at once", check: open("an experiment has one condition: the claim computes the others by itself") },
    masked,
    exact,
  ],
  N1: [{ text: "one site, for the law to be unchanged", check: sites(1) }, differ, masked, constant, guided, exact],
  N2: [
    { text: "few steps (at most 8)", check: stepsAtMost(8) },
    { text: "no more steps than Z", check: stepsBelowZ },
    masked,
    constant,
    guided,
  ],
  N3: [twoSites, normalised, { text: "at most three time segments of one weight each", check: flatPieces(3) }, masked, exact],
  N4: [
    { text: "the weight rises or falls during generation", check: changingWeight },
    { text: "confidences are equal where entropies are compared", check: open("of two schedules: the claim looks for their strengths") },
    masked,
    guided,
  ],
  X1: [{ text: "two sites, rule rates", check: [sites(2), rule("rates")] }, masked, constant, exact],
  X2: [
    { text: "every state that the class can reach has a site whose law differs between p_c and p", check: alwaysTelling },
    masked,
    constant,
    unnormalised,
    exact,
  ],
  X3: [
    {
      text: "the law and the tilted law differ at constant w",
      check: [sitesFrom(2), lawsDiffer, open("whether they differ is computed, not told")],
    },
    normalised,
    { text: "8 steps", check: stepsAtMost(8) },
    masked,
  ],
  X4: [{ text: "three sites or more, w ≥ 0", check: [sitesFrom(3), weightFrom(0)] }, compared, masked, constant, guided, exact],
};
