import { type SeriesStyle, seriesStyles } from "../../../figures/palette.ts";

/** How each class looks: the target as the conditional law does elsewhere, an explicit pair's laws as themselves, others in order. */
export function classStyles(names: readonly string[], target: string | undefined, pair: boolean): readonly SeriesStyle[] {
  return seriesStyles(names.map((name) => (pair ? name : name === target ? "conditional" : `class ${name}`)));
}
