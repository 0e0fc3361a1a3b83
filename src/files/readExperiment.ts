import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, extname, resolve } from "node:path";
import { parse as parseYaml, YAMLParseError } from "yaml";
import { BadInput, Raw } from "../numerics/badInput.ts";
import { canonicalJson } from "../studies/canonical.ts";
import type { Experiment } from "../studies/experiment.ts";
import { parseExperiment } from "../studies/parse.ts";
import { readText } from "./readText.ts";

/** An experiment as read: checked, with its id and the folder that its paths are relative to. */
export interface ReadExperiment {
  readonly experiment: Experiment;
  /** SHA-256 of the canonical JSON, hexadecimal. */
  readonly id: string;
  readonly resolve: (file: string) => string;
}

/**
 * Reads an experiment file: JSON, or YAML by its ending; `-` reads either from standard input.
 *
 * @param overrides `path=value` each, as given to --set; the value is JSON, or else text
 */
export function readExperiment(path: string, overrides: readonly string[] = []): ReadExperiment {
  const document = parsedText(path, readText(path));
  for (const override of overrides) applyOverride(document, override);
  const experiment = parseExperiment(document);
  const base = path === "-" ? process.cwd() : dirname(resolve(path));
  const inFolder = (file: string): string => resolve(base, file);
  const digests = "file" in experiment.world ? { [experiment.world.file]: digestOfFile(inFolder(experiment.world.file)) } : {};
  return { experiment, id: sha256(canonicalJson(experiment, digests)), resolve: inFolder };
}

export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

function digestOfFile(path: string): string {
  try {
    return sha256(readFileSync(path));
  } catch (error) {
    throw new BadInput("world.file", `a readable file (${(error as NodeJS.ErrnoException).code})`, path);
  }
}

function parsedText(path: string, text: string): unknown {
  const isYaml = [".yaml", ".yml"].includes(extname(path)) || (path === "-" && !/^\s*[[{]/.test(text));
  try {
    return isYaml ? parseYaml(text) : JSON.parse(text);
  } catch (error) {
    // yaml answers an alias without an anchor, and too many aliases, with a ReferenceError.
    if (!(error instanceof SyntaxError || error instanceof YAMLParseError || error instanceof ReferenceError)) throw error;
    const said = isYaml ? (error.message.split("\n")[0] ?? "").replace(/:$/, "") : error.message;
    throw new BadInput("content", `valid ${isYaml ? "YAML" : "JSON"}`, new Raw(said));
  }
}

function applyOverride(document: unknown, override: string): void {
  const equals = override.indexOf("=");
  if (equals <= 0) throw new BadInput("--set", "path=value", override);
  const keys = override.slice(0, equals).split(".");
  const last = keys.pop() ?? "";
  const into = (place: unknown, key: string): Record<string, unknown> => {
    if (hasPlaceFor(place, key)) return place;
    throw new BadInput("--set", "a path into the experiment", override);
  };
  let place = document;
  for (const key of keys) {
    const record = into(place, key);
    record[key] ??= {};
    place = record[key];
  }
  into(place, last)[last] = jsonOrText(override.slice(equals + 1));
}

/** Lists take the index of an entry or of the next one. */
function hasPlaceFor(place: unknown, key: string): place is Record<string, unknown> {
  if (Array.isArray(place)) return /^\d+$/.test(key) && Number(key) <= place.length;
  return typeof place === "object" && place !== null && key !== "__proto__";
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
