import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { writeWhole } from "../../src/files/writeWhole.ts";

const folder = mkdtempSync(join(tmpdir(), "guidelab-write-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const inside = (...parts: readonly string[]) => join(folder, ...parts);

describe("writeWhole", () => {
  it("writes text and bytes, makes folders, replaces what is there", () => {
    const path = inside("a", "b", "c.txt");
    writeWhole(path, "one");
    expect(readFileSync(path, "utf8")).toBe("one");
    writeWhole(path, Uint8Array.of(116, 119, 111));
    expect(readFileSync(path, "utf8")).toBe("two");
    expect(readdirSync(inside("a", "b"))).toEqual(["c.txt"]);
  });

  it("a write that fails leaves the place as it was, and nothing beside it", () => {
    mkdirSync(inside("taken", "full"), { recursive: true });
    writeFileSync(inside("taken", "full", "kept.txt"), "kept");
    expect(() => writeWhole(inside("taken", "full"), "new")).toThrow(/file must be a place that can be written, got "E\w+"$/);
    expect(readdirSync(inside("taken"))).toEqual(["full"]);
    expect(readFileSync(inside("taken", "full", "kept.txt"), "utf8")).toBe("kept");
  });

  it("refuses a place below a file, naming place and cause", () => {
    writeFileSync(inside("file"), "kept");
    expect(() => writeWhole(inside("file", "below.txt"), "new")).toThrow(
      `${inside("file", "below.txt")}: file must be a place that can be written, got "ENOTDIR"`,
    );
    expect(readFileSync(inside("file"), "utf8")).toBe("kept");
  });

  it.runIf(process.platform === "linux")("refuses at once where folders cannot be made", () => {
    expect(() => writeWhole("/proc/none/below.txt", "new")).toThrow(/^\/proc\/none\/below\.txt: file must be a place that can be written/);
  });
});
