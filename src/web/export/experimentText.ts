import { canonicalJson } from "../../studies/canonical.ts";
import { parseExperiment } from "../../studies/parse.ts";
import type { ExperimentFile } from "../state/labState.ts";

/** The experiment's file, as the command line reads it. */
export function experimentText(experiment: ExperimentFile): string {
  return `${JSON.stringify(experiment, null, 2)}\n`;
}

/** SHA-256 of the canonical JSON, hexadecimal: the id that `guidelab law --json` prints. */
export async function experimentId(experiment: ExperimentFile): Promise<string> {
  const text = new TextEncoder().encode(canonicalJson(parseExperiment(experiment), {}));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", text));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A name for files about an experiment: letters, digits and hyphens. */
export function fileStem(experiment: ExperimentFile): string {
  const { name } = experiment;
  const world = experiment.world as { readonly kind: string; readonly name?: string };
  const text = typeof name === "string" && name !== "" ? name : (world.name ?? world.kind);
  const plain = text.replaceAll(/[^\w]+/g, "-").replaceAll(/^-+|-+$/g, "");
  return plain === "" ? "experiment" : plain.slice(0, 60);
}
