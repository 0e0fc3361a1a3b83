import { kernels } from "../../kernels/kernels.ts";
import { BadInput } from "../../numerics/badInput.ts";
import type { Resources } from "../../studies/resources.ts";
import { webTeam } from "./webTeam.ts";

/** Bytes that work arrays may take together in a browser's tab. */
const MEMORY = 2 ** 30;

/** What a worker lends to a study. Tables come into the experiment itself when they are loaded: files are not read here. */
export function webResources(): Resources {
  return {
    memory: MEMORY,
    kernels,
    team: webTeam,
    table: (file) => {
      throw new BadInput("world.file", "loaded into the lab first (drop the file on the world)", file);
    },
  };
}
