import { defineConfig } from "vitest/config";

/** The lab in a real Chromium; `npm test` builds it and finds the browser first. */
export default defineConfig({
  test: {
    include: ["test/web/browser/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Two cores are the least a machine has: one for the browser.
    maxWorkers: 1,
    // A filter that names no browser test is no fault.
    passWithNoTests: true,
  },
});
