import { defineConfig } from "vitest/config";

// Not "import" or "default": Node would take them for `require` too, and `pg` would get a module where it wants a class.
const conditions = ["ringline-source", "node"];
const exclude = ["**/node_modules/**", "**/dist/**"];

/**
 * Real servers. First what needs no browser, two files at a time; then journeys in real browsers, one file at a time: the
 * machine has few cores, and media needs them. It is shared too: a journey that failed once is tried again, and `npm test`
 * names each that needed it.
 */
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    retry: 2,
    expect: { poll: { timeout: 5_000 } },
    globalSetup: "e2e/src/harness/build.ts",
    projects: [
      {
        extends: true,
        test: {
          name: "system",
          include: ["e2e/src/{system,harness}/**/*.test.ts", "bench/src/**/*.test.ts"],
          exclude,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: "journeys",
          include: ["e2e/src/journeys/**/*.test.ts"],
          exclude,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
