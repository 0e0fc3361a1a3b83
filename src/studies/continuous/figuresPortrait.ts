/** @file Phase portraits in the plane: the guided field at three moments, and trajectories as far as they have come by then. */
import type { FigureData, PortraitFigure } from "../figureData.ts";
import type { Omitted } from "../omitted.ts";
import type { Resources } from "../resources.ts";
import type { ContinuousRun } from "./continuousRun.ts";
import { placeOf, type Route, routeOf } from "./figuresRoute.ts";
import { said, setting, weightOf } from "./figuresSetting.ts";
import type { ContinuousExperiment } from "./schema.ts";

/** Noise to signal b/a at the moments shown. */
const MOMENTS = [2, 0.7, 0.2];
const PATHS = 14;
/** Arrows along the longer side. */
const ARROWS = 15;
/** Of all arrows of a panel this share is not cut; the longest of these is this long in spacings. */
const [WHOLE, LONGEST] = [0.9, 1.1];

export function portraitFigures(
  experiment: ContinuousExperiment,
  run: ContinuousRun,
  _: Resources,
  omitted: Omitted[],
): readonly FigureData[] {
  if (run.white || run.rule.stepsOnly) {
    omitted.push({ name: "phase portrait", why: "the guided field is not a function of place and time alone" });
    return [];
  }
  const noisy = hasNoise(experiment);
  const route = routeOf(noisy ? { ...experiment, sampler: { kind: "flow" } } : experiment, run, PATHS);
  const whose = noisy ? "the flow of the same field, as the sampler's own noise would hide it" : route.method;
  const moments = MOMENTS.map(Math.atan).filter((theta) => theta < run.start.theta);
  return [
    {
      kind: "portrait",
      id: "portrait",
      title: `The guided field on the way, ${weightOf(experiment)}`,
      caption:
        `${setting(experiment)} Arrows: direction of motion at that moment, the longest tenth cut to one length, scale per panel. Curves: ${whose}; from noise (ring) to where they are at that moment (dot). ` +
        "x is divided by √(a² + b²), b/a is the noise relative to the signal.",
      axes: ["x₁ / √(a² + b²)", "x₂ / √(a² + b²)"],
      panels: moments.map((theta) => panelOf(theta, run, route)),
    },
  ];
}

/** Whether the sampler adds noise of its own on the way. */
export function hasNoise({ sampler }: ContinuousExperiment): boolean {
  if (sampler.kind === "ddim") return sampler.eta > 0;
  return ["sde", "ddpm", "euler-maruyama", "exponential"].includes(sampler.kind);
}

function panelOf(theta: number, run: ContinuousRun, route: Route): PortraitFigure["panels"][number] {
  const { angles, paths } = route;
  const until = [...angles.keys()].filter((k) => angles[k] >= theta - 1e-12);
  return {
    title: `b/a = ${said(Math.tan(theta))}, t = ${said(run.process.time(theta))}`,
    arrows: arrowsOf(theta, run, boxOf(route)),
    paths: Array.from({ length: paths.n }, (_, i) =>
      until.map((k) => {
        const [x, y] = placeOf(paths, k, i);
        return [x, y] as const;
      }),
    ),
  };
}

export type Box = readonly [readonly [number, number], readonly [number, number]];

/** Smallest and largest first and second coordinate of a route in the plane. */
export function boxOf({ paths: { points } }: Route): Box {
  const along = (axis: number): readonly [number, number] => {
    const values = points.filter((_, e) => e % 2 === axis);
    return [values.reduce((a, b) => Math.min(a, b), Infinity), values.reduce((a, b) => Math.max(a, b), -Infinity)];
  };
  return [along(0), along(1)];
}

/** −dx/dθ, as θ falls on the way, on an even grid over a box: x, y, dx, dy, as long as they are to be drawn. */
export function arrowsOf(
  theta: number,
  run: ContinuousRun,
  [[left, right], [bottom, top]]: Box,
): PortraitFigure["panels"][number]["arrows"] {
  const spacing = Math.max(right - left, top - bottom) / (ARROWS - 1);
  const ticks = (low: number, high: number): readonly number[] => {
    const count = Math.floor((high - low) / spacing + 1e-9) + 1;
    const first = (low + high - (count - 1) * spacing) / 2;
    return Array.from({ length: count }, (_, k) => first + k * spacing);
  };
  const places = ticks(bottom, top).flatMap((y) => ticks(left, right).map((x) => [x, y] as const));
  const velocity = new Float64Array(2 * places.length);
  run.field().at(theta).evaluate(Float64Array.from(places.flat()), places.length, { velocity });
  const speeds = places.map((_, i) => Math.hypot(velocity[2 * i], velocity[2 * i + 1]));
  const whole = speeds.toSorted((a, b) => a - b)[Math.floor(WHOLE * (speeds.length - 1))];
  return places.map(([x, y], i) => {
    const scale = speeds[i] === 0 ? 0 : (-LONGEST * spacing * Math.min(1, speeds[i] / whole)) / speeds[i];
    return [x, y, scale * velocity[2 * i], scale * velocity[2 * i + 1]] as const;
  });
}
