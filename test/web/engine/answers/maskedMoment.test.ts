import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runLaw } from "../../../../src/studies/law.ts";
import type { MaskedLawRecord } from "../../../../src/studies/masked/law.ts";
import { parseExperiment } from "../../../../src/studies/parse.ts";
import { answer, type MaskedMoment, type MaskedMomentQuestion } from "../../../../src/web/engine/answers/maskedMoment.ts";
import { lawCommand } from "../../../../src/web/panels/dynamics/maskedTakeaway.ts";
import { clockOf, maskedStops } from "../../../../src/web/panels/dynamics/timeAxis.ts";
import { expectClose } from "../../../../testing/close.ts";
import { type LawAnswer, answer as printed, scratch } from "../../../cli/program.ts";
import { lent, masked } from "../../panels/dynamics/given.ts";

const ask = (question: MaskedMomentQuestion): MaskedMoment => answer(question, { progress: () => {} }) as MaskedMoment;
const axes = [0, 1] as const;
/** Not symmetric in its sites. */
const cubes = masked({ world: { kind: "preset", name: "random-dirichlet", parameters: { alphabet: 2, length: 3, classes: 2 } } });
const tau = masked({ sampler: { kind: "tau-leaping", steps: 9 } });
const cwd = scratch();

describe("the law at a moment on screen", () => {
  it.each([
    ["in continuous time", masked({}), 0.35],
    ["after steps", tau, maskedStops(parseExperiment(tau) as never)?.[4] ?? Number.NaN],
    ["at noise", masked({}), 1],
    ["at the end", masked({}), 0],
  ])("%s is what the command line prints for the exported experiment and command", async (_, experiment, t) => {
    const { process } = parseExperiment(experiment) as never;
    const found = ask({ experiment, at: clockOf(process, t), axes });
    writeFileSync(join(cwd, "EXP"), JSON.stringify(experiment));
    const said = await printed<LawAnswer>([...lawCommand(found.at).split(" "), "--json"], { cwd });
    const shown = found.at === null ? Array.from(found.cells).filter((_p, s) => s % 6 < 5 && s < 30) : Array.from(found.cells);
    expect(shown).toEqual(said.law);
    // JSON has no infinity.
    const distances = JSON.parse(JSON.stringify(found.distances)) as unknown;
    expect([found.incomplete, found.method, distances]).toEqual([said.incomplete, said.method, said.distances]);
  });

  it("of three sites is the law of two of them, and of the number of masked sites", () => {
    const record = runLaw(parseExperiment(cubes), { at: 0.7 }, lent) as MaskedLawRecord;
    const found = ask({ experiment: cubes, at: 0.7, axes: [2, 0] });
    const base = record.alphabet + 1;
    expect([found.sites, found.cells.length, found.counts.length]).toEqual([[2, 0], base ** 2, 4]);
    let wanted = 0;
    for (let x1 = 0; x1 < base; x1++) wanted += record.law[(0 * base + x1) * base + record.alphabet] ?? Number.NaN;
    expectClose([found.cells[record.alphabet * base + 0] ?? 0], [wanted], { absolute: 1e-15 });
    expectClose([1 - (found.counts[0] ?? 0)], [record.incomplete], { absolute: 1e-11 });
  });

  it("falls back to the first two sites where the world has none of those asked for", () => {
    expect(ask({ experiment: masked({}), at: 1, axes: [2, 0] }).sites).toEqual([0, 1]);
    expect(ask({ experiment: masked({ world: { kind: "preset", name: "three-class-line" } }), at: 1, axes }).sites).toEqual([0]);
  });

  it("at the end has nothing masked, unless masks are left", () => {
    expect(ask({ experiment: masked({}), at: null, axes }).counts.slice(1)).toEqual(new Float64Array(2));
    const left = masked({ sampler: { kind: "tau-leaping", steps: 3, end: 0.2, fill: "left" } });
    expect(ask({ experiment: left, at: null, axes }).counts[2]).toBeGreaterThan(0);
  });
});
