/** @file What is measured, by the names that the results have. */
export const CUBES = "marginal cubes and ln(Q/P)";
export const LAW = "terminal law";
export const LAWS = "32 terminal laws";
export const CLOCK = "law at a clock";
export const PARTS = "parts";
export const ELEMENTARY = "elementary";
export const EXPM = "law at a clock, expm_multiply";
export const IVP = "law at a clock, solve_ivp";
export const TRAJECTORIES = "exact trajectories";
export const LEAPING = "tau-leaping, 16 steps";
export const FLOW = "guided mixture flow, Heun";
