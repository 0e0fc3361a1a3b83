import { readFileSync } from "node:fs";
import fc from "fast-check";
import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { readTable } from "../../../../src/files/csv.ts";
import type { ReadArray } from "../../../../src/files/npyRead.ts";
import { npy } from "../../../../src/files/npzBytes.ts";
import { runLaw } from "../../../../src/studies/law.ts";
import { parseExperiment } from "../../../../src/studies/parse.ts";
import { csvTable } from "../../../../src/web/panels/world/load/csvTable.ts";
import { worldOfArrays } from "../../../../src/web/panels/world/load/fromArrays.ts";
import { countedWorld, guessedColumns, pointsFrom } from "../../../../src/web/panels/world/load/fromTable.ts";
import { MOST_BYTES, MOST_NUMBERS, numbersIn, sizeFault } from "../../../../src/web/panels/world/load/limits.ts";
import { type NamedBytes, openedFiles } from "../../../../src/web/panels/world/load/readFiles.ts";
import { DEFAULT_STATE, DEFAULT_VIEW } from "../../../../src/web/state/labState.ts";
import { decodeLink, encodeLink } from "../../../../src/web/state/link.ts";
import { propertySeed } from "../../../../testing/propertySeed.ts";

const current = DEFAULT_STATE.experiment;
const file = (name: string, content: string | Uint8Array): NamedBytes => ({
  name,
  bytes: typeof content === "string" ? new TextEncoder().encode(content) : content,
});
const open = (...files: readonly NamedBytes[]) => openedFiles(files, current, csvTable);
const experimentOf = (...files: readonly NamedBytes[]) => {
  const opened = open(...files);
  if (opened.kind !== "experiment") throw new Error("an experiment was expected");
  return opened;
};
const array = (shape: readonly number[], ...values: number[]): ReadArray => ({ shape, data: Float64Array.from(values) });
const example = (name: string): NamedBytes => file(name, readFileSync(`examples/${name}`, "utf8"));

describe("a CSV file", () => {
  it("reads as the command line reads it", () => {
    expect(csvTable(readFileSync("examples/hair-eye.csv", "utf8"), "hair-eye.csv")).toEqual(readTable("examples/hair-eye.csv"));
  });

  it("is refused where it is none", () => {
    expect(() => csvTable("a,b\n1\n", "a.csv")).toThrow(/^a\.csv: content must be CSV with a header, got /);
    expect(() => csvTable("", "a.csv")).toThrow('a.csv: content must be CSV with a header, got ""');
    expect(() => csvTable("a,a\n1,2\n", "a.csv")).toThrow('a.csv: header must be a list of different column names, got ["a", "a"]');
  });

  it("alone asks for its columns, with a guess", () => {
    const opened = open(example("hair-eye.csv"));
    expect(opened.kind).toBe("table");
    const table = csvTable("x,y,species,n\n1,2,a,3\n2,1,b,4\n", "t");
    expect(guessedColumns(table)).toEqual({ numeric: ["x", "y"], class: "species", count: "n" });
    expect(guessedColumns(readTable("examples/hair-eye.csv"))).toEqual({ numeric: [], class: "sex", count: "freq" });
  });

  it("of counts becomes a table with the law that the command line finds", () => {
    const table = readTable("examples/hair-eye.csv");
    const { world, notes } = countedWorld({ sites: ["hair", "eye"], class: "sex", count: "freq", smoothing: 0 }, table);
    const written = JSON.parse(readFileSync("examples/hair-eye.json", "utf8"));
    const law = (experiment: unknown): Float64Array => {
      const record = runLaw(parseExperiment(experiment), {}, { memory: 2 ** 30, table: () => table });
      return "law" in record ? record.law : new Float64Array(0);
    };
    expect(law({ ...written, world })).toEqual(law(written));
    expect(notes[0]).toBe("site 0 is hair: 0 black, 1 brown, 2 red, 3 blond");
  });

  it("of points becomes clouds", () => {
    const table = csvTable("x,y,c\n1,2,a\n3,4,b\n5,6,a\n", "t");
    expect(pointsFrom({ coordinates: ["x", "y"], class: "c", bandwidth: 0.5 }, table).world).toEqual({
      kind: "points",
      dimension: 2,
      bandwidth: 0.5,
      classes: {
        a: {
          weight: 2,
          points: [
            [1, 2],
            [5, 6],
          ],
        },
        b: { weight: 1, points: [[3, 4]] },
      },
    });
  });

  it("too large for the lab is refused with its size and the limit", () => {
    const rows = Array.from({ length: 101 }, (_, k) => `${k},${k},${k % 2}`).join("\n");
    const table = csvTable(`a,b,c\n${rows}\n`, "t");
    expect(() => countedWorld({ sites: ["a", "b"], class: "c", smoothing: 0 }, table)).toThrow(
      `table must be of at most ${MOST_NUMBERS} cells, its classes together, got ${2 * 101 ** 2}`,
    );
    const many = csvTable(`a,c\n${"1,x\n".repeat(MOST_NUMBERS + 1)}`, "t");
    expect(() => pointsFrom({ coordinates: ["a"], class: "c", bandwidth: 1 }, many)).toThrow(
      `table must be of at most ${MOST_NUMBERS} numbers, got ${MOST_NUMBERS + 1}`,
    );
  });
});

