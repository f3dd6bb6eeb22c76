import { defineConfig } from "vitest/config";

// Not "import" or "default": Node would take them for `require` too, and `pg` would get a module where it wants a class.
const conditions = ["ringline-source", "node"];

/**
 * Journeys: real servers, real browsers. One file at a time: the machine has few cores, and media needs them. It is shared
 * too: a journey that failed once is tried again, and `npm test` names each that needed it.
 */
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ["{e2e,bench}/src/**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    retry: 2,
    globalSetup: "e2e/src/harness/build.ts",
    fileParallelism: false,
  },
});
