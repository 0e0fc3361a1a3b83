import type { Kernels } from "../kernels/kernels.ts";
import type { Team } from "../kernels/team.ts";
import type { TextTable } from "../worlds/masked/counts.ts";

/** What the shell lends to a study. */
export interface Resources {
  /** Reads a CSV named in the experiment. */
  readonly table: (file: string) => TextTable;
  /** Bytes that work arrays may take together. */
  readonly memory: number;
  /** `kernels` of `kernels/kernels.ts`, asked where they pay; null where the engine has none. Without it: plain TypeScript. */
  readonly kernels?: () => Kernels | null;
  /** Threads for large worlds, started when first asked; null where there are none. The shell that lends them closes them. */
  readonly team?: () => Team | null;
}
