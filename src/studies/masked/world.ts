import { constantWeight, largestWeight } from "../../guidance/weightSchedule.ts";
import { checkFits } from "../../masked/lattice.ts";
import { tableDenoiser } from "../../masked/tableDenoiser.ts";
import { BadInput } from "../../numerics/badInput.ts";
import { countsWorld } from "../../worlds/masked/counts.ts";
import type { Denoiser } from "../../worlds/masked/denoiser.ts";
import type { DenoiserPair } from "../../worlds/masked/denoiserPair.ts";
import { hiddenMarkovWorld } from "../../worlds/masked/hiddenMarkov.ts";
import { denoiserPairOf, type LargeWorld, toTable } from "../../worlds/masked/largeWorld.ts";
import { markovWorld } from "../../worlds/masked/markov.ts";
import { type ClassMixture, pairOf } from "../../worlds/masked/mixture.ts";
import { checkSupport, type Pair } from "../../worlds/masked/pair.ts";
import { checkerboards, cubes, diamonds, randomDirichlet, threeClassLine } from "../../worlds/masked/presets.ts";
import { productMixtureWorld } from "../../worlds/masked/productMixture.ts";
import { productSetsWorld } from "../../worlds/masked/productSets.ts";
import { pairWorld, tableWorld } from "../../worlds/masked/table.ts";
import { weightSchedule } from "../parse.ts";
import type { Resources } from "../resources.ts";
import { type MixingKernels, mixingKernels } from "./mixingKernels.ts";
import type { MaskedExperiment, Preset } from "./schema.ts";

interface Size {
  readonly alphabet: number;
  readonly length: number;
}

/** A world built from an experiment. */
export interface BuiltWorld {
  /** Null for an explicit pair. */
  readonly mixture: ClassMixture | null;
  readonly pair: Pair;
}

/**
 * Builds the world of an experiment, after checking that it fits.
 *
 * @param bytesPerState that the computation to come holds per lattice state, the world's own arrays included; of the size, where that decides
 * @throws BadInput for a world that is too large, badly given, or undefined under the experiment's weight
 */
export function buildWorld(
  { world, target, guidance }: MaskedExperiment,
  { table, memory }: Resources,
  bytesPerState: number | ((size: Size) => number),
): BuiltWorld {
  const schedule = weightSchedule(guidance.w);
  constantWeight(schedule);
  const check = (size: Size): void => checkFits(size, typeof bytesPerState === "number" ? bytesPerState : bytesPerState(size), memory);
  if (world.kind === "table" && "conditional" in world) {
    check(world);
    const pair = pairWorld(world);
    if (largestWeight(schedule) > 0) checkSupport(pair);
    return { mixture: null, pair };
  }
  const mixture = buildMixture(world, table, check);
  const pair = pairOf(mixture, target ?? "");
  // A mixture covers its classes, unless weight times mass falls below the smallest double.
  if (largestWeight(schedule) > 0) checkSupport(pair);
  return { mixture, pair };
}

type MixtureWorld = Exclude<MaskedExperiment["world"], { conditional: readonly number[] }>;

/**
 * The classes of a world, whatever the target.
 *
 * @param check refuses a size before any array is made, by throwing
 * @throws BadInput for a world that is badly given, and as `check`
 */
export function buildMixture(world: MixtureWorld, table: Resources["table"], check: (size: Size) => void): ClassMixture {
  const size = world.kind === "counts" ? null : world.kind === "preset" ? presetSize(world) : world;
  if (size) check(size);
  return mixtureOf(world, table, check);
}

function mixtureOf(world: MixtureWorld, table: Resources["table"], check: (size: Size) => void): ClassMixture {
  switch (world.kind) {
    case "table":
      return tableWorld(world);
    case "product-sets":
      return productSetsWorld(world);
    case "counts":
      return countsWorld(world, table(world.file), check);
    case "preset":
      return presetWorld(world);
    default:
      return toTable(largeWorld(world));
  }
}

type LargeWorldSpec = Extract<MaskedExperiment["world"], { kind: "product-mixture" | "markov" | "hidden-markov" }>;

function largeWorld(world: LargeWorldSpec, rowsOf?: MixingKernels["rowsOf"]): LargeWorld {
  switch (world.kind) {
    case "product-mixture":
      return productMixtureWorld(world, rowsOf);
    case "markov":
      return markovWorld(world);
    case "hidden-markov":
      return hiddenMarkovWorld(world);
  }
}

/** What a sampler needs of a world: two denoisers, from a table where there is one, else from the world's own structure. */
export interface SampledWorld {
  readonly alphabet: number;
  readonly length: number;
  readonly pair: DenoiserPair;
  /** The table behind the denoisers, where one was built. */
  readonly built: BuiltWorld | null;
  /** How the denoisers' conditionals are had; empty where the definitions answer without a word. */
  readonly method: string;
}

/** The world of an experiment for sampling: of any length where its structure allows. */
export function sampledWorld(experiment: MaskedExperiment, resources: Resources, bytesPerState: number): SampledWorld {
  const { world, target } = experiment;
  if (world.kind === "product-mixture" || world.kind === "markov" || world.kind === "hidden-markov") {
    const { rowsOf, method } = mixingKernels(resources);
    const pair = denoiserPairOf(largeWorld(world, rowsOf), target ?? "");
    return { alphabet: world.alphabet, length: world.length, pair, built: null, method: method() };
  }
  const built = buildWorld(experiment, resources, bytesPerState);
  const { alphabet, length, conditional, unconditional } = built.pair;
  const denoiser = (law: Float64Array): Denoiser => tableDenoiser({ alphabet, length, law });
  return { alphabet, length, pair: { cond: denoiser(conditional), uncond: denoiser(unconditional) }, built, method: "" };
}

function presetWorld(preset: Preset): ClassMixture {
  const { parameters } = preset;
  switch (preset.name) {
    case "diamonds":
      return diamonds(preset.parameters);
    case "checkerboards":
      return checkerboards(preset.parameters);
    case "three-class-line":
      return threeClassLine();
    case "random-dirichlet":
      return randomDirichlet(preset.parameters);
    default:
      return cubes({ ...cubeShape(preset), ...parameters });
  }
}

function cubeShape({ name, parameters }: Extract<Preset, { name: "overlapping-squares" | "disjoint-squares" | "overlapping-cubes" }>) {
  const shape = { overlap: 0, length: 2, ...parameters };
  if (shape.overlap > shape.side) throw new BadInput("world.parameters.overlap", `at most the side (${shape.side})`, shape.overlap);
  return name === "overlapping-cubes" ? shape : { ...shape, length: 2 };
}

/** Alphabet and length of a preset, known before any array exists. */
function presetSize(preset: Preset): Size {
  switch (preset.name) {
    case "diamonds":
      return { alphabet: 3 * preset.parameters.radius + 2, length: 2 };
    case "three-class-line":
      return { alphabet: 9, length: 1 };
    case "checkerboards":
    case "random-dirichlet":
      return preset.parameters;
    default: {
      const { side, overlap, length } = cubeShape(preset);
      return { alphabet: 2 * side - overlap, length };
    }
  }
}
