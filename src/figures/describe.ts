/** @file Any figure's data → what to draw. */
import { BadInput } from "../numerics/badInput.ts";
import type { FigureData } from "../studies/figureData.ts";
import { categoriesDescription } from "./categories.ts";
import { curvesDescription } from "./curves.ts";
import { ellipsesDescription } from "./ellipses.ts";
import { heatDescription } from "./heat.ts";
import type { PlotDescription } from "./plotDescription.ts";

/**
 * The plot description of a figure: what to draw, in pixels, before any document exists.
 *
 * @throws BadInput when the figure's lists do not fit each other, naming the list and the length found
 */
export function describeFigure(figure: FigureData): PlotDescription {
  checkShape(figure);
  switch (figure.kind) {
    case "heat":
      return heatDescription(figure);
    case "curves":
      return curvesDescription(figure);
    case "categories":
      return categoriesDescription(figure);
    case "ellipses":
      return ellipsesDescription(figure);
  }
}

function checkShape(figure: FigureData): void {
  if (!/^[A-Za-z][\w-]*$/.test(figure.id)) throw new BadInput("id", "a letter, then letters, digits, - and _", figure.id, "describeFigure");
  const where = `describeFigure(${figure.id})`;
  const expect = (name: string, found: number, wanted: number): void => {
    if (found !== wanted) throw new BadInput(name, `a list of ${wanted} entries`, found, where);
  };
  if (figure.kind === "heat") {
    const cells = figure.alphabet ** 2;
    if (figure.panels.length === 0) throw new BadInput("panels", "a list of at least one entry", 0, where);
    for (const { title, values } of [...figure.panels, figure.difference]) {
      expect(`values of "${title}"`, values.length, cells);
      const odd = values.find((value) => !Number.isFinite(value));
      if (odd !== undefined) throw new BadInput(`values of "${title}"`, "finite", odd, where);
    }
    if (figure.regions !== undefined) expect("regions", figure.regions.length, cells);
  }
  if (figure.kind === "curves") for (const { name, x, y } of figure.series) expect(`y of "${name}"`, y.length, x.length);
  if (figure.kind === "categories") {
    for (const { name, values } of figure.series) expect(`values of "${name}"`, values.length, figure.categories.length);
  }
}
