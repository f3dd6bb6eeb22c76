import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { RealServer } from "../testing/call-server.ts";
import { createLogs, type LogLink } from "./logs.ts";

const BOB = { type: "user", id: "bob" } as const;
const quiet = { debug() {}, info() {}, warn() {}, error() {} };

function logsOf(link: LogLink) {
  const logs = createLogs({ link, console: quiet });
  onTestFinished(() => logs.close());
  return logs;
}

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), "ringline-logs-"));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  return made;
}

it("[LOG7] [LOG9] lines of pages and of a seat are found by the reference that a person was shown", async () => {
  const server = await RealServer.start();
  const anna = await server.page("anna");
  const placed = anna.placeCall(BOB);
  const seat = await server.seat(placed.secret);
  const { id } = await placed.call;

  logsOf(seat).getLog("webrtc").prefix("call").info("from the seat");
  const reference = logsOf(anna).getLog("webrtc").error("from the page", new Error("x"));

  const { entry, lines } = await server.logWith(`reference=${reference}`);
  const told = await server.logWith(`call=${id}`, "from the seat");
  expect(entry).toMatchObject({ person: "anna", message: "from the page. Error: [Error] x" });
  expect(lines.length).toBeGreaterThan(0);
  expect(told.call?.id).toBe(id);
});

it("[LOG11] what is logged while the server is away arrives once when it is back", async () => {
  const server = await RealServer.start({
    database: `sqlite:${join(await folder(), "ringline.sqlite")}`,
  });
  const anna = await server.page("anna");
  const log = logsOf(anna).getLog("webrtc");
  await server.stop();
  const reference = log.error("while it was away");

  await server.start();

  const { lines } = await server.logWith("person=anna", "while it was away");
  expect(lines.filter((line) => line.reference === reference)).toHaveLength(1);
}, 30_000);
