/** @file A figure's numbers as a CSV table (RFC 4180 quoting, LF line ends): everything that is drawn, nothing rounded. */
import type { FigureData } from "../studies/figureData.ts";

type Cell = string | number | null;

/** The figure as CSV text, one header line first; null is an empty field, numbers have their shortest exact digits. */
export function figureTable(figure: FigureData): string {
  const lines = rowsOf(figure).map((row) => row.map(field).join(","));
  return `${lines.join("\n")}\n`;
}

function field(cell: Cell): string {
  const text = cell === null ? "" : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function rowsOf(figure: FigureData): readonly (readonly Cell[])[] {
  switch (figure.kind) {
    case "heat": {
      const { alphabet, sites, panels, difference, regions } = figure;
      const rows = [...panels, difference].flatMap(({ title, values }) =>
        values.map((value, index) => {
          const [i, j] = [Math.floor(index / alphabet), index % alphabet];
          return [title, sites[0].ticks[i] ?? i, sites[1].ticks[j] ?? j, value, ...(regions === undefined ? [] : [regions[index]])];
        }),
      );
      return [["panel", sites[0].label, sites[1].label, "value", ...(regions === undefined ? [] : ["region"])], ...rows];
    }
    case "curves": {
      const rows = figure.series.flatMap(({ name, x, y }) => x.map((at, i) => [name, at, y[i]]));
      return [["series", figure.x.label, figure.y.label], ...rows];
    }
    case "categories": {
      const rows = figure.series.flatMap(({ name, values }) => values.map((value, i) => [name, figure.categories[i], value]));
      return [["series", figure.categoryLabel, figure.valueLabel], ...rows];
    }
    case "densities": {
      const { axes, x, y, panels, difference } = figure;
      const rows = [...panels, difference].flatMap(({ title, values }) =>
        values.map((value, i) => [title, x[i % x.length], y[Math.floor(i / x.length)], value]),
      );
      const points = panels.flatMap(({ title, points: cloud = [] }) => cloud.map(([a, b]) => [`${title}, point`, a, b, null]));
      return [["panel", ...axes, "density"], ...rows, ...points];
    }
    case "fan": {
      const rows = figure.panels.flatMap(({ title, x, mean, sd, paths }) =>
        [
          ...paths.map((path, i) => [`trajectory ${i}`, path] as const),
          ["mean", mean] as const,
          ["standard deviation", sd] as const,
        ].flatMap(([name, values]) => values.map((value, i) => [title, name, x[i], value])),
      );
      return [["panel", "series", figure.x.label, figure.y.label], ...rows];
    }
    case "portrait": {
      const [x, y] = figure.axes;
      const rows = figure.panels.flatMap(({ title, arrows, paths }) => [
        ...arrows.map((arrow) => [title, "arrow", ...arrow]),
        ...paths.flatMap((path, i) => path.map(([a, b]) => [title, `trajectory ${i}`, a, b, null, null])),
      ]);
      return [["panel", "series", x, y, `d ${x}`, `d ${y}`], ...rows];
    }
    case "ellipses": {
      const [x, y] = figure.sites;
      const rows = figure.ellipses.map(({ series, w, mean, covariance: [a, b, , c] }) => [series, w, ...mean, a, b, c]);
      return [["series", "w", `mean ${x}`, `mean ${y}`, `variance ${x}`, "covariance", `variance ${y}`], ...rows];
    }
  }
}
