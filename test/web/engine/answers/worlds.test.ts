import { describe, expect, it } from "vitest";
import { runLaw } from "../../../../src/studies/law.ts";
import { parseExperiment } from "../../../../src/studies/parse.ts";
import { answer, SHOWN_STATES, type WorldAnswer } from "../../../../src/web/engine/answers/worlds.ts";
import { webResources } from "../../../../src/web/engine/webResources.ts";
import { type DescribedWorld, readWorld, spaceFile, type WorldFile } from "../../../../src/web/panels/world/described.ts";
import { tableFile } from "../../../../src/web/panels/world/tableFile.ts";
import { committed, draftOf } from "../../../../src/web/panels/world/tokens/draft.ts";
import { classNames, OFFERED } from "../../../../src/web/state/worlds.ts";
import { expectClose } from "../../../../testing/close.ts";

const resources = webResources();
const answered = async (worlds: readonly WorldFile[]): Promise<readonly WorldAnswer[]> => answer({ worlds }, { progress: () => {} });
async function described(world: WorldFile): Promise<DescribedWorld> {
  const [found] = await answered([world]);
  if (!found || found.half === null) throw new Error(`no world: ${found?.fault}`);
  return found;
}
const fileOf = (world: DescribedWorld): WorldFile => (world.half === "tokens" ? tableFile(world) : spaceFile(world));
/** Sizes at which laws come quickly. */
const SMALL: Readonly<Record<string, object>> = { "overlapping-cubes": { side: 2, length: 3, overlap: 1 } };
const LINES = ["two-gaussians", "mirrored-intervals", "splitting-three"];

describe("a preset made explicit", () => {
  const tokens = OFFERED.filter(({ experiment }) => (experiment.process as { kind: string }).kind === "masked");

  it.each(tokens)("$name has the same law as the preset", async ({ name, experiment }) => {
    const preset = { ...(experiment.world as WorldFile), ...(SMALL[name] ? { parameters: SMALL[name] } : {}) };
    const world = await described(preset);
    const law = (other: WorldFile): Float64Array => {
      const record = runLaw(parseExperiment({ ...experiment, world: other }), {}, resources);
      return "law" in record ? record.law : new Float64Array(0);
    };
    const own = law(preset);
    expect(own.length).toBeGreaterThan(3);
    expectClose(law(fileOf(world)), own, { absolute: 1e-12 });
    if (world.half !== "tokens") throw new Error("a world of tokens was asked for");
    const painted = committed(draftOf(world));
    if (painted.world === null) throw new Error(painted.fault);
    expectClose(law(painted.world), own, { absolute: 1e-12 });
  });

  it.each(OFFERED.filter(({ name }) => LINES.includes(name)))(
    "$name has the same law as the preset",
    async ({ experiment }) => {
      const grid = [{ low: -2, high: 2, count: 9 }];
      const law = (world: WorldFile): readonly number[] => {
        const record = runLaw(parseExperiment({ ...experiment, world }), { grid }, resources);
        return "cdf" in record ? [...record.density, ...record.cdf, record.mean, record.variance] : [];
      };
      const own = law(experiment.world as WorldFile);
      expect(own.length).toBe(20);
      expectClose(law(fileOf(await described(experiment.world as WorldFile))), own, { absolute: 1e-12 });
    },
    30_000,
  );

  it("is written as it reads, for every preset", async () => {
    for (const { experiment } of OFFERED) {
      const world = await described(experiment.world as WorldFile);
      const written = fileOf(world);
      const parsed = parseExperiment({ ...experiment, world: written });
      expect(JSON.stringify(readWorld(parsed.world as unknown as WorldFile))).toBe(JSON.stringify({ ...world, ...plain(world) }));
    }
  });

  it("has the classes that the lab says without building it", async () => {
    for (const { experiment } of OFFERED) {
      const parsed = parseExperiment(experiment).world as unknown as WorldFile;
      expect((await described(parsed)).parts.map(({ name }) => name)).toEqual(classNames(parsed));
    }
    const more = {
      kind: "preset",
      name: "random-dirichlet",
      parameters: { alphabet: 2, length: 1, classes: 3, concentration: 1, seed: 0 },
    };
    expect(classNames(more)).toEqual(["z1", "z2", "z3"]);
    expect(classNames({ kind: "table", conditional: [1], unconditional: [1] })).toEqual([]);
  });
});

/** Laws as lists, as JSON has them. */
function plain(world: DescribedWorld): object {
  return world.half === "tokens" ? { parts: world.parts.map((part) => ({ ...part, law: Array.from(part.law) })) } : {};
}

describe("worlds that cannot be shown", () => {
  it("say why, each for itself", async () => {
    const good = OFFERED[0]?.experiment.world as WorldFile;
    const found = await answered([
      { kind: "counts", file: "a.csv", sites: ["x"], class: "y" },
      { kind: "preset", name: "checkerboards", parameters: { alphabet: 64, length: 4 } },
      { kind: "preset", name: "overlapping-squares", parameters: { side: 2, overlap: 3 } },
      { kind: "points", file: "a.csv", coordinates: ["x"], class: "y" },
      good,
    ]);
    expect(found.map((one) => (one.half === null ? one.fault : one.half))).toEqual([
      'world.file must be loaded into the lab first (drop the file on the world), got "a.csv"',
      `world must be of at most ${SHOWN_STATES} states to be shown, got ${64 ** 4}`,
      "world.parameters.overlap must be at most the side (2), got 3",
      'world.file must be loaded into the lab first (drop the file on the world), got "a.csv"',
      "tokens",
    ]);
  });

  it("an explicit pair is shown as its two laws", async () => {
    const pair = await described({ kind: "table", alphabet: 2, length: 1, conditional: [1, 0], unconditional: [0.5, 0.5] });
    expect(pair).toMatchObject({ pair: true, parts: [{ name: "conditional" }, { name: "unconditional" }] });
  });
});
