/**
 * @file The kernels: what is exported to WebAssembly. Addresses are bytes in the imported memory, numbers are float64; nothing is allocated.
 * The definitions that they must agree with are in src/masked and src/random.
 */

export { clockPass, exitRates, placeRows, readClock } from "./clock";
export { exps, logs } from "./exponential";
export { scaleByLevel } from "./levels";
export { completePart, logRatios, marginalCube, marginalFar } from "./marginal";
export { mixtureMove } from "./mixtureMove";
export { addNormals, sampleKeys } from "./normals";
export { philoxFill } from "./philox";
export { pushStep } from "./push";
export { drawRows, guideRows, logSumRows, mixtureRow } from "./rows";
export { sweepRates } from "./sweep";
export { sweepTokens } from "./tokens";
export { trajectories } from "./trajectories";
export { logExtent, weights, weightsOnGrid } from "./weights";

/** First address that is free. */
export function heapBase(): usize {
  return __heap_base;
}
