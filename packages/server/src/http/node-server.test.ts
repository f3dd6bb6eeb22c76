import type { Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createLogger } from "../logs/logger.ts";
import { problemAnswer } from "./answer.ts";
import type { HttpEnv } from "./http-env.ts";
import { closeInOrder, createHttpServer } from "./node-server.ts";
import { refuseManyHeaders } from "./security-headers.ts";

const logger = createLogger({ level: "silent" });
const times = { headersMs: 100, requestMs: 200, lookMs: 20 };

let server: Server;

beforeAll(async () => {
  const app = new Hono<HttpEnv>();
  app.use(refuseManyHeaders);
  app.onError((error) => problemAnswer(error, logger));
  app.post("/", async (context) => context.text(`${(await context.req.text()).length}`));
  app.get("/", (context) => context.text("here"));
  server = createHttpServer({ app, logger, times });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** Everything that the server says to these bytes until it closes. */
function say(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
    let heard = "";
    socket.on("data", (data) => {
      heard += data;
    });
    socket.on("close", () => resolve(heard));
    socket.on("error", reject);
    socket.write(text);
  });
}

describe("the HTTP server", () => {
  it("[HTTP15] ends who does not finish the header in time", async () => {
    expect(await say("GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ")).toContain("408 Request Timeout");
  });

  it("[HTTP15] ends who does not finish the body in time", async () => {
    const head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n";

    expect(await say(`${head}slow`)).toContain("408 Request Timeout");
  });

  it("[HTTP15] refuses a header of more than 16 kB", async () => {
    const head = `GET / HTTP/1.1\r\nHost: a\r\nX-Long: ${"x".repeat(17_000)}\r\n\r\n`;

    const answer = await say(head);

    expect(answer).toContain("431 Request Header Fields Too Large");
    expect(answer).toContain('"code":"headers-too-large"');
  });

  it("[HTTP15] refuses more than 100 header lines", async () => {
    const lines = Array.from({ length: 2_000 }, (_, n) => `a${n}: b\r\n`).join("");

    const answer = await say(`GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${lines}\r\n`);

    expect(answer).toContain("HTTP/1.1 431");
  });

  it.each([
    ["an unknown method", "FROB / HTTP/1.1\r\nHost: a\r\n\r\n"],
    ["no HTTP", "\u0016\u0003\u0001 hello\r\n\r\n"],
    ["NUL in the path", "GET /\u0000 HTTP/1.1\r\nHost: a\r\n\r\n"],
    ["no host", "GET / HTTP/1.1\r\nConnection: close\r\n\r\n"],
    ["two lengths", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"],
  ])("[HTTP15] refuses %s", async (_, text) => {
    expect(await say(text)).toMatch(/^HTTP\/1\.1 400 /);
  });

  it("[HTTP15] lives after all of these", async () => {
    const answer = await say("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

    expect(answer).toContain("here");
  });

  it("[HTTP19] finishes the requests under way before it closes, and takes no others", async () => {
    const app = new Hono<HttpEnv>();
    const { promise: asked, resolve: arrived } = Promise.withResolvers<void>();
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    app.get("/", async (context) => {
      arrived();
      await released;
      return context.text("finished");
    });
    const closing = createHttpServer({ app, logger });
    await new Promise<void>((resolve) => closing.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(closing.address() as AddressInfo).port}/`;

    const answer = fetch(url);
    await asked;
    const closed = closeInOrder(closing);
    const refused = await fetch(url).catch(() => "refused");
    release();

    expect(refused).toBe("refused");
    expect(await (await answer).text()).toBe("finished");
    await closed;
  });

  it("[HTTP19] does not wait for who never finishes", async () => {
    const app = new Hono<HttpEnv>();
    const { promise: asked, resolve: arrived } = Promise.withResolvers<void>();
    app.get("/", () => {
      arrived();
      return new Promise<Response>(() => undefined);
    });
    const closing = createHttpServer({ app, logger });
    await new Promise<void>((resolve) => closing.listen(0, "127.0.0.1", resolve));
    const answer = fetch(`http://127.0.0.1:${(closing.address() as AddressInfo).port}/`);
    answer.catch(() => undefined);
    await asked;

    await closeInOrder(closing, 50);

    await expect(answer).rejects.toThrow();
  });
});
