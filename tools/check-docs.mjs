// `npm run docs`: links in our pages lead somewhere, and the commands that they tell exist.
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./packages.mjs";

/** Commands of npm itself; all others are scripts of package.json. */
const NPM_COMMANDS = new Set(["ci", "install", "pack", "publish"]);

/** What is wrong with one page: `exists(path)` answers for paths from the root, `scripts` are npm's. */
export function problemsOf({ path, text }, { exists, scripts, headingsOf }) {
  const prose = withoutCode(text);
  const links = [...prose.matchAll(/!?\[[^\]]*\]\(([^()\s]+)\)|\s(?:src|srcset)="([^"]+)"/g)].map(
    ([, link, picture]) => link ?? picture,
  );
  const broken = links
    .filter((link) => !/^[a-z]+:/.test(link))
    .filter((link) => !leadsSomewhere(path, link, { exists, headingsOf }));
  const commands = [...text.matchAll(/\bnpm (?:run )?([a-z][a-z-]*)/g)].map(([, name]) => name);
  const unknown = commands.filter(
    (name) => name !== "run" && !scripts.has(name) && !NPM_COMMANDS.has(name),
  );
  return [
    ...broken.map((link) => `${path}: ${link} leads nowhere`),
    ...unknown.map((name) => `${path}: there is no npm script ${name}`),
  ];
}

/** The anchors that a page offers, as GitHub makes them. */
export function anchorsOf(text) {
  const headings = [...withoutBlocks(text).matchAll(/^#{1,6} (.+)$/gm)].map(
    ([, heading]) => heading,
  );
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, "")
        .replaceAll(" ", "-"),
    ),
  );
}

function leadsSomewhere(page, link, { exists, headingsOf }) {
  const [file, anchor] = link.split("#");
  const target = file === "" ? page : join(dirname(page), file).replaceAll("\\", "/");
  if (!exists(target)) return false;
  return !anchor || !target.endsWith(".md") || headingsOf(target).has(anchor);
}

function withoutCode(text) {
  return withoutBlocks(text).replace(/`[^`\n]*`/g, "");
}

function withoutBlocks(text) {
  return text.replace(/^```[\s\S]*?^```/gm, "");
}

function main() {
  const read = (path) => readFileSync(join(root, path), "utf8");
  const exclude = ["**/node_modules/**", "**/dist/**", "**/artifacts/**"];
  const pages = globSync("**/*.md", { cwd: root, exclude });
  const tree = {
    exists: (path) => existsSync(join(root, path)),
    scripts: new Set(Object.keys(JSON.parse(read("package.json")).scripts)),
    headingsOf: (path) => anchorsOf(read(path)),
  };
  const problems = pages.flatMap((path) => problemsOf({ path, text: read(path) }, tree));
  for (const problem of problems) console.error(problem);
  console.log(`pages: ${pages.length}, ${problems.length} problems`);
  process.exit(problems.length === 0 ? 0 : 1);
}

if (pathToFileURL(process.argv[1] ?? "").href === import.meta.url) main();
