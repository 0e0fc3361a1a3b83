import type { NpzArray } from "../../files/npzBytes.ts";
import type { FigureData } from "../../studies/figureData.ts";

/** What can be carried away from a panel: exactly what it shows. */
export interface Takeaway {
  /** Each as SVG, PNG, PDF and CSV. */
  readonly figures: readonly FigureData[];
  /** For an NPZ file, by name. */
  readonly arrays: Readonly<Record<string, NpzArray>>;
  /** How the numbers were obtained; left out where nothing is computed. */
  readonly method?: string;
  /** What to type after `guidelab` for the same numbers; the experiment's file is written EXP. */
  readonly command: string;
}
