import { defineConfig } from "vitest/config";

// Not "import" or "default": Node would take them for `require` too, and `pg` would get a module where it wants a class.
const conditions = ["ringline-source", "node"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ["{packages,connectors,apps,demo,tools}/**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**"],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
