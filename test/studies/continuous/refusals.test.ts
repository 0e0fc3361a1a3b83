/** @file What is refused of experiments on R^d, word for word, where a law is asked for. */
import { describe, expect, it } from "vitest";
import { BadInput } from "../../../src/numerics/badInput.ts";
import { runLaw } from "../../../src/studies/law.ts";
import { parseExperiment } from "../../../src/studies/parse.ts";
import { lent } from "../given.ts";

const two = { world: { kind: "preset", name: "two-gaussians" }, target: "right", guidance: { rule: "cfg", w: 2 } };
const bell = { weight: 1, mean: [0], covariance: 1 };
const box = { weight: 1, low: [0], high: [1] };
const flat = (dimension: number) => ({ weight: 1, components: [{ weight: 1, mean: new Array(dimension).fill(0), covariance: 1 }] });
const mixture = (world: object) => ({ ...two, world: { kind: "gaussian-mixture", dimension: 1, ...world } });

function complaint(input: unknown): string {
  try {
    runLaw(parseExperiment(input), {}, lent());
  } catch (error) {
    if (error instanceof BadInput) return error.message;
    throw error;
  }
  return "nothing was refused";
}

describe("no law is computed of", () => {
  it.each<[string, object]>([
    [
      'guidance.rule must be one of cfg, autoguidance, apg, cfg++, rescaled, zero-star, power-law, feedback, got "rates"',
      { ...two, guidance: { rule: "rates", w: 1 } },
    ],
    ["guidance.w must be at least -1, got -1.5", { ...two, guidance: { rule: "cfg", w: -1.5 } }],
    [
      'guidance.w.in must be t or log-snr for a continuous process, got "u"',
      { ...two, guidance: { rule: "cfg", w: { kind: "interval", in: "u", w: 1, from: 0, to: 1 } } },
    ],
    [
      "guidance.bad must be a bad model (smoothing or tempering) for a world of classes, got nothing",
      { ...two, guidance: { rule: "autoguidance", w: 1 } },
    ],
    ["guidance.extra must be left out (unknown field), got 1", { ...two, guidance: { rule: "cfg", w: 1, extra: 1 } }],
    ["guidance.momentum must be below 1, got 1", { ...two, guidance: { rule: "apg", w: 1, momentum: 1 } }],
    [
      "guidance.momentum must be 0 in continuous time (momentum is a matter of steps), got 0.5",
      { ...two, guidance: { rule: "apg", w: 1, momentum: 0.5 } },
    ],
    [
      'guidance.rule must be a rule with a limit in continuous time (cfg++ exists only as a DDIM step), got "cfg++"',
      { ...two, guidance: { rule: "cfg++", w: -0.5 } },
    ],
    [
      "guidance.w must be from -1 to 0 for cfg++ (its λ is 1 + w, from 0 to 1), got 2",
      { ...two, guidance: { rule: "cfg++", w: 2 }, sampler: { kind: "ddim", steps: 3 } },
    ],
    [
      'guidance.rule must be a rule without memory of past steps, for the law of a sampler with noise, got "apg"',
      { ...two, guidance: { rule: "apg", w: 1, momentum: 0.5 }, sampler: { kind: "ddpm", steps: 3 } },
    ],
    [
      "guidance.alpha must be at least 0 for a process that starts from pure noise, got -0.5",
      { ...two, guidance: { rule: "power-law", w: 1, alpha: -0.5 }, process: { kind: "flow" } },
    ],
    [
      'sampler.kind must be ddpm or a sampler of the flow where sampling starts from pure noise (a = 0), got "euler-maruyama"',
      { ...two, process: { kind: "flow" }, sampler: { kind: "euler-maruyama", steps: 3 } },
    ],
    [
      'sampler.kind must be flow, the limit of dopri5, for an exact law (sample draws from dopri5 itself), got "dopri5"',
      { ...two, sampler: { kind: "dopri5" } },
    ],
    ["sampler.steps must be an integer of at least 1, got nothing", { ...two, sampler: { kind: "heun" } }],
    ["sampler.eta must be from 0 to 1, got 1.5", { ...two, sampler: { kind: "ddim", steps: 2, eta: 1.5 } }],
    [
      "sampler.grid[2] must be at least 0 and below the entry before it (0.5), got 0.7",
      { ...two, sampler: { kind: "heun", grid: [1, 0.5, 0.7] } },
    ],
    [
      'sampler.kind must be one of flow, sde, euler, heun, rk4, ddpm, euler-maruyama, exponential, ddim, dopri5, got "exact"',
      { ...two, sampler: { kind: "exact" } },
    ],
    ['process.kind must be one of vp, ve, flow, got "masked"', { ...two, process: { kind: "masked" } }],
    ["process.horizon must be left out for schedule ddpm, got 3", { ...two, process: { kind: "vp", schedule: "ddpm", horizon: 3 } }],
    ["process.betaMax must be left out for schedule ou, got 0.1", { ...two, process: { kind: "vp", betaMax: 0.1 } }],
    [
      "process.sigmaMin must be above 0 and below process.sigmaMax (0.001), got 0.002",
      { ...two, process: { kind: "ve", sigmaMax: 0.001 } },
    ],
    [
      'scoreError.kind must be another than white for an exact law (sample draws under it), got "white"',
      { ...two, scoreError: { kind: "white", size: 0.1 } },
    ],
    ['target must be one of left, right, got "up"', { ...two, target: "up" }],
    ["target must be the name of a class, got nothing", { ...two, target: undefined }],
    [
      'target must be left out for an explicit pair, got "right"',
      mixture({ conditional: { components: [bell] }, unconditional: { components: [bell] } }),
    ],
    [
      "world.classes.right.components[0].mean must be a list of 1 numbers, got 2",
      mixture({ classes: { right: { weight: 1, components: [{ ...bell, mean: [0, 1] }] } } }),
    ],
    [
      "world.classes.right.components must be a list of at least 1 entry, got []",
      mixture({ classes: { right: { weight: 1, components: [] } } }),
    ],
    ["world.classes.right.weight must be above 0, got 0", mixture({ classes: { right: { weight: 0, components: [bell] } } })],
    [
      "world.dimension must be 1 or 2 for an exact law of laws that are not single Gaussians (sample draws in any dimension), got 3",
      {
        ...mixture({
          dimension: 3,
          classes: {
            right: flat(3),
            left: { ...flat(3), components: [...flat(3).components, { ...flat(3).components[0], mean: [1, 0, 0] }] },
          },
        }),
      },
    ],
    [
      "world.unconditional must be a law whose support holds that of the conditional, got [0.5]",
      {
        guidance: { rule: "cfg", w: 1 },
        world: { kind: "box-mixture", dimension: 1, conditional: { boxes: [box] }, unconditional: { boxes: [{ ...box, low: [0.5] }] } },
      },
    ],
    [
      "world.parameters.far must be above near, 2, got 1",
      { ...two, world: { kind: "preset", name: "mirrored-intervals", parameters: { near: 2, far: 1 } } },
    ],
  ])("%s", (message, input) => {
    expect(complaint(input)).toBe(message);
  });
});
