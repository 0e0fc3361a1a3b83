import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { parquetReadObjects } from "hyparquet";
import { describe, expect, it } from "vitest";
import { compareFrequencies } from "../../testing/l1Radius.ts";
import { answer, coins, guidelab, program, put, refusal, scratch } from "./program.ts";

/** What `sample --json` prints, as the contract has it. */
interface SampleAnswer {
  readonly n: number;
  readonly counts: readonly number[] | null;
  readonly samples?: readonly (readonly number[])[];
  readonly nfe: number;
  readonly seed: number;
}

const cwd = scratch();
const file = put(cwd, "coins.json", coins);
const squares = { world: { kind: "preset", name: "overlapping-squares" }, target: "z1", guidance: { rule: "rates", w: 2 } };
const two = put(cwd, "squares.json", squares);
const sample = (args: readonly string[], input?: unknown): Promise<SampleAnswer> =>
  answer<SampleAnswer>(["sample", ...args, "--json"], { cwd, ...(input === undefined ? {} : { input: JSON.stringify(input) }) });

/** How often each state came, row-major. */
function counted(samples: readonly (readonly number[])[], alphabet: number, length: number): number[] {
  const counts = new Array<number>(alphabet ** length).fill(0);
  for (const tokens of samples) counts[tokens.reduce((index, token) => index * alphabet + token, 0)]++;
  return counts;
}

/** A world of one class, any length. */
function fairCoins(length: number): object {
  const components = [{ weight: 1, sites: Array.from({ length }, () => [0.5, 0.5]) }];
  return { kind: "product-mixture", alphabet: 2, length, classes: { a: { weight: 1, components } } };
}

describe.concurrent("sample --json", () => {
  it("prints the contract's fields and nothing else, and the law's frequencies: (27, 1)/28 by hand", async () => {
    const found = await sample([file, "-n", "20000"]);
    expect(found).toMatchObject({ n: 20000, nfe: 2, seed: 0 });
    expect(found).not.toHaveProperty("samples");
    expect(found.counts).toHaveLength(2);
    expect(compareFrequencies(found.counts ?? [], [27 / 28, 1 / 28], 1e-9)).toMatchObject({ ok: true });
    expect(compareFrequencies(found.counts ?? [], [0.9, 0.1], 1e-9)).toMatchObject({ ok: false });
  });

  it("lists the samples with --samples, and counts them row-major", async () => {
    const { n, counts, samples = [], nfe } = await sample([two, "-n", "300", "--samples"]);
    expect([n, samples.length, nfe]).toEqual([300, 300, 4]);
    expect(counts).toEqual(counted(samples, 5, 2));
  });

  it("lists up to 100000 tokens and no more", async () => {
    const long = { ...coins, world: fairCoins(1000), target: "a", guidance: { rule: "tokens", w: 0 } };
    const of = { ...long, sampler: { kind: "ancestral", steps: 1 } };
    const [most, more] = await Promise.all(["100", "101"].map((n) => sample(["-", "-n", n, "--samples"], of)));
    expect(most.samples).toHaveLength(100);
    expect(more).not.toHaveProperty("samples");
    expect(more.n).toBe(101);
  });

  it("has no counts where the space is large, and none where masks are left; a mask is listed as K", async () => {
    const large = await sample(["-", "-n", "2", "--samples"], { ...coins, world: fairCoins(64), target: "a" });
    expect([large.counts, large.samples?.map((tokens) => tokens.length)]).toEqual([null, [64, 64]]);
    const left = { ...coins, sampler: { kind: "euler", steps: 1, end: 0.5, fill: "left" } };
    const { counts, samples = [] } = await sample(["-", "-n", "100", "--samples"], left);
    expect(counts).toBeNull();
    expect(new Set(samples.flat())).toContain(2);
  });

  it("gives the same bytes for the same input, from a file and from standard input", async () => {
    const said = async (args: readonly string[], input?: string) =>
      (await guidelab(["sample", ...args, "-n", "50", "--samples", "--json"], { cwd, ...(input === undefined ? {} : { input }) })).stdout;
    const once = await said([two]);
    expect(await said([two])).toBe(once);
    expect(await said(["-"], JSON.stringify(squares))).toBe(once);
  });

  it("with a larger n begins with the samples of a smaller one", async () => {
    const [few, many] = await Promise.all(["70", "200"].map((n) => sample([two, "-n", n, "--samples"])));
    expect(many.samples?.slice(0, 70)).toEqual(few.samples);
  });

  it("--seed stands for the experiment's, and is another run", async () => {
    const run = (args: readonly string[]) => sample([two, "-n", "50", "--samples", ...args]);
    const [plain, seeded, set] = await Promise.all([run([]), run(["--seed", "7"]), run(["--set", "seed=7"])]);
    expect(seeded).toEqual(set);
    expect([plain.seed, seeded.seed]).toEqual([0, 7]);
    expect(seeded.samples).not.toEqual(plain.samples);
    expect((await run(["--seed", "-3"])).seed).toBe(-3);
  });
});

