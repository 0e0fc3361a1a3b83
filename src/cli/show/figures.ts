import type { Omitted } from "../../studies/omitted.ts";
import { textTable } from "./table.ts";

/** A figure where it was written. */
export interface WrittenFigure {
  readonly id: string;
  readonly title: string;
  readonly svg: string;
  readonly csv: string;
}

/** What was drawn and where, what was not and why. */
export function showFigures(figures: readonly WrittenFigure[], omitted: readonly Omitted[], seconds: number): string {
  const rows = figures.map(({ title, svg, csv }) => [title, svg, csv]);
  const left = omitted.map(({ name, why }) => `not drawn: ${name} (${why})`);
  return [textTable(["figure", "picture", "numbers"], rows), ...(left.length > 0 ? [left.join("\n")] : []), `${seconds.toFixed(2)} s`].join(
    "\n\n",
  );
}
