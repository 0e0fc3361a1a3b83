/** @file What editing does to a continuous world: each returns a new one. */
import { type Covariance, LISTS, type SpacePart, type SpaceWorld } from "../described.ts";
import { entry, inForm } from "./covariance.ts";

/** A component, box or point: part and place in its list. */
export interface Place {
  readonly part: number;
  readonly item: number;
}

export type Item = SpacePart["components"][number] | SpacePart["boxes"][number] | SpacePart["points"][number];

export function itemsOf(world: SpaceWorld, part: number): readonly Item[] {
  return world.parts[part]?.[LISTS[world.kind]] ?? [];
}

export function withPart(world: SpaceWorld, part: number, change: (part: SpacePart) => SpacePart): SpaceWorld {
  return { ...world, parts: world.parts.map((own, k) => (k === part ? change(own) : own)) };
}

function withItems(world: SpaceWorld, part: number, change: (items: readonly Item[]) => readonly Item[]): SpaceWorld {
  const list = LISTS[world.kind];
  return withPart(world, part, (own) => ({ ...own, [list]: change(own[list]) }));
}

/** One component, box or point changed. */
export function withItem<T extends Item>(world: SpaceWorld, { part, item }: Place, change: (item: T) => T): SpaceWorld {
  return withItems(world, part, (items) => items.map((own, k) => (k === item ? change(own as T) : own)));
}

/** A new component or box at a place, as wide as the last one of its class; or a point. */
export function withNewItem(world: SpaceWorld, part: number, at: readonly number[]): SpaceWorld {
  return withItems(world, part, (items) => [...items, newItem(world, items.at(-1), at)]);
}

function newItem({ kind, dimension }: SpaceWorld, last: Item | undefined, at: readonly number[]): Item {
  if (kind === "points") return [...at];
  if (kind === "gaussian-mixture") return { weight: 1, covariance: 0.25, ...last, mean: [...at] } as Item;
  const before = last as SpacePart["boxes"][number] | undefined;
  const half = Array.from({ length: dimension }, (_, i) => (before ? ((before.high[i] ?? 1) - (before.low[i] ?? 0)) / 2 : 0.5));
  return { weight: before?.weight ?? 1, low: at.map((x, i) => x - (half[i] ?? 0.5)), high: at.map((x, i) => x + (half[i] ?? 0.5)) };
}

export function withoutItem(world: SpaceWorld, { part, item }: Place): SpaceWorld {
  return withItems(world, part, (items) => items.filter((_, k) => k !== item));
}

/** One class more, with one component, box or point at a place. */
export function withNewPart(world: SpaceWorld, at: readonly number[]): SpaceWorld {
  const names = new Set(world.parts.map(({ name }) => name));
  let number = world.parts.length + 1;
  while (names.has(`z${number}`)) number++;
  const empty = { name: `z${number}`, weight: 1, components: [], boxes: [], points: [] };
  return withNewItem({ ...world, parts: [...world.parts, empty] }, world.parts.length, at);
}

export function withoutPart(world: SpaceWorld, part: number): SpaceWorld {
  return { ...world, parts: world.parts.filter((_, k) => k !== part) };
}

/** Of one coordinate of a Gaussian's covariance: its variance, in the form that it has. */
export function withVariance(covariance: Covariance, i: number, variance: number): Covariance {
  if (typeof covariance === "number") return variance;
  if (typeof covariance[0] === "number") return (covariance as readonly number[]).map((own, k) => (k === i ? variance : own));
  return (covariance as readonly (readonly number[])[]).map((row, k) => (k === i ? row.map((own, j) => (j === i ? variance : own)) : row));
}

/** Of two coordinates: their covariance; the matrix form is taken. */
export function withCross(covariance: Covariance, dimension: number, [i, j]: readonly [number, number], value: number): Covariance {
  const matrix = inForm(covariance, "turned", dimension) as readonly (readonly number[])[];
  return matrix.map((row, k) => row.map((own, l) => ((k === i && l === j) || (k === j && l === i) ? value : own)));
}

/** What is wrong with a world, in words; null when nothing is. */
export function spaceFault(world: SpaceWorld): string | null {
  if (world.parts.length === 0) return "a world needs a class";
  if (!(world.bandwidth >= 0 && world.bandwidth < Infinity)) return "the bandwidth must be at least 0";
  for (const [k, part] of world.parts.entries()) {
    if (part.name === "" || part.name === "__proto__") return "each class needs a name";
    if (world.parts.findIndex(({ name }) => name === part.name) !== k) return `two classes are called ${part.name}`;
    if (part.weight !== null && !(part.weight > 0 && part.weight < Infinity)) return `the weight of ${part.name} must be above 0`;
    if (part[LISTS[world.kind]].length === 0) return `${part.name} has no mass: add ${ONE[world.kind]}`;
    const fault = itemsFault(part, world.dimension);
    if (fault !== null) return `${part.name}: ${fault}`;
  }
  return null;
}

const ONE = { "gaussian-mixture": "a component", "box-mixture": "a box", points: "a point" } as const;

function itemsFault({ components, boxes, points }: SpacePart, dimension: number): string | null {
  const off = [...components, ...boxes].some(({ weight }) => !(weight > 0 && weight < Infinity));
  if (off) return "weights must be above 0";
  const places = [...components.map(({ mean }) => mean), ...boxes.flatMap(({ low, high }) => [low, high]), ...points];
  if (places.some((place) => place.length !== dimension || !place.every(Number.isFinite))) return `places must be ${dimension} numbers`;
  if (boxes.some(({ low, high }) => low.some((from, i) => !((high[i] ?? 0) > from)))) return "a box must end above where it starts";
  for (const { covariance } of components) {
    for (let i = 0; i < dimension; i++) {
      if (!(entry(covariance, i, i) > 0 && entry(covariance, i, i) < Infinity)) return "variances must be above 0";
      for (let j = 0; j < i; j++) {
        const inside = entry(covariance, i, j) ** 2 < entry(covariance, i, i) * entry(covariance, j, j);
        if (!inside) return "a covariance must be smaller than the product of the standard deviations";
      }
    }
  }
  return null;
}
