import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { boardOn, claim } from "../../src/kernels/board.ts";
import { JOBS } from "../../src/kernels/jobs.ts";
import { kernelLawAtClock } from "../../src/kernels/lawAtClock.ts";
import { assembleTeam, follow, type Team } from "../../src/kernels/team.ts";
import { type KernelRule, kernelTerminalLaw, kernelTerminalLaws, sweepPlan } from "../../src/kernels/terminalLaw.ts";
import { type KernelPair, type KernelWorld, kernelCubes, kernelWorld, kernelWorldBytes } from "../../src/kernels/world.ts";
import { contour } from "../../src/numerics/contour.ts";
import { namedRng } from "../../testing/namedRng.ts";
import { guidanceWeight } from "../../testing/randomWorlds.ts";
import { answerOf, openWorld } from "./open.ts";
import { randomPairs } from "./randomPairs.ts";
import { shuffledTeam } from "./shuffled.ts";

const W = 2.5;
const RULES: readonly KernelRule[] = ["rates", "tokens", "oracle"];

function pairOf(alphabet: number, length: number): KernelPair {
  const rng = namedRng(`team ${alphabet} ${length}`);
  const law = () => {
    const values = Float64Array.from({ length: alphabet ** length }, () => 0.05 + rng());
    const total = values.reduce((a, b) => a + b, 0);
    return values.map((value) => value / total);
  };
  const [conditional, other] = [law(), law()];
  return { alphabet, length, conditional, unconditional: conditional.map((p, x) => (p + other[x]) / 2) };
}

/** Everything that threads share in. */
function answers(world: KernelWorld, w: number): unknown {
  const { leastCond, leastLogRatio, largestLogRatio } = world;
  return [
    [leastCond, leastLogRatio, largestLogRatio],
    kernelCubes(world),
    ...RULES.map((rule) => kernelTerminalLaw(world, rule, w)),
    kernelTerminalLaws(world, { from: 0, step: 0.5, count: 3 }),
    kernelLawAtClock(world, w, 1, contour(24)),
  ];
}

/** Sizes that are cut into tiles and into ranges; and one that is not. */
const SHAPES = [
  [9, 6],
  [3, 10],
  [2, 11],
] as const;

describe("a team", () => {
  it("gives the same bits as one thread for any small world, whatever the order of the parts", () => {
    fc.assert(
      fc.property(randomPairs("plain"), guidanceWeight, fc.integer({ min: 2, max: 3 }), (pair, w, size) => {
        const team = answerOf(kernelWorld(shuffledTeam(size, "small"), pair));
        expect(answers(team, w)).toEqual(answers(openWorld(pair), w));
      }),
      { numRuns: 40 },
    );
  });

  it.each(SHAPES)("gives the same bits as one thread, K = %i, L = %i, whatever the order of the parts", (alphabet, length) => {
    const pair = pairOf(alphabet, length);
    if (alphabet !== 2) expect(sweepPlan(alphabet, length).far).toBeGreaterThan(0);
    const one = openWorld(pair);
    const many = answerOf(kernelWorld(shuffledTeam(3, "large"), pair));
    const bounds = ({ leastCond, leastLogRatio, largestLogRatio }: KernelWorld) => [leastCond, leastLogRatio, largestLogRatio];
    expect(bounds(many)).toEqual(bounds(one));
    const tooWide = kernelTerminalLaw(one, "rates", 2000);
    expect(tooWide.status).toBe("declined");
    expect(kernelTerminalLaw(many, "rates", 2000)).toEqual(tooWide);
    for (const rule of RULES) expectSame(many, one, (world) => answerOf(kernelTerminalLaw(world, rule, W)));
    for (const w of [-1, 0]) expectSame(many, one, (world) => answerOf(kernelTerminalLaw(world, "rates", w)));
    expectSame(many, one, (world) => answerOf(kernelTerminalLaws(world, { from: 1, step: 1, count: 2 }))[1]);
  });

  it("needs nobody but the caller: workers that never come are not waited for", () => {
    const pair = pairOf(3, 4);
    const team = newTeam(3);
    expect(answers(answerOf(kernelWorld(team, pair)), W)).toEqual(answers(openWorld(pair), W));
    team.close();
  });

  it("says which thread failed and why: one whose memory is not shared", () => {
    const team = newTeam(2);
    follow({ ...team.seats[0], memory: { buffer: new ArrayBuffer(0), grow: () => 0 } });
    expect(() => kernelWorld(team, pairOf(2, 2))).toThrow(/^Team.run: thread 1: .*memory/);
    expect(() => kernelWorld(team, pairOf(2, 2))).toThrow("Team.run: the team is closed");
  });

  it("does not wait for ever for a thread that has gone with a part", () => {
    const team = assembleTeam(2, 50) as Team;
    const board = boardOn(team.seats[0].board);
    const gone = vi.spyOn(JOBS, "marginalBlock").mockImplementationOnce(() => void claim(board));
    expect(() => kernelWorld(team, pairOf(2, 2))).toThrow("Team.run: a thread finished nothing in 50 ms");
    gone.mockRestore();
    expect(() => kernelWorld(team, pairOf(2, 2))).toThrow("Team.run: the team is closed");
  });

  it("sends its workers home: a closed team is not followed", () => {
    const team = newTeam(2);
    team.close();
    expect(follow(team.seats[0])).toBeUndefined();
    expect(claim(boardOn(team.seats[0].board))).toBe("closed");
  });

  it("holds one world: the one before is lost, and says so", () => {
    const team = newTeam(2);
    const first = answerOf(kernelWorld(team, pairOf(2, 2)));
    const second = answerOf(kernelWorld(team, pairOf(3, 2)));
    expect(() => kernelTerminalLaw(first, "rates", W)).toThrow("another world has taken the team's memory");
    expect(kernelTerminalLaw(second, "rates", W).status).toBe("ok");
  });

  it("counts the scratch of each thread", () => {
    const size = { alphabet: 9, length: 3 };
    const scratch = kernelWorldBytes(size, 3) - kernelWorldBytes(size, 2);
    expect(scratch).toBe(kernelWorldBytes(size, 2) - kernelWorldBytes(size));
    const team = newTeam(3);
    const world = answerOf(kernelWorld(team, pairOf(9, 3)));
    expect(world.cond - team.scratch).toBe(3 * scratch);
  });
});

function newTeam(size: number): Team {
  const team = assembleTeam(size);
  if (team === null) throw new Error("this engine has no shared memory");
  return team;
}

/** Compared as bytes: a matcher would walk a million numbers. */
function expectSame(a: KernelWorld, b: KernelWorld, answer: (world: KernelWorld) => Float64Array): void {
  const bytes = (world: KernelWorld) => Buffer.from(answer(world).buffer as ArrayBuffer);
  expect(bytes(a).equals(bytes(b))).toBe(true);
}
