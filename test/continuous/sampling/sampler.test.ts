import { describe, expect, it } from "vitest";
import { kernelsOf, mapOf } from "../../../src/continuous/sampling/kernels.ts";
import { movesOf, type SamplerSpec } from "../../../src/continuous/sampling/sampler.ts";
import { exponentialMove } from "../../../src/continuous/sampling/sdeMoves.ts";
import { type ContinuousRuleSpec, continuousRule } from "../../../src/guidance/continuous/continuousRule.ts";
import { BadInput } from "../../../src/numerics/badInput.ts";
import { expectClose } from "../../../testing/close.ts";
import { plane, planeSampling, processes } from "./planes.ts";

const [vp, ve, flow] = processes;

describe("movesOf", () => {
  it.each<[SamplerSpec, (typeof processes)[number], ContinuousRuleSpec, string]>([
    [
      { kind: "verlet" as "euler", steps: 2 },
      vp,
      { rule: "cfg" },
      'sampler.kind must be one of euler, heun, rk4, ddim, ddpm, euler-maruyama, exponential, dopri5, got "verlet"',
    ],
    [{ kind: "ddim", steps: 2, eta: 1.5 }, vp, { rule: "cfg" }, "sampler.eta must be from 0 to 1, got 1.5"],
    [
      { kind: "euler-maruyama", steps: 2 },
      flow,
      { rule: "cfg" },
      'sampler.kind must be ddpm or a sampler of the flow where sampling starts from pure noise (a = 0), got "euler-maruyama"',
    ],
    [
      { kind: "exponential", steps: 2 },
      flow,
      { rule: "cfg" },
      'sampler.kind must be ddpm or a sampler of the flow where sampling starts from pure noise (a = 0), got "exponential"',
    ],
    [{ kind: "heun", steps: 2 }, vp, { rule: "cfg++" }, 'sampler.kind must be ddim with eta 0 for cfg++, got "heun"'],
    [{ kind: "ddim", steps: 2, eta: 1 }, vp, { rule: "cfg++" }, 'sampler.kind must be ddim with eta 0 for cfg++, got "ddim"'],
    [{ kind: "dopri5" }, vp, { rule: "apg", momentum: 0.5 }, "guidance.momentum must be 0 in continuous time"],
    [
      { kind: "heun", steps: 2 },
      flow,
      { rule: "power-law", alpha: -0.5 },
      "guidance.alpha must be at least 0 for a process that starts from pure noise, got -0.5",
    ],
    [{ kind: "heun" }, ve, { rule: "cfg" }, "sampler.steps must be an integer of at least 1, got nothing"],
  ])("refuses %j", (spec, at, rule, message) => {
    const make = (): unknown => movesOf(spec, planeSampling(1, at, continuousRule(rule)));
    expect(make).toThrow(BadInput);
    expect(make).toThrow(message);
  });

  it("joins its moves from 1 to the end, with noise for the stochastic kinds only, and none at noise 0", () => {
    const sampling = planeSampling(1, ve);
    for (const kind of ["euler", "heun", "rk4", "ddim", "ddpm", "euler-maruyama", "exponential"] as const) {
      const moves = movesOf({ kind, steps: 6 }, sampling);
      expect(moves[0].from).toBe(1);
      for (let k = 1; k < 6; k++) expect(moves[k].from).toBe(moves[k - 1].to);
      expect(moves[5].to).toBe(0);
      const noisy = kind === "ddpm" || kind === "euler-maruyama" || kind === "exponential";
      for (const { sd } of moves.slice(0, 5)) expect(sd > 0).toBe(noisy);
      expect(moves[5].sd > 0).toBe(kind === "euler-maruyama" || kind === "exponential");
    }
  });
});

