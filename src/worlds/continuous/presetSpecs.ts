/** @file What continuous worlds with a name are made of, as a person would write it: components, boxes and points. Each is a function of its parameters. */
import { BadInput } from "../../numerics/badInput.ts";
import { normal } from "../../random/normal.ts";
import { stream } from "../../random/stream.ts";
import type { BoxWorldSpec } from "./boxWorld.ts";
import type { GaussianWorldSpec } from "./gaussianWorld.ts";
import type { PointsWorldSpec } from "./pointsWorld.ts";

/** N(−separation/2, sd²) (`left`) and N(separation/2, sd²) (`right`), weights ½. With separation 2, sd 1: N(±1, 1) of arXiv:2409.13074. */
export function twoGaussiansSpec({ separation, sd }: { separation: number; sd: number }): GaussianWorldSpec {
  const variance = positive("sd", sd) ** 2;
  const centre = positive("separation", separation) / 2;
  const at = (mean: number) => ({ weight: 0.5, components: [{ weight: 1, mean: [mean], covariance: variance }] });
  return { dimension: 1, classes: { left: at(-centre), right: at(centre) } };
}

/** Uniform on [near, far] (`right`) and on its mirror image (`left`), weights ½: compact support, arXiv:2409.13074. */
export function mirroredIntervalsSpec({ near, far }: { near: number; far: number }): BoxWorldSpec {
  finite("near", near);
  if (!(finite("far", far) > near)) throw new BadInput("world.parameters.far", `above near, ${near}`, far);
  const on = (low: number, high: number) => ({ weight: 0.5, boxes: [{ weight: 1, low: [low], high: [high] }] });
  return { dimension: 1, classes: { left: on(-far, -near), right: on(near, far) } };
}

/**
 * Two uniform rectangles in the plane, sides `width` and `height`, weights ½: `upper` has its lower left corner at (gap, gap), `lower` is its image under
 * x → −x. With gap < 0 they overlap around the origin. As the mixtures of uniforms in two dimensions of arXiv:2409.13074.
 */
export function twoRectanglesSpec({ width, height, gap }: { width: number; height: number; gap: number }): BoxWorldSpec {
  const [w, h, g] = [positive("width", width), positive("height", height), finite("gap", gap)];
  const classes: BoxWorldSpec["classes"] = {
    upper: { weight: 0.5, boxes: [{ weight: 1, low: [g, g], high: [g + w, g + h] }] },
    lower: { weight: 0.5, boxes: [{ weight: 1, low: [-g - w, -g - h], high: [-g, -g] }] },
  };
  return { dimension: 2, classes };
}

/**
 * Three Gaussians on the line, `left`, `middle` and `right`, weights ⅓: the middle one as target may be split by strong guidance (arXiv:2403.01639; its
 * parameters are not known, these are ours). Narrow neighbours split it: with centres −1, 0, 1 and sds 0.3, 1, 0.3 the law of the guided flow has one mode at
 * w = 0.5 and three at w = 1. With equal sds the law keeps one mode at these centres.
 */
export function splittingThreeSpec({ centres, sds }: { centres: readonly number[]; sds: readonly number[] }): GaussianWorldSpec {
  const names = ["left", "middle", "right"] as const;
  if (centres.length !== 3) throw new BadInput("world.parameters.centres", "a list of 3 numbers", centres.length);
  if (sds.length !== 3) throw new BadInput("world.parameters.sds", "a list of 3 numbers", sds.length);
  const classes = names.map((name, k) => {
    const mean = [finite(`centres[${k}]`, centres[k])];
    if (k > 0 && !(centres[k] > centres[k - 1]))
      throw new BadInput(`world.parameters.centres[${k}]`, `above centres[${k - 1}], ${centres[k - 1]}`, centres[k]);
    return [name, { weight: 1, components: [{ weight: 1, mean, covariance: positive(`sds[${k}]`, sds[k]) ** 2 }] }] as const;
  });
  return { dimension: 1, classes: Object.fromEntries(classes) };
}

/**
 * Two classes in the plane, each a bent chain of `links` thin Gaussians: `outer` along an arc of radius 1 around the origin, `inner` along an arc of the same
 * radius that opens the other way, shifted by (1, −½). Thin, curved and close: a model that smooths them errs most outside. For autoguidance, whose rule supplies
 * the bad model (arXiv:2406.02507 shows a world of this sort in the plane; this one is ours).
 *
 * @param thickness standard deviation across the chain
 */
