import { stretches, type WeightSchedule } from "../../guidance/weightSchedule.ts";
import { axisValue, clockAt, type Noise } from "../noise.ts";

/** A time this close to a corner of the schedule, relative to either, is at the corner: times of a grid carry rounding. */
const AT_CORNER = 1e-12;

/**
 * The weight of a schedule at diffusion time t: what a sampler with steps uses for a step that starts there.
 *
 * A schedule on u or log-SNR is read at u = −ln m(t). At a corner the stretch that begins there counts, since a step runs onwards from
 * its start; so an interval guides the steps that start in [from, to).
 *
 * @param t in [0, 1]
 */
export function weightAt(schedule: WeightSchedule, noise: Noise, t: number): number {
  const parts = stretches(schedule);
  if (schedule.kind === "constant") return parts[0].weight(t);
  const axis = schedule.in;
  const x = axis === "t" ? t : axisValue(noise, axis, clockAt(noise, "t", t));
  const found = parts.find(({ until }) => until === null || before(axis === "t" ? -x : x, axis === "t" ? -until : until));
  return (found ?? parts[parts.length - 1]).weight(x);
}

/** x < corner, and not at it. */
function before(x: number, corner: number): boolean {
  return x < corner - AT_CORNER * Math.abs(corner);
}
