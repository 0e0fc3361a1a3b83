/** @file Test set-up: global randomness throws, so no test can depend on it unnoticed. */
import { beforeEach, vi } from "vitest";

beforeEach(() => {
  vi.spyOn(Math, "random").mockImplementation(() => {
    throw new Error("Math.random must not be called: pass a named stream");
  });
});
