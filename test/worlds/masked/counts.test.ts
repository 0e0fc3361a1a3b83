import { describe, expect, it } from "vitest";
import { BadInput } from "../../../src/numerics/badInput.ts";
import { type CountsSpec, countsWorld, type TextTable } from "../../../src/worlds/masked/counts.ts";
import { pairOf } from "../../../src/worlds/masked/mixture.ts";
import { expectClose } from "../../../testing/close.ts";

function table(columns: readonly string[], ...lines: readonly string[]): TextTable {
  const rows = lines.map((line) => Object.fromEntries(line.split(",").map((value, k) => [columns[k], value])));
  return { columns, rows };
}

const spec: CountsSpec = { sites: ["ticket", "sex"], class: "survived", smoothing: 0 };
const people = table(["ticket", "sex", "survived"], "third,m,no", "first,f,yes", "third,f,yes", "second,m,no", "third,m,yes");

describe("countsWorld by hand", () => {
  it("names tokens by order of appearance, gives narrow sites impossible tokens, and keeps the labels", () => {
    const world = countsWorld(spec, people);
    expect(world).toMatchObject({
      alphabet: 3,
      length: 2,
      labels: [
        { site: "ticket", levels: ["third", "first", "second"] },
        { site: "sex", levels: ["m", "f"] },
      ],
    });
    // Cells are ticket·3 + sex; sex has no token 2.
    expect(world.classes).toEqual([
      { name: "no", weight: 2, law: Float64Array.of(1 / 2, 0, 0, 0, 0, 0, 1 / 2, 0, 0) },
      { name: "yes", weight: 3, law: Float64Array.of(1 / 3, 1 / 3, 0, 0, 1 / 3, 0, 0, 0, 0) },
    ]);
    expectClose(pairOf(world, "yes").targetWeight ?? Number.NaN, 0.6, { relative: 1e-15 });
  });

  it("weights rows by a count column, fractions and zeros included, and sums rows of one cell", () => {
    const counted = table(["ticket", "sex", "survived", "freq"], "a,m,yes,2", "a,m,yes,0.5", "b,f,yes,1.5", "b,m,no,0", "b,f,no,3");
    const world = countsWorld({ ...spec, count: "freq" }, counted);
    expect(world.classes).toEqual([
      { name: "yes", weight: 4, law: Float64Array.of(0.625, 0, 0, 0.375) },
      { name: "no", weight: 3, law: Float64Array.of(0, 0, 0, 1) },
    ]);
  });

  it("adds smoothing to every cell of levels that occur, of every class, and to no impossible token", () => {
    const world = countsWorld({ ...spec, smoothing: 0.5 }, people);
    // Six possible cells: total 2 + 3 for "no".
    expectClose(world.classes[0].law, [1.5 / 5, 0.5 / 5, 0, 0.5 / 5, 0.5 / 5, 0, 1.5 / 5, 0.5 / 5, 0], { relative: 1e-15 });
    expect(world.classes.map(({ weight }) => weight)).toEqual([2, 3]);
    for (const { law } of world.classes)
      expectClose(
        law.reduce((a, b) => a + b),
        1,
        { relative: 1e-15 },
      );
  });

  it("leaves out a class without cases, but keeps its rows' levels", () => {
    const counted = table(["ticket", "sex", "survived", "freq"], "c,m,unknown,0", "a,m,yes,2", "b,f,no,1");
    const world = countsWorld({ ...spec, count: "freq" }, counted);
    expect(world.classes.map(({ name }) => name)).toEqual(["yes", "no"]);
    expect(world.labels?.[0].levels).toEqual(["c", "a", "b"]);
  });

  it("says its shape before it makes its arrays, and stops there when that is refused", () => {
    const refuse = (shape: object): void => {
      throw new RangeError(`too large: ${JSON.stringify(shape)}`);
    };
    expect(() => countsWorld(spec, people, refuse)).toThrow('too large: {"alphabet":3,"length":2}');
  });
});

