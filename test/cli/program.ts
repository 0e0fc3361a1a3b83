/** @file The built program, run as a person runs it: in a folder of its own, nothing else shared. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, expect } from "vitest";

export const repository = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const program = join(repository, "dist", "cli", "main.js");

export interface Said {
  /** Exit code; null when it was ended after two minutes. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface How {
  readonly cwd: string;
  /** Standard input. */
  readonly input?: string;
  readonly program?: string;
}

/** A folder that goes when the file's tests are done. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), "guidelab-cli-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs it to its end; tests that wait for it may run side by side. */
export async function guidelab(args: readonly string[], { cwd, input = "", program: main = program }: How): Promise<Said> {
  const child = spawn(process.execPath, [main, ...args], { cwd, timeout: 120_000 });
  // A command that refuses its arguments does not wait for its input.
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  const [stdout, stderr, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { status, stdout, stderr };
}

/** The one JSON document that a command prints when all is well. */
export async function answer<T>(args: readonly string[], how: How): Promise<T> {
  const { status, stdout, stderr } = await guidelab(args, how);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout.endsWith("\n")).toBe(true);
  return JSON.parse(stdout) as T;
}

/** The line of a refusal, without its end. Everything that holds of every refusal is checked. */
export async function refusal(args: readonly string[], how: How): Promise<string> {
  const { status, stdout, stderr } = await guidelab(args, how);
  expect({ status, stdout, stderr }).toEqual({
    status: 2,
    stdout: "",
    stderr: expect.stringMatching(/^[^\n]+: [^\n]+ must be [^\n]+, got [^\n]+\n$/),
  });
  return stderr.slice(0, -1);
}

/** Writes a file into a folder; returns its name. */
export function put(folder: string, name: string, content: unknown): string {
  writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
  return name;
}

/** What `law --json` prints, as the contract has it. */
export interface LawAnswer {
  readonly experiment: string;
  readonly alphabet: number;
  readonly length: number;
  readonly law: readonly number[];
  readonly tilted: readonly number[] | null;
  readonly conditional: readonly number[];
  readonly unconditional: readonly number[];
  readonly at: number | null;
  readonly incomplete: number;
  readonly distances: Readonly<Record<string, number | null>>;
  readonly method: string;
  readonly nfe: null;
}

/** Two classes on two tokens of one site. */
export const coins = {
  schema: "guidelab/experiment@1",
  world: {
    kind: "table",
    alphabet: 2,
    length: 1,
    classes: { heads: { weight: 0.5, law: [0.75, 0.25] }, tails: { weight: 0.5, law: [0.25, 0.75] } },
  },
  target: "heads",
  guidance: { rule: "rates", w: 2 },
  process: { kind: "masked", schedule: "log-linear" },
  sampler: { kind: "exact" },
  seed: 0,
} as const;

/** An explicit pair of laws. */
export const pair = (alphabet: number, conditional: readonly number[], unconditional: readonly number[], w: number) => ({
  world: { kind: "table", alphabet, length: Math.round(Math.log(conditional.length) / Math.log(alphabet)), conditional, unconditional },
  guidance: { rule: "rates", w },
});
