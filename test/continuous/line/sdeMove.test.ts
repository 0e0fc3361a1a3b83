import { describe, expect, it } from "vitest";
import { bisected, meshFor, serves } from "../../../src/continuous/line/sdeMesh.ts";
import { moved } from "../../../src/continuous/line/sdeMove.ts";
import { normalMasses } from "../../../src/continuous/line/sdePlan.ts";
import { normalCdf } from "../../../src/numerics/normalCdf.ts";
import { expectClose } from "../../../testing/close.ts";

const even = (low: number, high: number, cells: number): Float64Array =>
  Float64Array.from({ length: cells + 1 }, (_, i) => low + ((high - low) * i) / cells);
const bell = (cells: number) => ({ edges: even(-9, 9, cells), masses: normalMasses(even(-9, 9, cells), 1) });

/** Largest error of the distribution function at the edges, for a standard normal law. */
function cdfError({ edges, masses }: { edges: Float64Array; masses: Float64Array }): number {
  let [worst, sum] = [0, 0];
  for (let i = 0; i < masses.length; i++) {
    sum += masses[i];
    worst = Math.max(worst, Math.abs(sum - normalCdf(edges[i + 1])));
  }
  return worst;
}

describe("moved", () => {
  it("is of fourth order: on cells half as wide the error of the distribution function falls 16 times", () => {
    const errors = [60, 120, 240, 480].map((cells) => cdfError(moved(bell(cells), even(-8.7, 8.7, 101))));
    for (let k = 1; k < errors.length; k++) expect(Math.log2(errors[k - 1] / errors[k])).toBeGreaterThan(3.5);
    expect(errors[3]).toBeLessThan(1e-8);
  });

  it("keeps the mass, is never negative, and leaves a law as it is on its own edges", () => {
    const law = bell(50);
    const away = moved(law, Float64Array.of(-3, -1, -0.2, 0.5, 4, 20));
    expectClose(
      away.masses.reduce((a, b) => a + b),
      1,
      { absolute: 1e-14 },
    );
    expect(Math.min(...away.masses)).toBeGreaterThanOrEqual(0);
    expect(moved(law, law.edges).masses).toEqual(law.masses);
  });

  it("keeps the digits of both tails: masses of 1e-15 to a few per cent", () => {
    const { edges, masses } = moved(bell(400), even(-8.5, 8.5, 311));
    for (const i of [6, 311 - 7]) {
      const [a, b] = [Math.abs(edges[i]), Math.abs(edges[i + 1])].sort((x, y) => x - y);
      expectClose(masses[i], normalCdf(-a) - normalCdf(-b), { relative: 0.05 });
    }
  });
});

describe("meshFor", () => {
  const two = (): { edges: Float64Array; masses: Float64Array } => {
    const edges = even(-9, 9, 3000);
    const near = (x: number, m: number): number => Math.exp(-0.5 * ((x - m) / 0.1) ** 2);
    const masses = Float64Array.from(
      { length: 3000 },
      (_, i) => near((edges[i] + edges[i + 1]) / 2, -3) + near((edges[i] + edges[i + 1]) / 2, 3),
    );
    const total = masses.reduce((a, b) => a + b);
    return { edges, masses: masses.map((mass) => mass / total) };
  };

  it("gives both modes of a law, 60 deviations apart, at least four cells to a deviation within two of their middle", () => {
    const mesh = meshFor(two(), { cells: 200, breaks: [], blur: 1 });
    for (let j = 0; j < 200; j++) {
      const middle = (mesh[j] + mesh[j + 1]) / 2;
      if (Math.abs(Math.abs(middle) - 3) < 0.2) expect(mesh[j + 1] - mesh[j]).toBeLessThan(0.025);
    }
  });

  it("puts cells as small as the blur at a break, the edges rising throughout", () => {
    let law = bell(400);
    for (let blur = 0.1; blur >= 0.99e-3; blur /= 2) law = moved(law, meshFor(law, { cells: 400, breaks: [0.3], blur }));
    const mesh = meshFor(law, { cells: 400, breaks: [0.3], blur: 1e-3 });
    const at = mesh.findIndex((x) => x > 0.3);
    expect(mesh[at] - mesh[at - 1]).toBeLessThan(2e-3);
    for (let j = 1; j < mesh.length; j++) expect(mesh[j]).toBeGreaterThan(mesh[j - 1]);
  });

  it("serves says no where a law has become much narrower than its cells, or has come to an end of them", () => {
    const law = moved(bell(100), meshFor(bell(100), { cells: 100, breaks: [], blur: 1 }));
    expect(serves(law, meshFor(law, { cells: 100, breaks: [], blur: 1 }))).toBe(true);
    const narrow = { edges: law.edges, masses: normalMasses(law.edges, 0.4) };
    expect(serves(narrow, meshFor(narrow, { cells: 100, breaks: [], blur: 1 }))).toBe(false);
    const short = { edges: even(-5, 5, 100), masses: normalMasses(even(-5, 5, 100), 1) };
    expect(serves(short, meshFor(short, { cells: 100, breaks: [], blur: 1 }))).toBe(false);
  });
});

describe("bisected", () => {
  it("keeps every edge and cuts cells of a smooth map at its points, to third order and better", () => {
    const map = (u: number): number => u + 0.3 * Math.sin(u);
    const fine = bisected(Float64Array.from({ length: 41 }, (_, j) => map(j / 10)));
    for (let j = 4; j < 77; j++) expectClose(fine[j], map(j / 20), { absolute: 1e-6 });
  });
});
