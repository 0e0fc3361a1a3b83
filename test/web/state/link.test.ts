import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULT_STATE, DEFAULT_VIEW, type ExperimentFile, type LabState } from "../../../src/web/state/labState.ts";
import { decodeLink, encodeLink, faultOf } from "../../../src/web/state/link.ts";

const w = fc.double({ min: -1, max: 64, noNaN: true }).map((value) => (value === 0 ? 0 : value));
const text = fc.string({ unit: "grapheme", maxLength: 12 });

const masked: fc.Arbitrary<ExperimentFile> = fc
  .record(
    {
      name: text,
      seed: fc.nat(),
      guidance: fc.record({ rule: fc.constantFrom("rates", "tokens"), w }),
      sampler: fc.oneof(
        fc.constant({ kind: "exact" }),
        fc.record({ kind: fc.constant("tau-leaping"), steps: fc.integer({ min: 1, max: 99 }) }),
      ),
      world: fc.record({
        kind: fc.constant("table"),
        alphabet: fc.constant(3),
        length: fc.constant(1),
        classes: fc
          .array(
            fc.tuple(
              text.filter((name) => name !== "" && name !== "__proto__"),
              fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 }),
            ),
            { minLength: 1 },
          )
          .map((classes) => Object.fromEntries(classes.map(([name, law]) => [name, { weight: 1, law: law.map(Math.abs) }]))),
      }),
    },
    { requiredKeys: ["guidance", "world"] },
  )
  .map((fields) => ({ schema: "guidelab/experiment@1", ...fields, target: Object.keys(fields.world.classes)[0] }));

const view = fc.record({
  ...(Object.fromEntries(Object.entries(DEFAULT_VIEW).map(([name, value]) => [name, fc.constant(value)])) as {
    [Name in keyof LabState["view"]]: fc.Arbitrary<LabState["view"][Name]>;
  }),
  t: fc.double({ min: 0, max: 1, noNaN: true }).map(Math.abs),
  speed: fc.constantFrom(0.25, 4),
  samples: fc.integer({ min: 1, max: 200_000 }),
  axes: fc.constantFrom<readonly [number, number]>([0, 1], [1, 0], [2, 0]),
  cut: fc.array(fc.option(fc.nat(9))),
  curve: fc.constantFrom("entropy" as const, "regions" as const),
  over: fc.constantFrom("t" as const, "u" as const, "log-snr" as const),
  duel: fc.option(fc.record({ guidance: fc.record({ rule: fc.constant("tokens"), w }) })),
  claim: fc.option(text),
  sought: fc.record({ paper: fc.option(text), verdict: fc.option(text), text }),
});

describe("the state as a link", () => {
  it("is the same after encoding and decoding, without a notice", () => {
    fc.assert(
      fc.property(masked, view, (experiment, look) => {
        fc.pre(faultOf(experiment) === null);
        const state = { experiment, view: look } as LabState;
        const opened = decodeLink(`#${encodeLink(state)}`);
        expect(opened.notices).toEqual([]);
        expect(opened.state).toEqual(state);
      }),
    );
  });

  it.each(readdirSync("examples").filter((file) => file.endsWith(".json")))("holds examples/%s whole", (file) => {
    const experiment = JSON.parse(readFileSync(`examples/${file}`, "utf8"));
    expect(decodeLink(encodeLink({ ...DEFAULT_STATE, experiment }))).toEqual({ state: { ...DEFAULT_STATE, experiment }, notices: [] });
  });

  it("packs long fields: a painted world of 4096 cells takes less than a third of its text", () => {
    const law = Array.from({ length: 4096 }, (_, x) => (x % 64 < 20 ? 1 / (20 * 64) : 0));
    const world = { kind: "table", alphabet: 64, length: 2, classes: { a: { weight: 1, law } } };
    const state = { ...DEFAULT_STATE, experiment: { ...DEFAULT_STATE.experiment, world, target: "a" } };
    const link = encodeLink(state);
    expect(link.length).toBeLessThan(JSON.stringify(world).length / 3);
    expect(decodeLink(link).state).toEqual(state);
  });

  it("a link that only says how to look is of the experiment that the lab starts with, without a notice", () => {
    const { state, notices } = decodeLink('#lab.claim="D9"');
    expect(state).toEqual({ ...DEFAULT_STATE, view: { ...DEFAULT_VIEW, claim: "D9" } });
    expect(notices).toEqual([]);
  });

  it("an empty link is the default", () => {
    expect(decodeLink("")).toEqual({ state: DEFAULT_STATE, notices: [] });
    expect(decodeLink("#")).toEqual({ state: DEFAULT_STATE, notices: [] });
  });
});

describe("a link that is old or damaged", () => {
  const link = encodeLink({ ...DEFAULT_STATE, view: { ...DEFAULT_VIEW, t: 0.5 } });
  const field = (name: string, value: unknown): string => `${name}=${encodeURIComponent(JSON.stringify(value))}`;
  const withField = (name: string, value: unknown): string =>
    [...link.split("&").filter((pair) => !pair.startsWith(`${name}=`)), field(name, value)].join("&");

  it("never throws, and what it opens is an experiment, whatever the text", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.tuple(fc.nat(link.length), fc.string({ maxLength: 5 })).map(([at, put]) => link.slice(0, at) + put + link.slice(at + 2)),
        ),
        (damaged) => {
          const { state } = decodeLink(damaged);
          expect(faultOf(state.experiment)).toBeNull();
          expect(encodeLink(state)).toBeTypeOf("string");
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each([
    ["sampler", { kind: "no such sampler" }, "sampler of the link was left out"],
    ["guidance", { rule: "rates", w: -7 }, "guidance of the link was replaced"],
    ["scoreError", { kind: "odd" }, "scoreError of the link was left out"],
    ["world", { kind: "preset", name: "a preset of another version" }, "world"],
    ["flavour", 3, "flavour is not a field"],
    ["lab.t", 7, "lab.t of the link is not usable"],
    ["lab.axes", [1, 1], "lab.axes of the link is not usable"],
    ["lab.mood", "bad", "lab.mood of the link is not usable"],
  ])("falls back in %s alone, and says so", (name, value, notice) => {
    const { state, notices } = decodeLink(withField(name, value));
    expect(notices).toHaveLength(1);
    expect(notices[0]).toContain(notice);
    const kept = Object.keys(DEFAULT_STATE.experiment).filter((key) => key !== name);
    for (const key of kept) expect(state.experiment[key]).toEqual(DEFAULT_STATE.experiment[key]);
    if (!name.startsWith("lab.")) expect(state.view.t).toBe(0.5);
  });

  it("a field that is no JSON has its default, and is named", () => {
    const { state, notices } = decodeLink("guidance=%7Bbroken&lab.samples=~***&sampler=%E0%A4%A");
    expect(notices.filter((notice) => notice.includes("could not be read"))).toHaveLength(3);
    expect(faultOf(state.experiment)).toBeNull();
  });

  it("two faults cost two fields only", () => {
    const { state, notices } = decodeLink(`${withField("sampler", { kind: "odd" })}&${field("scoreError", { kind: "odd" })}`);
    expect(notices).toHaveLength(2);
    expect(state.experiment.sampler).toBeUndefined();
    expect(state.experiment.guidance).toEqual(DEFAULT_STATE.experiment.guidance);
  });
});
