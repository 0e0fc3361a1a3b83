import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseExperiment } from "../../../../src/studies/parse.ts";
import { readWorld } from "../../../../src/web/panels/world/described.ts";
import { tableFile } from "../../../../src/web/panels/world/tableFile.ts";
import { committed, draftOf, type TokenDraft } from "../../../../src/web/panels/world/tokens/draft.ts";
import { draftBehind, keepDraft } from "../../../../src/web/panels/world/tokens/drafts.ts";
import { marksOf, regionMeaning } from "../../../../src/web/panels/world/tokens/marks.ts";
import {
  cellAt,
  cellsBetween,
  cleared,
  mirrored,
  painted,
  renamed,
  tokensAt,
  weighted,
  withAlphabet,
  withClass,
  withLength,
  withoutClass,
} from "../../../../src/web/panels/world/tokens/paint.ts";
import { expectClose } from "../../../../testing/close.ts";
import { propertySeed } from "../../../../testing/propertySeed.ts";

const seed = propertySeed(process.env.FAST_CHECK_SEED);

const drafts = fc
  .record({ alphabet: fc.integer({ min: 1, max: 5 }), length: fc.constantFrom(1, 2), classes: fc.integer({ min: 1, max: 3 }) })
  .chain(({ alphabet, length, classes }) =>
    fc
      .array(fc.array(fc.integer({ min: 0, max: 4 }), { minLength: alphabet ** length, maxLength: alphabet ** length }), {
        minLength: classes,
        maxLength: classes,
      })
      .map(
        (cells): TokenDraft => ({
          alphabet,
          length,
          pair: false,
          parts: cells.map((own, k) => ({ name: `z${k + 1}`, weight: k + 1, cells: Float64Array.from(own) })),
        }),
      ),
  );
const check = (property: fc.IProperty<[TokenDraft]>): void => fc.assert(property, { seed });
const cellsOf = (draft: TokenDraft): number[][] => draft.parts.map(({ cells }) => [...cells]);
const row = (...cells: number[]): TokenDraft => ({
  alphabet: cells.length,
  length: 1,
  pair: false,
  parts: [{ name: "a", weight: 1, cells: Float64Array.from(cells) }],
});

describe("painting", () => {
  it("sets the cells of one class and of no other, and leaves the draft that it came from", () => {
    check(
      fc.property(drafts, (draft) => {
        const before = cellsOf(draft);
        const last = draft.parts.length - 1;
        const size = before[0]?.length ?? 0;
        const next = cellsOf(painted(draft, last, [0, size - 1], 7));
        expect(cellsOf(draft)).toEqual(before);
        for (const [k, cells] of next.entries()) {
          for (const [x, value] of cells.entries()) expect(value).toBe(k === last && (x === 0 || x === size - 1) ? 7 : before[k]?.[x]);
        }
      }),
    );
  });

  it("and erasing an empty cell again is where it began", () => {
    check(
      fc.property(drafts, (draft) => {
        const empty = [...(draft.parts[0]?.cells ?? [])].flatMap((value, x) => (value === 0 ? [x] : []));
        expect(cellsOf(painted(painted(draft, 0, empty, 3), 0, empty, 0))).toEqual(cellsOf(draft));
      }),
    );
  });

  it("everything of one class away leaves it without mass, and the others as they are", () => {
    const two = withClass(row(1, 0, 2));
    expect(cellsOf(cleared(two, 0))).toEqual([
      [0, 0, 0],
      [0, 1, 0],
    ]);
  });
});

describe("mirroring", () => {
  it("twice is the class again", () => {
    check(
      fc.property(drafts, (draft) => {
        for (const mirror of [{ kind: "site", site: 0 }, { kind: "swap" }, { kind: "all" }] as const)
          expect(cellsOf(mirrored(mirrored(draft, 0, mirror), 0, mirror))).toEqual(cellsOf(draft));
      }),
    );
  });

  it("turns one site, swaps two, or turns all", () => {
    const square: TokenDraft = {
      alphabet: 2,
      length: 2,
      pair: false,
      parts: [{ name: "a", weight: 1, cells: Float64Array.of(1, 2, 3, 4) }],
    };
    expect(cellsOf(mirrored(square, 0, { kind: "site", site: 0 }))).toEqual([[3, 4, 1, 2]]);
    expect(cellsOf(mirrored(square, 0, { kind: "site", site: 1 }))).toEqual([[2, 1, 4, 3]]);
    expect(cellsOf(mirrored(square, 0, { kind: "swap" }))).toEqual([[1, 3, 2, 4]]);
    expect(cellsOf(mirrored(square, 0, { kind: "all" }))).toEqual([[4, 3, 2, 1]]);
  });
});

