import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { guidedWeight } from "../../../../src/continuous/guidedWeight.ts";
import { process } from "../../../../src/continuous/process.ts";
import { type Axis, largestWeight, stretches, type WeightSchedule } from "../../../../src/guidance/weightSchedule.ts";
import { noise } from "../../../../src/masked/noise.ts";
import { weightAt } from "../../../../src/masked/steps/weightAt.ts";
import { parseExperiment } from "../../../../src/studies/parse.ts";
import { afterKey, frameOf, onScreen, underPointer } from "../../../../src/web/panels/guidance/chartFrame.ts";
import { continuousAxes, maskedAxes, type ScheduleAxes, scheduleAxes } from "../../../../src/web/panels/guidance/scheduleAxes.ts";
import { curveOf, ofKind, onAxis, SCHEDULE_KINDS, SCHEDULE_WORDS, topOf } from "../../../../src/web/panels/guidance/schedules.ts";
import { scheduleTakeaway } from "../../../../src/web/panels/guidance/scheduleTakeaway.ts";
import { experimentOf } from "../../forms/experiments.ts";
import { anySchedule } from "./anySchedule.ts";

const MASKED = [
  noise({ schedule: "log-linear" }),
  noise({ schedule: "cosine" }),
  noise({ schedule: "polynomial", power: 2 }),
  noise({ schedule: "ou", horizon: 5 }),
];
const CONTINUOUS = [
  process({ kind: "vp", schedule: "ou" }),
  process({ kind: "vp", schedule: "ddpm" }),
  process({ kind: "ve" }),
  process({ kind: "flow" }),
];
const ALL: readonly ScheduleAxes[] = [...MASKED.map(maskedAxes), ...CONTINUOUS.map(continuousAxes)];

describe("axes of a schedule", () => {
  it("lead to one another and back, in the order of sampling", () => {
    for (const axes of ALL)
      for (const to of axes.axes) {
        const values = [0.9, 0.5, 0.1, 0.01].map((t) => axes.convert(t, "t", to));
        // Times near 1 lose digits as 1 − t on some clocks.
        for (const [k, t] of [0.9, 0.5, 0.1, 0.01].entries()) expect(axes.convert(values[k] as number, to, "t")).toBeCloseTo(t, 10);
        if (to !== "t") expect(values).toEqual([...values].sort((a, b) => a - b));
      }
  });

  it("of masked diffusion are those of its clock: u = −ln m, log-SNR = ln((1 − m)/m)", () => {
    const axes = maskedAxes(noise({ schedule: "log-linear" }));
    expect(axes.convert(0.25, "t", "u")).toBeCloseTo(Math.log(4), 14);
    expect(axes.convert(0.25, "t", "log-snr")).toBeCloseTo(Math.log(3), 14);
    expect([axes.convert(0, "t", "u"), axes.convert(1, "t", "log-snr")]).toEqual([Infinity, -Infinity]);
  });

  it("of continuous processes are t and ln(a²/b²), which begins at the start of sampling", () => {
    const flow = process({ kind: "flow" });
    expect(continuousAxes(flow).convert(0.25, "t", "log-snr")).toBeCloseTo(flow.logSnr(0.25), 12);
    expect(continuousAxes(process({ kind: "ve" })).convert(-100, "log-snr", "t")).toBe(1);
    for (const axes of CONTINUOUS.map(continuousAxes)) expect(axes.axes).toEqual(["t", "log-snr"]);
  });

  it("are drawn as far as corners go", () => {
    for (const axes of ALL)
      for (const axis of axes.axes) {
        const wanted = axis === "t" ? [0.3] : axis === "u" ? [0.3, 40] : [-60, 40];
        const [first, last] = axes.window(axis, [...wanted, Infinity]);
        for (const x of wanted) expect((x - first) * (last - x)).toBeGreaterThanOrEqual(0);
        expect([first, last].every(Number.isFinite)).toBe(true);
        expect(axes.window(axis)).toEqual(axes.window(axis, [-Infinity, Infinity]));
      }
  });

  it("are those of the experiment's process", () => {
    expect(scheduleAxes(parseExperiment(experimentOf("masked"))).axes).toEqual(["t", "u", "log-snr"]);
    const ou = parseExperiment(experimentOf("masked", { process: { kind: "masked", schedule: "ou", horizon: 5 } }));
    expect(scheduleAxes(ou).convert(0.3, "t", "u")).toBe(noise({ schedule: "ou", horizon: 5 }).clock(0.3));
    expect(scheduleAxes(parseExperiment(experimentOf("continuous"))).axes).toEqual(["t", "log-snr"]);
  });
});

/** w of a curve at a place, between its points; null at a jump. */
function read(line: readonly { x: number; w: number }[], x: number): number | null {
  for (let k = 1; k < line.length; k++) {
    const [a, b] = [line[k - 1], line[k]];
    if (a === undefined || b === undefined || (x - a.x) * (b.x - x) < 0 || a.x === b.x) continue;
    if (x === a.x || x === b.x) return null;
    return a.w + ((x - a.x) / (b.x - a.x)) * (b.w - a.w);
  }
  return null;
}

