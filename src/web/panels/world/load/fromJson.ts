/** @file JSON as an experiment: a whole experiment file, or a world to put in the place of the one on screen. */
import { BadInput } from "../../../../numerics/badInput.ts";
import { parseExperiment } from "../../../../studies/parse.ts";
import type { CountsSpec, TextTable } from "../../../../worlds/masked/counts.ts";
import { fitted } from "../../../state/fitted.ts";
import type { ExperimentFile } from "../../../state/labState.ts";
import type { WorldFile } from "../described.ts";
import { countedWorld, type LoadedWorld, type PointsColumns, pointsFrom } from "./fromTable.ts";
import { sizeFault } from "./limits.ts";

export interface LoadedExperiment {
  readonly experiment: ExperimentFile;
  readonly notes: readonly string[];
}

/**
 * @param tables by the names of the files that came along, for an experiment that names a table
 * @throws BadInput for what is neither, an experiment that does not parse, a table that did not come along, and a world too large for the lab
 */
export function experimentOfJson(text: string, current: ExperimentFile, tables: ReadonlyMap<string, TextTable>): LoadedExperiment {
  const value = parsed(text);
  const isExperiment = typeof value.world === "object" && value.world !== null;
  if (!isExperiment && typeof value.kind !== "string")
    throw new BadInput("content", "an experiment, or a world with its `kind`", Object.keys(value));
  const written = (isExperiment ? value.world : value) as WorldFile;
  const { world, notes } = typeof written.file === "string" ? inlined(written, tables) : { world: written, notes: [] };
  const fault = sizeFault(world);
  if (fault !== null) throw new BadInput("world", "small enough for a link", fault);
  const experiment = isExperiment ? { ...value, world } : fitted(current, world);
  parseExperiment(experiment);
  return { experiment, notes };
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch (error) {
    throw new BadInput("content", "JSON", error instanceof Error ? error.message : String(error));
  }
  throw new BadInput("content", "a JSON object", text);
}

/** A world that names a table, with the table's content in its place. */
function inlined(world: WorldFile, tables: ReadonlyMap<string, TextTable>): LoadedWorld {
  const name = String(world.file).split("/").at(-1) ?? "";
  const table = tables.get(name);
  if (table === undefined) throw new BadInput("world.file", "dropped together with the experiment that names it", name);
  if (world.kind === "points") return pointsFrom({ bandwidth: 0, ...(world as unknown as Omit<PointsColumns, "bandwidth">) }, table);
  return countedWorld({ smoothing: 0, ...(world as unknown as Omit<CountsSpec, "smoothing">) }, table);
}
