import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import { FaultProxy } from "./fault-proxy.ts";

let proxy: FaultProxy;
let client: Socket;
let heard: string;
let said: string;
const echo = createServer((socket) => {
  socket.on("error", () => undefined);
  socket.on("data", (bytes) => {
    heard += bytes;
    socket.write(bytes);
  });
});

beforeEach(async () => {
  heard = "";
  said = "";
  echo.listen(0, "127.0.0.1");
  await once(echo, "listening");
  proxy = await FaultProxy.start((echo.address() as AddressInfo).port);
  client = connect(Number(new URL(proxy.url).port));
  client.on("data", (bytes) => {
    said += bytes;
  });
  client.on("error", () => undefined);
  await once(client, "connect");
});

afterEach(() => {
  client.destroy();
  proxy.close();
  echo.close();
});

async function write(text: string): Promise<void> {
  client.write(text);
  await sleep(100);
}

it("passes bytes both ways", async () => {
  await write("hi");

  expect({ heard, said }).toEqual({ heard: "hi", said: "hi" });
});

it("holds everything in a black hole, and lets it go after", async () => {
  proxy.set("black-hole");
  await write("lost");
  const meanwhile = { heard, said, open: !client.destroyed };
  proxy.set("pass");
  await sleep(100);

  expect({ meanwhile, heard, said }).toEqual({
    meanwhile: { heard: "", said: "", open: true },
    heard: "lost",
    said: "lost",
  });
});

it("holds back only what the server says, half open", async () => {
  proxy.set("half-open");
  await write("hello?");

  expect({ heard, said }).toEqual({ heard: "hello?", said: "" });
});

it("resets open connections", async () => {
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  client.once("close", () => resolve());
  proxy.set("reset");
  await closed;

  expect(client.destroyed).toBe(true);
});
