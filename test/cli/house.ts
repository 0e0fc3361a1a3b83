/** @file A copy of the built program that a test may change: its own build, examples and recorded verdicts. */
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { repository } from "./program.ts";

export interface House {
  readonly folder: string;
  /** Its command line. */
  readonly program: string;
}

/** A copy that goes when the file's tests are done. */
export function houseCopy(): House {
  const folder = mkdtempSync(join(tmpdir(), "guidelab-house-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const tests = join(repository, "dist", "test");
  for (const part of ["dist", "examples", "package.json", "verdicts.json"]) {
    cpSync(join(repository, part), join(folder, part), { recursive: true, filter: (source) => source !== tests });
  }
  symlinkSync(join(repository, "node_modules"), join(folder, "node_modules"), "junction");
  return { folder, program: join(folder, "dist", "cli", "main.js") };
}
