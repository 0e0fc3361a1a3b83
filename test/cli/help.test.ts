import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { guidelab, repository, scratch } from "./program.ts";

const cwd = scratch();
const { version } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as { version: string };

describe.concurrent("help", () => {
  it("--help names every command and says what w is", async () => {
    const { status, stdout, stderr } = await guidelab(["--help"], { cwd });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    for (const command of ["law", "measure", "convert", "reproduce"]) expect(stdout).toMatch(new RegExp(`^  ${command} `, "m"));
    expect(stdout).toContain("w: exponents (1 + w, -w); -1 unconditional, 0 conditional.");
  });

  it.each([
    ["law", ["--json", "--set <path=value>", "--memory <size>", "--at <u>", "--npz <file>"]],
    ["measure", ["--json", "--set <path=value>", "--memory <size>"]],
    ["convert", ["--json", "--from <system>", "--to <system>"]],
    ["reproduce", ["--json", "--out <dir>", "--fresh"]],
  ])("%s --help names its options", async (command, options) => {
    const { status, stdout, stderr } = await guidelab([command, "--help"], { cwd });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    for (const option of options) expect(stdout).toContain(option);
    expect(stdout).not.toContain("[]");
    expect((await guidelab(["help", command], { cwd })).stdout).toBe(stdout);
  });

  it("--version is the package's", async () => {
    expect(await guidelab(["--version"], { cwd })).toEqual({ status: 0, stdout: `${version}\n`, stderr: "" });
  });
});
