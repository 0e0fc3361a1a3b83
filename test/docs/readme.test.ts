import { spawnSync } from "node:child_process";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { RULES } from "../../src/guidance/rule.ts";
import { WORLD_KINDS } from "../../src/studies/experiment.ts";
import { expectClose } from "../../testing/close.ts";
import { answer, guidelab, type LawAnswer, put, repository, scratch } from "../cli/program.ts";
import { blocks, page, prose } from "./pages.ts";

const cwd = scratch();
cpSync(join(repository, "examples"), join(cwd, "examples"), { recursive: true });
const readme = page("README.md");

/** The lines `npx guidelab …` of a text, without comments. */
const commands = (text: string): readonly string[] =>
  [...text.matchAll(/^ *npx guidelab ([^#\n`]+)/gm)].map(([, command]) => command.trim()).filter((command) => !command.includes("…"));
const words = (command: string): readonly string[] =>
  (command.match(/'[^']*'|"[^"]*"|\S+/g) ?? []).map((word) => word.replace(/^(['"])(.*)\1$/, "$2"));
const shown = [...new Set([...blocks(readme, "sh").flatMap(commands), ...commands(page(join("scripts", "start.mjs")))])];

describe("the commands that README and npm start show", () => {
  it("are found", () => {
    expect(shown.length).toBeGreaterThanOrEqual(8);
  });

  it.concurrent.each(shown)("npx guidelab %s", async (command) => {
    const { status, stdout, stderr } = await guidelab(words(command), { cwd });
    expect({ status, stderr }).toEqual({ status: 0, stderr: expect.not.stringContaining("must be") });
    expect(stdout.length).toBeGreaterThan(0);
  });
});

describe("README's experiment", () => {
  const [experiment] = blocks(readme, "json");

  it("runs, and its law is the tilted law of one site by hand", async () => {
    const { law, tilted, alphabet } = await answer<LawAnswer>(["law", put(cwd, "readme.json", experiment), "--json"], { cwd });
    // p_c = (.7, .3, 0), p = (.35, .35, .3), w = 2.
    const products = [0.7 ** 3 / 0.35 ** 2, 0.3 ** 3 / 0.35 ** 2, 0];
    const byHand = products.map((value) => value / (products[0] + products[1]));
    expect(alphabet).toBe(3);
    expectClose(law, byHand, { absolute: 1e-14 });
    expectClose(tilted ?? [], byHand, { absolute: 1e-14 });
  });
});

describe("README's library snippet", () => {
  const [snippet] = blocks(readme, "ts");

  it("runs on the built library, and gives the law, the law at a clock and the tail that it says", () => {
    const library = pathToFileURL(join(repository, "dist", "index.js")).href;
    const code = `${snippet.replace('from "guidelab"', `from ${JSON.stringify(library)}`)}
const numbers = [terminalLaw(guided), lawAtClock(guided, 0.7)].map((law) => [...law]);
console.log(JSON.stringify({ numbers, tail: stillMasked(guided, 50).probability }));`;
    const { status, stdout, stderr } = spawnSync(process.execPath, [put(cwd, "snippet.mjs", code)], { cwd, encoding: "utf8" });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const { numbers, tail } = JSON.parse(stdout) as { numbers: readonly (readonly number[])[]; tail: number };
    const products = [0.7 ** 3 / 0.35 ** 2, 0.3 ** 3 / 0.35 ** 2, 0];
    const rate = products[0] + products[1];
    const law = products.map((value) => value / rate);
    const masked = Math.exp(-0.7 * rate);
    expectClose(numbers[0], law, { absolute: 1e-14 });
    expectClose(numbers[1], [...law.map((p) => p * (1 - masked)), masked], { absolute: 1e-12 });
    expectClose(tail, Math.exp(-50 * rate), { relative: 1e-9 });
  });
});

describe("what README says", () => {
  it("its picture is what law prints for the example", async () => {
    const { stdout } = await guidelab(["law", "examples/two-squares.json"], { cwd });
    const picture = stdout.split("\n").filter((line) => /^[│┌└]/.test(line));
    expect(picture).toHaveLength(7);
    for (const line of picture) expect(readme).toContain(line);
  });

  it("names every world kind and rule", () => {
    expect([...WORLD_KINDS, ...RULES].filter((kind) => !prose(readme).includes(`\`${kind}\``))).toEqual([]);
  });
});
