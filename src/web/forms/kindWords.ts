/** @file What each kind of rule, process, sampler and score error does, in a sentence, with its source or with the law that is computed for it. */
import type { Half, Section } from "./forms.ts";

export interface KindWords {
  readonly label: string;
  /** One sentence or two. */
  readonly does: string;
  /** Which law is exact for it; samplers have one. */
  readonly law?: string;
  readonly source?: string;
}

type Table = Readonly<Record<string, KindWords>>;

const STEPPED = "The law of these very steps is computed.";
const SIMULATED = "No exact law: it can only be simulated.";
const TABLE_OF_STEPS = "On the line and for single Gaussians the law of these very steps is computed; else samples are drawn.";

const maskedGuidance: Table = {
  rates: {
    label: "rates",
    does: "A masked site i is revealed at rate Zᵢ, the total of the guided conditional: guidance changes when, as well as what, is revealed.",
    source: "arXiv:2406.01572, arXiv:2506.10971",
  },
  tokens: {
    label: "tokens",
    does: "The guided conditional is normalised at every site: guidance changes what is revealed, not when.",
    source: "arXiv:2412.10193 as released, arXiv:2507.08965",
  },
  oracle: {
    label: "oracle",
    does: "The conditionals of the tilted law itself: only possible where that law is known, and then what comes out is the tilted law.",
    source: "for comparison",
  },
};

const continuousGuidance: Table = {
  cfg: {
    label: "cfg",
    does: "Classifier-free guidance: (1 + w) times the conditional score minus w times the unconditional one.",
    source: "arXiv:2207.12598",
  },
  autoguidance: {
    label: "autoguidance",
    does: "The combination of cfg between a model and a worse version of itself, in place of the unconditional law.",
    source: "arXiv:2406.02070",
  },
  apg: {
    label: "apg",
    does: "Adaptive projected guidance: the difference loses its part along the conditional denoised mean, and is cut at a largest norm.",
    source: "arXiv:2410.02416",
  },
  "cfg++": {
    label: "cfg++",
    does: "A DDIM step that guides the denoised mean and adds the unconditional noise back; λ = 1 + w runs from 0 to 1.",
    source: "arXiv:2406.08070",
  },
  rescaled: {
    label: "rescaled",
    does: "The guided prediction is scaled to the deviation of the conditional one.",
    source: "arXiv:2305.08891, §3.4",
  },
  "zero-star": {
    label: "zero-star",
    does: "CFG-Zero*: the unconditional velocity is scaled to the conditional one's part along it; at first the velocity may be zero.",
    source: "arXiv:2503.18886",
  },
  "power-law": {
    label: "power-law",
    does: "The strength grows with a power of the difference's norm: weak where the two scores agree.",
    source: "arXiv:2502.07849",
  },
  feedback: {
    label: "feedback",
    does: "The strength depends on the point: strong where the sample is not yet of the class, by the exact ratio of the densities.",
    source: "arXiv:2506.06085",
  },
};

const maskedProcess: Table = {
  masked: { label: "masked", does: "Noise masks tokens: a site is masked with probability m(t) = 1 − α(t)." },
  uniform: {
    label: "uniform",
    does: "Noise draws tokens anew, uniformly. The exact law is given for rates, a constant w and few states; samples are not.",
  },
};

const continuousProcess: Table = {
  vp: { label: "variance preserving", does: "x = a x₀ + b ε with a² + b² = 1.", source: "arXiv:2006.11239" },
  ve: { label: "variance exploding", does: "x = x₀ + σ ε with t = σ/σmax.", source: "arXiv:2206.00364" },
  flow: { label: "rectified flow", does: "x = (1 − t) x₀ + t ε.", source: "arXiv:2209.03003" },
};

