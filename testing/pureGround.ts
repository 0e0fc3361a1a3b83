/**
 * @file Test set-up: global randomness throws, so no test can depend on it unnoticed, and property tests have one fixed seed.
 * fast-check prints the seed with each counterexample. The environment variable FAST_CHECK_SEED replaces it (nightly runs).
 */
import fc from "fast-check";
import { beforeEach, vi } from "vitest";
import { propertySeed } from "./propertySeed.ts";

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: propertySeed(process.env.FAST_CHECK_SEED) });

beforeEach(() => {
  vi.spyOn(Math, "random").mockImplementation(() => {
    throw new Error("Math.random must not be called: pass a named stream");
  });
});
