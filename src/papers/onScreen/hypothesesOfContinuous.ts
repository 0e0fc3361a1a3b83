/** @file Hypotheses of the claims on R^d. */
import { finding } from "./finding.ts";
import type { Hypothesis } from "./hypothesis.ts";
import { axisExists, coordinatesAlike, finitePoints, noiseAboveSpread, noiseUpTo } from "./moments.ts";
import {
  type Check,
  constantWeight,
  exactScores,
  linearWeight,
  onSpace,
  open,
  process,
  rule,
  sampler,
  stepsOf,
  weightFrom,
} from "./settings.ts";
import {
  apart,
  boxesOnly,
  classNotNarrower,
  commonAxes,
  compact,
  dimension,
  gaussianMixtures,
  halves,
  isotropic,
  middleOfThree,
  mirrored,
  narrower,
  oneCovariance,
  paperGaussians,
  singleGaussians,
} from "./space.ts";

const cfg: Hypothesis = { text: "rule cfg", check: rule("cfg") };
const constant: Hypothesis = { text: "one weight throughout", check: constantWeight };
const exactFlow: Hypothesis = { text: "the probability flow with exact scores, run to noise 0", check: [exactScores, sampler("flow")] };
const mirroredHalves: Hypothesis = { text: "two classes of weight ½, one the mirror image of the other", check: [halves, mirrored] };
const reverse: Hypothesis = { text: "the reverse stochastic equation, not the flow", check: sampler("sde") };
const mixtures: Hypothesis = { text: "mixtures of Gaussians", check: gaussianMixtures };
const oneShape: Hypothesis = { text: "all components share their covariance", check: oneCovariance };
const onTheLine: Hypothesis = { text: "on the line", check: dimension(1) };
const positive: Hypothesis = { text: "w > 0", check: weightFrom(0, true) };

/** Root mean squares of an error that count as small. */
const SMALL = 0.5;

const smallError: Check = onSpace(({ experiment: { scoreError } }) => {
  if (scoreError === undefined) return finding(false, "predictions have no error");
  if (!("size" in scoreError)) return finding(null, `the size of a ${scoreError.kind} error is not told cheaply`);
  return finding(scoreError.size > 0 && scoreError.size < SMALL, `root mean square ${scoreError.size}`);
});

const rareError: Check = onSpace(({ experiment: { scoreError } }) => {
  const placed = scoreError && "placed" in scoreError ? scoreError.placed : null;
  return finding(placed === "rare", placed === null ? "no error with a place" : `the error is placed ${placed}`);
});

/** Either the samples are those of the reverse equation, or the class is wide enough. */
const reverseOrWide: Check = (scene) => {
  const drawn = sampler("sde", "ddpm", "euler-maruyama")(scene);
  return drawn.met ? drawn : classNotNarrower(scene);
};

const withSteps: Check = onSpace((scene) => {
  const steps = stepsOf(scene);
  return steps === null
    ? finding(false, "the sampler counts no steps")
    : finding(null, `${steps} steps: whether enough is computed, not told`);
});

const tiltable: Check = onSpace(({ parts }) => {
  if (parts === null) return finding(null, "the world is behind a file, or faulty");
  return parts.isPair
    ? finding(null, "of an explicit pair it is not told cheaply")
    : finding(true, "p holds the class: p_c^{1+w} p^{−w} is bounded by a multiple of p_c");
});

const densities: Check = onSpace(({ parts }) => {
  if (parts === null) return finding(null, "the world is behind a file, or faulty");
  const atoms = parts.bandwidth === 0 && parts.target.points.length > 0;
  return finding(!atoms, atoms ? "points without width have no density" : "both laws have densities");
});

