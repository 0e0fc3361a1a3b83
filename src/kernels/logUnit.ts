/** Kernels that weigh components keep logarithms times this: in units of ln 2/512. */
export const UNIT = 512 / Math.log(2);
