import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { brotliCompressSync, brotliDecompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { plainConnector } from "../testing/plain-connector.ts";
import { SITE, TestServer } from "../testing/test-server.ts";

const SCRIPT = "globalThis.ringline = {};";
const PAGE = "<!doctype html><title>Call</title>";

let folder: string;
let server: TestServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ringline-files-"));
  await mkdir(join(folder, "chunks"));
  await mkdir(join(folder, "call/assets"), { recursive: true });
  await writeFile(join(folder, "ringline.js"), SCRIPT);
  await writeFile(join(folder, "ringline.js.br"), brotliCompressSync(SCRIPT));
  await writeFile(join(folder, "chunks/layer-Ab3_-x9Z.js"), "export {};");
  await writeFile(join(folder, "chunks/secrets.txt"), "no");
  await writeFile(join(folder, "call/index.html"), PAGE);
  await writeFile(join(folder, "call/assets/index-12345678.js"), "export {};");
  const csp = () => ({ connect: ["https://media.example"], frame: ["https://rooms.example"] });
  server = await TestServer.start({
    files: folder,
    origins: [SITE, "http://localhost:4600"],
    connectors: [{ connector: plainConnector({ csp }), settings: {} }],
  });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(server.url + path, { headers });

/** Without `fetch`, which unpacks what it gets. */
function getRaw(path: string, encoding: string) {
  return new Promise<{ encoding: string | undefined; body: Buffer }>((resolve, reject) => {
    const asked = request(server.url + path, { headers: { "accept-encoding": encoding } });
    asked.on("response", (response) => {
      const encoding = response.headers["content-encoding"];
      buffer(response).then((body) => resolve({ encoding, body }), reject);
    });
    asked.on("error", reject).end();
  });
}

describe("the script", () => {
  it.each(["/ringline.js", "/chunks/layer-Ab3_-x9Z.js"])(
    "[HTTP12] may be loaded by any page: %s",
    async (path) => {
      const { status, headers } = await get(path, { origin: "https://anywhere.example" });

      expect(status).toBe(200);
      expect(headers.get("content-type")).toBe("text/javascript; charset=utf-8");
      expect(headers.get("access-control-allow-origin")).toBe("*");
      expect(headers.get("cross-origin-resource-policy")).toBe("cross-origin");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
    },
  );

  it("[HTTP12] is sent compressed where the browser takes it, with the same content for integrity", async () => {
    const packed = await getRaw("/ringline.js", "gzip, br;q=0.5");
    const plain = await getRaw("/ringline.js", "identity");
    const refused = await getRaw("/ringline.js", "br;q=0, gzip");
    const digest = (body: Buffer) => createHash("sha384").update(body).digest("base64");

    expect(packed.encoding).toBe("br");
    expect([plain.encoding, refused.encoding]).toEqual([undefined, undefined]);
    expect(digest(brotliDecompressSync(packed.body))).toBe(digest(plain.body));
  });

  it("[HTTP12] is asked again after minutes, a chunk with its hash in the name never", async () => {
    const script = await get("/ringline.js");
    const chunk = await get("/chunks/layer-Ab3_-x9Z.js");
    const again = await get("/ringline.js", { "if-none-match": script.headers.get("etag") ?? "" });

    expect(script.headers.get("cache-control")).toBe("public, max-age=300");
    expect(chunk.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(again.status).toBe(304);
    expect(await again.text()).toBe("");
  });

  it.each([
    "/chunks/secrets.txt",
    "/chunks/",
    "/call/index.html",
    "/call/assets/",
    "/ringline.js.br",
  ])("[HTTP8] is all that is served: nothing at %s", async (path) => {
    expect((await get(path)).status).toBe(404);
  });
});

describe("the call page", () => {
  const directives = async () => {
    const { headers } = await get("/call?lang=de");
    const policy = headers.get("content-security-policy") ?? "";
    return new Map(
      policy.split("; ").map((one) => {
        const [name = "", ...sources] = one.split(" ");
        return [name, sources];
      }),
    );
  };

  it("[HTTP13] is there, fresh each time, for windows that keep their opener and for panels", async () => {
    const page = await get("/call?lang=de");

    expect(await page.text()).toBe(PAGE);
    expect(page.headers.get("cache-control")).toBe("no-cache");
    expect(page.headers.get("cross-origin-opener-policy")).toBe("unsafe-none");
    expect(page.headers.get("referrer-policy")).toBe("no-referrer");
  });

  it("[HTTP13] runs our scripts only, and stands in pages of the site only", async () => {
    const policy = await directives();

    expect(policy.get("default-src")).toEqual(["'none'"]);
    expect(policy.get("script-src")).toEqual(["'self'"]);
    expect(policy.get("style-src")).toEqual(["'self'"]);
    expect(policy.get("object-src")).toEqual(["'none'"]);
    expect(policy.get("base-uri")).toEqual(["'none'"]);
    expect(policy.get("frame-ancestors")).toContain(SITE);
    expect(policy.get("frame-ancestors")).not.toContain("*");
  });

  it("[HTTP13] reaches this server and what its connectors name, and shows the site's portraits", async () => {
    const policy = await directives();

    expect(policy.get("connect-src")).toEqual([
      "'self'",
      "ws://127.0.0.1:4600",
      "https://media.example",
    ]);
    expect(policy.get("frame-src")).toEqual(["https://rooms.example"]);
    expect(policy.get("img-src")).toEqual(
      expect.arrayContaining(["https:", "http://localhost:4600"]),
    );
  });

  it("[HTTP13] alone may use camera, microphone and screen, beside the pages that its connectors frame", async () => {
    const page = (await get("/call")).headers.get("permissions-policy");
    const other = (await get("/livez")).headers.get("permissions-policy");

    expect(page).toContain('camera=(self "https://rooms.example"), microphone=(self ');
    expect(page).toContain("geolocation=()");
    expect(other).toContain("camera=(), microphone=(), display-capture=()");
  });
});