describe("another alphabet or length", () => {
  it("keeps the cells that both have", () => {
    check(
      fc.property(drafts, (draft) => {
        const wider = withAlphabet(draft, draft.alphabet + 2);
        expect(wider.parts[0]?.cells.length).toBe((draft.alphabet + 2) ** draft.length);
        expect(cellsOf(withAlphabet(wider, draft.alphabet))).toEqual(cellsOf(draft));
        const mass = (cells: Float64Array | undefined): number => (cells ?? new Float64Array(0)).reduce((total, value) => total + value, 0);
        expect(mass(wider.parts[0]?.cells)).toBe(mass(draft.parts[0]?.cells));
        draft.parts[0]?.cells.forEach((value, x) => {
          const cell = cellAt(tokensAt(x, draft.alphabet, draft.length), draft.alphabet + 2);
          expect(wider.parts[0]?.cells[cell]).toBe(value);
        });
      }),
    );
  });

  it("of two sites is the product, of one the first site's law", () => {
    expect(cellsOf(withLength(row(1, 2), 2))).toEqual([[1, 2, 2, 4]]);
    expect(cellsOf(withLength(withLength(row(1, 2), 2), 1))).toEqual([[3, 6]]);
    const same = row(1, 2);
    expect(withLength(same, 1)).toBe(same);
  });
});

describe("classes", () => {
  it("are added where no other is, with a name of their own, and else everywhere", () => {
    expect(withClass(row(1, 0, 2)).parts[1]).toEqual({ name: "z2", weight: 1, cells: Float64Array.of(0, 1, 0) });
    expect(withClass(renamed(row(1, 2), 0, "z2")).parts[1]).toEqual({ name: "z3", weight: 1, cells: Float64Array.of(1, 1) });
  });

  it("are renamed, weighted and removed by their place", () => {
    const two = withClass(row(1, 0));
    expect(weighted(two, 1, 4).parts.map(({ weight }) => weight)).toEqual([1, 4]);
    expect(renamed(two, 1, "b").parts.map(({ name }) => name)).toEqual(["a", "b"]);
    expect(withoutClass(two, 0).parts.map(({ name }) => name)).toEqual(["z2"]);
  });
});

describe("a stroke", () => {
  it("covers the cells between two without a gap, both ends included", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.constantFrom(1, 2), fc.nat(), fc.nat(), (alphabet, length, a, b) => {
        const [from, to] = [a % alphabet ** length, b % alphabet ** length];
        const cells = cellsBetween(from, to, alphabet, length);
        expect([cells[0], cells.at(-1)]).toEqual([from, to]);
        cells.slice(1).forEach((cell, j) => {
          const [p, q] = [tokensAt(cells[j] ?? 0, alphabet, length), tokensAt(cell, alphabet, length)];
          expect(Math.max(...p.map((token, site) => Math.abs(token - (q[site] ?? 0))))).toBe(1);
        });
      }),
      { seed },
    );
  });
});

