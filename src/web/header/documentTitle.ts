import { worldTitle } from "../panels/world/worldTitle.ts";
import type { ExperimentFile } from "../state/labState.ts";

/** The page's title: what the experiment is called, else its world, and its target. */
export function documentTitle({ name, world, target }: ExperimentFile): string {
  const called = typeof name === "string" && name !== "" ? name : worldTitle(world as Parameters<typeof worldTitle>[0]);
  return [called, ...(typeof target === "string" && called !== name ? [target] : []), "guidelab"].join(" · ");
}