export function autoguidancePlaneSpec({ links, thickness }: { links: number; thickness: number }): GaussianWorldSpec {
  const count = atLeast("links", links, 2);
  const across = positive("thickness", thickness);
  const along = Math.PI / (2 * count);
  const chain = (sign: number, x: number, y: number) =>
    Array.from({ length: count }, (_, k) => {
      const angle = (Math.PI * (k + 0.5)) / count;
      const [c, s] = [Math.cos(angle), sign * Math.sin(angle)];
      const [radial, tangential] = [across ** 2, along ** 2];
      const cross = (radial - tangential) * c * s;
      return {
        weight: 1,
        mean: [x + sign * c, y + s],
        covariance: [
          [radial * c * c + tangential * s * s, sign * cross],
          [sign * cross, radial * s * s + tangential * c * c],
        ],
      };
    });
  const classes = { outer: { weight: 0.5, components: chain(1, 0, 0) }, inner: { weight: 0.5, components: chain(-1, 1, -0.5) } };
  return { dimension: 2, classes };
}

/**
 * Points along the planar spiral of the swiss roll, radius φ/(2π turns) at angle φ up to 2π · turns, with Gaussian noise; class `turn1`, `turn2`, … is the turn,
 * weights equal. Point j of a turn depends on the seed, the turn, j and the numbers of turns and points only.
 *
 * @param perClass  points of each turn
 * @param noise     standard deviation of the noise in both coordinates, ≥ 0
 * @param bandwidth h ≥ 0 of the cloud
 */
export function swissRollSpec(options: {
  turns: number;
  perClass: number;
  noise: number;
  bandwidth: number;
  seed: number;
}): PointsWorldSpec {
  const turns = atLeast("turns", options.turns, 1);
  return curves("swiss-roll", "turn", turns, options, (turn, share) => {
    const angle = 2 * Math.PI * (turn + share);
    const radius = (turn + share) / turns;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

/** Points on concentric circles of radius 1/rings, 2/rings, …, 1, with Gaussian noise; class `ring1`, … is the circle. Parameters as of `swissRoll`. */
export function ringsSpec(options: { rings: number; perClass: number; noise: number; bandwidth: number; seed: number }): PointsWorldSpec {
  const count = atLeast("rings", options.rings, 1);
  return curves("rings", "ring", count, options, (ring, share) => {
    const radius = (ring + 1) / count;
    return [radius * Math.cos(2 * Math.PI * share), radius * Math.sin(2 * Math.PI * share)];
  });
}

/** Classes of points spread evenly along curves with noise. `curve` gives the place at a share in [0, 1) of the curve of a class. */
function curves(
  name: string,
  label: string,
  count: number,
  { perClass, noise, bandwidth, seed }: { perClass: number; noise: number; bandwidth: number; seed: number },
  curve: (k: number, share: number) => readonly number[],
): PointsWorldSpec {
  const size = atLeast("perClass", perClass, 1);
  if (!(noise >= 0 && noise < Infinity)) throw new BadInput("world.parameters.noise", "a finite number of at least 0", noise);
  if (!Number.isSafeInteger(seed)) throw new BadInput("world.parameters.seed", "a safe integer", seed);
  const classes = Array.from({ length: count }, (_, k) => {
    const points = Array.from({ length: size }, (__, j) => {
      const rng = stream(seed, name, k, j);
      return curve(k, (j + rng()) / size).map((x) => x + noise * normal(rng));
    });
    return [`${label}${k + 1}`, { weight: 1, points }] as const;
  });
  return { dimension: 2, bandwidth, classes: Object.fromEntries(classes) };
}

function finite(name: string, value: number): number {
  if (!Number.isFinite(value)) throw new BadInput(`world.parameters.${name}`, "a finite number", value);
  return value;
}

function positive(name: string, value: number): number {
  if (!(value > 0 && value < Infinity)) throw new BadInput(`world.parameters.${name}`, "a finite number above 0", value);
  return value;
}

function atLeast(name: string, value: number, least: number): number {
  if (!(Number.isSafeInteger(value) && value >= least))
    throw new BadInput(`world.parameters.${name}`, `an integer of at least ${least}`, value);
  return value;
}
