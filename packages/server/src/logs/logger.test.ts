import { Writable } from "node:stream";
import { afterEach, describe, expect, it } from "vitest";
import { answer, place, TestServer, tokenFor } from "../testing/test-server.ts";
import { createLogger } from "./logger.ts";

let server: TestServer | undefined;
afterEach(() => server?.close());

/** A logger whose lines are kept. */
function keptLog(level: "info" | "debug" = "info") {
  const lines: string[] = [];
  const destination = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  return { lines, logger: createLogger({ level, destination }) };
}

describe("the log", () => {
  it("[SEC2] is one line a record, with nothing in it that a reader's terminal obeys", () => {
    const { lines, logger } = keptLog();
    const hostile = 'a\r\n{"level":30}\u001b[2J\u009b\u2028\u2029\u202e\u200f\ufeff"';

    logger.info({ name: hostile }, hostile);

    expect(lines).toHaveLength(1);
    expect(lines[0]?.trimEnd()).toMatch(/^[\x20-\x7e]*$/);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ name: hostile, msg: hostile });
  });

  it("[SEC2] tells each step of a call, and no token, secret or message", async () => {
    const { lines, logger } = keptLog("debug");
    server = await TestServer.start({ logger });
    const anna = await server.device("anna");
    const bob = await server.device("bob");
    const placed = await place(anna, "bob", { about: { title: "canary title" } });
    const answered = await answer(bob, placed.call.id);
    const annas = await server.seat(placed.secret);
    const bobs = await server.seat(answered.secret);
    annas.socket.send({ type: "relay", call: placed.call.id, n: 1, body: "canary body" });
    await bobs.socket.next("relay");
    await bobs.socket.request("calls.leave", { call: placed.call.id });

    const all = lines.join("");
    const steps = lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === "call");
    expect(steps.map(({ step }) => step)).toEqual([
      "place",
      "answer",
      "seat-claimed",
      "seat-claimed",
      "leave",
    ]);
    expect(steps[0]).toMatchObject({ callId: placed.call.id, provider: "plain", phase: "ringing" });
    const token = await tokenFor("anna");
    for (const secret of [placed.secret, answered.secret, "canary", token.split(".")[0] ?? ""])
      expect(all).not.toContain(secret);
  });

  it("[WIRE7] has a line for the reference that a person was shown", async () => {
    const { lines, logger } = keptLog();
    server = await TestServer.start({ logger });
    const anna = await server.device("anna");

    const { reference } = await anna.socket
      .request("calls.get", { call: "A".repeat(22) })
      .catch((problem) => problem);

    expect(lines.filter((line) => line.includes(reference))).toHaveLength(1);
  });
});
