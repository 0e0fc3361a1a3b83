import { beforeAll, describe, expect, it } from "vitest";
import { expectClose } from "../../testing/close.ts";
import { answer, coins, guidelab, type LawAnswer, pair, put, scratch } from "./program.ts";

interface MeasureAnswer {
  readonly experiment: string;
  readonly alphabet: number;
  readonly length: number;
  readonly measures: readonly { readonly name: string; readonly value: number | null; readonly method: string }[];
  readonly moments: Readonly<Record<string, { readonly mean: readonly number[]; readonly covariance: readonly number[] }>> | null;
  readonly regions: readonly { readonly name: string; readonly cells: number; readonly law: number }[];
  readonly clock: readonly { readonly u: number; readonly incomplete: number }[];
  readonly omitted: readonly { readonly name: string; readonly why: string }[];
  readonly method: string;
}

const cwd = scratch();
const file = put(cwd, "coins.json", coins);
const measure = (args: readonly string[], input?: unknown) =>
  answer<MeasureAnswer>(["measure", ...args, "--json"], { cwd, ...(input === undefined ? {} : { input: JSON.stringify(input) }) });
const value = ({ measures }: MeasureAnswer, name: string) => measures.find((entry) => entry.name === name)?.value;

describe.concurrent("measure --json", () => {
  let found: MeasureAnswer;
  beforeAll(async () => {
    found = await measure([file]);
  });

  it("prints the experiment's id, every measure with its method, moments, regions, the way there and what is left out", async () => {
    expect(Object.keys(found)).toEqual([
      "experiment",
      "alphabet",
      "length",
      "measures",
      "moments",
      "regions",
      "clock",
      "omitted",
      "method",
    ]);
    expect(found.experiment).toBe((await answer<LawAnswer>(["law", file, "--json"], { cwd })).experiment);
    expect(found.measures.length).toBeGreaterThan(20);
    for (const { method } of found.measures) expect(method).toMatch(/^exact: lattice/);
    expect(new Set(found.measures.map(({ name }) => name)).size).toBe(found.measures.length);
  });

  it("agrees with one site by hand: law = tilted = (27, 1)/28", async () => {
    const expected = {
      "tv(law,tilted)": 0,
      "tv(law,conditional)": 27 / 28 - 3 / 4,
      "tv(law,unconditional)": 27 / 28 - 1 / 2,
      "kl(law||conditional)": (27 / 28) * Math.log(27 / 28 / (3 / 4)) + (1 / 28) * Math.log(1 / 28 / (1 / 4)),
      "w1(law,conditional)": 27 / 28 - 3 / 4,
      "entropy(law)": -(27 / 28) * Math.log(27 / 28) - (1 / 28) * Math.log(1 / 28),
      "support error": 0,
      "E[p(c|x)] (law)": (27 / 28) * (3 / 4) + (1 / 28) * (1 / 4),
      "E[1/p(c|x)] (law)": (27 / 28) * (4 / 3) + (1 / 28) * 4,
      "Z_0 (all masked)": 28 / 16,
    };
    for (const [name, wanted] of Object.entries(expected)) expectClose(value(found, name) ?? Number.NaN, wanted, { absolute: 1e-14 });
    expectClose(found.moments?.law.mean ?? [], [1 / 28], { absolute: 1e-15 });
    expectClose(found.moments?.law.covariance ?? [], [27 / 28 ** 2], { absolute: 1e-15 });
  });

  it("follows the way there: P(still masked) = m^Z of one site", async () => {
    expect(found.clock[0]).toMatchObject({ u: 0, incomplete: 1 });
    for (const { u, incomplete } of found.clock) expectClose(incomplete, Math.exp(-u * (28 / 16)), { relative: 1e-9, absolute: 1e-12 });
  });

  it("prints infinite values as null", async () => {
    const outside = await measure(["-"], pair(2, [1, 0], [0.5, 0.5], -1));
    expect(value(outside, "kl(law||conditional)")).toBeNull();
    expect(value(outside, "kl(law||unconditional)")).toBe(0);
    expect(outside.omitted.map(({ name }) => name)).toEqual(["class confidence", "regions"]);
  });

  it("takes --set and --memory as law does", async () => {
    expect(value(await measure([file, "--set", "guidance.w=0", "--memory", "1MiB"]), "tv(law,conditional)")).toBe(0);
  });
});

describe.concurrent("measure for a person", () => {
  it("prints every measure's name, regions and what is not given", async () => {
    const csv = put(cwd, "cases.csv", "hair,eye,tall,n\nred,blue,yes,3\nred,green,no,2\nfair,blue,yes,1\nfair,green,no,4\n");
    const world = { kind: "counts", file: csv, sites: ["hair", "eye"], class: "tall", count: "n" };
    const cases = put(cwd, "cases.json", { world, target: "yes", guidance: { rule: "tokens", w: 1 } });
    const { status, stdout, stderr } = await guidelab(["measure", cases], { cwd });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    for (const { name } of (await measure([cases])).measures) expect(stdout).toContain(name);
    expect(stdout).toMatch(/^ region +cells/m);
    expect(stdout).toContain("mean, covariance: tokens are named categories");
    expect(stdout).toMatch(/method: exact: lattice {3}\d+\.\d\d s\n$/);
  });
});
