/** @file The experiment file of masked and uniform diffusion: worlds on sequences of tokens. */
import { z } from "zod";
import { RULES } from "../../guidance/rule.ts";
import { FILLS } from "../../masked/steps/fill.ts";
import { ORDERS } from "../../masked/steps/orders.ts";
import { STEP_KINDS, type StepKindName } from "../../masked/steps/stepKinds.ts";
import { classesOf, classWeight, commonFields, erring, positiveInteger, preset, weightField } from "../fields.ts";

const STEP_KIND_NAMES = Object.keys(STEP_KINDS) as StepKindName[];

const probabilities = z.array(z.number().nonnegative()).describe("row-major, alphabet^length numbers, site 0 slowest");
const space = { alphabet: positiveInteger.describe("K, number of tokens"), length: positiveInteger.describe("L, number of sites") };

export const tableSchema = z.strictObject({
  kind: z.literal("table"),
  ...space,
  classes: classesOf(z.strictObject({ weight: classWeight, law: probabilities })),
});

export const pairSchema = z.strictObject({ kind: z.literal("table"), ...space, conditional: probabilities, unconditional: probabilities });

const token = z.int().min(0);
export const productSetsSchema = z.strictObject({
  kind: z.literal("product-sets"),
  ...space,
  classes: classesOf(
    z.strictObject({ weight: classWeight, tokens: z.array(z.array(token).min(1)).describe("per site the allowed tokens") }),
  ),
});

const probabilityList = z.array(z.number().nonnegative());

export const productMixtureSchema = z.strictObject({
  kind: z.literal("product-mixture"),
  ...space,
  classes: classesOf(
    z.strictObject({
      weight: classWeight,
      components: z
        .array(
          z.strictObject({
            weight: classWeight,
            sites: z.array(probabilityList).describe("a law on the tokens per site, [length][alphabet]"),
          }),
        )
        .min(1),
    }),
  ),
});

/** One matrix for every step, or one per step. */
const transitions = {
  initial: probabilityList.describe("law at the first site"),
  transition: z.array(probabilityList).optional().describe("[from][to], used at every step"),
  transitions: z.array(z.array(probabilityList)).optional().describe("a matrix per step, instead of `transition`"),
};

export const markovSchema = z.strictObject({
  kind: z.literal("markov"),
  ...space,
  classes: classesOf(z.strictObject({ weight: classWeight, ...transitions })),
});

export const hiddenMarkovSchema = z.strictObject({
  kind: z.literal("hidden-markov"),
  ...space,
  classes: classesOf(
    z.strictObject({
      weight: classWeight,
      ...transitions,
      emission: z.array(probabilityList).describe("law of the token per hidden state, [hidden][alphabet]"),
    }),
  ),
});

export const countsSchema = z.strictObject({
  kind: z.literal("counts"),
  file: z.string().min(1).describe("CSV with a header, relative to the experiment file"),
  sites: z.array(z.string().min(1)).min(1).describe("columns that are the sites, in order"),
  class: z.string().min(1).describe("column that is the class"),
  count: z.string().min(1).optional().describe("column of case counts; one case a row when left out"),
  smoothing: z.number().nonnegative().default(0).describe("added to every cell's count"),
});

export const presetSchema = z.discriminatedUnion("name", [
  preset("overlapping-squares", { side: z.int().min(2).default(3), overlap: z.int().min(1).default(1) }),
  preset("disjoint-squares", { side: positiveInteger.default(2) }),
  preset("overlapping-cubes", { side: z.int().min(2).default(3), length: positiveInteger.default(5), overlap: z.int().min(1).default(1) }),
  preset("diamonds", { radius: positiveInteger.default(2) }),
  preset("checkerboards", { alphabet: z.int().min(2).default(4), length: positiveInteger.default(2) }),
  preset("three-class-line", {}),
  preset("random-dirichlet", {
    alphabet: positiveInteger.default(4),
    length: positiveInteger.default(2),
    classes: z.int().min(1).default(2),
    concentration: z.number().positive().default(1),
    seed: z.int().default(0),
  }),
]);

const guidanceSchema = z.strictObject({ rule: z.enum(RULES), w: weightField });

