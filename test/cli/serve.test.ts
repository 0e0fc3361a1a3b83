/** @file The command itself, in a copy of the program whose site is a page of our own. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { houseCopy } from "./house.ts";
import { guidelab, put, refusal, scratch } from "./program.ts";
import { get } from "./serving.ts";

const { folder, program } = houseCopy();
const site = join(folder, "dist", "web");
rmSync(site, { recursive: true, force: true });
const cwd = scratch();
const refused = (...args: readonly string[]) => refusal(["serve", ...args], { cwd, program });

/** A running server: what it said until it was ready, and its end. */
async function started(...args: readonly string[]) {
  const child = spawn(process.execPath, [program, "serve", "--port", "0", ...args], { cwd });
  child.stdin.end();
  const stderr = text(child.stderr);
  const ended = once(child, "close");
  let said = "";
  for await (const piece of child.stdout.iterator({ destroyOnReturn: false })) {
    said += piece;
    if (/stops it\n$|\}\n$/.test(said)) break;
  }
  const port = Number(/:(\d+)\//.exec(said)?.[1]);
  return { child, said, port, ended, stderr };
}

describe("serve", () => {
  it("says how to build a site that is not there", async () => {
    expect(await refused()).toBe(`serve: the web lab must be built first: npm run build:web, got no index.html in ${site}`);
  });

  it("is in the help, with its options", async () => {
    const { status, stdout } = await guidelab(["serve", "--help"], { cwd, program });
    expect(status).toBe(0);
    for (const option of ["--port <n>", "--host <address>", "--results <dir>", "--json"]) expect(stdout).toContain(option);
    expect((await guidelab(["--help"], { cwd, program })).stdout).toMatch(/^ {2}serve /m);
  });

  describe("with a site", () => {
    it.each([
      [["--port", "http"], 'serve: --port must be a finite number, got "http"'],
      [["--port", "65536"], "serve: --port must be an integer from 0 (any free one) to 65535, got 65536"],
      [["--port", "-1"], "serve: --port must be an integer from 0 (any free one) to 65535, got -1"],
      [["--port", "80.5"], "serve: --port must be an integer from 0 (any free one) to 65535, got 80.5"],
      [["--results", "nowhere"], 'serve: --results must be a folder, got "nowhere"'],
      [["--host", ""], 'serve: --host must be an address of this machine, got ""'],
      // TEST-NET-1: nobody's address.
      [["--port", "0", "--host", "192.0.2.1"], 'serve: --host must be an address of this machine (EADDRNOTAVAIL), got "192.0.2.1"'],
    ])("%j is refused", async (args, line) => {
      page();
      expect(await refused(...args)).toBe(line);
    });

    it("listens on the loopback, says where to open it, refuses a port that is taken, and ends with 0 on SIGINT", async () => {
      page();
      const { child, said, port, ended, stderr } = await started();
      try {
        expect(said).toBe(`the web lab: http://127.0.0.1:${port}/\nno results yet: guidelab reproduce writes them\nCtrl+C stops it\n`);
        expect(await get(port, "/")).toMatchObject({ status: 200, body: "the lab" });
        expect(await refused("--port", String(port))).toBe(`serve: --port must be a free port, got ${port}`);
        // A reader that says nothing more does not hold it up.
        const idle = connect(port, "127.0.0.1");
        await once(idle, "connect");
        idle.on("error", () => {});
        idle.write("GET / HTTP/1.1\r\n");
        child.kill("SIGINT");
        expect(await ended).toEqual([0, null]);
        expect(await stderr).toBe("");
      } finally {
        child.kill("SIGKILL");
      }
    });

    it("serves the results given, and ends with 0 on SIGTERM", async () => {
      page();
      mkdirSync(join(cwd, "report"), { recursive: true });
      put(cwd, "report/index.html", "the report");
      const { child, said, port, ended } = await started("--results", "report");
      try {
        expect(said).toContain(`results in report: http://127.0.0.1:${port}/results/\n`);
        expect(await get(port, "/results/")).toMatchObject({ status: 200, body: "the report" });
        child.kill("SIGTERM");
        expect(await ended).toEqual([0, null]);
      } finally {
        child.kill("SIGKILL");
      }
    });

    it("--json is one document; letting other machines in is said aloud", async () => {
      page();
      mkdirSync(join(cwd, "out"), { recursive: true });
      const { child, said, port, ended, stderr } = await started("--json", "--host", "0.0.0.0");
      try {
        const { addresses, results } = JSON.parse(said) as { addresses: string[]; results: string };
        expect(addresses[0]).toBe(`http://localhost:${port}/`);
        expect(results).toBe("out");
        expect(await get(port, "/")).toMatchObject({ status: 200 });
        child.kill("SIGINT");
        await ended;
        expect(await stderr).toBe("serve: with --host 0.0.0.0, every machine that reaches this one can read the lab and the results\n");
      } finally {
        child.kill("SIGKILL");
      }
    });
  });
});

/** The site, from here on. */
function page(): void {
  mkdirSync(site, { recursive: true });
  put(site, "index.html", "the lab");
}