it("sample shows a person the commonest states, the method, the seed and the cost", async () => {
  const { status, stdout, stderr } = await guidelab(["sample", file, "-n", "1000"], { cwd });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toMatch(/^ state +count +frequency/m);
  expect(stdout).toMatch(/^ +0 +\d+ +0\.9\d+ +█+/m);
  expect(stdout).toContain("method: Monte Carlo (n = 1000), seed 0; 2.0000 network evaluations a sample");
  const left = JSON.stringify({ ...coins, sampler: { kind: "tau-leaping", steps: 2, end: 0.5 } });
  const repaired = await guidelab(["sample", "-", "-n", "200"], { cwd, input: left });
  expect(repaired.stdout).toMatch(/0\.\d+ jumps rejected a sample/);
  expect(repaired.stdout).toMatch(/0\.\d+ sites still masked at the last grid point a sample/);
});

describe.concurrent("sample --out", () => {
  const sites = ["x0", "x1"];
  const read = async (path: string): Promise<number[][]> => {
    const bytes = readFileSync(path);
    if (path.endsWith(".csv")) {
      const [header, ...lines] = bytes.toString("utf8").trimEnd().split("\n");
      expect(header).toBe(sites.join(","));
      return lines.map((line) => line.split(",").map(Number));
    }
    if (path.endsWith(".parquet")) {
      const objects = await parquetReadObjects({ file: Uint8Array.from(bytes).buffer });
      return objects.map((object) => sites.map((name) => Number(object[name])));
    }
    const npy = Buffer.from(unzipSync(bytes)["samples.npy"]);
    expect(npy.toString("latin1")).toContain("'descr': '<i4', 'fortran_order': False, 'shape': (300, 2)");
    const start = npy.length - 300 * 8;
    return Array.from({ length: 300 }, (_, i) => [npy.readInt32LE(start + 8 * i), npy.readInt32LE(start + 8 * i + 4)]);
  };

  it.each([".csv", ".npz", ".parquet"])(
    "writes %s with the samples that --samples lists, says so, and leaves nothing beside it",
    async (ending) => {
      const place = mkdtempSync(join(cwd, "out-"));
      const path = join(place, "new", `s${ending}`);
      const { status, stdout, stderr } = await guidelab(["sample", two, "-n", "300", "--samples", "--json", "--out", path], { cwd });
      expect({ status, stderr }).toEqual({ status: 0, stderr: `wrote 300 samples to ${path}\n` });
      const { samples } = JSON.parse(stdout) as SampleAnswer;
      expect(await read(path)).toEqual(samples);
      expect(readdirSync(join(place, "new"))).toEqual([`s${ending}`]);
    },
  );

  it("names the columns of a table of counts", async () => {
    const titanic = join(program, "..", "..", "..", "examples", "titanic.json");
    const { sites: names } = (JSON.parse(readFileSync(titanic, "utf8")) as { world: { sites: string[] } }).world;
    expect((await guidelab(["sample", titanic, "-n", "5", "--out", "t.csv"], { cwd })).status).toBe(0);
    expect(readFileSync(join(cwd, "t.csv"), "utf8").split("\n")[0]).toBe(names.join(","));
  });

  it.each([".csv", ".npz", ".parquet"])("refuses a place that cannot be written, and leaves nothing: %s", async (ending) => {
    const place = mkdtempSync(join(cwd, "no-"));
    writeFileSync(join(place, "file"), "kept");
    mkdirSync(join(place, `folder${ending}`));
    const said = (path: string) => refusal(["sample", two, "-n", "9", "--out", path, "--json"], { cwd });
    expect(await said(join(place, "file", `s${ending}`))).toBe('sample: --out must be a place that can be written, got "ENOTDIR"');
    expect(await said(join(place, `folder${ending}`))).toBe('sample: --out must be a place that can be written, got "EISDIR"');
    expect(readdirSync(place).toSorted()).toEqual(["file", `folder${ending}`]);
    expect(readFileSync(join(place, "file"), "utf8")).toBe("kept");
  });

  it.runIf(process.platform === "linux")("refuses at once where folders cannot be made", async () => {
    expect(await refusal(["sample", two, "-n", "9", "--out", "/proc/none/s.csv"], { cwd })).toMatch(/^sample: --out must be a place that/);
  });

  it("refuses another ending before it draws, and keeps nothing of a run that fails on the way", async () => {
    const message = /^sample: --out must be a file that ends in \.npz, \.csv, \.parquet, got "s\.txt"$/;
    expect(await refusal(["sample", two, "-n", "1000000000", "--out", "s.txt"], { cwd })).toMatch(message);
    const place = mkdtempSync(join(cwd, "dead-"));
    // Two sites that must differ, revealed together: the third then has no way on.
    const law = (masses: readonly number[]) => ({ weight: 1, law: masses.map((mass) => mass / masses.reduce((a, b) => a + b)) });
    const world = { kind: "table", alphabet: 2, length: 3, classes: { a: law([0, 0, 1, 0, 0, 1, 0, 0]) } };
    const dead = { ...coins, world, target: "a", guidance: { rule: "tokens", w: 0 }, sampler: { kind: "ancestral", steps: 2 } };
    for (const ending of [".csv", ".npz", ".parquet"]) {
      const line = await refusal(["sample", "-", "-n", "500", "--out", join(place, `s${ending}`)], { cwd, input: JSON.stringify(dead) });
      expect(line).toMatch(/world must be a world without dead ends/);
    }
    expect(readdirSync(place)).toEqual([]);
  });
});