describe("the curve of a schedule", () => {
  it("is the weight of the sampler at every place of every axis, masked", () => {
    const axes = ["t", "u", "log-snr"] as const;
    fc.assert(
      fc.property(
        fc.constantFrom(...MASKED),
        anySchedule(axes),
        fc.constantFrom(...axes),
        fc.double({ min: 0.02, max: 0.98, noNaN: true }),
        (schedule, w, over, t) => {
          const map = maskedAxes(schedule);
          const x = map.convert(t, "t", over);
          const drawn = read(curveOf(w, map, over, map.window(over, [x])), x);
          // A 48th of a curved stretch, squared, times its height and how curved axes are to one another: well below what a screen shows.
          if (drawn !== null) expect(Math.abs(drawn - weightAt(w, schedule, t))).toBeLessThan(0.02 * (2 + largestWeight(w)));
        },
      ),
    );
  });

  it("is the weight of the sampler at every place of every axis, continuous", () => {
    const axes = ["t", "log-snr"] as const;
    fc.assert(
      fc.property(
        fc.constantFrom(...CONTINUOUS),
        anySchedule(axes),
        fc.constantFrom(...axes),
        fc.double({ min: 0.02, max: 0.98, noNaN: true }),
        (way, w, over, t) => {
          const map = continuousAxes(way);
          const x = map.convert(t, "t", over);
          const drawn = read(curveOf(w, map, over, map.window(over, [x])), x);
          if (drawn !== null) expect(Math.abs(drawn - guidedWeight(w, way).at(way.angle(t)))).toBeLessThan(0.02 * (2 + largestWeight(w)));
        },
      ),
    );
  });

  it("runs through the whole window in the order of sampling, and stays inside", () => {
    fc.assert(
      fc.property(fc.constantFrom(...ALL), anySchedule(["t"]), (map, schedule) => {
        for (const over of map.axes) {
          const [first, last] = map.window(over);
          const line = curveOf(schedule, map, over, [first, last]);
          expect(line[0]?.x).toBeCloseTo(first, 9);
          expect(line.at(-1)?.x).toBeCloseTo(last, 9);
          for (let k = 1; k < line.length; k++)
            expect(((line[k]?.x ?? 0) - (line[k - 1]?.x ?? 0)) * Math.sign(last - first)).toBeGreaterThanOrEqual(-1e-9);
        }
      }),
    );
  });

  it("has an upright line where w jumps", () => {
    const map = maskedAxes(noise({ schedule: "log-linear" }));
    expect(curveOf({ kind: "interval", in: "t", w: 3, from: 0.75, to: 0.25 }, map, "t", [1, 0])).toEqual(
      [
        [1, 0],
        [0.75, 0],
        [0.75, 3],
        [0.25, 3],
        [0.25, 0],
        [0, 0],
      ].map(([x, w]) => ({ x, w })),
    );
  });
});

describe("a schedule of another kind", () => {
  it("is a schedule, with the same largest weight unless it was nowhere above 0, and parses", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ALL),
        fc.constantFrom(...SCHEDULE_KINDS),
        fc.array(fc.constantFrom(...SCHEDULE_KINDS), { maxLength: 3 }),
        anySchedule(["t", "log-snr"]),
        (map, kind, before, start) => {
          const schedule = before.reduce<WeightSchedule>((now, next) => ofKind(now, next, map), start);
          const other = ofKind(schedule, kind, map);
          stretches(other);
          expect(other.kind).toBe(kind);
          if (schedule.kind === kind) expect(other).toBe(schedule);
          if (largestWeight(schedule) >= 0) expect(largestWeight(other)).toBe(largestWeight(schedule));
          parseExperiment(experimentOf("masked", { guidance: { rule: "rates", w: other } }));
        },
      ),
    );
  });

  it("has a sentence for every kind", () => {
    for (const kind of SCHEDULE_KINDS) expect(SCHEDULE_WORDS[kind]).toMatch(/\.$/);
  });

  it("keeps corners of the old one", () => {
    const map = maskedAxes(noise({ schedule: "log-linear" }));
    const interval: WeightSchedule = { kind: "interval", in: "u", w: 3, from: 1, to: 2 };
    expect(ofKind(interval, "ramp-down", map)).toEqual({ ...interval, kind: "ramp-down" });
    expect(ofKind(interval, "pieces", map)).toEqual({ kind: "pieces", in: "u", at: [0, 1, 2], w: [0, 3, 0] });
    expect(ofKind({ kind: "constant", w: 2 }, "linear", map)).toEqual({ kind: "linear", in: "t", from: 0.8, to: 0.2, start: 0, end: 2 });
  });
});