describe("steps by hand", () => {
  /** A point after one move from t to s, and the denoised mean at t. */
  function once(
    spec: SamplerSpec,
    at: (typeof processes)[number],
  ): { before: Float64Array; after: Float64Array; denoised: Float64Array; sd: number } {
    const sampling = planeSampling(0, at);
    const [, move] = movesOf(spec, sampling);
    const { a, b } = sampling.process.at(move.from);
    const before = Float64Array.of(0.4, -0.7);
    const denoised = new Float64Array(2);
    plane.conditional.at(a, b).evaluate(before, 1, { denoised });
    const after = before.slice();
    kernelsOf([move], sampling, plane)[0].mean(after, 1);
    return { before, after, denoised, sd: move.sd };
  }

  it("ddpm on vp is the posterior of arXiv:2006.11239, eq. 7, with β = 1 − ᾱ_t/ᾱ_s", () => {
    const { before, after, denoised, sd } = once({ kind: "ddpm", grid: [1, 0.5, 0.3] }, vp);
    const [alphaT, alphaS] = [Math.exp(-2 * 0.5 * 4), Math.exp(-2 * 0.3 * 4)];
    const beta = 1 - alphaT / alphaS;
    const mean = before.map((x, i) => (Math.sqrt(alphaS) * beta * denoised[i] + Math.sqrt(1 - beta) * (1 - alphaS) * x) / (1 - alphaT));
    expectClose(after, mean, { absolute: 1e-14 });
    expectClose(sd, Math.sqrt(((1 - alphaS) / (1 - alphaT)) * beta), { relative: 1e-13 });
  });

  it("euler on ve is EDM's: x + (σ′ − σ)(x − D)/σ, and D at noise 0", () => {
    const { before, after, denoised } = once({ kind: "euler", grid: [1, 0.5, 0.3] }, ve);
    expectClose(
      after,
      before.map((x, i) => x - (4 * (x - denoised[i])) / 10),
      { absolute: 1e-14 },
    );
    for (const kind of ["euler", "heun", "ddim", "ddpm"] as const) {
      const closing = once({ kind, grid: [1, 0.5, 0] }, ve);
      expectClose(closing.after, closing.denoised, { absolute: 1e-14 });
    }
  });

  it("exponential on ou is e^h x + 2 (e^h − 1) s with variance e^{2h} − 1 (arXiv:2209.11215); on ve it adds the variance lost", () => {
    const h = 0.2 * 4;
    const ou = once({ kind: "exponential", grid: [1, 0.5, 0.3] }, vp);
    const [a, b2] = [Math.exp(-2), 1 - Math.exp(-4)];
    const score = ou.before.map((x, i) => (a * ou.denoised[i] - x) / b2);
    expectClose(
      ou.after,
      ou.before.map((x, i) => Math.exp(h) * x + 2 * Math.expm1(h) * score[i]),
      { absolute: 1e-13 },
    );
    expectClose(ou.sd, Math.sqrt(Math.expm1(2 * h)), { relative: 1e-13 });
    const { before, after, denoised, sd } = once({ kind: "exponential", grid: [1, 0.5, 0.3] }, ve);
    expectClose(
      after,
      before.map((x, i) => x + (64 * (denoised[i] - x)) / 100),
      { absolute: 1e-14 },
    );
    expectClose(sd, 8, { relative: 1e-14 });
  });

  it.each(processes)("exponential has a_s/a_t, ∫ (a_s/a_τ) g² dτ and ∫ (a_s/a_τ)² g² dτ by quadrature, for %j", (at) => {
    const sampling = planeSampling(0, at);
    const { process } = sampling;
    const { clock } = process;
    const [from, to] = [0.5, 0.3];
    const move = exponentialMove(process, from, to);
    const steps = 200;
    const h = (clock.at(from) - clock.at(to)) / steps;
    const integral = (power: number): number => {
      let total = 0;
      for (let k = 0; k <= steps; k++) {
        const tau = clock.at(to) + k * h;
        const simpson = k === 0 || k === steps ? 1 : k % 2 === 1 ? 4 : 2;
        total += (simpson * h * clock.g2(tau) * (process.at(to).a / process.at(clock.time(tau)).a) ** power) / 3;
      }
      return total;
    };
    const { a, b } = process.at(from);
    const [before, denoised] = [Float64Array.of(0.4, -0.7), new Float64Array(2)];
    plane.conditional.at(a, b).evaluate(before, 1, { denoised });
    const after = before.slice();
    kernelsOf([move], sampling, plane)[0].mean(after, 1);
    // Simpson's rule with 200 intervals on a smooth integrand: below 1e-9.
    expectClose(
      after,
      before.map((x, i) => (process.at(to).a / a) * x + (integral(1) * (a * denoised[i] - x)) / b ** 2),
      { absolute: 1e-8 },
    );
    expectClose(move.sd, Math.sqrt(integral(2)), { relative: 1e-9 });
  });

  it("euler-maruyama on ou is x + h (x + 2s) with variance 2h", () => {
    const { before, after, denoised, sd } = once({ kind: "euler-maruyama", grid: [1, 0.5, 0.3] }, vp);
    const [a, b2] = [Math.exp(-2), 1 - Math.exp(-4)];
    expectClose(
      after,
      before.map((x, i) => x + 0.8 * (x + (2 * (a * denoised[i] - x)) / b2)),
      { absolute: 1e-13 },
    );
    expectClose(sd, Math.sqrt(1.6), { relative: 1e-14 });
  });

  it("ddim with η between its ends has η times the noise of ddpm, and keeps b_s² in all", () => {
    const half = once({ kind: "ddim", grid: [1, 0.5, 0.3], eta: 0.5 }, vp);
    const full = once({ kind: "ddpm", grid: [1, 0.5, 0.3] }, vp);
    expectClose(half.sd, full.sd / 2, { relative: 1e-14 });
    const [a, b] = [Math.exp(-2), Math.sqrt(1 - Math.exp(-4))];
    const [aTo, b2To] = [Math.exp(-1.2), 1 - Math.exp(-2.4)];
    const kept = Math.sqrt(b2To - half.sd ** 2);
    expectClose(
      half.after,
      half.before.map((x, i) => aTo * half.denoised[i] + (kept * (x - a * half.denoised[i])) / b),
      { absolute: 1e-13 },
    );
  });

  it("one map and its kernels agree", () => {
    const sampling = planeSampling(2, flow);
    const moves = movesOf({ kind: "rk4", steps: 5 }, sampling);
    const [one, other] = [Float64Array.of(0.1, 0.2, -1, 2), Float64Array.of(0.1, 0.2, -1, 2)];
    mapOf(moves, sampling, plane)(one, 2);
    for (const { mean } of kernelsOf(moves, sampling, plane)) mean(other, 2);
    expect(one).toEqual(other);
  });
});
