import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { accountOf } from "../../../src/studies/masked/account.ts";
import { bruteForceLaw } from "../../../testing/bruteForceLaw.ts";
import { expectClose } from "../../../testing/close.ts";
import { guidedChain } from "../../../testing/revealChain.ts";
import { tiltedLaw } from "../../../testing/tiltedLaw.ts";
import { given, lent, parseMasked, type Written } from "../given.ts";
import { CASES } from "./worldKinds.ts";

const read = (name: string): string => readFileSync(new URL(`../../../examples/${name}`, import.meta.url), "utf8");

interface Example {
  readonly world: { readonly file: string; readonly sites: readonly string[]; readonly class: string; readonly count: string };
  readonly target: string;
  readonly guidance: { readonly w: number };
}

/** The example's laws from its CSV: relative frequencies, levels in order of appearance, cells by name. */
function byHand(name: string) {
  const { world, target, guidance } = JSON.parse(read(`${name}.json`)) as Example;
  const [header, ...rows] = read(world.file)
    .trim()
    .split("\n")
    .map((line) => line.split(","));
  const column = (field: string): number => header.indexOf(field);
  const levels = world.sites.map((site) => [...new Set(rows.map((row) => row[column(site)]))]);
  const alphabet = Math.max(...levels.map((list) => list.length));
  const length = world.sites.length;
  const names = new Array<string>(alphabet ** length).fill("");
  const conditional = new Float64Array(alphabet ** length);
  const unconditional = new Float64Array(alphabet ** length);
  for (const row of rows) {
    const values = world.sites.map((site) => row[column(site)]);
    const cell = values.reduce((index, value, i) => index * alphabet + levels[i].indexOf(value), 0);
    names[cell] = values.join(", ");
    unconditional[cell] += Number(row[column(world.count)]);
    if (row[column(world.class)] === target) conditional[cell] += Number(row[column(world.count)]);
  }
  const share = (counts: Float64Array): Float64Array => counts.map((count) => count / counts.reduce((a, b) => a + b, 0));
  const pair = { alphabet, length, conditional: share(conditional), unconditional: share(unconditional) };
  const law = bruteForceLaw(guidedChain(pair, guidance.w, "rates"));
  return { ...pair, names, levels, law, tilted: tiltedLaw(pair, guidance.w), w: guidance.w };
}

/** As a person would write it: two decimals below 10 %, one from there on. */
const percent = (p: number): string => `${(100 * p).toFixed(100 * p < 9.95 ? 2 : 1)} %`;

function account(name: string) {
  const experiment = parseMasked(JSON.parse(read(`${name}.json`)));
  return accountOf(name, experiment, lent({ [`${name}.csv`]: read(`${name}.csv`) }));
}

describe.each([
  ["titanic", "survived = yes"],
  ["hair-eye", "sex = female"],
])("accountOf examples/%s.json", (name, aim) => {
  const { names, conditional, law, tilted, w } = byHand(name);
  const { sentence, figure } = account(name);
  const cells = Array.from(law, (_, x) => x).filter((x) => conditional[x] > 0);
  const byChange = cells.toSorted((a, b) => law[a] - conditional[a] - (law[b] - conditional[b]));
  const [least, most] = [byChange[0], byChange[byChange.length - 1]];
  const tv = law.reduce((sum, p, x) => sum + Math.abs(p - tilted[x]), 0) / 2;

  it("names the cell that gains most with its three shares, the one that loses most, and the distance, from the CSV", () => {
    expect(sentence).toBe(
      `Guided towards ${aim} with w = ${w}, the sampler draws “${names[most]}” ${percent(law[most])} of the time; ` +
        `in the data ${percent(conditional[most])} of that class are, and the tilted law that guidance is said to sample has ${percent(tilted[most])}. ` +
        `“${names[least]}” falls from ${percent(conditional[least])} to ${percent(law[least])} (tilted ${percent(tilted[least])}). ` +
        `The total variation between what comes out and what was wanted is ${tv.toFixed(3)}.`,
    );
  });

  it("draws the three laws in its figure", () => {
    expect(figure.id).toBe(name);
    if (figure.kind === "heat") {
      [conditional, tilted, law].forEach((values, k) => {
        expectClose(figure.panels[k].values, values, { absolute: 1e-14 });
      });
      expectClose(
        figure.difference.values,
        law.map((p, x) => p - tilted[x]),
        { absolute: 1e-14 },
      );
    } else if (figure.kind === "categories") {
      const rows = figure.categories.map((category) => names.indexOf(category));
      expect([...rows].sort((a, b) => a - b)).toEqual(cells);
      expect(rows.map((x) => conditional[x])).toEqual(cells.map((x) => conditional[x]).sort((a, b) => b - a));
      [conditional, tilted, law].forEach((values, k) => {
        expectClose(
          figure.series[k].values,
          rows.map((x) => values[x]),
          { absolute: 1e-14 },
        );
      });
    } else throw new RangeError(`accountOf: figure must be heat or categories, got ${figure.kind}`);
  });
});

describe("accountOf", () => {
  it("of hair and eyes is a heat figure of named levels; of three sites rows of named cells", () => {
    expect(account("hair-eye").figure).toMatchObject({
      kind: "heat",
      alphabet: 4,
      sites: [
        { label: "hair", ticks: ["black", "brown", "red", "blond"] },
        { label: "eye", ticks: ["brown", "blue", "hazel", "green"] },
      ],
    });
    expect(account("titanic").figure).toMatchObject({ kind: "categories", categoryLabel: "ticket, sex, age" });
  });

  const counts = { kind: "counts", file: "cases.csv", sites: ["colour", "size"], class: "class", count: "n" };
  const refuses = (parts: Written) => () => accountOf("x", given({ world: counts, target: "yes", ...parts }), lent({ "cases.csv": CASES }));

  it("refuses worlds without names, masks that are left, and a w that changes", () => {
    expect(refuses({ world: { kind: "preset", name: "diamonds" }, target: "z1" })).toThrow(
      'world.kind must be counts, whose tokens have names, got "preset"',
    );
    expect(refuses({ sampler: { kind: "euler", steps: 3, end: 0.2, fill: "left" } })).toThrow(
      'sampler.fill must be sample or argmax, got "left"',
    );
    expect(refuses({ guidance: { rule: "rates", w: { kind: "linear", start: 0, end: 1 } } })).toThrow(
      "guidance.w must be one number, got {",
    );
  });
});
