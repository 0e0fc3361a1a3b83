/** @file The instances of this paper's claims. Only N(±1, 1), classes of weight ½ and the process are the paper's; intervals, rectangles and the variations are ours. */

/** The class on which everything is conditioned is the one to the right. */
export const TARGET = "right";

export const intervals = (near: number, far: number): object => ({ kind: "preset", name: "mirrored-intervals", parameters: { near, far } });
export const gaussians = (separation: number, sd: number): object => ({
  kind: "preset",
  name: "two-gaussians",
  parameters: { separation, sd },
});

/** Uniform on [½, 3/2] and on its mirror image. */
export const APART = intervals(0.5, 1.5);
/** Uniform on [−½, 3/2] and on its mirror image: a third of p's support is shared. */
export const OVERLAPPING = intervals(-0.5, 1.5);
/** N(±1, 1). */
export const PAIR = gaussians(2, 1);

/** Weights that the paper shows. */
export const SHOWN = [1, 3, 7, 15];

export const W_AXIS = { label: "w (−1 unconditional, 0 conditional)", scale: "linear" } as const;
