import { describe, expect, it } from "vitest";
import { expectClose } from "../../testing/close.ts";
import { answer, coins, guidelab, put, refusal, scratch } from "./program.ts";

interface Stage {
  readonly from: string;
  readonly to: string;
  readonly tv: number;
  readonly interval: readonly [number, number] | null;
  readonly method: string;
}

interface BudgetAnswer {
  readonly experiment: string;
  readonly stages: readonly Stage[];
  readonly total: Stage;
  readonly n: number;
}

const cwd = scratch();
const file = put(cwd, "coins.json", coins);
const budget = (args: readonly string[], input?: unknown): Promise<BudgetAnswer> =>
  answer<BudgetAnswer>(["budget", ...args, "--json"], { cwd, ...(input === undefined ? {} : { input: JSON.stringify(input) }) });

describe.concurrent("budget --json", () => {
  it("goes from wanted to the law to the samples, and nothing else: one site is exact by hand", async () => {
    const found = await budget([file]);
    expect(Object.keys(found)).toEqual(["experiment", "stages", "total", "n"]);
    expect(found.n).toBe(10000);
    expect(found.stages.map(({ from, to }) => [from, to])).toEqual([
      ["wanted (tilted)", "law in continuous time"],
      ["law in continuous time", "samples"],
    ]);
    const [exact, drawn] = found.stages;
    expect(exact).toMatchObject({ interval: null, method: "exact: lattice" });
    expectClose(exact.tv, 0, { absolute: 1e-15 });
    expect(drawn.method).toBe("Monte Carlo (n = 10000, 95 % interval)");
    // P(‖p̂ − p‖ ≥ r) ≤ 4 e^{−n r²/2}: at 1e-9 and two cells TV = r/2 is at most 0.034.
    expect(drawn.tv).toBeLessThan(0.034);
    expect(drawn.interval?.[0]).toBe(0);
    expect(found.total).toMatchObject({ from: "wanted (tilted)", to: "samples", method: drawn.method });
  });

  it("has what steps cost, by hand: one step of ancestral draws two equal coins apart", async () => {
    const law = [0.5, 0, 0, 0.5];
    const world = { kind: "table", alphabet: 2, length: 2, conditional: law, unconditional: law };
    const equal = { world, guidance: { rule: "tokens", w: 0 }, sampler: { kind: "ancestral", steps: 1 } };
    const { stages } = await budget(["-", "-n", "100"], equal);
    expect(stages.map(({ to }) => to)).toEqual(["law in continuous time", "law of the sampler", "samples"]);
    expectClose(stages[0].tv, 0, { absolute: 1e-14 });
    expectClose(stages[1].tv, 0.5, { absolute: 1e-14 });
    expect(stages[1]).toMatchObject({ interval: null, method: "exact: lattice, 1 step" });
  });

  it("takes -n, and gives the same bytes again, from a file and from standard input", async () => {
    const said = async (args: readonly string[], input = "") => (await guidelab(["budget", ...args, "--json"], { cwd, input })).stdout;
    const once = await said([file, "-n", "77"]);
    expect(JSON.parse(once)).toMatchObject({ n: 77 });
    expect(await said([file, "-n", "77"])).toBe(once);
    expect(await said(["-", "-n", "77"], JSON.stringify(coins))).toBe(once);
  });
});

it("budget shows a person the chain, its intervals and its methods", async () => {
  const { status, stdout, stderr } = await guidelab(["budget", file, "-n", "500", "--set", "name=two coins"], { cwd });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toMatch(/^two coins\n/);
  expect(stdout).toMatch(/^ from +to +TV +95 % interval +method/m);
  expect(stdout).toMatch(/wanted \(tilted\) +law in continuous time +\S+ +exact +exact: lattice/);
  expect(stdout).toMatch(/law in continuous time +samples +0\.\d+ +0 to 0\.\d+ +Monte Carlo \(n = 500, 95 % interval\)/);
  expect(stdout).toContain("Successive comparisons, not parts of a sum");
});

describe.concurrent("budget refuses", () => {
  it.each([
    [["-n", "0"], "budget: -n must be an integer of at least 1, got 0"],
    [["-n", "2.5"], "budget: -n must be an integer of at least 1, got 2.5"],
    [["-n", "x"], 'budget: -n must be a finite number, got "x"'],
    [
      ["--set", 'sampler={"kind":"euler","steps":2,"fill":"left"}'],
      'coins.json: sampler.fill must be sample or argmax, so that laws of complete states are compared, got "left"',
    ],
    [["--set", 'sampler={"kind":"euler","steps":0}'], "coins.json: sampler.steps must be an integer of at least 1, got 0"],
  ])("%j", async (args, message) => {
    expect(await refusal(["budget", file, ...args, "--json"], { cwd })).toBe(message);
  });

  it("a world without a table", async () => {
    const components = [{ weight: 1, sites: Array.from({ length: 64 }, () => [0.5, 0.5]) }];
    const world = { kind: "product-mixture", alphabet: 2, length: 64, classes: { a: { weight: 1, components } } };
    const input = JSON.stringify({ ...coins, world, target: "a" });
    expect(await refusal(["budget", "-", "--json"], { cwd, input })).toMatch(/^world: states must be at most \d+ \(\d+ bytes\), got 3\^64/);
  });
});
