import { describe, expect, it } from "vitest";
import { answer, guidelab, refusal, scratch } from "./program.ts";

interface Converted {
  readonly value: number;
  readonly from: string;
  readonly to: string;
  readonly note: string | null;
}

const cwd = scratch();
const convert = (...args: readonly string[]) => answer<Converted>(["convert", "--json", ...args], { cwd });

describe.concurrent("convert --json", () => {
  it("prints value, from, to and note, and nothing else", async () => {
    expect(await convert("2", "--from", "w", "--to", "gamma")).toEqual({ value: 3, from: "w", to: "gamma", note: null });
  });

  /** γ = 2.5 in each system; the ring of conversions takes each from its predecessor and on to the next. */
  const ring = [
    ["w", 1.5],
    ["gamma", 2.5],
    ["diffusers-original", 1.5],
    ["diffusers", 2.5],
    ["llada", 1.5],
    ["comfyui", 2.5],
    ["azula", 1.5],
    ["edm2", 2.5],
    ["nisonoff-temperature", 0.4],
    ["dream", 2.5],
    ["schiff", 2.5],
    ["rojas", 2.5],
  ] as const;

  it.each(ring.map(([from, value], i) => [from, value, ...ring[(i + 1) % ring.length]] as const))(
    "%s %d is %s %d",
    async (from, value, to, expected) => {
      expect(await convert(String(value), "--from", from, "--to", to)).toMatchObject({ value: expected, from, to });
    },
  );

  it.each([
    [["-0.5", "--from", "w", "--to", "gamma"], 0.5],
    [["--from", "w", "--to", "gamma", "-.5"], 0.5],
    [["--from", "w", "--to", "gamma", "--", "-0.5"], 0.5],
    [["-1e-3", "--from", "w", "--to", "gamma"], 0.999],
    [["-1", "--from", "llada", "--to", "edm2"], 0],
    [["1e-3", "--from", "gamma", "--to", "w"], -0.999],
  ])("%j is a value, never an option", async (args, value) => {
    expect((await convert(...args)).value).toBe(value);
  });

  it("notes what its users trip over", async () => {
    expect((await convert("0.5", "--from", "diffusers", "--to", "w")).note).toContain("scale of 1 or less");
    expect((await convert("-0.5", "--from", "w", "--to", "diffusers")).note).toContain("scale of 1 or less");
    expect((await convert("0", "--from", "llada", "--to", "w")).note).toContain("0 is the conditional model");
    expect((await convert("0", "--from", "comfyui", "--to", "w")).note).toContain("0 is the unconditional model");
  });
});

describe.concurrent("convert for a person", () => {
  it("is one line, and one more for a note", async () => {
    expect(await guidelab(["convert", "7.5", "--from", "diffusers", "--to", "w"], { cwd })).toEqual({
      status: 0,
      stdout: "7.5 (diffusers) = 6.5 (w)\n",
      stderr: "",
    });
    expect((await guidelab(["convert", "1", "--from", "diffusers", "--to", "w"], { cwd })).stdout).toMatch(
      /^1 \(diffusers\) = 0 \(w\)\nnote: .+\n$/,
    );
  });

  it("names its systems in its help", async () => {
    expect((await guidelab(["convert", "--help"], { cwd })).stdout).toMatch(/^Systems: w, gamma, .*nisonoff-temperature$/m);
  });
});

describe.concurrent("convert refuses", () => {
  const said = (...args: readonly string[]) => refusal(["convert", ...args], { cwd });
  it.each([
    [["much", "--from", "w", "--to", "gamma"], 'convert: value must be a finite number, got "much"'],
    [["", "--from", "w", "--to", "gamma"], 'convert: value must be a finite number, got ""'],
    [["1e400", "--from", "w", "--to", "gamma"], 'convert: value must be a finite number, got "1e400"'],
    [["-2", "--from", "w", "--to", "gamma"], "convert: value must be at least -1 in w (w = -1, unconditional), got -2"],
    [["-0.5", "--from", "edm2", "--to", "w"], "convert: value must be at least 0 in edm2 (w = -1, unconditional), got -0.5"],
    [["0", "--from", "nisonoff-temperature", "--to", "w"], "convert: value must be a temperature above 0, got 0"],
    [["-1", "--from", "nisonoff-temperature", "--to", "w"], "convert: value must be a temperature above 0, got -1"],
    [
      ["0", "--from", "gamma", "--to", "nisonoff-temperature"],
      "convert: value must be one with a finite nisonoff-temperature (γ = 0 has none), got 0",
    ],
  ])("%j", async (args, message) => {
    expect(await said(...args)).toBe(message);
  });

  it("a system that it does not know, and lists those that it does", async () => {
    expect(await said("2", "--from", "midjourney", "--to", "w")).toMatch(/^convert: --from must be one of w, gamma, .*, got "midjourney"$/);
    expect(await said("2", "--from", "w", "--to", "midjourney")).toMatch(/^convert: --to must be one of w, gamma, .*, got "midjourney"$/);
  });
});
