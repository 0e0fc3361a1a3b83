/** @file The experiment file of continuous diffusion: worlds on R^d. */
import { z } from "zod";
import { classesOf, classWeight, commonFields, erring, positiveInteger, preset, weightField } from "../fields.ts";

const dimension = positiveInteger.describe("d");
const coordinates = z.array(z.number());
const share = z.number().positive().describe("weights are normalised");

const components = z
  .array(
    z.strictObject({
      weight: share,
      mean: coordinates,
      covariance: z
        .union([z.number(), coordinates, z.array(coordinates)])
        .describe("a variance for all coordinates, one a coordinate, or a full matrix [d][d]"),
    }),
  )
  .min(1);
const boxes = z.array(z.strictObject({ weight: share, low: coordinates, high: coordinates })).min(1);

const law = <S extends z.ZodRawShape>(shape: S) => z.strictObject(shape);
const classes = <S extends z.ZodRawShape>(shape: S) => ({ classes: classesOf(z.strictObject({ weight: classWeight, ...shape })) });
const explicitPair = <S extends z.ZodRawShape>(shape: S) => ({ conditional: law(shape), unconditional: law(shape) });

const gaussianMixture = { kind: z.literal("gaussian-mixture"), dimension };
const boxMixture = { kind: z.literal("box-mixture"), dimension };
const bandwidth = z.number().nonnegative().default(0).describe("standard deviation of the Gaussian around each point");
const pointList = z.array(coordinates).min(1).describe("[n][d]");

export const gaussianMixtureSchema = z.strictObject({ ...gaussianMixture, ...classes({ components }) });
export const gaussianPairSchema = z.strictObject({ ...gaussianMixture, ...explicitPair({ components }) });
export const boxMixtureSchema = z.strictObject({ ...boxMixture, ...classes({ boxes }) });
export const boxPairSchema = z.strictObject({ ...boxMixture, ...explicitPair({ boxes }) });
export const pointsSchema = z.strictObject({ kind: z.literal("points"), dimension, bandwidth, ...classes({ points: pointList }) });
export const pointsPairSchema = z.strictObject({ kind: z.literal("points"), dimension, bandwidth, ...explicitPair({ points: pointList }) });
export const pointsFileSchema = z.strictObject({
  kind: z.literal("points"),
  file: z.string().min(1).describe("CSV with a header, relative to the experiment file"),
  coordinates: z.array(z.string().min(1)).min(1).describe("columns that are the coordinates, in order"),
  class: z.string().min(1).describe("column that is the class"),
  bandwidth,
});

const cloud = {
  perClass: positiveInteger.default(100).describe("points of each class"),
  noise: z.number().nonnegative().default(0.02).describe("standard deviation of the points off the curve"),
  bandwidth: z.number().nonnegative().default(0.05).describe("standard deviation of the Gaussian around each point"),
  seed: z.int().default(0),
};

export const continuousPresetSchema = z.discriminatedUnion("name", [
  preset("two-gaussians", { separation: z.number().positive().default(2), sd: z.number().positive().default(1) }),
  preset("mirrored-intervals", { near: z.number().default(0.5), far: z.number().default(1.5) }),
  preset("two-rectangles", {
    width: z.number().positive().default(1),
    height: z.number().positive().default(1),
    gap: z.number().default(0.5).describe("distance of each rectangle's corner from both axes; below 0 they overlap"),
  }),
  preset("splitting-three", { centres: coordinates.default([-1, 0, 1]), sds: z.array(z.number().positive()).default([0.3, 1, 0.3]) }),
  preset("autoguidance-2d", { links: z.int().min(2).default(8), thickness: z.number().positive().default(0.08) }),
  preset("swiss-roll", { turns: positiveInteger.default(3), ...cloud }),
  preset("rings", { rings: positiveInteger.default(3), ...cloud }),
]);

/** A model made worse than the world, of the conditional law: what autoguidance steers away from (arXiv:2406.02070). */
const badModel = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("smoothing"), sd: z.number().positive().describe("the law blurred by N(0, sd²)") }),
  z.strictObject({ kind: z.literal("tempering"), temperature: z.number().positive().describe("the score divided by the temperature") }),
]);

const rule = <N extends string, S extends z.ZodRawShape>(name: N, shape: S) =>
  z.strictObject({ rule: z.literal(name), w: weightField, ...shape });

export const guidanceSchema = z.discriminatedUnion("rule", [
  rule("cfg", {}),
  rule("autoguidance", { bad: badModel.optional().describe("in place of the unconditional law; left out for an explicit pair") }),
  rule("apg", {
    parallel: z.number().default(0).describe("η: kept share of the part along the conditional prediction"),
    threshold: z.number().positive().optional().describe("r: largest norm of the difference"),
    momentum: z.number().gt(-1).lt(1).default(0).describe("β: share of the last step's difference; samplers with steps only"),
  }),
  rule("cfg++", {}),
  rule("rescaled", { phi: z.number().min(0).max(1).default(0.7).describe("φ: 1 rescales fully, 0 is cfg") }),
  rule("zero-star", { zeroInit: z.number().min(0).lt(1).default(0).describe("share of t, from 1 on, with velocity 0") }),
  rule("power-law", { alpha: z.number().gt(-1).default(1).describe("α: power of the difference's norm; 0 is cfg") }),
  rule("feedback", {
    pi: z.number().positive().max(1).describe("π: trust in the conditional model; 1 is the conditional model itself"),
    limit: z.number().gt(1).optional().describe("largest λ; default 10"),
  }),
]);