describe("a schedule carried to another axis", () => {
  it("is a schedule that jumps and bends at the same times", () => {
    fc.assert(
      fc.property(fc.constantFrom(...ALL), anySchedule(["t"]), (map, schedule) => {
        for (const axis of map.axes) {
          const carried = onAxis(schedule, axis, map);
          const ends = stretches(carried).map(({ until }) => until);
          const times = ends.map((x) => (x === null ? null : map.convert(x, axis, "t")));
          for (const [k, { until }] of stretches(schedule).entries()) {
            if (until === null) expect(times[k]).toBeNull();
            else expect(times[k]).toBeCloseTo(until, 9);
          }
        }
      }),
    );
  });

  it("comes to the end of the window where its corner is at an end of sampling", () => {
    const map = maskedAxes(noise({ schedule: "log-linear" }));
    const whole: WeightSchedule = { kind: "linear", in: "t", from: 1, to: 0, start: 0, end: 2 };
    expect(onAxis(whole, "u", map)).toEqual({ ...whole, in: "u", from: 0, to: 6 });
    expect(onAxis(whole, "log-snr", map)).toEqual({ ...whole, in: "log-snr", from: -8, to: 8 });
    expect(onAxis(whole, "t", map)).toBe(whole);
  });
});

describe("the picture of a schedule", () => {
  const box = { left: 30, right: 330, top: 10, bottom: 150 };

  it("has room above every weight and does not change with a small one", () => {
    fc.assert(
      fc.property(anySchedule(["t", "u", "log-snr"]), (schedule) => {
        expect(topOf(schedule)).toBeGreaterThan(largestWeight(schedule));
      }),
    );
    expect([-1, 0, 3.9, 4, 7.9, 8, 64].map((w) => topOf({ kind: "constant", w }))).toEqual([4, 4, 4, 8, 8, 16, 128]);
  });

  it("puts a place where a pointer finds it again, to the rounding of the hand", () => {
    const axes = ["t", "u", "log-snr"] as const;
    fc.assert(
      fc.property(
        anySchedule(axes),
        fc.constantFrom<Axis>(...axes),
        fc.integer({ min: 0, max: 200 }),
        fc.integer({ min: -10, max: 80 }),
        (schedule, over, k, up) => {
          const frame = frameOf(schedule, ALL[0] as ScheduleAxes, over);
          const [first, last] = frame.window;
          const place = { x: first + (k / 200) * (last - first), w: (up / 80) * frame.top };
          fc.pre(place.w >= -1);
          const found = underPointer(frame, box, onScreen(frame, box, place));
          expect(Math.abs(found.x - place.x)).toBeLessThan(1e-9 * Math.abs(last - first));
          expect(Math.abs(found.w - place.w)).toBeLessThan(1e-9 * frame.top);
        },
      ),
    );
  });

  it("keeps what lies beyond on its edge", () => {
    const frame = { window: [1, 0], top: 4 } as const;
    expect(onScreen(frame, box, { x: 2, w: 9 })).toEqual([30, 10]);
    expect(onScreen(frame, box, { x: -2, w: -9 })).toEqual([330, 150]);
    expect(underPointer(frame, box, [0, 0])).toEqual({ x: 1, w: 4 });
    expect(underPointer(frame, box, [999, 999])).toEqual({ x: 0, w: -1 });
  });

  it("moves by a hundredth of the window and a tenth of w with an arrow key, ten times that with shift", () => {
    const frame = { window: [1, 0], top: 4 } as const;
    const place = { x: 0.5, w: 0.2 };
    expect(afterKey(frame, place, "ArrowRight", false)).toEqual({ x: 0.49, w: 0.2 });
    expect(afterKey(frame, place, "ArrowLeft", true)).toEqual({ x: 0.6, w: 0.2 });
    expect(afterKey(frame, place, "ArrowUp", false)).toEqual({ x: 0.5, w: 0.3 });
    expect(afterKey(frame, place, "ArrowDown", true)).toEqual({ x: 0.5, w: -0.8 });
    expect(afterKey(frame, place, "Enter", false)).toBeNull();
  });
});

describe("what can be carried away", () => {
  it("is the drawn curve with the steps, and nothing while a setting is at fault", () => {
    const sampler = { kind: "euler", steps: 4 };
    const taken = scheduleTakeaway(parseExperiment(experimentOf("masked", { sampler })), "u");
    const [figure] = taken?.figures ?? [];
    if (figure?.kind !== "curves") throw new Error("the figure must be of curves");
    expect(figure.series.map(({ name }) => name)).toEqual(["w", "steps"]);
    // The last step ends at u = ∞, which no axis has.
    expect(figure.series[1]?.x).toEqual([0, Math.log(4 / 3), Math.log(2), Math.log(4)].map((u) => expect.closeTo(u, 12)));
    expect(Array.from(taken?.arrays.w?.data ?? [])).toEqual(figure.series[0]?.y);
    expect(scheduleTakeaway(parseExperiment(experimentOf("masked", { sampler: { kind: "euler", steps: 0 } })), "t")).toBeNull();
    const inContinuous = scheduleTakeaway(parseExperiment(experimentOf("continuous")), "u")?.figures[0];
    expect(inContinuous?.kind === "curves" && inContinuous.x.label).toBe("time t");
  });
});