const maskedSampler: Table = {
  exact: {
    label: "exact",
    does: "Continuous time: sites are revealed one by one at the guided rates, without discretisation.",
    law: "The law of the guided process is computed to its end.",
  },
  "first-hitting": {
    label: "first-hitting",
    does: "The time of the next reveal is drawn first, in closed form, then the model is asked there.",
    law: "The same law as exact; under rates for a constant w.",
    source: "arXiv:2409.02908",
  },
  ancestral: {
    label: "ancestral",
    does: "A site stays masked with probability m(s)/m(t), whatever the guidance; takes tokens.",
    law: STEPPED,
  },
  "frozen-rate": { label: "frozen-rate", does: "The rates of the state are kept through the step; takes rates.", law: STEPPED },
  euler: { label: "euler", does: "First order in time: a site leaves with probability min(1, Δ β Z).", law: STEPPED },
  "tau-leaping": {
    label: "tau-leaping",
    does: "Poisson numbers of jumps, sites with more than one stay masked: strong guidance stops unmasking.",
    law: STEPPED,
  },
  tweedie: {
    label: "tweedie",
    does: "The analytic step: a site leaves with probability Z (m(t) − m(s))/m(t), at most 1.",
    law: STEPPED,
    source: "arXiv:2310.16834",
  },
  "posterior-cfg": {
    label: "posterior-cfg",
    does: "Guides the posterior of the step, with the mask among its outcomes; takes rates.",
    law: STEPPED,
    source: "arXiv:2412.10193 as written",
  },
  order: {
    label: "by order",
    does: "A fixed number of sites a step, chosen by an order, their tokens drawn independently; the rule has no effect.",
    law: "The law of this policy is computed.",
  },
  "theta-rk2": {
    label: "theta, RK2",
    does: "Two stages a step, through t − θΔ; second order for one site.",
    law: SIMULATED,
    source: "arXiv:2502.00234",
  },
  "theta-trapezoidal": {
    label: "theta, trapezoidal",
    does: "Two stages a step, through t − θΔ; second order.",
    law: SIMULATED,
    source: "arXiv:2502.00234",
  },
  remdm: {
    label: "remasking",
    does: "Ancestral steps that may mask a revealed site again; takes tokens.",
    law: SIMULATED,
    source: "arXiv:2503.00307",
  },
  maskgit: {
    label: "MaskGIT",
    does: "Draws all masked sites and keeps those of highest confidence, with annealed noise; the rule has no effect.",
    law: SIMULATED,
    source: "arXiv:2202.04200",
  },
};

const continuousSampler: Table = {
  flow: {
    label: "flow, exact",
    does: "The guided probability flow, followed to noise 0.",
    law: "On the line, in the plane and for single Gaussians its law is computed.",
  },
  sde: {
    label: "SDE, exact",
    does: "The guided reverse stochastic equation, followed to noise 0.",
    law: "On the line and for single Gaussians its law is computed.",
  },
  euler: { label: "euler", does: "Euler's steps of the probability flow: order 1, one evaluation a step.", law: TABLE_OF_STEPS },
  heun: {
    label: "heun",
    does: "Heun's steps of the probability flow: order 2, two evaluations a step.",
    law: TABLE_OF_STEPS,
    source: "arXiv:2206.00364",
  },
  rk4: { label: "rk4", does: "Runge and Kutta's steps of the probability flow: order 4, four evaluations a step.", law: TABLE_OF_STEPS },
  ddpm: {
    label: "ddpm",
    does: "The Gaussian step of the reverse process with the denoised mean held.",
    law: TABLE_OF_STEPS,
    source: "arXiv:2006.11239",
  },
  "euler-maruyama": {
    label: "euler-maruyama",
    does: "Euler and Maruyama's steps of the reverse stochastic equation; not from pure noise.",
    law: TABLE_OF_STEPS,
  },
  exponential: {
    label: "exponential",
    does: "The reverse stochastic equation with the score held over a step, integrated exactly; not from pure noise.",
    law: TABLE_OF_STEPS,
    source: "arXiv:2209.11215",
  },
  ddim: {
    label: "ddim",
    does: "Denoised mean and noise put together again at the next level; η adds noise, up to ddpm's.",
    law: TABLE_OF_STEPS,
    source: "arXiv:2010.02502",
  },
  dopri5: {
    label: "dopri5",
    does: "Dormand and Prince's steps of the probability flow, as fine as the tolerances ask.",
    law: "Steps differ from sample to sample: flow is its limit and has the law.",
  },
};

const maskedError: Table = {
  tempering: { label: "tempering", does: "Predicted probabilities are raised to 1/temperature and normalised." },
  "logit-noise": { label: "logit noise", does: "Gaussian noise on the logits, the same for a state each time it is asked." },
  "uniform-mix": { label: "uniform mix", does: "A share ε of each prediction is the uniform law." },
  learned: { label: "learned", does: "The model's class laws are the shares of cells among so many samples of each class." },
};

const continuousError: Table = {
  white: { label: "white", does: "A random vector at every point, unrelated to its neighbours; laws cannot be computed under it." },
  smooth: { label: "smooth", does: "A smooth random field is added to the score, the same every time." },
  smoothing: { label: "smoothing", does: "The model knows the law blurred by a Gaussian." },
  tempering: { label: "tempering", does: "The score is divided by a temperature." },
  "monte-carlo": { label: "Monte Carlo", does: "The model knows so many draws of the law instead of the law." },
};

const TABLES: Readonly<Record<Half, Readonly<Record<Section, Table>>>> = {
  masked: { guidance: maskedGuidance, process: maskedProcess, sampler: maskedSampler, scoreError: maskedError },
  continuous: { guidance: continuousGuidance, process: continuousProcess, sampler: continuousSampler, scoreError: continuousError },
};

/** Words of all kinds of a section. */
export function kindWords(half: Half, section: Section): Table {
  return TABLES[half][section];
}