export const processSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("vp").describe("variance preserving"),
    schedule: z.enum(["ou", "ddpm"]).default("ou"),
    horizon: z.number().positive().optional().describe("of `ou`: T, a = e^{-tT}; default 10"),
    steps: positiveInteger.optional().describe("of `ddpm`: noise levels; default 1000"),
    betaMin: z.number().positive().optional().describe("of `ddpm`: default 1e-4"),
    betaMax: z.number().positive().optional().describe("of `ddpm`: default 0.02"),
    shape: z.enum(["linear", "scaled-linear", "cosine"]).optional().describe("of `ddpm`: default linear"),
  }),
  z.strictObject({
    kind: z.literal("ve").describe("variance exploding, t = σ/sigmaMax"),
    sigmaMax: z.number().positive().default(80),
    sigmaMin: z.number().positive().default(0.002).describe("smallest positive σ of a grid of steps"),
  }),
  z.strictObject({ kind: z.literal("flow").describe("rectified flow, x = (1 - t) x₀ + t ε") }),
]);

/** Lists and ranges of a grid are checked where the grid is made, with the process at hand. */
const steps = {
  steps: z.number().optional().describe("number of steps from t = 1 to `end`"),
  end: z.number().optional().describe("t at which the sampler stops, default 0"),
  spacing: z.enum(["uniform", "karras"]).optional().describe("uniform in t, or σ^{1/rho} uniform; default karras for `ve`"),
  rho: z.number().positive().optional().describe("of `karras`, default 7"),
  grid: z.array(z.number()).optional().describe("the times themselves, first 1, falling; instead of `steps`"),
};

export const samplerSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("flow").describe("the guided probability flow, run exactly to noise 0") }),
  z.strictObject({ kind: z.literal("sde").describe("the guided reverse stochastic equation, run exactly to noise 0") }),
  z.strictObject({ kind: z.enum(["euler", "heun", "rk4", "ddpm", "euler-maruyama", "exponential"]), ...steps }),
  z.strictObject({ kind: z.literal("ddim"), ...steps, eta: z.number().default(0).describe("share of ddpm's noise: 0 none, 1 ddpm") }),
  z.strictObject({
    kind: z.literal("dopri5"),
    rtol: z.number().positive().default(1e-6),
    atol: z.number().positive().default(1e-9),
    end: steps.end,
    grid: steps.grid,
  }),
]);

/** An error in what the model predicts; the world stays what is true. */
export const scoreErrorSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.enum(["white", "smooth"]),
    size: z.number().nonnegative().describe("root mean square of the score's error under the noised law, at every noise level"),
    placed: z.enum(["uniform", "rare"]).default("uniform").describe("everywhere alike, or where noised data are rare"),
    seed: z.int().default(0),
    on: erring,
  }),
  z.strictObject({ kind: z.literal("smoothing"), sd: z.number().nonnegative(), on: erring }),
  z.strictObject({ kind: z.literal("tempering"), temperature: z.number().positive(), on: erring }),
  z.strictObject({ kind: z.literal("monte-carlo"), draws: z.int().min(1), seed: z.int().default(0), on: erring }),
]);

export const CONTINUOUS_WORLDS = ["gaussian-mixture", "box-mixture", "points"] as const;

/** Everything but the world, whose schema the parser picks by its kind. */
export const continuousFrame = z.strictObject({
  ...commonFields,
  world: z.looseObject({ kind: z.enum([...CONTINUOUS_WORLDS, "preset"]) }),
  guidance: guidanceSchema,
  process: processSchema.prefault({ kind: "vp" }),
  sampler: samplerSchema.prefault({ kind: "flow" }),
  scoreError: scoreErrorSchema.optional(),
});

const worldSchema = z.union([
  gaussianMixtureSchema,
  gaussianPairSchema,
  boxMixtureSchema,
  boxPairSchema,
  pointsSchema,
  pointsPairSchema,
  pointsFileSchema,
  continuousPresetSchema,
]);

export const continuousSchema = continuousFrame.extend({ world: worldSchema });

/** An experiment on R^d, with its defaults filled in. */
export type ContinuousExperiment = z.output<typeof continuousSchema>;
export type ContinuousWorld = ContinuousExperiment["world"];
export type ContinuousGuidance = ContinuousExperiment["guidance"];
export type ContinuousProcess = ContinuousExperiment["process"];
export type ContinuousSampler = ContinuousExperiment["sampler"];
export type ContinuousScoreError = NonNullable<ContinuousExperiment["scoreError"]>;