export const CONTINUOUS_HYPOTHESES: Readonly<Record<string, readonly Hypothesis[]>> = {
  C1: [mirroredHalves, { text: "scores are exact, and the flow is run to noise 0", check: [exactScores, sampler("flow")] }, cfg, constant],
  C2: [mirroredHalves, { text: "α1 > 0: the supports do not meet", check: [compact, apart] }, onTheLine, exactFlow, cfg, constant],
  C3: [
    { text: "two Gaussians of variance 1, means ±1, weights ½", check: paperGaussians },
    { text: "the probability flow, not the stochastic equation", check: sampler("flow") },
    { text: "c below the limit of x/√w", check: open("c is a number of the statement, not of the world") },
    cfg,
    constant,
  ],
  C4: [
    { text: "compact support, which has an edge to leave", check: compact },
    { text: "positions are those of the variance-preserving process", check: process("vp") },
    cfg,
    constant,
  ],
  C5: [
    { text: "compact support", check: compact },
    { text: "the error has a small root mean square at every noise level", check: smallError },
    { text: "which error, and where: it may be large where noised data are rare", check: rareError },
    cfg,
  ],
  C6: [
    { text: "the class mean differs from the mean: there is an axis", check: axisExists },
    { text: "a weight up to 32 at which the mean is not monotone", check: open("computed, not told") },
    { text: "the answer does not depend on the units of the data", check: open("of the world in several units: the claim computes both") },
    cfg,
  ],
  C7: [
    { text: "uniform classes in the plane, mirror images, weights ½", check: [dimension(2), boxesOnly, mirrored, halves] },
    { text: "exact scores, flow run to noise 0", check: [exactScores, sampler("flow")] },
    cfg,
    constant,
  ],
  C9: [
    { text: "coordinates of the class are independent and alike", check: coordinatesAlike },
    { text: "the class means move apart as d grows", check: open("of a family of worlds, of which one is on screen") },
    cfg,
  ],
  C10: [
    { text: "exact scores, and densities of both laws for the weights of the start", check: [exactScores, densities] },
    { text: "p_c^{1+w} p^{−w} can be integrated", check: tiltable },
    reverse,
    cfg,
    constant,
  ],
  P1: [{ text: "the class has a density wherever the data have one (Gaussians)", check: gaussianMixtures }, reverse, cfg],
  P2: [
    { text: "Gaussian mixtures on the line", check: [dimension(1), gaussianMixtures] },
    positive,
    { text: "the class is no narrower than what is beside it, or the samples are those of the reverse equation", check: reverseOrWide },
    cfg,
    constant,
  ],
  P3: [{ text: "the same noise for both weights", check: open("of two runs: the duel shows them with the same noise") }, positive, cfg],
  P4: [
    { text: "w > 0 and the reverse equation (ddpm kernels)", check: [weightFrom(0, true), sampler("ddpm")] },
    { text: "enough steps", check: withSteps },
    cfg,
  ],
  P5: [{ text: "the weight is never negative (at every state)", check: weightFrom(0) }, reverse],
  G1: [oneShape, mixtures, { text: "flow or reverse equation, exact scores", check: [sampler("flow", "sde"), exactScores] }, cfg, constant],
  G2: [oneShape, { text: "the probability flow", check: [sampler("flow"), exactScores] }, cfg, constant],
  G3: [
    { text: "components of one covariance", check: oneCovariance },
    { text: "DDPM or DDIM", check: sampler("ddpm", "ddim") },
    { text: "enough steps", check: withSteps },
    cfg,
  ],
  G4: [
    { text: "three components on a line, the class in the middle", check: middleOfThree },
    { text: "the exact flow", check: [exactScores, sampler("flow")] },
    cfg,
    constant,
  ],
  E1: [
    { text: "class and data are Gaussians with common axes", check: commonAxes },
    { text: "the class is narrower than all data along each (else the factor is above 1)", check: narrower },
    { text: "noise up to σ = 1000: beyond it the formula changes by less than the tolerance", check: noiseUpTo(1000) },
    exactFlow,
    constant,
  ],
  E2: [
    { text: "classes N(m, λ I)", check: isotropic },
    { text: "the number of classes grows with the dimension", check: open("of a family of worlds, of which one is on screen") },
    cfg,
  ],
  E3: [
    { text: "single Gaussians, the class narrower than all data", check: [singleGaussians, narrower] },
    { text: "linear in t of the rectified flow", check: [process("flow"), linearWeight] },
    exactFlow,
  ],
  M1: [
    { text: "the law is that of finitely many points, the score exact", check: [finitePoints, exactScores] },
    { text: "the largest noise is far above the spread of the data", check: noiseAboveSpread },
    {
      text: "data points lie far apart against the noise at which a path settles for one",
      check: open("told by the paths, which the claim computes"),
    },
  ],
  M2: [
    { text: "the smoothed data have a ridge of dimension 1 near the samples", check: open("told by the ridge, which the claim computes") },
    { text: "the ridge bends little over the error", check: open("likewise") },
    { text: "noise that is added and grows (variance exploding)", check: process("ve") },
  ],
};
