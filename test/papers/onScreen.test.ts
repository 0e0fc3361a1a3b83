import { describe, expect, test } from "vitest";
import { CLAIMS } from "../../src/papers/claims.ts";
import { onScreen } from "../../src/papers/onScreen.ts";
import { parseExperiment } from "../../src/studies/parse.ts";

const tokens = (parts: object = {}) =>
  parseExperiment({ world: { kind: "preset", name: "overlapping-squares" }, target: "z1", guidance: { rule: "rates", w: 4 }, ...parts });
const line = (parts: object = {}) =>
  parseExperiment({
    world: { kind: "preset", name: "mirrored-intervals" },
    target: "right",
    guidance: { rule: "cfg", w: 3 },
    sampler: { kind: "flow" },
    ...parts,
  });
const preset = (name: string, parameters: object = {}) => ({ kind: "preset", name, parameters });
const gaussian = (mean: readonly number[], covariance: unknown) => ({ components: [{ weight: 1, mean, covariance }] });
/** What is not met, and what is open, by the beginnings of its words. */
const unmet = (id: string, experiment: Parameters<typeof onScreen>[1]) =>
  onScreen(id, experiment).flatMap(({ text, met, why }) => (met === false ? [`${text}: ${why}`] : []));

describe("hypotheses for the world on screen", () => {
  test.each(CLAIMS.map((claim) => [claim.id, claim] as const))(
    "%s: its own first experiment meets them, as far as they can be told",
    (id, claim) => {
      const found = onScreen(id, parseExperiment(claim.experiments[0]));
      expect(found.length).toBeGreaterThan(1);
      expect(found.filter(({ met }) => met === false)).toEqual([]);
      expect(found.some(({ met }) => met === true)).toBe(true);
      for (const { text, why } of found) expect(text !== "" && why !== "").toBe(true);
    },
  );

  test("an id that is no claim's has none", () => {
    expect(onScreen("Z9", tokens())).toEqual([]);
    expect(onScreen("constructor", tokens())).toEqual([]);
  });

  test.each(CLAIMS.map(({ id }) => id))("%s: a world of the other half is refused, with the reason", (id) => {
    const half = CLAIMS.findIndex((claim) => claim.id === id) < 18;
    expect(unmet(id, half ? line() : tokens()).length).toBeGreaterThan(0);
  });

  test.each([
    ["D1", tokens(), ["one site: 2 sites"]],
    ["D1", tokens({ world: preset("three-class-line"), process: { kind: "uniform" } }), ["masked diffusion: the process is uniform"]],
    [
      "D1",
      tokens({ world: preset("three-class-line"), guidance: { rule: "oracle", w: { kind: "interval", w: 2, from: 0.8, to: 0.2 } } }),
      ["one weight throughout: w follows a schedule (interval)", "rule rates or tokens: the rule is oracle"],
    ],
    [
      "D1",
      tokens({ world: preset("three-class-line"), sampler: { kind: "euler", steps: 8 } }),
      ["exact scores, continuous time: the sampler is euler"],
    ],
    [
      "D8",
      tokens({ world: preset("overlapping-cubes"), scoreError: { kind: "uniform-mix", epsilon: 0.1 } }),
      ["exact scores, continuous time: predictions have an error (uniform-mix)"],
    ],
    [
      "D2",
      tokens({ world: preset("random-dirichlet", { length: 1 }) }),
      ["the target has private tokens: every token of the target is another class's, too"],
    ],
    [
      "D2",
      tokens({ world: preset("disjoint-squares"), guidance: { rule: "rates", w: 1 } }),
      ["one site: 2 sites", "the target has shared tokens: no token of the target is shared"],
    ],
    [
      "D5",
      tokens({ world: preset("random-dirichlet") }),
      ["every row and column of a shared token holds private mass of the target: token 0 at site 1 meets no private one"],
    ],
    ["D7", tokens(), ["full support: every value is shared: 8 of its states have a private token"]],
    [
      "D8",
      tokens({ world: preset("random-dirichlet") }),
      [
        "five sites: 2 sites",
        "uniform classes: class z1 is not uniform",
        "cells with more and with fewer private tokens in the target: its states have 0 private tokens",
      ],
    ],
    ["D9", tokens({ guidance: { rule: "rates", w: -0.5 } }), ["w ≥ 0: w is −0.5"]],
    [
      "N2",
      tokens({ sampler: { kind: "euler", steps: 16 } }),
      ["few steps (at most 8): 16 steps", "no more steps than Z: 16 steps, Z = 11.0"],
    ],
    ["N2", tokens(), ["few steps (at most 8): the sampler (exact) counts no steps", "no more steps than Z: the sampler counts no steps"]],
    ["N4", tokens(), ["the weight rises or falls during generation: w does not change"]],
    [
      "N4",
      tokens({ guidance: { rule: "rates", w: { kind: "pieces", at: [1, 0.5, 0.2], w: [1, 3, 2] } } }),
      ["the weight rises or falls during generation: w rises and falls during generation"],
    ],
    [
      "N3",
      tokens({ guidance: { rule: "tokens", w: { kind: "linear", start: 0, end: 2 } } }),
      ["at most three time segments of one weight each: w follows a schedule (linear)"],
    ],
    [
      "X2",
      tokens(),
      ["every state that the class can reach has a site whose law differs between p_c and p: after a private token p_c and p agree"],
    ],
    ["X4", tokens({ guidance: { rule: "rates", w: 1 } }), ["three sites or more, w ≥ 0: 2 sites"]],
  ])("%s: a world of tokens that does not meet them (%#)", (id, experiment, expected) => {
    expect(unmet(id, experiment)).toEqual(expected);
  });

  test.each([
    [
      "C2",
      line({ world: preset("mirrored-intervals", { near: -0.5, far: 1.5 }) }),
      ["α1 > 0: the supports do not meet: the supports meet"],
    ],
    ["C2", line({ sampler: { kind: "sde" } }), ["the probability flow with exact scores, run to noise 0: the sampler is sde"]],
    ["C2", line({ world: preset("two-gaussians") }), ["α1 > 0: the supports do not meet: the class has mass everywhere"]],
    [
      "C3",
      line({ world: preset("two-gaussians", { separation: 3 }) }),
      ["two Gaussians of variance 1, means ±1, weights ½: the world is another one"],
    ],
    [
      "C3",
      line({ world: preset("two-gaussians"), target: "left" }),
      ["two Gaussians of variance 1, means ±1, weights ½: the world is another one"],
    ],
    [
      "C1",
      line({ world: preset("splitting-three"), target: "middle" }),
      ["two classes of weight ½, one the mirror image of the other: 3 classes of weight 0.33, 0.33, 0.33"],
    ],
    [
      "C1",
      line({
        world: {
          kind: "box-mixture",
          dimension: 1,
          classes: {
            right: { weight: 1, boxes: [{ weight: 1, low: [0], high: [1] }] },
            left: { weight: 1, boxes: [{ weight: 1, low: [-2], high: [0] }] },
          },
        },
      }),
      ["two classes of weight ½, one the mirror image of the other: no class is the other's image under x → −x"],
    ],
    ["C4", line({ process: { kind: "ve" } }), ["positions are those of the variance-preserving process: the process is ve"]],
    [
      "C5",
      line({ scoreError: { kind: "white", size: 0.7 } }),
      [
        "the error has a small root mean square at every noise level: root mean square 0.7",
        "which error, and where: it may be large where noised data are rare: the error is placed uniform",
      ],
    ],
    ["C7", line(), ["uniform classes in the plane, mirror images, weights ½: d = 1"]],
    [
      "C10",
      line({ world: preset("rings", { bandwidth: 0 }), target: "ring1", sampler: { kind: "sde" } }),
      ["exact scores, and densities of both laws for the weights of the start: points without width have no density"],
    ],
    ["G1", line({ world: preset("splitting-three"), target: "right" }), ["all components share their covariance: several covariances"]],
    [
      "G4",
      line({ world: preset("splitting-three"), target: "left" }),
      ["three components on a line, the class in the middle: it is not three components on a line with the class in the middle"],
    ],
    [
      "P2",
      line({ world: preset("splitting-three"), target: "right" }),
      [
        "the class is no narrower than what is beside it, or the samples are those of the reverse equation: the class is narrower than another",
      ],
    ],
    ["P2", line({ world: preset("splitting-three"), target: "right", sampler: { kind: "sde" } }), []],
    [
      "P5",
      line({
        world: preset("two-gaussians"),
        sampler: { kind: "sde" },
        guidance: { rule: "feedback", w: { kind: "linear", start: 2, end: -0.5 }, pi: 0.9 },
      }),
      ["the weight is never negative (at every state): w is 2, −0.5"],
    ],
  ])("%s: a world on R^d that does not meet them (%#)", (id, experiment, expected) => {
    expect(unmet(id, experiment)).toEqual(expected);
  });

  test("E1 tells common axes and narrowness from the covariances", () => {
    const found = (conditional: unknown, unconditional: unknown) =>
      onScreen(
        "E1",
        parseExperiment({
          world: {
            kind: "gaussian-mixture",
            dimension: 2,
            conditional: gaussian([0, 0], conditional),
            unconditional: gaussian([0, 0], unconditional),
          },
          guidance: { rule: "cfg", w: 1 },
          process: { kind: "ve", sigmaMax: 80 },
          sampler: { kind: "flow" },
        }),
      ).slice(0, 3);
    const met = (...laws: Parameters<typeof found>) => found(...laws).map((one) => one.met);
    expect(met(1, [2, 3])).toEqual([true, true, false]);
    expect(
      met(1, [
        [2, 1.5],
        [1.5, 2],
      ]),
    ).toEqual([true, false, false]);
    expect(
      met(
        [1, 2],
        [
          [3, 0.5],
          [0.5, 3],
        ],
      ),
    ).toEqual([false, true, false]);
    expect(found(1, 2)[2].why).toBe("σ_max = 80");
  });

  test("what stands apart on the left as well as on the right does not meet", () => {
    const boxes = (low: number, high: number) => ({
      kind: "box-mixture",
      dimension: 1,
      classes: {
        right: { weight: 1, boxes: [{ weight: 1, low: [0], high: [1] }] },
        other: { weight: 1, boxes: [{ weight: 1, low: [low], high: [high] }] },
      },
    });
    const apart = (low: number, high: number) => onScreen("C2", line({ world: boxes(low, high) }))[1];
    expect(apart(2, 3).met).toBe(true);
    expect(apart(-3, -2).met).toBe(true);
    expect(apart(0.5, 3)).toMatchObject({ met: false, why: "the supports meet" });
    expect(apart(-1, 0.5)).toMatchObject({ met: false, why: "the supports meet" });
    expect(onScreen("C6", line({ world: boxes(-1, 1) }))[0].met).toBe(true);
    expect(onScreen("C6", line({ world: boxes(0, 1) }))[0]).toMatchObject({ met: false, why: "the class mean is the mean" });
  });

  test("of several conditions the one that is not met decides, whatever is open", () => {
    const [first] = onScreen("X3", tokens({ world: preset("three-class-line"), guidance: { rule: "tokens", w: 2 } }));
    expect(first).toMatchObject({ met: false, why: "1 site" });
    const [open] = onScreen("X3", tokens({ guidance: { rule: "tokens", w: 2 } }));
    expect(open.met).toBeNull();
    const counts = tokens({ world: { kind: "counts", file: "t.csv", sites: ["a", "b"], class: "c" }, guidance: { rule: "tokens", w: 2 } });
    expect(onScreen("D6", counts)[1].met).toBeNull();
    const mixed = onScreen("D3", tokens({ world: { kind: "counts", file: "t.csv", sites: ["a", "b"], class: "c" } }))[0];
    expect(mixed).toMatchObject({ met: false, why: "2 sites" });
    const late = onScreen(
      "C10",
      line({ world: { kind: "points", file: "p.csv", coordinates: ["x"], class: "c" }, scoreError: { kind: "white", size: 0.1 } }),
    )[0];
    expect(late.met).toBe(false);
  });

  test("w > 0 is not met at 0, w ≥ 0 is", () => {
    expect(onScreen("P2", line({ world: preset("two-gaussians"), guidance: { rule: "cfg", w: 0 } }))[1]).toMatchObject({
      met: false,
      why: "w is 0",
    });
    expect(onScreen("D9", tokens({ guidance: { rule: "rates", w: 0 } }))[0].met).toBe(true);
  });

  test("how far noise reaches is told from each process", () => {
    const reach = (process: object) => onScreen("E1", line({ process }))[2].met;
    expect([reach({ kind: "vp", schedule: "ou", horizon: 10 }), reach({ kind: "vp", schedule: "ou", horizon: 3 })]).toEqual([true, false]);
    expect([reach({ kind: "ve", sigmaMax: 1000 }), reach({ kind: "ve", sigmaMax: 999 })]).toEqual([true, false]);
    expect([reach({ kind: "flow" }), reach({ kind: "vp", schedule: "ddpm" })]).toEqual([true, null]);
  });

  test("E2 and C9 tell covariances λ I, one for all, from others", () => {
    const told = (id: string, covariance: unknown, mean = [1, 1]) =>
      onScreen(
        id,
        line({
          world: {
            kind: "gaussian-mixture",
            dimension: 2,
            classes: { right: { weight: 1, ...gaussian(mean, covariance) }, left: { weight: 1, ...gaussian([-1, -1], 0.5) } },
          },
        }),
      )[0].met;
    expect(told("E2", 0.5)).toBe(true);
    expect(told("E2", 0.25)).toBe(false);
    expect(
      told("E2", [
        [0.5, 0.1],
        [0.1, 0.5],
      ]),
    ).toBe(false);
    expect(told("C9", 0.3)).toBe(true);
    expect(told("C9", 0.3, [1, 2])).toBe(false);
    expect(told("C9", [0.3, 0.4])).toBe(false);
    expect(
      told("C9", [
        [0.5, 0.1],
        [0.1, 0.5],
      ]),
    ).toBe(false);
  });

  test("a world that is too large, or behind a file, leaves open what hangs on its laws", () => {
    const large = tokens({ world: preset("random-dirichlet", { alphabet: 4, length: 8 }) });
    expect(onScreen("D2", large).map(({ met }) => met)).toEqual([false, null, null, true, true, true]);
    const counts = tokens({ world: { kind: "counts", file: "table.csv", sites: ["a"], class: "c" } });
    expect(onScreen("D2", counts).map(({ met }) => met)).toEqual([true, null, null, true, true, true]);
    const points = line({ world: { kind: "points", file: "points.csv", coordinates: ["x"], class: "c" } });
    expect(onScreen("C4", points).map(({ met }) => met)).toEqual([null, true, true, true]);
  });

  test("a target that is no class leaves open what hangs on it", () => {
    expect(onScreen("D2", tokens({ target: "z9" })).map(({ met }) => met)).toEqual([false, null, null, true, true, true]);
    expect(onScreen("C6", line({ target: "up" })).map(({ met }) => met)).toEqual([null, null, null, true]);
  });
});
