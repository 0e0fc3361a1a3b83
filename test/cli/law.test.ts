import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { expectClose } from "../../testing/close.ts";
import { answer, coins, guidelab, type LawAnswer, pair, program, put, refusal, scratch } from "./program.ts";

const cwd = scratch();
const file = put(cwd, "coins.json", coins);
const law = (args: readonly string[], input?: unknown): Promise<LawAnswer> =>
  answer<LawAnswer>(["law", ...args, "--json"], { cwd, ...(input === undefined ? {} : { input: JSON.stringify(input) }) });

/** w = 2, p_c = (¾, ¼), p = (½, ½): p_c³/p² = (27, 1)/16. */
const tilted = [27 / 28, 1 / 28];

describe.concurrent("law --json", () => {
  it("prints the contract's fields, one site by hand, and nothing else", async () => {
    const found = await law([file]);
    expect(Object.keys(found)).toEqual(
      expect.arrayContaining([
        "experiment",
        "alphabet",
        "length",
        "law",
        "tilted",
        "conditional",
        "unconditional",
        "at",
        "incomplete",
        "distances",
        "method",
        "nfe",
      ]),
    );
    expect(found).toMatchObject({ alphabet: 2, length: 1, at: null, incomplete: 0, method: "exact: lattice", nfe: null });
    expect(found.experiment).toMatch(/^[0-9a-f]{64}$/);
    expect([found.conditional, found.unconditional]).toEqual([
      [0.75, 0.25],
      [0.5, 0.5],
    ]);
    expectClose(found.law, tilted, { absolute: 1e-15 });
    expectClose(found.tilted ?? [], tilted, { absolute: 1e-15 });
    expect(Object.keys(found.distances)).toEqual(["tv(law,tilted)", "tv(law,conditional)", "kl(law||tilted)"]);
    expectClose(found.distances["tv(law,conditional)"] ?? Number.NaN, 27 / 28 - 3 / 4, { absolute: 1e-15 });
  });

  it("is row-major with site 0 slowest: the sequence 0, 2 of three tokens is entry 2", async () => {
    const point = [0, 0, 1, 0, 0, 0, 0, 0, 0];
    const found = await law(["-"], pair(3, point, point, 1));
    expect([found.alphabet, found.length]).toEqual([3, 2]);
    expect([found.law, found.tilted]).toEqual([point, point]);
  });

  it("gives the same bytes for the same input", async () => {
    const bytes = async () => (await guidelab(["law", file, "--json"], { cwd })).stdout;
    expect(await bytes()).toBe(await bytes());
  });

  it("has no tilted law where w changes along the way", async () => {
    const found = await law([file, "--set", 'guidance.w={"kind":"interval","w":2,"from":0.8,"to":0.2}']);
    expect(found.tilted).toBeNull();
    expect(Object.keys(found.distances)).toEqual(["tv(law,conditional)"]);
    expectClose(found.law[0] + found.law[1], 1, { absolute: 1e-11 });
  });

  it("prints large laws whole: 4⁸ = 65536 entries and no more", async () => {
    const world = {
      kind: "product-sets",
      alphabet: 4,
      length: 8,
      classes: { all: { weight: 1, tokens: Array.from({ length: 8 }, () => [0, 3]) } },
    };
    const found = await law(["-"], { ...coins, world, target: "all" });
    expect(found.law).toHaveLength(4 ** 8);
    expect(found.law.filter((p) => p !== 0)).toHaveLength(2 ** 8);
    expect([found.law[0], found.law[1], found.law[3], found.law[4 ** 8 - 1]].map((p) => Math.abs(p * 256 - 1) < 1e-13)).toEqual([
      true,
      false,
      true,
      true,
    ]);
  });
});

describe.concurrent("law --at", () => {
  it("gives masked states too, the mask last in every digit: a point mass by hand", async () => {
    const point = [0, 0, 1, 0, 0, 0, 0, 0, 0];
    const u = 0.7;
    const m = Math.exp(-u);
    const found = await law(["-", "--at", String(u)], pair(3, point, point, 3));
    const expected = new Array<number>(16).fill(0);
    expected[0 * 4 + 2] = (1 - m) ** 2;
    expected[0 * 4 + 3] = m * (1 - m);
    expected[3 * 4 + 2] = m * (1 - m);
    expected[3 * 4 + 3] = m ** 2;
    expectClose(found.law, expected, { absolute: 1e-12 });
    expect(found.at).toBe(u);
    expect([found.tilted?.length, found.conditional.length, found.unconditional.length]).toEqual([9, 9, 9]);
    expectClose(found.incomplete, 1 - (1 - m) ** 2, { absolute: 1e-12 });
    expectClose(found.distances["tv(law,tilted)"] ?? Number.NaN, 1 - (1 - m) ** 2, { absolute: 1e-12 });
  });

  it("0 is everything masked, and its infinite divergence is null", async () => {
    const found = await law([file, "--at", "0"]);
    expect([found.law, found.incomplete]).toEqual([[0, 0, 1], 1]);
    expect(found.distances).toEqual({ "tv(law,tilted)": 1, "tv(law,conditional)": 1, "kl(law||tilted)": null });
  });

  it.each(["1e-3", "1e100", "+0.5"])("takes %s as a number", async (at) => {
    expect((await law([file, "--at", at])).at).toBe(Number(at));
  });

  it("--at=0.5 and --at 0.5 are one", async () => {
    expect(await law([file, "--at=0.5"])).toEqual(await law([file, "--at", "0.5"]));
  });
});

