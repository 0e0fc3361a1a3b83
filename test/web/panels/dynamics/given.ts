/** @file Experiments as the lab holds them, and what its workers lend. */
import type { ExperimentFile } from "../../../../src/web/state/labState.ts";

export const lent = {
  memory: 2 ** 28,
  table: (): never => {
    throw new Error("no files here");
  },
};

/** The lab's default world, with fields replaced. */
export function masked(fields: ExperimentFile): ExperimentFile {
  return {
    schema: "guidelab/experiment@1",
    world: { kind: "preset", name: "overlapping-squares", parameters: { side: 3, overlap: 1 } },
    target: "z1",
    guidance: { rule: "rates", w: 4 },
    ...fields,
  };
}

export function continuous(world: object, target: string, fields: ExperimentFile = {}): ExperimentFile {
  return { schema: "guidelab/experiment@1", world, target, guidance: { rule: "cfg", w: 3 }, ...fields };
}

/** A law of so many entries, all different, none 0. */
export function uneven(size: number): Float64Array {
  const law = Float64Array.from({ length: size }, (_, s) => 1 + ((s * 7919) % 101));
  const total = law.reduce((a, b) => a + b, 0);
  return law.map((value) => value / total);
}