const processSchema = z.strictObject({
  kind: z.enum(["masked", "uniform"]).describe("what noise does to a token: masks it, or draws it anew"),
  schedule: z.enum(["linear", "log-linear", "cosine", "polynomial", "ou"]).default("log-linear"),
  power: z.number().positive().optional().describe("of `polynomial`: α = 1 − t^power"),
  horizon: z.number().positive().optional().describe("of `ou`: T, α = e^{−tT}"),
});

/** Lists and ranges of a grid are checked where the grid is made, with the noise schedule at hand. */
const steps = {
  steps: z.number().optional().describe("even grid in t from 1 to `end`"),
  end: z.number().optional().describe("t at which the sampler stops, default 0"),
  grid: z.array(z.number()).optional().describe("the times themselves, first 1, falling; instead of `steps`"),
  fill: z.enum(FILLS).default("sample").describe("what becomes of sites still masked at the last grid point"),
};

const precision = {
  precision: z
    .enum(["f64", "f32-gumbel", "f16-gumbel"])
    .default("f64")
    .describe("of the draws; f32 and f16 imitate common code, to measure its bias"),
};

const remasking = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.enum(["cap", "rescale", "conf"]), eta: z.number() }),
  z.strictObject({ kind: z.literal("loop"), eta: z.number(), from: z.number(), to: z.number(), alpha: z.number() }),
]);

export const samplerSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("exact").describe("continuous time"), ...precision }),
  z.strictObject({ kind: z.literal("first-hitting"), ...precision }),
  z.strictObject({ kind: z.enum(STEP_KIND_NAMES), ...steps, ...precision }),
  z.strictObject({
    kind: z.literal("order"),
    order: z.enum(ORDERS),
    perStep: z.number().default(1).describe("sites revealed a step"),
    ...precision,
  }),
  z.strictObject({ kind: z.enum(["theta-rk2", "theta-trapezoidal"]), ...steps, theta: z.number().default(0.5), ...precision }),
  z.strictObject({ kind: z.literal("remdm"), ...steps, remasking, ...precision }),
  z.strictObject({
    kind: z.literal("maskgit"),
    steps: z.number(),
    quota: z.enum(["cosine", "linear"]).default("cosine"),
    temperature: z.number().default(4.5),
    ...precision,
  }),
]);

/** An error in what the model predicts; the world stays what is true. */
export const scoreErrorSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("tempering"), temperature: z.number().positive(), on: erring }),
  z.strictObject({ kind: z.literal("logit-noise"), sd: z.number().nonnegative(), seed: z.int().default(0), on: erring }),
  z.strictObject({ kind: z.literal("uniform-mix"), epsilon: z.number().min(0).max(1), on: erring }),
  z.strictObject({
    kind: z.literal("learned"),
    samples: z.int().min(1),
    smoothing: z.number().nonnegative().default(0),
    seed: z.int().default(0),
  }),
]);

export const MASKED_WORLDS = ["table", "counts", "product-sets", "product-mixture", "markov", "hidden-markov"] as const;

/** Everything but the world, whose schema the parser picks by its kind. */
export const maskedFrame = z.strictObject({
  ...commonFields,
  world: z.looseObject({ kind: z.enum([...MASKED_WORLDS, "preset"]) }),
  guidance: guidanceSchema,
  process: processSchema.prefault({ kind: "masked" }),
  sampler: samplerSchema.prefault({ kind: "exact" }),
  scoreError: scoreErrorSchema.optional(),
});

const worldSchema = z.union([
  tableSchema,
  pairSchema,
  countsSchema,
  productSetsSchema,
  productMixtureSchema,
  markovSchema,
  hiddenMarkovSchema,
  presetSchema,
]);

export const maskedSchema = maskedFrame.extend({ world: worldSchema });

export type Preset = z.output<typeof presetSchema>;
export type Sampler = z.output<typeof samplerSchema>;
export type ScoreError = z.output<typeof scoreErrorSchema>;
/** An experiment on sequences of tokens, with its defaults filled in. */
export type MaskedExperiment = z.output<typeof maskedSchema>;
