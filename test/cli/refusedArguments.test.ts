import { describe, expect, it } from "vitest";
import { coins, put, refusal, scratch } from "./program.ts";

const cwd = scratch();
const file = put(cwd, "coins.json", coins);
const said = (...args: readonly string[]) => refusal(args, { cwd });
const asHelpSays = (what: string) => `guidelab: arguments must be as --help says, got ${what}`;

describe.concurrent("a command line is refused", () => {
  it.each([
    ["without a command", [], "no command"],
    ["with an unknown command", ["lawn", file], "unknown command 'lawn' (Did you mean law?)"],
    ["with an unknown option", ["law", file, "--colour"], "unknown option '--colour'"],
    ["without the experiment", ["law"], "missing required argument 'experiment'"],
    ["with an argument too many", ["law", file, file], "too many arguments for 'law'. Expected 1 argument but got 2."],
    ["with an option without its value", ["law", file, "--at"], "option '--at <u>' argument missing"],
    ["without a required option", ["convert", "2", "--from", "w"], "required option '--to <system>' not specified"],
  ])("%s", async (_, args, what) => {
    expect(await said(...args)).toBe(asHelpSays(what));
  });
});

describe.concurrent("--at is refused", () => {
  it.each(["soon", "", "Infinity", "1e400"])("as %j", async (at) => {
    expect(await said("law", file, "--json", "--at", at)).toBe(`law: --at must be a finite number, got ${JSON.stringify(at)}`);
  });

  it.each([
    ["-1", "-1"],
    ["1.1e100", "1.1e+100"],
  ])("as %s, which is no clock", async (at, got) => {
    expect(await said("law", file, "--json", "--at", at)).toBe(`law: --at must be an unmask clock from 0 to 1e+100, got ${got}`);
  });
});

describe.concurrent("--memory is refused", () => {
  it.each(["lots", "0", "", "1XB"])("as %j", async (size) => {
    expect(await said("law", file, "--memory", size)).toBe(
      `guidelab: --memory must be a size in bytes (units B, kB, MB, GB, KiB, MiB, GiB), got ${JSON.stringify(size)}`,
    );
  });
});

describe.concurrent("--set is refused", () => {
  it.each(["guidance.w", "=4"])("as %j, which is no path=value", async (override) => {
    expect(await said("law", file, "--set", override)).toBe(`coins.json: --set must be path=value, got ${JSON.stringify(override)}`);
  });

  it.each([
    "guidance.w.kind=interval",
    "__proto__.w=1",
    "guidance.__proto__=1",
    "world.classes.heads.law.first=1",
    "world.classes.heads.law.9=0",
  ])("as %j, which leads nowhere in the experiment", async (override) => {
    expect(await said("law", file, "--set", override)).toBe(
      `coins.json: --set must be a path into the experiment, got ${JSON.stringify(override)}`,
    );
  });

  it("where the value is wrong, as in the file", async () => {
    expect(await said("law", file, "--set", "guidance.w=much")).toBe('coins.json: guidance.w must be a finite number, got "much"');
    expect(await said("law", file, "--set", "colour=1")).toBe("coins.json: colour must be left out (unknown field), got 1");
    expect(await said("law", file, "--set", "guidance.w=-1.5")).toBe("coins.json: guidance.w must be at least -1, got -1.5");
  });
});

describe.concurrent("measure refuses as law does", () => {
  it("a missing file, a bad weight, an unknown option", async () => {
    expect(await said("measure", "nowhere.json", "--json")).toBe('nowhere.json: file must be a readable file, got "ENOENT"');
    expect(await said("measure", file, "--set", "guidance.w=-2")).toBe("coins.json: guidance.w must be at least -1, got -2");
    expect(await said("measure", file, "--at", "1")).toBe(asHelpSays("unknown option '--at'"));
  });
});

describe.concurrent("reproduce refuses", () => {
  it("a paper that it does not know", async () => {
    expect(await said("reproduce", "1706.03762", "--json")).toMatch(
      /^reproduce: paper must be all, one of .*2506\.10971.*, got "1706\.03762"$/,
    );
  });
});
