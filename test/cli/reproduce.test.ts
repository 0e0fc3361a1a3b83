import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { houseCopy } from "./house.ts";
import { guidelab, type Said, scratch } from "./program.ts";

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
const reproduce = (...args: readonly string[]) => guidelab(["reproduce", ...args], { cwd, program: house.program });
const recorded = JSON.parse(readFileSync(join(house.folder, "verdicts.json"), "utf8")) as Record<string, string>;
const ids = Object.keys(recorded);
const record = (id: string) => join(cwd, "out", "records", `${id}.json`);
/** Ids of the claims that a run computed, as it reported them. */
const computed = ({ stderr }: Said) => [...stderr.matchAll(/^\[\d+\/\d+\] (\S+) /gm)].map(([, id]) => id);

describe("reproduce", () => {
  let first: Said;
  let answer: ReproduceAnswer;
  beforeAll(async () => {
    first = await reproduce("all", "--json");
    answer = JSON.parse(first.stdout) as ReproduceAnswer;
  });

  it("prints one JSON document with every claim, as the contract has it; progress goes to standard error", () => {
    expect(first.status).toBe(0);
    expect(new Set(answer.claims.map(({ id }) => id))).toEqual(new Set(ids));
    expect(computed(first)).toEqual(answer.claims.map(({ id }) => id));
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
    expect([again.status, computed(again)]).toEqual([0, ["D1", "D3", "D8"]]);
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
});
