/** @file A world as the panel shows and edits it: its classes' laws cell by cell, or its components, boxes or points. */
import type { BoxSpec } from "../../../worlds/continuous/boxComponents.ts";
import type { GaussianSpec } from "../../../worlds/continuous/gaussianComponents.ts";
import type { SiteLabels } from "../../../worlds/masked/mixture.ts";

export interface TokenPart {
  readonly name: string;
  /** Null in an explicit pair. */
  readonly weight: number | null;
  /** Shape [K^L], row-major, site 0 slowest; sums to 1. */
  readonly law: ArrayLike<number>;
}

export interface TokenWorld {
  readonly half: "tokens";
  readonly alphabet: number;
  readonly length: number;
  /** Classes in their order; of an explicit pair `conditional` and `unconditional`. */
  readonly parts: readonly TokenPart[];
  /** Whether the parts are an explicit pair. */
  readonly pair: boolean;
  readonly labels?: readonly SiteLabels[];
}

export type Covariance = GaussianSpec["covariance"];

/** What a class of a continuous world is made of; the list that its world's kind names is there, the others are empty. */
export interface SpacePart {
  readonly name: string;
  /** Null in an explicit pair. */
  readonly weight: number | null;
  readonly components: readonly GaussianSpec[];
  readonly boxes: readonly BoxSpec[];
  readonly points: readonly (readonly number[])[];
}

export type SpaceKind = "gaussian-mixture" | "box-mixture" | "points";

export interface SpaceWorld {
  readonly half: "space";
  readonly kind: SpaceKind;
  readonly dimension: number;
  /** Of points; 0 for others. */
  readonly bandwidth: number;
  readonly parts: readonly SpacePart[];
  readonly pair: boolean;
}

export type DescribedWorld = TokenWorld | SpaceWorld;

/** A world's JSON as a person writes it. */
export type WorldFile = Readonly<Record<string, unknown>> & { readonly kind: string };

interface WrittenPart {
  readonly weight?: number;
  readonly law?: readonly number[];
  readonly components?: readonly GaussianSpec[];
  readonly boxes?: readonly BoxSpec[];
  readonly points?: readonly (readonly number[])[];
}

/**
 * A world that says itself what it is made of; null for one that has to be built first (a preset, a chain, a file).
 *
 * @param world as the experiment's schema has taken it
 */
export function readWorld(world: WorldFile): DescribedWorld | null {
  if (world.kind === "table") return readTable(world);
  if (world.kind !== "gaussian-mixture" && world.kind !== "box-mixture" && world.kind !== "points") return null;
  if ("file" in world) return null;
  const pair = "conditional" in world;
  const { dimension, bandwidth = 0 } = world as { readonly dimension?: number; readonly bandwidth?: number };
  const parts = writtenParts(world).map(
    ([name, { weight, components = [], boxes = [], points = [] }]): SpacePart => ({
      name,
      weight: weight ?? null,
      components,
      boxes,
      points,
    }),
  );
  return { half: "space", kind: world.kind, dimension: dimension ?? 1, bandwidth, parts, pair };
}

function readTable(world: WorldFile): TokenWorld {
  const { alphabet, length } = world as unknown as { readonly alphabet: number; readonly length: number };
  const pair = "conditional" in world;
  const parts = pair
    ? [
        { name: "conditional", weight: null, law: world.conditional as readonly number[] },
        { name: "unconditional", weight: null, law: world.unconditional as readonly number[] },
      ]
    : writtenParts(world).map(([name, { weight, law = [] }]) => ({ name, weight: weight ?? 1, law }));
  return { half: "tokens", alphabet, length, parts, pair };
}

function writtenParts(world: WorldFile): readonly (readonly [string, WrittenPart])[] {
  if (!("conditional" in world)) return Object.entries(world.classes as Readonly<Record<string, WrittenPart>>);
  return [
    ["conditional", world.conditional as WrittenPart],
    ["unconditional", world.unconditional as WrittenPart],
  ];
}

/** The world's JSON again: what `readWorld` reads back. */
export function spaceFile({ kind, dimension, bandwidth, parts, pair }: SpaceWorld): WorldFile {
  const list = LISTS[kind];
  const head = { kind, dimension, ...(kind === "points" ? { bandwidth } : {}) };
  if (pair) return { ...head, ...Object.fromEntries(parts.map((part) => [part.name, { [list]: part[list] }])) };
  return { ...head, classes: Object.fromEntries(parts.map((part) => [part.name, { weight: part.weight ?? 1, [list]: part[list] }])) };
}

/** What the list of a class is called in each kind of world. */
export const LISTS = { "gaussian-mixture": "components", "box-mixture": "boxes", points: "points" } as const;