describe("a JSON file", () => {
  it("is a whole experiment, or a world in the place of the one on screen", () => {
    const { experiment } = experimentOf(example("two-gaussians.json"));
    expect(experiment.target).toBe("right");
    const world = { kind: "table", alphabet: 2, length: 1, classes: { q: { weight: 1, law: [0.5, 0.5] } } };
    const fittedTo = experimentOf(file("world.json", JSON.stringify(world))).experiment;
    expect(fittedTo).toMatchObject({ world, target: "q", guidance: { rule: "rates", w: 4 } });
  });

  it("takes the table that it names along, so that the link is whole", () => {
    const { experiment, notes } = experimentOf(example("hair-eye.json"), example("hair-eye.csv"));
    expect(experiment.world).toMatchObject({ kind: "table", alphabet: 4, length: 2 });
    expect(notes.length).toBe(2);
    const opened = decodeLink(encodeLink({ experiment, view: DEFAULT_VIEW }));
    expect(opened.state.experiment.world).toEqual(experiment.world);
    const points = {
      world: { kind: "points", file: "data/p.csv", coordinates: ["x"], class: "c" },
      target: "a",
      guidance: { rule: "cfg", w: 1 },
    };
    expect(experimentOf(file("p.json", JSON.stringify(points)), file("p.csv", "x,c\n1,a\n2,b\n")).experiment.world).toMatchObject({
      kind: "points",
      bandwidth: 0,
    });
  });

  it("is refused with the reason", () => {
    expect(() => open(example("hair-eye.json"))).toThrow(
      'hair-eye.json: world.file must be dropped together with the experiment that names it, got "hair-eye.csv"',
    );
    expect(() => open(file("a.json", "{"))).toThrow(/^a\.json: content must be JSON, got /);
    expect(() => open(file("a.json", "[1]"))).toThrow('a.json: content must be a JSON object, got "[1]"');
    expect(() => open(file("a.json", `{"law": 1}`))).toThrow(
      'a.json: content must be an experiment, or a world with its `kind`, got ["law"]',
    );
    expect(() => open(file("a.json", `{"kind": "spheres"}`))).toThrow(/^a\.json: world\.kind must be one of /);
    const big = { kind: "points", dimension: 1, classes: { a: { weight: 1, points: Array.from({ length: MOST_NUMBERS }, () => [1]) } } };
    expect(() => open(file("a.json", JSON.stringify(big)))).toThrow(/^a\.json: world must be small enough for a link, got /);
  });
});

