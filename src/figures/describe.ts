/** @file Any figure's data → what to draw. */
import { BadInput } from "../numerics/badInput.ts";
import type { FigureData } from "../studies/figureData.ts";
import { categoriesDescription } from "./categories.ts";
import { curvesDescription } from "./curves.ts";
import { densitiesDescription } from "./densities.ts";
import { ellipsesDescription } from "./ellipses.ts";
import { fanDescription } from "./fan.ts";
import { heatDescription } from "./heat.ts";
import type { PlotDescription } from "./plotDescription.ts";
import { portraitDescription } from "./portrait.ts";

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
    case "densities":
      return densitiesDescription(figure);
    case "fan":
      return fanDescription(figure);
    case "portrait":
      return portraitDescription(figure);
  }
}

function checkShape(figure: FigureData): void {
  if (!/^[A-Za-z][\w-]*$/.test(figure.id)) throw new BadInput("id", "a letter, then letters, digits, - and _", figure.id, "describeFigure");
  const where = `describeFigure(${figure.id})`;
  const expect = (name: string, found: number, wanted: number): void => {
    if (found !== wanted) throw new BadInput(name, `a list of ${wanted} entries`, found, where);
  };
  const atLeastOne = <T>(panels: readonly T[]): readonly T[] => {
    if (panels.length === 0) throw new BadInput("panels", "a list of at least one entry", 0, where);
    return panels;
  };
  const checkPanels = (cells: number, panels: readonly Values[], difference: Values): void => {
    for (const { title, values } of [...atLeastOne(panels), difference]) {
      expect(`values of "${title}"`, values.length, cells);
      const odd = values.find((value) => !Number.isFinite(value));
      if (odd !== undefined) throw new BadInput(`values of "${title}"`, "finite", odd, where);
    }
  };
  if (figure.kind === "heat") {
    const cells = figure.alphabet ** 2;
    checkPanels(cells, figure.panels, figure.difference);
    if (figure.regions !== undefined) expect("regions", figure.regions.length, cells);
  }
  if (figure.kind === "densities") {
    checkPanels(figure.x.length * figure.y.length, figure.panels, figure.difference);
    const { top } = figure;
    if (top !== undefined && !(top > 0 && top < Infinity)) throw new BadInput("top", "a finite number above 0", top, where);
  }
  if (figure.kind === "fan") {
    for (const { title, x, mean, sd, paths } of atLeastOne(figure.panels)) {
      for (const [name, list] of [["mean", mean], ["sd", sd], ...paths.map((path, i) => [`path ${i}`, path] as const)] as const)
        expect(`${name} of "${title}"`, list.length, x.length);
    }
  }
  if (figure.kind === "portrait") atLeastOne(figure.panels);
  if (figure.kind === "curves") {
    for (const { name, x, y } of figure.series) expect(`y of "${name}"`, y.length, x.length);
    for (const [name, { shown }] of [
      ["x.shown", figure.x],
      ["y.shown", figure.y],
    ] as const)
      if (shown && !(Number.isFinite(shown[1] - shown[0]) && shown[0] !== shown[1]))
        throw new BadInput(name, "two different finite numbers", shown, where);
  }
  if (figure.kind === "categories") {
    for (const { name, values } of figure.series) expect(`values of "${name}"`, values.length, figure.categories.length);
  }
}

interface Values {
  readonly title: string;
  readonly values: readonly number[];
}
