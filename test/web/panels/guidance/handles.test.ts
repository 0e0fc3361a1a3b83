import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stretches, type WeightSchedule } from "../../../../src/guidance/weightSchedule.ts";
import { noise } from "../../../../src/masked/noise.ts";
import { parseExperiment, weightSchedule } from "../../../../src/studies/parse.ts";
import { handlesOf, joined, moved, split } from "../../../../src/web/panels/guidance/handles.ts";
import { maskedAxes } from "../../../../src/web/panels/guidance/scheduleAxes.ts";
import { experimentOf } from "../../forms/experiments.ts";
import { anySchedule } from "./anySchedule.ts";

const axes = maskedAxes(noise({ schedule: "log-linear" }));
const any = anySchedule(["t", "u", "log-snr"]);
const windowOf = (schedule: WeightSchedule) => axes.window(schedule.kind === "constant" ? "t" : schedule.in);
const pick = (schedule: WeightSchedule, seed: number) => {
  const handles = handlesOf(schedule);
  const handle = handles[seed % handles.length];
  if (handle === undefined) throw new Error("a schedule must have a handle");
  return handle;
};

describe("handles of a schedule", () => {
  it("moved to where they are leave the schedule as it is", () => {
    fc.assert(
      fc.property(any, fc.nat(), (schedule, seed) => {
        const { id, x, w } = pick(schedule, seed);
        expect(moved(schedule, id, { x: x ?? 0, w }, windowOf(schedule))).toEqual(schedule);
      }),
    );
  });

  it("moved anywhere leave a schedule that is a schedule, in the file, too, and the other corners where they were", () => {
    const place = fc.record({ x: fc.double({ min: -20, max: 20, noNaN: true }), w: fc.double({ min: -5, max: 200, noNaN: true }) });
    fc.assert(
      fc.property(any, fc.nat(), place, (schedule, seed, to) => {
        const { id } = pick(schedule, seed);
        const next = moved(schedule, id, to, windowOf(schedule));
        stretches(next);
        const file = parseExperiment(experimentOf("masked", { guidance: { rule: "rates", w: next } }));
        expect(weightSchedule(file.guidance.w)).toEqual(next);
        const [before, after] = [handlesOf(schedule), handlesOf(next)];
        expect(after.map((handle) => handle.id)).toEqual(before.map((handle) => handle.id));
        for (const [k, handle] of before.entries()) if (handle.id !== id) expect(after[k]?.x).toBe(handle.x);
      }),
    );
  });

  it("stand where they were moved to, where there is room", () => {
    fc.assert(
      fc.property(any, fc.nat(), fc.integer({ min: 1, max: 99 }), fc.integer({ min: -10, max: 80 }), (schedule, seed, share, tenths) => {
        const handle = pick(schedule, seed);
        const k = handlesOf(schedule).findIndex(({ id }) => id === handle.id);
        const [first, last] = windowOf(schedule);
        const [before, after] = [handlesOf(schedule)[k - 1]?.x ?? first, handlesOf(schedule)[k + 1]?.x ?? last];
        const x = before + (share / 100) * (after - before);
        const roomy = Math.min(Math.abs(x - before), Math.abs(x - after)) > 0.002 * Math.abs(last - first);
        fc.pre(roomy);
        const found = handlesOf(moved(schedule, handle.id, { x, w: tenths / 10 }, [first, last]))[k];
        if (handle.moves.x) expect(found?.x).toBe(x);
        else expect(found?.x).toBe(handle.x);
        expect(found?.w).toBe(handle.moves.w ? tenths / 10 : handle.w);
      }),
    );
  });

  it("stop short of their neighbours, at the ends of the axis and at w = −1", () => {
    const interval: WeightSchedule = { kind: "interval", in: "t", w: 3, from: 0.8, to: 0.2 };
    expect(moved(interval, "from", { x: 0.1, w: -4 }, [1, 0])).toEqual({ ...interval, from: 0.201, w: -1 });
    expect(moved(interval, "from", { x: 2, w: 3 }, [1, 0])).toEqual({ ...interval, from: 1 });
    expect(moved(interval, "to", { x: -2, w: 3 }, [1, 0])).toEqual({ ...interval, to: 0 });
    const clock: WeightSchedule = { ...interval, in: "u", from: 1, to: 2 };
    expect(moved(clock, "from", { x: -1, w: 3 }, [0, 6])).toEqual({ ...clock, from: 0 });
    expect(moved(clock, "to", { x: 40, w: 3 }, [0, 6])).toEqual({ ...clock, to: 40 });
  });

  it("of an unknown name move nothing", () => {
    const constant: WeightSchedule = { kind: "constant", w: 3 };
    expect(moved(constant, "from", { x: 0, w: 1 }, [1, 0])).toBe(constant);
    expect(moved(constant, "w", { x: 0, w: 1 }, [1, 0])).toEqual({ kind: "constant", w: 1 });
  });

  it("of ramps keep their foot at 0, and the first piece its place on t", () => {
    const up: WeightSchedule = { kind: "ramp-up", in: "t", w: 3, from: 0.8, to: 0.2 };
    expect(moved(up, "from", { x: 0.7, w: 5 }, [1, 0])).toEqual({ ...up, from: 0.7 });
    expect(moved(up, "to", { x: 0.1, w: 5 }, [1, 0])).toEqual({ ...up, to: 0.1, w: 5 });
    const pieces: WeightSchedule = { kind: "pieces", in: "t", at: [1, 0.5], w: [0, 2] };
    expect(moved(pieces, "0", { x: 0.7, w: 5 }, [1, 0])).toEqual({ ...pieces, w: [5, 2] });
  });
});

describe("pieces of a schedule", () => {
  it("split have the same weight everywhere, and joined again are as before", () => {
    fc.assert(
      fc.property(
        any.filter((schedule) => schedule.kind === "pieces"),
        fc.nat(),
        (schedule, seed) => {
          if (schedule.kind !== "pieces") return;
          const k = seed % schedule.at.length;
          const more = split(schedule, k, windowOf(schedule));
          stretches(more);
          expect(handlesOf(more)).toHaveLength(schedule.at.length + 1);
          expect(more).toMatchObject({ w: schedule.w.toSpliced(k, 0, schedule.w[k] as number) });
          expect(joined(more, k + 1)).toEqual(schedule);
        },
      ),
    );
  });

  it("stay where there is no room, no such piece, or none before", () => {
    const pieces: WeightSchedule = { kind: "pieces", in: "t", at: [1, 0], w: [1, 2] };
    expect(split(pieces, 1, [1, 0])).toBe(pieces);
    expect(split(pieces, 7, [1, 0])).toBe(pieces);
    expect(joined(pieces, 0)).toBe(pieces);
    expect(joined(pieces, 2)).toBe(pieces);
    const constant: WeightSchedule = { kind: "constant", w: 3 };
    expect([split(constant, 0, [1, 0]), joined(constant, 1)]).toEqual([constant, constant]);
  });
});