describe("countsWorld as a property of the table", () => {
  it("has an unconditional law that does not change a bit with the order of appearance of classes, named like integers", () => {
    const columns = ["ticket", "sex", "survived", "freq"];
    const one = table(columns, "a,m,10,0.3", "a,m,9,0.7", "a,m,x,0.11", "b,f,9,1.3", "b,f,10,0.1", "b,m,x,2.1");
    const other = table(columns, "a,m,x,0.11", "a,m,9,0.7", "a,m,10,0.3", "b,f,10,0.1", "b,f,9,1.3", "b,m,x,2.1");
    const world = (text: TextTable) => countsWorld({ ...spec, count: "freq" }, text);
    expect(world(one).classes.map(({ name }) => name)).toEqual(["10", "9", "x"]);
    expect(world(other).classes.map(({ name }) => name)).toEqual(["x", "9", "10"]);
    expect(world(other).labels).toEqual(world(one).labels);
    expect(pairOf(world(other), "9")).toEqual(pairOf(world(one), "9"));
  });

  it("is each class's relative frequency: the mixture is that of the whole table", () => {
    const whole = countsWorld(
      { ...spec, class: "all" },
      { columns: [...people.columns, "all"], rows: people.rows.map((row) => ({ ...row, all: "1" })) },
    );
    expectClose(pairOf(countsWorld(spec, people), "no").unconditional, whole.classes[0].law, { relative: 1e-15 });
  });
});

describe("countsWorld refuses by name and value", () => {
  const bad =
    (change: Partial<CountsSpec>, text: TextTable = people): (() => unknown) =>
    () =>
      countsWorld({ ...spec, ...change }, text);

  it.each<[Partial<CountsSpec>, string]>([
    [{ sites: ["ticket", "age"] }, 'world.sites[1] must be a column of the file (ticket, sex, survived), got "age"'],
    [{ class: "alive" }, 'world.class must be a column of the file (ticket, sex, survived), got "alive"'],
    [{ count: "freq" }, 'world.count must be a column of the file (ticket, sex, survived), got "freq"'],
    [{ sites: ["sex", "sex"] }, 'world.sites[1] must be a column not used elsewhere, got "sex"'],
    [{ class: "sex" }, 'world.class must be a column not used elsewhere, got "sex"'],
    [{ count: "survived" }, 'world.count must be a column not used elsewhere, got "survived"'],
    [{ smoothing: -1 }, "world.smoothing must be a finite number of at least 0, got -1"],
    [{ smoothing: Infinity }, "world.smoothing must be a finite number of at least 0, got Infinity"],
  ])("%j: %s", (change, message) => {
    expect(bad(change)).toThrow(message);
    expect(bad(change)).toThrow(BadInput);
  });

  it("a table without rows, and one without cases", () => {
    expect(bad({}, { ...people, rows: [] })).toThrow("world.file must be a table with at least one row, got 0");
    const counted = table(["ticket", "sex", "survived", "freq"], "a,m,yes,0");
    expect(bad({ count: "freq" }, counted)).toThrow("world.file must be a table with at least one case, got 0");
  });

  it.each(["", " ", "many", "-1", "Infinity", "NaN"])("a count of %j, by its row and column", (text) => {
    const counted = table(["ticket", "sex", "survived", "freq"], "a,m,yes,1", `b,f,no,${text}`);
    expect(bad({ count: "freq" }, counted)).toThrow(`world.file row 2 freq must be a number of at least 0, got "${text}"`);
  });

  it("an empty cell, by its row and column", () => {
    expect(bad({}, table(people.columns, "a,m,yes", "b, ,no"))).toThrow('world.file row 2 sex must be a level that is not empty, got " "');
    expect(bad({}, table(people.columns, "a,m,"))).toThrow('world.file row 1 survived must be a level that is not empty, got ""');
  });
});