describe.concurrent("where the experiment comes from", () => {
  const yaml = `# a comment
target: heads
guidance: {rule: rates, w: 2}
world:
  kind: table
  alphabet: 2
  length: 1
  classes:
    heads: {weight: 0.5, law: [0.75, 0.25]}
    tails: {weight: 0.5, law: [0.25, 0.75]}
`;

  it("a file, standard input as JSON, as YAML, and a YAML file give the same answer", async () => {
    const fromFile = (await guidelab(["law", file, "--json"], { cwd })).stdout;
    expect((await guidelab(["law", "-", "--json"], { cwd, input: ` \n${JSON.stringify(coins)}` })).stdout).toBe(fromFile);
    expect((await guidelab(["law", "-", "--json"], { cwd, input: yaml })).stdout).toBe(fromFile);
    expect((await guidelab(["law", put(cwd, "coins.yaml", yaml), "--json"], { cwd })).stdout).toBe(fromFile);
  });

  it("--set overrides one field, again and again", async () => {
    expectClose((await law([file, "--set", "guidance.w=1"])).law, [0.9, 0.1], { absolute: 1e-15 });
    expectClose((await law([file, "--set", "guidance.w=1", "--set", "target=tails"])).law, [0.1, 0.9], { absolute: 1e-15 });
    expectClose((await law([file, "--set", "world.classes.heads.law=[1,0]", "--set", "guidance.w=0"])).law, [1, 0], { absolute: 0 });
    expectClose(
      (await law([file, "--set", "world.classes.heads.law.0=0.5", "--set", "world.classes.heads.law.1=0.5", "--set", "guidance.w=-1"])).law,
      [0.375, 0.625],
      {
        absolute: 1e-15,
      },
    );
  });

  it("--set changes the experiment's id, but a name does not", async () => {
    const id = (await law([file])).experiment;
    expect((await law([file, "--set", "guidance.w=3"])).experiment).not.toBe(id);
    expect((await law([file, "--set", "name=coins, again", "--set", "guidance.w=2.0"])).experiment).toBe(id);
  });
});

describe.concurrent("--memory", () => {
  it("is enough or is not, to the byte", async () => {
    const line = await refusal(["law", file, "--memory", "1B"], { cwd });
    expect(line).toMatch(/^world: states must be at most 0 \(0 bytes\), got 3\^1/);
    const generous = await guidelab(["law", file, "--json", "--memory", "64KiB"], { cwd });
    expect(generous).toEqual(await guidelab(["law", file, "--json"], { cwd }));
    const most = /at most (\d+) \((\d+) bytes\)/.exec(await refusal(["law", file, "--memory", "200"], { cwd }));
    const bytes = Number(most?.[2]) / Number(most?.[1]);
    expect((await guidelab(["law", file, "--memory", String(3 * bytes)], { cwd })).status).toBe(0);
    expect((await guidelab(["law", file, "--memory", String(3 * bytes - 1)], { cwd })).status).toBe(2);
  });
});

describe.concurrent("law for a person", () => {
  it("draws the two-site laws, names the likeliest states, distances and the method", async () => {
    const squares = { world: { kind: "preset", name: "overlapping-squares" }, target: "z1", guidance: { rule: "rates", w: 4 } };
    const { status, stdout, stderr } = await guidelab(["law", "-"], { cwd, input: JSON.stringify(squares) });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain("│▓▓▓▓▓▓    │     │████░░    │     │▓▓▓▓░░    │");
    expect(stdout).toMatch(/ 0 0 +0\.1616 +0\.1240 +0\.1111 +█+/);
    expect(stdout).toContain("w = 4 (-1 unconditional, 0 conditional)");
    expect(stdout).toContain("method: exact: lattice");
  });

  it("shows an infinite divergence as ∞ and masks as M", async () => {
    const { stdout } = await guidelab(["law", file, "--at", "0.7"], { cwd });
    expect(stdout).toMatch(/kl\(law\|\|tilted\) +∞/);
    expect(stdout).toMatch(/^ M /m);
  });

  it("ends quietly when its reader has gone", async () => {
    const world = { kind: "preset", name: "random-dirichlet", parameters: { alphabet: 6, length: 6 } };
    const big = put(cwd, "big.json", { ...coins, world, target: "z1" });
    const child = spawn(process.execPath, [program, "law", big, "--json"], { cwd, stdio: ["ignore", "pipe", "pipe"] });
    let complaint = "";
    child.stderr.on("data", (piece) => {
      complaint += piece;
    });
    child.stdout.once("data", () => child.stdout.destroy());
    const [status] = await once(child, "close");
    expect({ status, complaint }).toEqual({ status: 0, complaint: "" });
  });
});
