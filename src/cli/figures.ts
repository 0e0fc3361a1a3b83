import { basename, extname, join } from "node:path";
import { describeFigure } from "../figures/describe.ts";
import { figureTable } from "../figures/table.ts";
import { renderSvg } from "../files/svg.ts";
import { writeWhole } from "../files/writeWhole.ts";
import { experimentFigures } from "../studies/figures.ts";
import { printJson, printLine } from "./output.ts";
import { type ExperimentOptions, withExperiment } from "./resources.ts";
import { showFigures } from "./show/figures.ts";

interface FiguresOptions extends ExperimentOptions {
  readonly out: string;
}

/** `guidelab figures EXP [--out DIR]`: all are drawn before the first is written. */
export async function figures(path: string, options: FiguresOptions): Promise<void> {
  const started = performance.now();
  const { id, record } = withExperiment(path, options, (read, resources) => ({
    id: read.id,
    record: experimentFigures(read.experiment, resources),
  }));
  const drawn = record.figures.map((figure) => {
    const named = { ...figure, id: prefixOf(path) + figure.id };
    const file = (ending: string): string => join(options.out, `${named.id}.${ending}`);
    return {
      entry: { id: named.id, title: named.title, svg: file("svg"), csv: file("csv") },
      picture: renderSvg(describeFigure(named), "standalone"),
      table: figureTable(named),
    };
  });
  for (const { entry, picture, table } of drawn) {
    writeWhole(entry.svg, picture);
    writeWhole(entry.csv, table);
  }
  const entries = drawn.map(({ entry }) => entry);
  const seconds = (performance.now() - started) / 1e3;
  if (options.json) await printJson({ experiment: id, figures: entries, omitted: record.omitted });
  else printLine(showFigures(entries, record.omitted, seconds));
}

/** The experiment file's name before each figure's, so that experiments can share a folder; letters, digits, - and _ only. */
function prefixOf(path: string): string {
  if (path === "-") return "";
  const name = basename(path, extname(path))
    .replaceAll(/[^\w-]+/g, "-")
    .replace(/^[^A-Za-z]+/, "");
  return name === "" ? "" : `${name}-`;
}
