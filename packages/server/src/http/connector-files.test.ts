import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { plainConnector } from "../testing/plain-connector.ts";
import { TestServer } from "../testing/test-server.ts";

const PAGE = '<!doctype html><head><title>Call</title><script src="/x.js"></script></head>';

let folder: string;
let server: TestServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ringline-halves-"));
  await mkdir(join(folder, "call"));
  await mkdir(join(folder, "half/parts"), { recursive: true });
  await writeFile(join(folder, "call/index.html"), PAGE);
  await writeFile(
    join(folder, "half/index.ts"),
    'import { a } from "./parts/a.ts";\nexport const b: number = a;',
  );
  await writeFile(join(folder, "half/parts/a.ts"), "export const a = 1;");
  await writeFile(join(folder, "half/parts/a.test.ts"), "throw 1;");
  await writeFile(join(folder, "half/.env"), "SECRET=1");
  await writeFile(join(folder, "half/notes.md"), "no");
  await writeFile(join(folder, "half/page.html"), "no");
  const half = (id: string, file: string, load: "page" | "use") => {
    const plain = plainConnector();
    const provider = plain.manifest.providers.map((one) => ({ ...one, id }));
    const browser = { module: pathToFileURL(join(folder, file)).href, load };
    return {
      connector: { ...plain, manifest: { ...plain.manifest, id, providers: provider, browser } },
      settings: {},
    };
  };
  server = await TestServer.start({
    files: folder,
    connectors: [
      half("early", "half/index.ts", "page"),
      half("late", "half/parts/a.ts", "use"),
      half("lost", "half/nothing.js", "page"),
      { connector: plainConnector(), settings: {} },
    ],
  });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const get = (path: string) => fetch(server.url + path);

it("[HALF1] a browser half is a module that any page may load: asked again each time, or named by its version for ever", async () => {
  const named = /data-connector="early" href="([^"]+)"/.exec(
    await (await get("/call")).text(),
  )?.[1];
  const [plain, versioned, part] = await Promise.all(
    ["/connectors/early/browser.js", named ?? "", "/connectors/early/parts/a.ts"].map(get),
  );

  expect(await plain?.text()).toMatch(/export const b\s+= a;/);
  expect(await part?.text()).toBe("export const a = 1;");
  expect(plain?.headers.get("cache-control")).toBe("no-cache");
  expect(versioned?.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  for (const answer of [plain, versioned, part]) {
    expect(answer?.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    expect(answer?.headers.get("access-control-allow-origin")).toBe("*");
  }
});

it.each([
  "/connectors/early/.env",
  "/connectors/early/notes.md",
  "/connectors/early/page.html",
  "/connectors/early/parts/a.test.ts",
  "/connectors/early/parts/",
  "/connectors/early/../../call/index.html",
  "/connectors/early/..%2F..%2Fcall%2Findex.html",
  "/connectors/plain/browser.js",
  "/connectors/lost/browser.js",
  "/connectors/nobody/browser.js",
  "/connectors/__proto__/browser.js",
])("[HALF1] nothing else of its folder is given out: %s", async (path) => {
  expect((await get(path)).status).toBe(404);
});

it("[HALF2] the call page names the module of each connector before its own script, and loads the early ones beside it", async () => {
  const html = await (await get("/call")).text();

  expect(html).toMatch(/rel="modulepreload" data-connector="early"[^>]+>.*<script/);
  expect(html).toMatch(/rel="ringline-connector" data-connector="late"/);
  expect(html).not.toContain("lost");
});
