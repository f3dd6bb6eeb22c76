import { defineConfig } from "vitest/config";

// Not "import" or "default": Node would take them for `require` too, and `pg` would get a module where it wants a class.
const conditions = ["ringline-source", "node"];
const folders = "{packages,connectors,compat,apps,demo,tools}";
const exclude = ["**/node_modules/**", "**/dist/**"];

/**
 * Two groups, one after the other: what runs in Node, and what opens browsers; two files at a time. The machine is shared: a
 * test that failed once is tried again, and `npm test` names each that needed it.
 */
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    testTimeout: 20_000,
    hookTimeout: 60_000,
    retry: 2,
    expect: { poll: { timeout: 5_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: "node",
          include: [`${folders}/**/*.test.ts`],
          exclude: [...exclude, "**/*.browser.test.ts"],
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: "browser",
          include: [`${folders}/**/*.browser.test.ts`],
          exclude,
          testTimeout: 40_000,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
