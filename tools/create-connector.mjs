// `node tools/create-connector.mjs NAME [FOLDER]`: a copy of connectors/template under another name, in connectors/NAME or
// anywhere else. Needs no network. Runs on Node 20 with nothing installed.
import fs from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./packages.mjs";

const TEMPLATE = join(root, "connectors/template");
/** The last one proves the rules, with the template as its material. */
const LEFT_OUT = new Set(["node_modules", "dist", "broken.browser.test.ts"]);
const NAME = /^[a-z][a-z0-9_]{1,31}$/;

/** Writes the copy. @throws {Error} in words for who typed it */
export function createConnector(name, folder = join(root, "connectors", name)) {
  if (!NAME.test(name)) throw new Error(`${name}: the name must be one lower-case word, like acme`);
  const target = resolve(folder);
  if (fs.existsSync(target)) throw new Error(`${target} is there already`);
  if (fs.existsSync(join(root, "connectors", name)))
    throw new Error(`there is a connector ${name} already`);
  for (const path of filesIn(TEMPLATE)) {
    const copy = join(target, renamed(relative(TEMPLATE, path), name));
    fs.mkdirSync(dirname(copy), { recursive: true });
    const text = renamed(fs.readFileSync(path, "utf8"), name);
    fs.writeFileSync(copy, path.endsWith("tsconfig.json") ? placed(text, copy) : text);
  }
  return target;
}

/** `template` → `acme`, `Template` → `Acme`: the template uses the word for nothing else. */
function renamed(text, name) {
  const capital = name[0].toUpperCase() + name.slice(1);
  return text.replaceAll("template", name).replaceAll("Template", capital);
}

/** What a tsconfig names of ours, as it is reached from where the copy lies. */
function placed(text, copy) {
  const way = relative(dirname(copy), root).split(sep).join("/");
  return text.replaceAll(/"(?:\.\.\/){3,4}(tsconfig\.base|packages\/)/g, `"${way}/$1`);
}

function filesIn(folder) {
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !LEFT_OUT.has(name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesIn(path) : [path];
    });
}

function main([name, folder]) {
  if (name === undefined) {
    console.error("Which name? node tools/create-connector.mjs acme");
    process.exit(2);
  }
  try {
    const target = createConnector(name, folder);
    const shown = relative(process.cwd(), target) || ".";
    console.log(`${shown} is a connector now. Try it:

    node tools/check-connector.mjs ${shown}
    RINGLINE_CONNECTOR_MODULES=./${shown} npm start

How it goes on: docs/write-a-connector.md`);
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}

if (pathToFileURL(process.argv[1] ?? "").href === import.meta.url) main(process.argv.slice(2));
