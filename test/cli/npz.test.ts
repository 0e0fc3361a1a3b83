import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readNpz } from "../files/readNpz.ts";
import { guidelab, type LawAnswer, put, scratch } from "./program.ts";

const cwd = scratch();
const world = { kind: "preset", name: "random-dirichlet", parameters: { alphabet: 3, length: 2 } };
const file = put(cwd, "random.json", { world, target: "z1", guidance: { rule: "rates", w: 2 } });

/** The laws as written beside the JSON answer, and that answer. */
async function written(path: string, ...more: readonly string[]) {
  const { status, stdout, stderr } = await guidelab(["law", file, "--json", "--npz", path, ...more], { cwd });
  expect({ status, stderr }).toEqual({ status: 0, stderr: `wrote ${path}\n` });
  return { arrays: readNpz(readFileSync(join(cwd, path))), answer: JSON.parse(stdout) as LawAnswer };
}

describe.concurrent("law --npz", () => {
  it("writes the laws bit for bit as the answer has them, one axis a site; the note goes to standard error", async () => {
    const { arrays, answer } = await written("made/for/it/laws.npz");
    expect(Object.keys(arrays)).toEqual(["law", "tilted", "conditional", "unconditional"]);
    for (const name of ["law", "tilted", "conditional", "unconditional"] as const) {
      expect(arrays[name].shape).toEqual([3, 3]);
      expect([...arrays[name].data]).toEqual(answer[name]);
    }
  });

  it("at a clock gives the law one more value an axis", async () => {
    const { arrays, answer } = await written("at.npz", "--at", "0.5");
    expect([arrays.law.shape, arrays.tilted.shape]).toEqual([
      [4, 4],
      [3, 3],
    ]);
    expect([...arrays.law.data]).toEqual(answer.law);
  });

  it("leaves out a tilted law that does not exist", async () => {
    const { arrays } = await written("schedule.npz", "--set", 'guidance.w={"kind":"linear","start":0,"end":1}');
    expect(Object.keys(arrays)).toEqual(["law", "conditional", "unconditional"]);
  });

  it("writes the same bytes again, and leaves nothing else behind", async () => {
    await written("one.npz");
    await written("two.npz");
    expect(readFileSync(join(cwd, "one.npz")).equals(readFileSync(join(cwd, "two.npz")))).toBe(true);
    expect(readdirSync(cwd).filter((name) => name.includes("part"))).toEqual([]);
  });
});
