import { defineConfig } from "vitest/config";

const clusterTests = "test/end-to-end/**/*.test.ts";
const unitTimeoutMs = 20_000;
const clusterTimeoutMs = 120_000;

export default defineConfig({
  test: {
    passWithNoTests: false,
    teardownTimeout: clusterTimeoutMs,
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/**/*.test.{ts,mjs}"],
          exclude: [clusterTests],
          // Some start programs, which on a busy machine take many times as long.
          testTimeout: unitTimeoutMs,
        },
      },
      {
        test: {
          name: "cluster",
          include: [clusterTests],
          globalSetup: ["test/end-to-end/support/global-setup.ts"],
          // Several real clusters at a time would not fit two processors and a laptop's memory.
          fileParallelism: false,
          testTimeout: clusterTimeoutMs,
          hookTimeout: clusterTimeoutMs,
        },
      },
    ],
  },
});
