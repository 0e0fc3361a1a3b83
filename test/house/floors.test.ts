import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";

/** A scratch house under this project's lint rules. */
const house = mkdtempSync(join(tmpdir(), "guidelab-floors-"));
const config = JSON.parse(readFileSync("biome.json", "utf8"));
writeFileSync(join(house, "biome.json"), JSON.stringify({ ...config, vcs: { enabled: false }, $schema: undefined }));
cpSync("lint", join(house, "lint"), { recursive: true });
afterAll(() => rmSync(house, { recursive: true, force: true }));

/** What the linter says of one file at a place in the house. */
function lint(place: string, code: string): { ok: boolean; says: string } {
  const path = join(house, place);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, code);
  const { status, stdout, stderr } = spawnSync(join(process.cwd(), "node_modules", ".bin", "biome"), ["lint", "--colors=off", place], {
    cwd: house,
    encoding: "utf8",
  });
  return { ok: status === 0, says: stdout + stderr };
}

const importing = (path: string): string => `import { x } from "${path}";\n\nexport const y = x;\n`;

describe("a floor imports only from the floors below it", () => {
  it.each([
    ["src/numerics/a.ts", "../masked/terminalLaw.ts", "src/numerics must not import from src/masked"],
    ["src/worlds/masked/a.ts", "../../masked/lattice.ts", "src/worlds must not import from src/masked"],
    ["src/masked/a.ts", "../studies/law.ts", "src/masked must not import from src/studies"],
    ["src/papers/arxiv2506_10971/a.ts", "../../figures/describe.ts", "src/papers must not import from src/figures"],
    ["src/figures/a.ts", "../files/svg.ts", "src/figures must not import from src/files"],
    ["src/files/a.ts", "../cli/output.ts", "src/files must not import from src/cli"],
    ["src/cli/a.ts", "../web/state/link.ts", "src/cli must not import from src/web"],
    ["src/web/engine/a.ts", "../../cli/output.ts", "src/web must not import from src/cli"],
  ])("%s may not import %s", (place, path, message) => {
    const { ok, says } = lint(place, importing(path));
    expect(says).toContain(message);
    expect(ok).toBe(false);
  });

  it.each([
    ["src/masked/b.ts", "../numerics/sum.ts"],
    ["src/masked/b.ts", "../worlds/masked/pair.ts"],
    ["src/worlds/masked/b.ts", "./pair.ts"],
    ["src/worlds/b.ts", "./masked/pair.ts"],
    ["src/cli/b.ts", "../files/svg.ts"],
    ["src/web/b.ts", "../files/npzBytes.ts"],
  ])("%s may import %s", (place, path) => {
    expect(lint(place, importing(path))).toEqual(expect.objectContaining({ ok: true }));
  });
});

describe("the pure floors know no clock, no global randomness and no Node", () => {
  it.each([
    ["Math.random", "export const a = Math.random();\n"],
    ["Date", "export const a = Date.now();\n"],
    ["new Date", "export const a = new Date();\n"],
    ["performance", "export const a = performance.now();\n"],
  ])("%s is refused in src/measures", (_, code) => {
    const { ok, says } = lint("src/measures/c.ts", code);
    expect(says).toContain("must not use global randomness or a clock");
    expect(ok).toBe(false);
  });

  it("node:fs is refused in src/studies", () => {
    expect(lint("src/studies/c.ts", importing("node:fs")).says).toContain("src/studies is pure");
  });

  it("a clock is allowed in src/cli", () => {
    expect(lint("src/cli/c.ts", "export const a = performance.now();\n").ok).toBe(true);
  });
});
