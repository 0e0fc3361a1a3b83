import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { repository, scratch } from "./program.ts";

const cwd = scratch();
const built = (path: string): string => JSON.stringify(pathToFileURL(join(repository, "dist", path)).href);

/** What a program says that may have laws of K=9 L=6 computed by threads; a signal comes 0.3 s after its first word. */
async function run(
  rest: string,
  signal?: "SIGINT",
): Promise<{ readonly status: number | null; readonly stdout: string; readonly stderr: string }> {
  const program = `
    import { startTeam } from ${built("cli/kernelThreads.js")};
    import { kernels } from ${built("kernels/kernels.js")};
    import { kernelTerminalLaw, kernelTerminalLaws } from ${built("kernels/terminalLaw.js")};
    import { kernelWorld } from ${built("kernels/world.js")};
    const law = (a) => {
      const values = Float64Array.from({ length: 9 ** 6 }, (_, x) => 0.05 + ((x * a) % 1));
      const total = values.reduce((sum, value) => sum + value, 0);
      return values.map((value) => value / total);
    };
    const [conditional, other] = [law(0.6180339887498949), law(0.41421356237309503)];
    const pair = { alphabet: 9, length: 6, conditional, unconditional: conditional.map((p, x) => (p + other[x]) / 2) };
    const laws = (kernels) => {
      const world = kernelWorld(kernels, pair).value;
      return ["rates", "tokens"].map((rule) => Buffer.from(kernelTerminalLaw(world, rule, 3).value.buffer));
    };
    const same = (a, b) => a.every((law, j) => law.equals(b[j]));
    ${rest}`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], { cwd, timeout: 60_000 });
  if (signal) child.stdout.once("data", () => setTimeout(() => child.kill(signal), 300));
  const [stdout, stderr, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { status, stdout, stderr };
}

describe("startTeam", () => {
  it("has the bits of one thread with two and three, again and again, and lets the program end", async () => {
    const said = await run(`
      const one = laws(kernels());
      for (const size of [2, 3]) {
        const team = startTeam(size);
        let equal = true;
        for (let turn = 0; turn < 4; turn++) equal &&= same(laws(team), one);
        team.close();
        console.log(size, team.size, equal);
      }`);
    expect(said).toEqual({ status: 0, stdout: "2 2 true\n3 3 true\n", stderr: "" });
  });

  it("starts workers that do a job by themselves", async () => {
    const said = await run(`
      const { boardOn, post, waitForParts } = await import(${built("kernels/board.js")});
      const { JOBS } = await import(${built("kernels/jobs.js")});
      const team = startTeam(2);
      const world = kernelWorld(team, pair).value;
      world.reserve(16 * world.states);
      const board = boardOn(team.seats[0].board);
      post(board, Object.keys(JOBS).indexOf("completeBlock"), 9, [9, 6, 1, world.cond, world.free]);
      console.log(waitForParts(board, 9, 30_000));
      const found = world.view(world.free, world.complete);
      console.log(found.every((p, x) => p === conditional[x]));
      team.close();`);
    expect(said).toEqual({ status: 0, stdout: "true\ntrue\n", stderr: "" });
  });

  it("is none for one thread", async () => {
    expect(await run("console.log(startTeam(1));")).toEqual({ status: 0, stdout: "null\n", stderr: "" });
  });

  it("does not keep a program that forgets to close it", async () => {
    expect(await run("laws(startTeam(2)); console.log('done');")).toEqual({ status: 0, stdout: "done\n", stderr: "" });
  });

  it("ends with the program on Ctrl-C while it works", async () => {
    const said = await run(
      `
      const team = startTeam(2);
      console.log("working");
      const from = performance.now();
      while (performance.now() - from < 20_000) laws(team);
      console.log("done");`,
      "SIGINT",
    );
    expect(said).toEqual({ status: null, stdout: "working\n", stderr: "" });
  });
});
