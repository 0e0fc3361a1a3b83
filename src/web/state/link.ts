/** @file The lab's state as the fragment of an address, a field each, and back: what cannot be read falls back to its default, with a notice. */
import { deflateSync, inflateSync, strFromU8, strToU8 } from "fflate";
import { BadInput } from "../../numerics/badInput.ts";
import { parseExperiment } from "../../studies/parse.ts";
import { DEFAULT_STATE, DEFAULT_VIEW, type ExperimentFile, type LabState, type LabView } from "./labState.ts";
import { VIEW_FIELDS } from "./viewFields.ts";

/** Fields longer than this are packed. */
const LONG = 400;
/** Before a field of the view, so that it meets no field of an experiment. */
const VIEW = "lab.";

/** Fragment without `#`. Fields of the view that have their default are left out. */
export function encodeLink({ experiment, view }: LabState): string {
  const ofExperiment = Object.entries(experiment).filter(([, value]) => value !== undefined);
  const ofView = Object.entries(view).filter(([name, value]) => !same(value, DEFAULT_VIEW[name as keyof LabView]));
  return [...ofExperiment.map(([name, value]) => [name, value]), ...ofView.map(([name, value]) => [VIEW + name, value])]
    .map(([name, value]) => `${encodeURIComponent(String(name))}=${fieldText(value)}`)
    .join("&");
}

export interface Opened {
  readonly state: LabState;
  /** What of the link could not be used, in words. */
  readonly notices: readonly string[];
}

/** The state of a fragment, with or without `#`. An empty one is the default. */
export function decodeLink(fragment: string): Opened {
  const text = fragment.replace(/^#/, "");
  if (text === "") return { state: DEFAULT_STATE, notices: [] };
  const notices: string[] = [];
  const written: Record<string, unknown> = {};
  const view: Record<string, unknown> = { ...DEFAULT_VIEW };
  for (const pair of text.split("&")) {
    const at = pair.indexOf("=");
    const name = at < 0 ? pair : (decoded(pair.slice(0, at)) ?? pair);
    const value = at < 0 ? undefined : unpacked(pair.slice(at + 1));
    if (value === undefined) notices.push(`${name} of the link could not be read and has its default`);
    else if (!name.startsWith(VIEW)) written[name] = value;
    else if (!readView(view, name.slice(VIEW.length), value)) notices.push(`${name} of the link is not usable and has its default`);
  }
  // A link that only says how to look, such as one to a claim, is of the experiment that the lab starts with.
  const experiment = Object.keys(written).length === 0 ? DEFAULT_STATE.experiment : mended(written, notices);
  return { state: { experiment, view: view as unknown as LabView }, notices };
}

function readView(view: Record<string, unknown>, name: string, value: unknown): boolean {
  const field = Object.hasOwn(VIEW_FIELDS, name) ? VIEW_FIELDS[name as keyof LabView] : undefined;
  if (field === undefined || !field.safeParse(value).success) return false;
  view[name] = value;
  return true;
}

/** Fields that can be left out, the last to be suspected first. */
const OPTIONAL = ["scoreError", "sampler", "process", "seed", "name", "$schema"] as const;

/** The experiment of a link; fields that it does not parse with are left out or have the default's value. */
export function mended(written: ExperimentFile, notices: string[]): ExperimentFile {
  let experiment: Record<string, unknown> = { ...written };
  const known = new Set(["schema", "world", "target", "guidance", ...OPTIONAL]);
  for (const name of Object.keys(experiment)) {
    if (known.has(name)) continue;
    delete experiment[name];
    notices.push(`${name} is not a field of an experiment and was left out`);
  }
  if (experiment.schema !== undefined && experiment.schema !== DEFAULT_STATE.experiment.schema)
    notices.push("schema of the link is another version's and was replaced");
  experiment.schema = DEFAULT_STATE.experiment.schema;
  for (let fault = faultOf(experiment); fault !== null; fault = faultOf(experiment)) {
    const told = fault;
    const suspects = OPTIONAL.filter((name) => name in experiment);
    const named = suspects.find((name) => told.startsWith(name)) ?? suspects.find((name) => faultOf(without(experiment, name)) === null);
    if (named !== undefined) {
      experiment = without(experiment, named);
      notices.push(`${named} of the link was left out: ${fault}`);
      continue;
    }
    const replaced = REPLACED.map((part) => [part, { ...experiment, ...only(DEFAULT_STATE.experiment, part) }] as const);
    const found = replaced.find(([, tried]) => faultOf(tried) === null) ?? replaced.find(([[name]]) => told.startsWith(String(name)));
    if (found === undefined || JSON.stringify(found[1]) === JSON.stringify(experiment)) {
      notices.push(`the experiment of the link was replaced by the default: ${fault}`);
      return DEFAULT_STATE.experiment;
    }
    experiment = found[1];
    notices.push(`${found[0].join(" and ")} of the link was replaced by the default: ${fault}`);
  }
  return experiment;
}

/** Fields, or groups of them, that must be there: tried in this order. */
const REPLACED = [["guidance"], ["target"], ["world", "target"]] as const;

const without = (experiment: ExperimentFile, name: string): Record<string, unknown> =>
  Object.fromEntries(Object.entries(experiment).filter(([key]) => key !== name));

const only = (experiment: ExperimentFile, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(experiment).filter(([key]) => names.includes(key)));

/** What is wrong with an experiment, the field first; null when it parses. */
export function faultOf(experiment: ExperimentFile): string | null {
  try {
    parseExperiment(experiment);
    return null;
  } catch (error) {
    return error instanceof BadInput ? error.detail : String(error);
  }
}

/** Texts of values that stand in the state, which never change: a slider's step does not pack a large world again. */
const KEPT = new WeakMap<object, string>();

function fieldText(value: unknown): string {
  if (typeof value !== "object" || value === null) return packed(JSON.stringify(value));
  const text = KEPT.get(value) ?? packed(JSON.stringify(value));
  KEPT.set(value, text);
  return text;
}

/** JSON as it is, or where that is long and packing helps, `~` and its deflated bytes in base64url. */
function packed(json: string): string {
  const plain = encodeURIComponent(json);
  if (plain.length <= LONG) return plain;
  const bytes = Array.from(deflateSync(strToU8(json), { level: 9 }), (byte) => String.fromCharCode(byte)).join("");
  const small = `~${btoa(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}`;
  return small.length < plain.length ? small : plain;
}

function unpacked(text: string): unknown {
  try {
    if (!text.startsWith("~")) return JSON.parse(decoded(text) ?? "");
    const bytes = Uint8Array.from(atob(text.slice(1).replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
    return JSON.parse(strFromU8(inflateSync(bytes)));
  } catch {
    return undefined;
  }
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
