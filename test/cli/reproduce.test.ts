import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { houseCopy } from "./house.ts";
import { guidelab, refusal, type Said, scratch } from "./program.ts";

interface ReproduceAnswer {
  readonly claims: readonly {
    readonly id: string;
    readonly paper: string;
    readonly verdict: string;
    readonly computed: Readonly<Record<string, unknown>>;
    readonly expected: Readonly<Record<string, unknown>>;
    readonly tolerance: number;
    readonly method: string;
    readonly seconds: number;
  }[];
}

const house = houseCopy();
const cwd = scratch();
/** Quick throughout: what differs in a full run is the grids, which the claims' own tests look at. */
const reproduce = (...args: readonly string[]) => guidelab(["reproduce", ...args, "--quick"], { cwd, program: house.program });
const recorded = JSON.parse(readFileSync(join(house.folder, "verdicts.json"), "utf8")) as Record<string, string>;
const ids = Object.keys(recorded);
const record = (id: string) => join(cwd, "out", "records", "quick", `${id}.json`);
/** Ids of the claims that a run computed, as it reported them. */
const computed = ({ stderr }: Said) => [...stderr.matchAll(/^\[\d+\/\d+\] (\S+) /gm)].map(([, id]) => id);

describe("reproduce", () => {
  let first: Said;
  let answer: ReproduceAnswer;
  beforeAll(async () => {
    first = await reproduce("all", "--json");
    answer = JSON.parse(first.stdout) as ReproduceAnswer;
  }, 120_000);

  it("prints one JSON document with every claim, as the contract has it; progress goes to standard error", () => {
    expect(first.status).toBe(0);
    expect(new Set(answer.claims.map(({ id }) => id))).toEqual(new Set(ids));
    expect(new Set(computed(first))).toEqual(new Set(ids));
    expect(first.stderr).toMatch(/^\d+ claims to compute \(quick\), about \d+ s on \d+ threads?\n/);
    for (const claim of answer.claims) {
      expect(Object.keys(claim)).toEqual(
        expect.arrayContaining(["id", "paper", "verdict", "computed", "expected", "tolerance", "method", "seconds"]),
      );
      expect(claim.verdict.startsWith(recorded[claim.id])).toBe(true);
      expect(claim.seconds).toBeGreaterThanOrEqual(0);
    }
  });

  it("prints D8's numbers beside the paper's", () => {
    const d8 = answer.claims.find(({ id }) => id === "D8");
    expect(d8).toMatchObject({ paper: "2506.10971", verdict: "holds", expected: { "w = 1": [4.984, 4.541, 4.02, 3.386, 2.208, 0.28] } });
  });

  it("writes the page, each figure drawn and as a table, and the claims", () => {
    const out = join(cwd, "out");
    const page = readFileSync(join(out, "index.html"), "utf8");
    for (const id of ids) expect(page).toContain(`id="claim-${id}"`);
    expect(page).toContain("2201 persons");
    const names = (folder: string, end: string) => readdirSync(join(out, folder)).map((name) => name.replace(end, ""));
    expect(names("figures", ".svg")).toEqual(names("data", ".csv"));
    expect(names("figures", ".svg")).toEqual(expect.arrayContaining(["d8-groups", "titanic", "hair-eye"]));
    expect(JSON.parse(readFileSync(join(out, "claims.json"), "utf8"))).toEqual(answer.claims);
    expect(readFileSync(join(out, "references.bib"), "utf8")).toContain("eprint = {2506.10971}");
    expect(readFileSync(join(out, "claims.md"), "utf8")).toContain("## D8: ");
  });

  it("writes each claim's experiments as files that run by the command that the report gives", async () => {
    const command = /npx guidelab (law out\/experiments\/d4-1\.json)/.exec(readFileSync(join(cwd, "out", "claims.md"), "utf8"))?.[1];
    const { status, stdout } = await guidelab([...(command ?? "").split(" "), "--json"], { cwd, program: house.program });
    expect(status).toBe(0);
    expect((JSON.parse(stdout) as { method: string }).method).toBe("exact: lattice");
    expect(readdirSync(join(cwd, "out", "experiments")).filter((name) => name.startsWith("d5-"))).toEqual([
      "d5-1.json",
      "d5-2.json",
      "d5-3.json",
    ]);
  });

  it("a second run computes and draws nothing, and says the same", async () => {
    expect(await reproduce("all", "--json")).toEqual({ status: 0, stdout: first.stdout, stderr: "" });
  });

  it("computes a damaged record and one of another build again, and nothing else", async () => {
    writeFileSync(record("D3"), readFileSync(record("D3"), "utf8").slice(0, 100));
    const stale = JSON.parse(readFileSync(record("D8"), "utf8")) as object;
    writeFileSync(record("D8"), JSON.stringify({ ...stale, build: "another" }));
    writeFileSync(record("D1"), "null");
    const again = await reproduce("all", "--json");
    expect([again.status, [...computed(again)].sort()]).toEqual([0, ["D1", "D3", "D8"]]);
    const timeless = ({ claims }: ReproduceAnswer) => claims.map((claim) => ({ ...claim, seconds: 0 }));
    expect(timeless(JSON.parse(again.stdout) as ReproduceAnswer)).toEqual(timeless(answer));
  });

  it("draws one paper's claims into the folder that it is given, without the real data, and says where", async () => {
    const { status, stdout } = await reproduce("2506.10971", "--out", "paper");
    expect(status).toBe(0);
    const page = readFileSync(join(cwd, "paper", "index.html"), "utf8");
    expect(page).toContain("arXiv:2506.10971");
    expect(page).not.toContain("2201 persons");
    expect(stdout).toContain(`report: ${join("paper", "index.html")}`);
    expect(stdout).toMatch(/^ D8 .* holds /m);
    expect(stdout).not.toContain("Titanic");
  });

  it("computes one claim by its id, in full where --quick is not asked for, beside the quick one", async () => {
    const { status, stderr, stdout } = await guidelab(["reproduce", "d8", "--json", "--workers", "1"], { cwd, program: house.program });
    expect(status).toBe(0);
    expect(stderr).toMatch(/^1 claim to compute \(full\), about 1 s on 1 thread\n\[1\/1\] D8 holds/);
    expect((JSON.parse(stdout) as ReproduceAnswer).claims).toMatchObject([{ id: "D8", depth: "full" }]);
    expect(readdirSync(join(cwd, "out", "records", "full"))).toEqual(["D8.json"]);
    expect(readFileSync(record("D8"), "utf8")).toContain('"depth":"quick"');
  });

  it("draws figures as PNG and PDF too where asked", async () => {
    const { status } = await reproduce("D8", "--out", "formats", "--formats", "pdf,png");
    expect(status).toBe(0);
    expect(readdirSync(join(cwd, "formats", "figures")).sort()).toEqual(["d8-groups.pdf", "d8-groups.png", "d8-groups.svg"]);
  });

  it.each([
    [["X99"], /^reproduce: paper must be all, one of 2506\.10971, .*, or a claim's id, got "X99"$/],
    [["D8", "--formats", "gif"], /^reproduce: --formats must be a list of svg.*, got "gif"$/],
    [["D8", "--workers", "0"], /^reproduce: --workers must be an integer of at least 1, got 0$/],
    [["D8", "--workers", "two"], /^reproduce: --workers must be a finite number, got "two"$/],
  ])("refuses %j", async (args, message) => {
    expect(await refusal(["reproduce", ...args], { cwd, program: house.program })).toMatch(message);
  });
});
