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
  id, paper: "0000.00000", title: id, statement: id, source: "a test",
  compute: () => {
    if (hold) writeSync(2, "held\\n");
    while (hold && !existsSync("go")) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    return { verdict: "holds", detail: "", computed: { x: 1 }, expected: { x: 1 }, tolerance: 0, method: "none", hypotheses: [], figures: [] };
  },
});
export const CLAIMS = [claim("X1", false), claim("X2", true), claim("X3", false)];
`;
writeFileSync(join(house.folder, "dist", "papers", "claims.js"), CLAIMS);
const recorded = (verdicts: object) => writeFileSync(join(house.folder, "verdicts.json"), JSON.stringify(verdicts));
recorded({ X1: "holds", X2: "holds", X3: "holds" });
const args = ["reproduce", "0000.00000", "--json"];
const run = (...more: readonly string[]) => guidelab([...args, ...more], { cwd: house.folder, program: house.program });
const ids = (stdout: string) => (JSON.parse(stdout) as { claims: readonly { id: string }[] }).claims.map(({ id }) => id);

describe.runIf(process.platform !== "win32")("reproduce, interrupted", () => {
  it("finishes the claim it is at, keeps what is done, ends with 3, and goes on from there", async () => {
    const child = spawn(process.execPath, [house.program, ...args], { cwd: house.folder, timeout: 30_000 });
    let said = "";
    let printed = "";
    child.stdout.on("data", (piece) => {
      printed += piece;
    });
    child.stderr.on("data", (piece) => {
      said += piece;
      // X2 holds the thread: the signal waits for it, then the file lets it go.
      if (!String(piece).includes("held")) return;
      child.kill("SIGINT");
      setTimeout(() => writeFileSync(join(house.folder, "go"), ""), 100);
    });
    const [status] = await once(child, "close");
    expect({ status, printed }).toEqual({ status: 3, printed: "" });
    expect(said).toMatch(/^\[1\/3\] X1 .*\nheld\n\[2\/3\] X2 .*\ninterrupted after 2 of 3 claims; run again to go on\n$/);
    expect(readdirSync(join(house.folder, "out", "records"))).toEqual(["X1.json", "X2.json"]);
    expect(existsSync(join(house.folder, "out", "index.html"))).toBe(false);

    const again = await run();
    expect(again.status).toBe(0);
    expect(again.stderr).toMatch(/^\[3\/3\] X3 holds \(\d+\.\d\d s\)\ndrawing 0 figures\n$/);
    expect(ids(again.stdout)).toEqual(["X1", "X2", "X3"]);
  });
});

describe("reproduce, done before", () => {
  beforeAll(() => writeFileSync(join(house.folder, "go"), ""));

  it("takes every record again, unless --fresh is asked for", async () => {
    await run();
    expect(await run()).toMatchObject({ status: 0, stderr: "" });
    expect((await run("--fresh")).stderr).toMatch(/^\[1\/3\] X1 .*\nheld\n\[2\/3\] X2 .*\n\[3\/3\] X3 .*\ndrawing 0 figures\n$/);
  });

  it("a verdict that is not the recorded one is exit code 1 and one line with both; the answer is whole", async () => {
    recorded({ X1: "holds", X2: "fails here", X3: "holds" });
    const { status, stdout, stderr } = await run("--fresh");
    expect(status).toBe(1);
    expect(stderr.trimEnd().split("\n").at(-1)).toBe("reproduce: the verdict of X2 must be fails here, got holds");
    expect(ids(stdout)).toEqual(["X1", "X2", "X3"]);
    expect(existsSync(join(house.folder, "out", "index.html"))).toBe(true);
    expect(await run()).toMatchObject({ status: 1, stderr: "reproduce: the verdict of X2 must be fails here, got holds\n" });
  });

  it("a claim without a recorded verdict counts as changed", async () => {
    recorded({ X1: "holds", X2: "holds" });
    expect(await run()).toMatchObject({ status: 1, stderr: "reproduce: the verdict of X3 must be recorded, got holds\n" });
  });
});
