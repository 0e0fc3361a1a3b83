import type { Process } from "./shapes.ts";

/**
 * a = 1 − t, b = t, tan θ = t/(1 − t). Its probability flow is E[ε − x₀ | x]; its SDE has f = −1/(1 − t), g² = 2t/(1 − t): both infinite at
 * t = 1, where pure noise forgets itself. The start is N(0, I).
 */
export function rectifiedFlow(): Process {
  const square = (t: number): number => (1 - t) ** 2 + t * t;
  return {
    kind: "flow",
    at: (t) => ({ a: 1 - t, b: t }),
    angle: (t) => Math.atan2(t, 1 - t),
    time: (theta) => (theta === Math.PI / 2 ? 1 : Math.sin(theta) / (Math.sin(theta) + Math.cos(theta))),
    radius: (t) => Math.hypot(1 - t, t),
    logSnr: (t) => 2 * (Math.log1p(-t) - Math.log(t)),
    start: { sd: 1, circle: { theta: Math.PI / 2, sd: 1 } },
    clock: {
      at: (t) => t,
      time: (tau) => tau,
      f: (t) => -1 / (1 - t),
      g2: (t) => (2 * t) / (1 - t),
      flow: (t) => ({ fromX: (2 * t - 1) / square(t), fromV: 1 / Math.sqrt(square(t)) }),
    },
    finest: 0,
  };
}
