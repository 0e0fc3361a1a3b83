import { freemem } from "node:os";
import { readTable } from "../files/csv.ts";
import { type ReadExperiment, readExperiment } from "../files/readExperiment.ts";
import { kernels } from "../kernels/kernels.ts";
import type { Team } from "../kernels/team.ts";
import { BadInput } from "../numerics/badInput.ts";
import type { Resources } from "../studies/resources.ts";
import { startTeam } from "./kernelThreads.ts";

export interface ExperimentOptions {
  readonly json?: true;
  readonly set?: readonly string[];
  readonly memory?: string;
}

/**
 * Reads an experiment, runs it with the files and memory it may use, and puts the file's name before a complaint about its content.
 */
export function withExperiment<T>(path: string, options: ExperimentOptions, run: (read: ReadExperiment, resources: Resources) => T): T {
  const memory = memoryLimit(options);
  const threads = lentTeam();
  try {
    return run(...opened(path, options, { memory, kernels, team: threads.team }));
  } catch (error) {
    throw placed(path, error);
  } finally {
    threads.close();
  }
}

/** Threads started when first asked for. */
function lentTeam() {
  let started: Team | null | undefined;
  return {
    team: (): Team | null => {
      started ??= startTeam();
      return started;
    },
    close: (): void => started?.close(),
  };
}

/** The same for a run that waits. */
export async function withExperimentAsync<T>(
  path: string,
  options: ExperimentOptions,
  run: (read: ReadExperiment, resources: Resources) => Promise<T>,
): Promise<T> {
  const memory = memoryLimit(options);
  try {
    return await run(...opened(path, options, { memory, kernels }));
  } catch (error) {
    throw placed(path, error);
  }
}

function memoryLimit({ memory }: ExperimentOptions): number {
  return memory === undefined ? Math.floor(freemem() / 2) : bytes(memory);
}

function opened(path: string, { set = [] }: ExperimentOptions, lent: Omit<Resources, "table">): [ReadExperiment, Resources] {
  const read = readExperiment(path, set);
  return [read, { ...lent, table: (file) => readTable(read.resolve(file)) }];
}

function placed(path: string, error: unknown): unknown {
  if (!(error instanceof BadInput) || error.placed) return error;
  return error.at(path === "-" ? "standard input" : path);
}

const UNITS: Readonly<Record<string, number>> = { "": 1, B: 1, kB: 1e3, MB: 1e6, GB: 1e9, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 };

function bytes(text: string): number {
  const [, digits = "", unit = ""] = /^([0-9.]+) ?([A-Za-z]*)$/.exec(text) ?? [];
  const size = Number(digits === "" ? Number.NaN : digits) * (UNITS[unit] ?? Number.NaN);
  if (!(size > 0)) throw new BadInput("--memory", `a size in bytes (units ${Object.keys(UNITS).slice(1).join(", ")})`, text, "guidelab");
  return Math.floor(size);
}
