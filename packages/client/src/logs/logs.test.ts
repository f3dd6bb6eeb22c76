import { CallError, LIMITS } from "@ringline/protocol";
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { MemoryLogLink } from "../testing/log-link.ts";
import { createLogs, type Logs, type LogsOptions } from "./logs.ts";

/** A console whose lines are kept. */
function keptConsole() {
  const lines: unknown[][] = [];
  const write = (...parts: unknown[]) => void lines.push(parts);
  return { lines, console: { debug: write, info: write, warn: write, error: write } };
}

function started(options: Partial<LogsOptions> = {}) {
  const link = new MemoryLogLink();
  const { lines, console } = keptConsole();
  const logs = createLogs({ link, console, ...options });
  onTestFinished(() => logs.close());
  return { link, lines, logs };
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const messages = ({ entries }: MemoryLogLink) => entries.map(({ message }) => message);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date", "performance"] });
  vi.setSystemTime("2027-03-21T16:05:38.958Z");
});
afterEach(() => vi.useRealTimers());

/** The switch is known after the first answer. */
async function ready(options: Partial<LogsOptions> = {}) {
  const all = started(options);
  await pass(2_000);
  return all;
}

describe("the log of a page", () => {
  it("[LOG10] writes one format, with name, prefix, client id, the error and the time", () => {
    const { lines, logs } = started();
    const log = logs.getLog("myconnector");

    log.info("Incoming call: mary@peter");
    log.prefix("call").warn("Starting call", { tries: 2 });
    const reference = log.error("Message to log", "Call failure exception");

    const id = logs.clientId;
    const at = "2027-03-21T16:05:38.958Z";
    expect(id).toMatch(/^[0-9a-f]{8}$/);
    expect(lines).toEqual([
      [`| INFO  | [myconnector_${id}] Incoming call: mary@peter -- ${at}`],
      [`| WARN  | [myconnector.call_${id}] Starting call -- ${at}`, { tries: 2 }],
      [
        `| ERROR | [myconnector_${id}] Message to log. Error: Call failure exception -- ${at} (reference ${reference})`,
      ],
    ]);
  });

  it("[LOG10] a prefix makes another log, and leaves the first one as it was", () => {
    const { lines, logs } = started();
    const log = logs.getLog("webrtc");

    log.prefix("call").prefix("media").info("a");
    log.info("b");

    expect(lines.map(([line]) => String(line).match(/\[(.*)_/)?.[1])).toEqual([
      "webrtc.call.media",
      "webrtc",
    ]);
  });

  it("[LOG10] trace stays in the browser; the others are handed over in batches", async () => {
    const { link, lines, logs } = await ready();
    const log = logs.getLog("webrtc").prefix("call");

    log.trace("mine");
    log.debug("one", { path: "relay" });
    log.info("two");
    await pass(2_000);

    expect(lines).toHaveLength(3);
    expect(link.batches.filter(({ entries }) => entries.length > 0)).toHaveLength(1);
    expect(link.entries).toMatchObject([
      {
        n: 1,
        level: "debug",
        message: "one",
        provider: "webrtc",
        prefix: "call",
        page: logs.clientId,
        details: { path: "relay" },
      },
      { n: 2, level: "info", message: "two" },
    ]);
  });

  it("[LOG2] what is not wanted never leaves, and leaves once it is switched on", async () => {
    const { link, logs } = started();
    link.wanted = ["webrtc"];
    const log = logs.getLog("link");
    log.info("before the first answer");
    await pass(2_000);
    link.batches.length = 0;

    log.info("off");
    await pass(5_000);
    const whileOff = messages(link);
    link.wanted = ["link"];
    logs.look();
    await pass(0);
    log.info("on");
    await pass(2_000);

    expect(whileOff).toEqual([]);
    expect(messages(link)).toEqual(["on"]);
  });

  it("[LOG14] an older product's names stay: its document, its references, and its line", async () => {
    const referenceAt = (at: string) => `mary-393215-${at}`;
    const { link, lines, logs } = started({ naming: { clientId: "393215", referenceAt } });
    const log = logs.getLog("myconnector");
    const refusal = new CallError("not-allowed", { reference: "abcd1234" });

    const [first, second] = [log.error("One", refusal), log.error("Two", "reason")];
    await pass(2_000);

    expect(first).toMatch(/^mary-393215-20\d\d-.*Z$/);
    expect(second).not.toBe(first);
    expect(lines.map(([line]) => String(line))).toEqual([
      `| ERROR | [myconnector_393215] One. Error: [not-allowed] ${refusal.message} -- ${first.slice(12)}`,
      `| ERROR | [myconnector_393215] Two. Error: reason -- ${second.slice(12)}`,
    ]);
    expect(link.entries).toMatchObject([
      { page: "393215", at: first.slice(12), reference: first, details: { reference: "abcd1234" } },
      { page: "393215", at: second.slice(12), reference: second },
    ]);
  });

  it("[LOG9] an error has a reference and is handed over at once, log or no log", async () => {
    const { link, logs } = started();
    link.wanted = [];
    await pass(2_000);
    const heard: string[] = [];

    const reference = logs
      .getLog("link")
      .error("No sound", new Error("x"), (ref) => heard.push(ref));
    await pass(0);

    expect(reference).toMatch(/^[\w-]{8}$/);
    expect(heard).toEqual([reference]);
    expect(link.entries).toMatchObject([
      { level: "error", message: "No sound. Error: [Error] x", reference },
    ]);
  });

  it("[LOG9] a refusal's own reference is the entry's, whatever script its class is from", () => {
    const { logs } = started();
    const ours = new CallError("ring-limit", { reference: "abcd1234" });
    const other = { code: "ring-limit", message: "x", details: { reference: "efgh5678" } };

    expect(logs.getLog().error("refused", ours)).toBe("abcd1234");
    expect(logs.getLog().error("refused", other)).toBe("efgh5678");
  });

  it("[LOG9] showError gives the words and the reference to whoever draws them", () => {
    const onShow = vi.fn();
    const { logs } = started({ onShow });
    const log = logs.getLog("webrtc");

    const first = log.showError("technical", new Error("no path"), { title: "Call error" });
    log.showError("technical", undefined, { title: "Call error", text: "Try again" });

    expect(onShow.mock.calls).toEqual([
      [{ title: "Call error", text: "[Error] no path", reference: first }],
      [{ title: "Call error", text: "Try again", reference: expect.any(String) }],
    ]);
  });

  it("[LOG11] ten thousand lines a second cost a bounded number of messages, and are counted", async () => {
    const { link, lines, logs } = await ready();
    const log = logs.getLog("webrtc");
    const asked = vi.spyOn(link, "request");

    for (let tenth = 0; tenth < 10; tenth += 1) {
      for (let n = 0; n < 1_000; n += 1) log.info("again and again");
      await pass(100);
    }
    log.error("the one that counts");
    await pass(10_000);

    expect(lines.length).toBeLessThanOrEqual(252);
    expect(asked.mock.calls.length).toBeLessThanOrEqual(12);
    expect(messages(link)).toContain("the one that counts");
    expect(link.entries.length + link.dropped).toBe(10_001);
  });

  it("[LOG11] while the server is away the oldest go, in number and in size; then the rest arrives once", async () => {
    const { link, logs } = await ready();
    const log = logs.getLog("webrtc");
    link.failure = new CallError("connection-lost");
    for (let second = 0; second < 60; second += 1) {
      for (let n = 0; n < 50; n += 1) log.info(`${second}.${n} ${"x".repeat(1_000)}`);
      await pass(1_000);
    }

    link.connect();
    await pass(60_000);

    const numbers = link.entries.map(({ n }) => n);
    expect(numbers.at(-1)).toBe(3_000);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers.length).toBeLessThanOrEqual(500);
    expect(numbers.length + link.dropped).toBe(3_000);
    const sizes = link.batches.map((batch) => JSON.stringify(batch).length);
    expect(Math.max(...sizes)).toBeLessThan(LIMITS.frameBytes);
    expect(Math.max(...link.batches.map(({ entries }) => entries.length))).toBeLessThanOrEqual(100);
  });

  it("[LOG11] waits as long as it is told to, and gives up what is refused for good", async () => {
    const { link, logs } = await ready();
    const log = logs.getLog("webrtc");
    link.failure = new CallError("rate-limited", { retryAfterMs: 30_000 });
    log.info("kept");
    await pass(2_000);
    const asked = vi.spyOn(link, "request");
    await pass(25_000);
    const meanwhile = asked.mock.calls.length;
    link.failure = undefined;
    await pass(10_000);
    link.failure = new CallError("invalid-input");
    log.info("refused");
    await pass(2_000);
    link.failure = undefined;
    await pass(70_000);

    expect(meanwhile).toBe(0);
    expect(messages(link)).toEqual(["kept"]);
    expect(link.dropped).toBe(1);
  });

  it("[LOG11] keeps what it has when the page goes without a connection, and hands it over if it comes back", async () => {
    const { link, logs } = await ready();
    logs.getLog("webrtc").info("last words");
    link.state = "connecting";

    link.leave();
    const away = messages(link);
    link.connect();
    await pass(0);

    expect([away, messages(link)]).toEqual([[], ["last words"]]);
  });

  it("[LOG11] batches that came back go out in the order in which they were written", async () => {
    const { link, logs } = await ready();
    const log = logs.getLog("webrtc");
    link.failure = new CallError("connection-lost");
    for (let n = 1; n <= 150; n += 1) log.info(`${n}`);
    logs.flush();
    await pass(0);

    link.connect();
    await pass(10_000);

    expect(link.entries.map(({ n }) => n)).toEqual(Array.from({ length: 150 }, (_, n) => n + 1));
  });

  it.each<[string, (logs: Logs) => void]>([
    ["a circle", (logs) => logs.getLog().info("x", circle())],
    [
      "a getter that throws",
      (logs) =>
        logs.getLog().info("x", Object.defineProperty({}, "a", { enumerable: true, get: broken })),
    ],
    ["a big integer", (logs) => logs.getLog().info("x", { n: 1n })],
    [
      "an error that cannot be read",
      (logs) => logs.getLog().error("x", new Proxy({}, { get: broken })),
    ],
    ["a callback that throws", (logs) => logs.getLog().error("x", undefined, broken)],
    ["no text", (logs) => logs.getLog().info(undefined as unknown as string)],
    ["a long one", (logs) => logs.getLog().info("x".repeat(1_000_000), { x: "y".repeat(100_000) })],
  ])("[LOG11] never throws: %s", async (_name, write) => {
    const { link, logs } = await ready();

    write(logs);
    await pass(3_000);

    expect(link.entries).toHaveLength(1);
    expect(JSON.stringify(link.entries).length).toBeLessThan(10_000);
  });
});

function circle(): object {
  const it: { it?: object } = {};
  it.it = it;
  return it;
}

function broken(): never {
  throw new Error("broken");
}