describe("arrays", () => {
  it("named conditional and unconditional are an explicit pair, exactly as written", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0.1, max: 1, noNaN: true }), { minLength: 9, maxLength: 9 }), (values) => {
        const total = values.reduce((a, b) => a + b, 0);
        const law = Float64Array.from(values, (value) => value / total);
        const zip = zipSync({
          "conditional.npy": npy({ data: law, shape: [3, 3] }),
          "unconditional.npy": npy({ data: law.toReversed(), shape: [3, 3] }),
        });
        const { experiment, notes } = experimentOf(file("laws.npz", zip));
        expect(experiment.world).toEqual({
          kind: "table",
          alphabet: 3,
          length: 2,
          conditional: [...law],
          unconditional: [...law].reverse(),
        });
        expect([notes, "target" in experiment]).toEqual([[], false]);
      }),
      { seed: propertySeed(process.env.FAST_CHECK_SEED), numRuns: 20 },
    );
  });

  it("of one shape K, …, K are the laws of classes, with weights, normalised where they must be", () => {
    const { world, notes } = worldOfArrays(
      new Map([
        ["cat", array([2, 2], 1, 1, 1, 1)],
        ["dog", array([2, 2], 0, 0, 0.5, 0.5)],
        ["weights", array([2], 1, 3)],
      ]),
    );
    expect(world).toEqual({
      kind: "table",
      alphabet: 2,
      length: 2,
      classes: { cat: { weight: 1, law: [0.25, 0.25, 0.25, 0.25] }, dog: { weight: 3, law: [0, 0, 0.5, 0.5] } },
    });
    expect(notes).toEqual(["cat summed to 4.00000 and was normalised"]);
  });

  it("of shape n, d are points; one .npy file is one class", () => {
    const { world } = worldOfArrays(
      new Map([
        ["a", array([3, 2], 1, 2, 3, 4, 5, 6)],
        ["b", array([1, 2], 7, 8)],
      ]),
    );
    expect(world).toMatchObject({
      kind: "points",
      dimension: 2,
      classes: {
        a: {
          weight: 1,
          points: [
            [1, 2],
            [3, 4],
            [5, 6],
          ],
        },
        b: { points: [[7, 8]] },
      },
    });
    const one = experimentOf(file("x.npy", npy({ data: Float64Array.of(0.5, 0.5), shape: [2] })));
    expect(one.experiment).toMatchObject({ world: { kind: "table", classes: { z1: { weight: 1, law: [0.5, 0.5] } } }, target: "z1" });
    const pair = worldOfArrays(
      new Map([
        ["conditional", array([2, 1], 1, 2)],
        ["unconditional", array([1, 1], 7)],
      ]),
    );
    expect(pair.world).toMatchObject({ kind: "points", conditional: { points: [[1], [2]] }, unconditional: { points: [[7]] } });
    parseExperiment({ world: pair.world, guidance: { rule: "cfg", w: 0 } });
  });

  it("are refused by name where they do not fit", () => {
    const of = (...entries: readonly (readonly [string, ReadArray])[]) => worldOfArrays(new Map(entries));
    expect(() => of()).toThrow("arrays must be at least one, got 0");
    expect(() => of(["a", array([2], 1, -1)])).toThrow("a[1] must be a finite number of at least 0, got -1");
    expect(() => of(["a", array([2], 0, 0)])).toThrow("a must be a law with mass, got 0");
    expect(() => of(["a", array([2], 1, 1)], ["b", array([3], 1, 1, 1)])).toThrow(
      "a must be of a shape [K, …, K] like the others, a law, or [n, d], points, got [2]",
    );
    expect(() => of(["a", array([2], 1, 1)], ["weights", array([2], 1, 1)])).toThrow(
      "weights must be 1 numbers above 0, one a class, got [1, 1]",
    );
    expect(() => of(["a", array([101, 200], ...new Array<number>(20_200).fill(1))])).toThrow(
      `arrays must be of at most ${MOST_NUMBERS} numbers together, got 20200`,
    );
  });
});

describe("files", () => {
  it("of other kinds, none, or very large ones are refused", () => {
    expect(() => open(file("a.png", ""))).toThrow('file must be CSV, JSON, NPZ or NPY, by the ending of its name, got "a.png"');
    expect(() => open()).toThrow("files must be at least one, got 0");
    expect(() => open({ name: "a.csv", bytes: { length: MOST_BYTES + 1 } as Uint8Array })).toThrow(
      `a.csv: file must be of at most ${MOST_BYTES} bytes, got ${MOST_BYTES + 1}`,
    );
  });

  it("have as many numbers as are written", () => {
    expect(numbersIn({ a: [1, [2, 3]], b: "x", c: null, d: Float64Array.of(1, 2) })).toBe(5);
    expect(sizeFault({ kind: "points" })).toBeNull();
  });
});