describe("a draft committed", () => {
  it("is a world that parses, its laws in proportion to the weights", () => {
    check(
      fc.property(drafts, (draft) => {
        const done = committed(draft);
        const empty = draft.parts.find(({ cells }) => cells.every((value) => value === 0));
        if (empty) {
          expect(done).toEqual({ world: null, fault: `${empty.name} has no mass: paint at least one cell` });
          return;
        }
        if (done.world === null) throw new Error(done.fault);
        parseExperiment({ world: done.world, target: "z1", guidance: { rule: "rates", w: 1 } });
        const back = readWorld(done.world);
        back?.parts.forEach((part, k) => {
          const cells = draft.parts[k]?.cells ?? new Float64Array(0);
          const total = cells.reduce((sum, value) => sum + value, 0);
          if ("law" in part)
            expectClose(
              part.law,
              cells.map((value) => value / total),
              { absolute: 1e-15 },
            );
        });
      }),
    );
  });

  it("says what is wrong: weights, names, no class", () => {
    const two = withClass(row(1, 0));
    expect(committed(painted(two, 0, [0], Number.NaN)).fault).toBe("the weights of a must be numbers of at least 0");
    expect(committed(renamed(two, 1, "")).fault).toBe("each class needs a name");
    expect(committed(renamed(two, 1, "__proto__")).fault).toBe("each class needs a name");
    expect(committed(renamed(two, 1, "a")).fault).toBe("two classes are called a");
    expect(committed(weighted(two, 1, 0)).fault).toBe("the weight of z2 must be above 0");
    expect(committed(withoutClass(row(1), 0)).fault).toBe("a world needs a class");
  });

  it("of an explicit pair is a pair", () => {
    const part = (name: string, ...cells: number[]) => ({ name, weight: null, cells: Float64Array.from(cells) });
    const pair: TokenDraft = { alphabet: 2, length: 1, pair: true, parts: [part("conditional", 1, 0), part("unconditional", 1, 3)] };
    expect(committed(pair).world).toEqual({ kind: "table", alphabet: 2, length: 1, conditional: [1, 0], unconditional: [0.25, 0.75] });
  });
});

describe("a draft of a law", () => {
  it("has whole weights where the law is made of them, else 1 on average over its support", () => {
    const draft = (law: readonly number[]) => [
      ...(draftOf({ half: "tokens", alphabet: law.length, length: 1, pair: false, parts: [{ name: "a", weight: 1, law }] }).parts[0]
        ?.cells ?? []),
    ];
    expect(draft([1 / 9, 2 / 9, 3 / 9, 2 / 9, 1 / 9])).toEqual([1, 2, 3, 2, 1]);
    expect(draft([0, 0.5, 0.5])).toEqual([0, 1, 1]);
    expectClose(draft([0.1, 0.15, 0, 0.75]), [0.3, 0.45, 0, 2.25], { absolute: 1e-15 });
    expect(draft([0, 0])).toEqual([0, 0]);
  });

  it("is what was painted, for the very world that came of it, and else read from the laws", () => {
    const draft = row(4, 2);
    const { world } = committed(draft);
    if (world === null) throw new Error("a world was expected");
    expect(draftBehind({ ...world })?.parts[0]?.cells).toEqual(Float64Array.of(2, 1));
    keepDraft(world, draft);
    expect(draftBehind(world)).toBe(draft);
    expect(draftBehind({ kind: "preset", name: "diamonds" })).toBeNull();
  });

  it("of a described world is written with its laws as they are", () => {
    const law = Float64Array.of(0.25, 0.75);
    const world = tableFile({ half: "tokens", alphabet: 2, length: 1, pair: false, parts: [{ name: "a", weight: 3, law }] });
    expect(world).toEqual({ kind: "table", alphabet: 2, length: 1, classes: { a: { weight: 3, law: [0.25, 0.75] } } });
  });
});

describe("marks", () => {
  it("are the regions of the target", () => {
    const squares = (first: number): Float64Array =>
      new Float64Array(25).map((_, x) => (tokensAt(x, 5, 2).every((token) => token >= first && token < first + 3) ? 1 : 0));
    const parts = [
      { name: "z1", weight: 1, cells: squares(0) },
      { name: "z2", weight: 1, cells: squares(2) },
    ];
    const { regions, names } = marksOf(parts, 5, 2, "z1");
    expect(names).toEqual(["R1", "R2", "R4"]);
    expect([regions[0], regions[cellAt([0, 2], 5)], regions[cellAt([2, 2], 5)], regions[24]]).toEqual(["R1", "R2", "R4", ""]);
    expect(marksOf(parts, 5, 2, undefined).names).toEqual([]);
    expect(marksOf(parts, 5, 2, "z9").names).toEqual([]);
    expect(["R2", "3 shared"].map(regionMeaning)).toEqual(["one token shared", "3 shared"]);
  });
});
