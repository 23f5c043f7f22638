import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    testTimeout: 60_000,
    // Vitest leaves a core free by default: half of a machine with two.
    maxWorkers: "100%",
  },
});
