import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/slow/**", "test/web/browser/**"],
    setupFiles: ["testing/pureGround.ts"],
    testTimeout: 60_000,
    // Two cores are the least a machine has; left alone, vitest takes one worker there.
    maxWorkers: 2,
  },
});