describe.concurrent("sample refuses", () => {
  it.each([
    [["-n", "0"], "sample: -n must be an integer of at least 1, got 0"],
    [["-n", "-5"], "sample: -n must be an integer of at least 1, got -5"],
    [["-n", "1.5"], "sample: -n must be an integer of at least 1, got 1.5"],
    [["-n", "1e300"], "sample: -n must be an integer of at least 1, got 1e+300"],
    [["-n", "many"], 'sample: -n must be a finite number, got "many"'],
    [["--json", "-n"], "guidelab: arguments must be as --help says, got option '-n <count>' argument missing"],
    [["-n", ""], 'sample: -n must be a finite number, got ""'],
    [[], "guidelab: arguments must be as --help says, got required option '-n <count>' not specified"],
    [["-n", "5", "--seed", "x"], 'coins.json: seed must be a finite number, got "x"'],
    [["-n", "5", "--seed", "0.5"], "coins.json: seed must be an integer, got 0.5"],
    [["-n", "5", "--set", "sampler.kind=ancestral"], /^coins\.json: sampler\.steps must be an integer of at least 1, got nothing$/],
    [["-n", "5", "--set", "target=edge"], 'coins.json: target must be one of heads, tails, got "edge"'],
  ])("%j", async (args, message) => {
    const line = await refusal(["sample", file, ...args], { cwd });
    if (typeof message === "string") expect(line).toBe(message);
    else expect(line).toMatch(message);
  });
});
