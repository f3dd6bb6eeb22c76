import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import type { WebSocket } from "ws";
import { HandTurnedClock } from "../testing/hand-turned-clock.ts";
import { Connection, type Session } from "./connection.ts";

/** A socket whose other side takes what was sent when it is told to. */
class SlowSocket {
  readyState = 1;
  bufferedAmount = 0;
  readonly #sent: (() => void)[] = [];

  send(text: string, sent?: () => void): void {
    this.bufferedAmount += Buffer.byteLength(text);
    if (sent) this.#sent.push(sent);
  }

  takeAll(): void {
    this.bufferedAmount = 0;
    for (const sent of this.#sent.splice(0)) sent();
  }
}

describe("a connection", () => {
  it.each([
    ["one frame", ["x".repeat(70_000)]],
    ["one frame of letters that take three bytes", ["\u20ac".repeat(30_000)]],
    ["two frames of one turn", ["x".repeat(40_000), "x".repeat(40_000)]],
  ])("[TELL5] that %s congests says when it flows again", (_what, texts) => {
    const socket = new SlowSocket();
    const clock = new HandTurnedClock();
    const options = { wire: new PassThrough(), address: "here", clock };
    const connection = new Connection(socket as unknown as WebSocket, options);
    let flows = 0;
    connection.session = { flows: () => (flows += 1) } as unknown as Session;

    for (const text of texts) connection.send(text);
    const isCongested = connection.isCongested;
    socket.takeAll();

    expect([isCongested, flows]).toEqual([true, 1]);
  });
});
