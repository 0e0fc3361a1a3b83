import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { houseCopy } from "./house.ts";
import { guidelab } from "./program.ts";

const house = houseCopy();
/** Three claims that need no drawing; the second holds its thread until the file `go` is there. */
const CLAIMS = `
import { existsSync, writeSync } from "node:fs";
const claim = (id, hold) => ({
  id, paper: "0000.00000", title: id, statement: id, formula: id, tex: id, source: "a test", tolerance: 1, experiments: [],
  judge: () => ({ verdict: "holds", detail: "" }),
  compute: (depth, progress) => {
    progress(0.5);
    if (existsSync("broken")) throw new Error("broken on purpose");
    if (hold) writeSync(2, "held\\n");
    while (hold && !existsSync("go")) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    return { computed: { x: 1 }, expected: { x: 1 }, method: depth, hypotheses: [], figures: [] };
  },
});
export const CLAIMS = [claim("T1", false), claim("T2", true), claim("T3", false)];
`;
writeFileSync(join(house.folder, "dist", "papers", "claims.js"), CLAIMS);
const recorded = (verdicts: object) => writeFileSync(join(house.folder, "verdicts.json"), JSON.stringify(verdicts));
recorded({ T1: "holds", T2: "holds", T3: "holds" });
/** One thread, so that the claims come in their order. */
const args = ["reproduce", "0000.00000", "--json", "--workers", "1"];
const run = (...more: readonly string[]) => guidelab([...args, ...more], { cwd: house.folder, program: house.program });
const ids = (stdout: string) => (JSON.parse(stdout) as { claims: readonly { id: string }[] }).claims.map(({ id }) => id);

describe.runIf(process.platform !== "win32")("reproduce, interrupted", () => {
  it("ends at once with 3, keeps what is done, and goes on from there", async () => {
    const child = spawn(process.execPath, [house.program, ...args], { cwd: house.folder, timeout: 30_000 });
    let said = "";
    let printed = "";
    child.stdout.on("data", (piece) => {
      printed += piece;
    });
    child.stderr.on("data", (piece) => {
      said += piece;
      // T2 holds its thread; the program does not wait for it.
      if (String(piece).includes("held")) child.kill("SIGINT");
    });
    const [status] = await once(child, "close");
    expect({ status, printed }).toEqual({ status: 3, printed: "" });
    expect(said).toMatch(/^3 claims to compute .*\n\[1\/3\] T1 .*\nheld\ninterrupted after 1 of 3 claims; run again to go on\n$/);
    expect(readdirSync(join(house.folder, "out", "records", "full"))).toEqual(["T1.json"]);
    expect(existsSync(join(house.folder, "out", "index.html"))).toBe(false);

    writeFileSync(join(house.folder, "go"), "");
    const again = await run();
    expect(again.status).toBe(0);
    expect(again.stderr).toMatch(/^2 claims to compute .*\nheld\n\[2\/3\] T2 .*\n\[3\/3\] T3 holds \(\d+\.\d\d s\)\ndrawing 0 figures\n$/);
    expect(ids(again.stdout)).toEqual(["T1", "T2", "T3"]);
  });
});

describe("reproduce, done before", () => {
  beforeAll(() => writeFileSync(join(house.folder, "go"), ""));

  it("takes every record again, unless --fresh is asked for", async () => {
    await run();
    expect(await run()).toMatchObject({ status: 0, stderr: "" });
    expect((await run("--fresh")).stderr).toMatch(
      /^3 claims .*\n\[1\/3\] T1 .*\nheld\n\[2\/3\] T2 .*\n\[3\/3\] T3 .*\ndrawing 0 figures\n$/,
    );
  });

  it("a verdict that is not the recorded one is exit code 1 and one line with both; the answer is whole", async () => {
    recorded({ T1: "holds", T2: "fails here", T3: "holds" });
    const { status, stdout, stderr } = await run("--fresh");
    expect(status).toBe(1);
    expect(stderr.trimEnd().split("\n").at(-1)).toBe("reproduce: the verdict of T2 must be fails here, got holds");
    expect(ids(stdout)).toEqual(["T1", "T2", "T3"]);
    expect(existsSync(join(house.folder, "out", "index.html"))).toBe(true);
    expect(await run()).toMatchObject({ status: 1, stderr: "reproduce: the verdict of T2 must be fails here, got holds\n" });
  });

  it("a claim without a recorded verdict counts as changed", async () => {
    recorded({ T1: "holds", T2: "holds" });
    expect(await run()).toMatchObject({ status: 1, stderr: "reproduce: the verdict of T3 must be recorded, got holds\n" });
  });

  it("a claim that cannot be computed is a bug: 70, with its error", async () => {
    recorded({ T1: "holds", T2: "holds", T3: "holds" });
    writeFileSync(join(house.folder, "broken"), "");
    const { status, stdout, stderr } = await run("--fresh");
    expect({ status, stdout }).toEqual({ status: 70, stdout: "" });
    expect(stderr).toContain("this is a bug: Error: broken on purpose");
  });
});
