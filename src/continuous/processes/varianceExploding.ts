import { BadInput } from "../../numerics/badInput.ts";
import type { Process } from "./shapes.ts";

/**
 * a = 1, b = σ = t σmax, r = √(1 + σ²), tan θ = σ; dx = √(2σ) dB in σ. The start is N(0, σmax² I).
 *
 * @throws BadInput naming `process.sigmaMax` or `process.sigmaMin`
 */
export function varianceExploding(sigmaMax: number, sigmaMin: number): Process {
  if (!(sigmaMax > 0 && sigmaMax < Infinity)) throw new BadInput("process.sigmaMax", "a finite number above 0", sigmaMax);
  if (!(sigmaMin > 0 && sigmaMin < sigmaMax)) {
    throw new BadInput("process.sigmaMin", `above 0 and below process.sigmaMax (${sigmaMax})`, sigmaMin);
  }
  return {
    kind: "ve",
    at: (t) => ({ a: 1, b: t * sigmaMax }),
    angle: (t) => Math.atan(t * sigmaMax),
    time: (theta) => Math.tan(theta) / sigmaMax,
    radius: (t) => Math.hypot(1, t * sigmaMax),
    logSnr: (t) => -2 * Math.log(t * sigmaMax),
    start: { sd: sigmaMax, circle: { theta: Math.atan(sigmaMax), sd: sigmaMax / Math.hypot(1, sigmaMax) } },
    clock: {
      at: (t) => t * sigmaMax,
      time: (sigma) => sigma / sigmaMax,
      f: () => 0,
      g2: (sigma) => 2 * sigma,
      flow: (sigma) => ({ fromX: sigma / (1 + sigma * sigma), fromV: 1 / Math.hypot(1, sigma) }),
    },
    finest: sigmaMin / sigmaMax,
  };
}
