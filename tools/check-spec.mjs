// `npm run spec`: the rules of packages/protocol/SPEC.md and the ids in test titles are the same set.
// Node 20 reads this file too (`tools/test.mjs`), where node:fs has no globSync yet.
import fs from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const SPEC = "packages/protocol/SPEC.md";
const TESTS = "{packages,connectors,compat,apps,demo,e2e,tools}/**/*.{ts,mjs}";

/** Rule ids by section, in the order of the page, with what is wrong with the page itself. */
export function readRules(text) {
  const rules = new Set();
  const problems = [];
  let section = "";
  for (const line of text.split("\n")) {
    section = /^## (\w+) · /.exec(line)?.[1] ?? section;
    const id = /^- \*\*(\w+)\*\* \S/.exec(line)?.[1];
    if (!id) continue;
    if (!new RegExp(`^${section}[1-9]\\d*$`).test(id))
      problems.push(`${id} stands in section ${section}`);
    if (rules.has(id)) problems.push(`${id} stands there twice`);
    rules.add(id);
  }
  return { rules, problems };
}

/** The ids at the start of titles in a test file: `it("[RING3] …")`, also two of them, also in template literals. */
export function readTitleIds(text) {
  const titles = text.matchAll(/(["'`])((?:\[[A-Z][A-Z0-9]*\d\] ?)+)/g);
  return [...titles].flatMap(([, , ids]) => ids.match(/[A-Z0-9]+/g));
}

/** The ids in the full title of a test that ran. */
export function idsIn(title) {
  return [...title.matchAll(/\[([A-Z][A-Z0-9]*\d)\]/g)].map(([, id]) => id);
}

/** What is wrong between a specification and the test files `{ path, text }`. */
export function compare(spec, files) {
  const { rules, problems } = readRules(spec);
  const proved = new Set();
  for (const { path, text } of files)
    for (const id of new Set(readTitleIds(text))) {
      proved.add(id);
      if (!rules.has(id)) problems.push(`${path} names ${id}, which is no rule of ${SPEC}`);
    }
  for (const id of rules) if (!proved.has(id)) problems.push(`${id} has no test`);
  return { count: rules.size, problems };
}

function main(root) {
  const paths = fs.globSync(TESTS, { cwd: root, exclude: ["**/node_modules/**", "**/dist/**"] });
  const files = paths
    .filter((path) => !path.startsWith("tools/check-spec."))
    .map((path) => ({ path, text: fs.readFileSync(join(root, path), "utf8") }));
  const { count, problems } = compare(fs.readFileSync(join(root, SPEC), "utf8"), files);
  for (const problem of problems) console.error(problem);
  console.log(`specification: ${count} rules, ${problems.length} problems`);
  process.exit(problems.length === 0 ? 0 : 1);
}

if (pathToFileURL(process.argv[1] ?? "").href === import.meta.url)
  main(join(import.meta.dirname, ".."));
