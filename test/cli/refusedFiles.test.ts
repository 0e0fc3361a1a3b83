import { mkdirSync, mkdtempSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { coins, put, refusal, scratch } from "./program.ts";

const cwd = scratch();
const law = (path: string) => refusal(["law", path, "--json"], { cwd });
const input = (text: string) => refusal(["law", "-", "--json"], { cwd, input: text });

describe.concurrent("an experiment file is refused", () => {
  it("that is not there, or is a folder", async () => {
    mkdirSync(join(cwd, "folder.json"));
    expect(await law("nowhere.json")).toBe('nowhere.json: file must be a readable file, got "ENOENT"');
    expect(await law("folder.json")).toBe('folder.json: file must be a readable file, got "EISDIR"');
  });

  it("that is not JSON, with what the parser said and where, whole", async () => {
    const said = await law(put(cwd, "broken.json", '{"world": {"kind": "table"},, }'));
    expect(said).toMatch(/^broken\.json: content must be valid JSON, got .+ position 28/);
    expect(await input('{"world": ')).toMatch(/^standard input: content must be valid JSON, got .+/);
  });

  it("that is not YAML, with the line", async () => {
    expect(await law(put(cwd, "broken.yaml", "world: [1, 2\nb: }"))).toMatch(
      /^broken\.yaml: content must be valid YAML, got .+ at line 2, column 1$/,
    );
    expect(await input("world:\n\tkind: table")).toMatch(/^standard input: content must be valid YAML, got .+ at line 2, column 1$/);
    expect(await input("world: 1\nworld: 2")).toMatch(/content must be valid YAML, got .+ unique at line 2/);
  });

  it("whose YAML names an alias that has no anchor", async () => {
    expect(await input("world: *there")).toMatch(/^standard input: content must be valid YAML, got .+: there$/);
  });

  it("that is not text: its control characters reach no screen", async () => {
    expect(await law(put(cwd, "bell.json", "\u001b[31m\u0007{"))).not.toMatch(/\p{Cc}/u);
  });
});

/** The complaint about a table of counts, in a folder of its own, `.`; the experiment reads `cases.csv` beside it. */
async function counts(csv: string, change: object = {}, target = "yes"): Promise<string> {
  const place = mkdtempSync(join(cwd, "counts-"));
  put(place, "cases.csv", csv);
  const world = { kind: "counts", file: "cases.csv", sites: ["hair", "eye"], class: "tall", count: "n", ...change };
  const said = await refusal(["law", put(place, "cases.json", { ...coins, world, target }), "--json"], { cwd: place });
  return said.replace(realpathSync(place), ".");
}

const good = "hair,eye,tall,n\nred,blue,yes,3\nred,green,no,2\nfair,blue,yes,1\n";

describe.concurrent("a table of counts is refused", () => {
  it("that is not there, or is a folder", async () => {
    expect(await counts(good, { file: "none.csv" })).toBe(`cases.json: world.file must be a readable file (ENOENT), got "./none.csv"`);
    expect(await counts(good, { file: "." })).toMatch(/^cases\.json: world\.file must be a readable file \(EISDIR\), got /);
  });

  it.each([
    ["sites[1]", { sites: ["hair", "nose"] }, "nose"],
    ["class", { class: "weight" }, "weight"],
    ["count", { count: "cases" }, "cases"],
  ])("without the column of world.%s", async (field, change, name) => {
    expect(await counts(good, change)).toBe(`cases.json: world.${field} must be a column of the file (hair, eye, tall, n), got "${name}"`);
  });

  it("that uses a column twice", async () => {
    expect(await counts(good, { sites: ["hair", "hair"] })).toBe(
      'cases.json: world.sites[1] must be a column not used elsewhere, got "hair"',
    );
    expect(await counts(good, { class: "hair" })).toBe('cases.json: world.class must be a column not used elsewhere, got "hair"');
  });

  it.each([
    ["-1", '"-1"'],
    ["", '""'],
    ["0x", '"0x"'],
  ])("with the count %j", async (count, got) => {
    expect(await counts(`${good}fair,green,no,${count}\n`)).toBe(
      `cases.json: world.file row 4 n must be a number of at least 0, got ${got}`,
    );
  });

  it.each([
    ["shorter", "fair,green,no", "expect 4, got 3 on line 5"],
    ["longer", "fair,green,no,1,2", "expect 4, got 5 on line 5"],
  ])("with a row %s than the header", async (_, row, what) => {
    expect(await counts(`${good}${row}\n`)).toBe(`./cases.csv: content must be CSV with a header, got "Invalid Record Length: ${what}"`);
  });

  it("with a quote that does not close, two columns of one name, or nothing in it", async () => {
    expect(await counts('hair,eye,tall,n\nred,"blue,yes,3\n')).toMatch(
      /cases\.csv: content must be CSV with a header, got "Quote Not Closed/,
    );
    expect(await counts("hair,hair,tall,n\n")).toMatch(
      /cases\.csv: header must be a list of different column names, got \["hair", "hair", "tall", "n"\]$/,
    );
    expect(await counts("")).toMatch(/cases\.csv: content must be CSV with a header, got ""$/);
  });

  it("without rows, without cases, or with an empty cell", async () => {
    expect(await counts("hair,eye,tall,n\n")).toBe("cases.json: world.file must be a table with at least one row, got 0");
    expect(await counts("hair,eye,tall,n\nred,blue,yes,0\n")).toBe("cases.json: world.file must be a table with at least one case, got 0");
    expect(await counts(`${good},green,no,1\n`)).toBe('cases.json: world.file row 4 hair must be a level that is not empty, got ""');
  });

  it("whose target has no case, or is no level at all", async () => {
    expect(await counts("hair,eye,tall,n\nred,blue,yes,0\nred,blue,no,1\n")).toBe('cases.json: target must be one of no, got "yes"');
    expect(await counts(good, {}, "maybe")).toBe('cases.json: target must be one of yes, no, got "maybe"');
  });

  it("with a negative smoothing, no site, or a field that nobody knows", async () => {
    expect(await counts(good, { smoothing: -1 })).toBe("cases.json: world.smoothing must be at least 0, got -1");
    expect(await counts(good, { sites: [] })).toBe("cases.json: world.sites must be a list of at least 1 entry, got []");
    expect(await counts(good, { separator: ";" })).toBe('cases.json: world.separator must be left out (unknown field), got ";"');
  });
});

describe.concurrent("a place to write is refused", () => {
  const file = put(cwd, "coins.json", coins);

  it("that is a folder, or lies below a file", async () => {
    mkdirSync(join(cwd, "laws.npz"));
    expect(await refusal(["law", file, "--json", "--npz", "laws.npz"], { cwd })).toMatch(
      /^laws\.npz: file must be a place that can be written, got "E\w+"$/,
    );
    expect(await refusal(["law", file, "--json", "--npz", "coins.json/laws.npz"], { cwd })).toMatch(
      /^coins\.json\/laws\.npz: file must be .+, got "ENOTDIR"$/,
    );
    expect(await refusal(["reproduce", "--out", "coins.json"], { cwd })).toMatch(
      /^coins\.json\/records\/full: file must be .+, got "ENOTDIR"$/,
    );
  });

  it.runIf(process.platform === "linux")(
    "where folders cannot be made, at once (Node's own recursive mkdir never comes back from there)",
    async () => {
      expect(await refusal(["law", file, "--json", "--npz", "/proc/none/laws.npz"], { cwd })).toMatch(
        /^\/proc\/none\/laws\.npz: file must be .+, got "E\w+"$/,
      );
    },
  );
});
