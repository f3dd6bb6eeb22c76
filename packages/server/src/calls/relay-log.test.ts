import { describe, expect, it } from "vitest";
import { noHints } from "../hints/hints.ts";
import { createLogger } from "../logs/logger.ts";
import { MemoryRelayLog } from "../store/memory-relay-log.ts";
import type { RelayLog } from "../store/relay-log.ts";
import { talk as talkRecord } from "../testing/call-fixtures.ts";
import { HandTurnedClock } from "../testing/hand-turned-clock.ts";
import { KnownCalls } from "./known-calls.ts";
import { Relay } from "./relay.ts";

describe("the log of a call", () => {
  it("[RELAY8] goes with the end of the call, also when no seat is connected any more", async () => {
    const clock = new HandTurnedClock();
    const log = new MemoryRelayLog(clock);
    const known = new KnownCalls(600_000);
    const logger = createLogger({ level: "silent" });
    const relay = new Relay({ log, known, hints: noHints(), logger, isOpen: () => false });
    const call = talkRecord();
    known.note(call.record);
    const { id } = call.record;
    const seat = { call: id, participant: "p1", epoch: 1, page: "page", head: 0 };
    const socket = { ...seat, tellRelay: () => {}, tellGap: () => {} };

    await relay.add(socket);
    await relay.send(socket, { n: 1, body: "{}" });
    relay.remove(socket);
    const before = log.after(id, 0).head;
    call.moves({ type: "leave", person: "anna" });
    known.note(call.record);
    const after = log.after(id, 0).head;

    expect(before).toBeGreaterThan(0);
    expect(after).toBe(0);
  });

  it("[RELAY8] goes a little later when the call ended while the seat was added", async () => {
    const log = new MemoryRelayLog(new HandTurnedClock());
    const logger = createLogger({ level: "silent" });
    const relay = new Relay({
      log,
      known: new KnownCalls(1),
      hints: noHints(),
      logger,
      isOpen: () => false,
    });
    const seat = { call: "over", participant: "p1", epoch: 1, page: "page", head: 0 };
    const socket = { ...seat, tellRelay: () => {}, tellGap: () => {} };
    await relay.add(socket);
    await relay.send(socket, { n: 1, body: "{}" });

    relay.tidy();

    expect(log.after("over", 0).head).toBe(0);
  });
});

describe("a log that takes its time", () => {
  /** Bob's seat at a log whose answers wait, and may be refused; `say` keeps Anna's n-th message and passes it on. */
  function setUp() {
    const memory = new MemoryRelayLog(new HandTurnedClock());
    const answers: PromiseWithResolvers<void>[] = [];
    const log: RelayLog = {
      append: (message) => memory.append(message),
      after: async (...question) => {
        const found = memory.after(...question);
        const answer = Promise.withResolvers<void>();
        answers.push(answer);
        await answer.promise;
        return found;
      },
      heads: (calls) => memory.heads(calls),
      drop: () => {},
    };
    const { relay, heard } = relayAt(log);
    const seat = (participant: string, hears: unknown[] = heard) => ({
      ...{ call: "call-1", participant, epoch: 1, page: participant, head: 0, tellGap: () => {} },
      tellRelay: (frame: string) => hears.push(JSON.parse(frame).body),
    });
    const anna = seat("p1");
    const say = (n: number) => relay.send(anna, { n, body: `${n}` });
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    return { memory, relay, seat, bob: seat("p2"), answers, heard, say, turn };
  }

  function relayAt(log: RelayLog, known = new KnownCalls(1)) {
    const logger = createLogger({ level: "silent" });
    const relay = new Relay({ log, known, hints: noHints(), logger, isOpen: () => false });
    return { relay, heard: [] as unknown[] };
  }

  it("[RELAY1] leaves no message behind that comes while it is read", async () => {
    const { relay, bob, answers, heard, say, turn } = setUp();

    void relay.add(bob);
    await say(1);
    answers[0]?.resolve();
    await turn();
    answers[1]?.resolve();
    await turn();

    expect(heard).toEqual([1]);
  });

  it("[RELAY7] is read again when it was away", async () => {
    const { relay, bob, answers, heard, say, turn } = setUp();
    void relay.add(bob);
    await say(1);
    answers[0]?.reject(new Error("away"));
    await turn();

    await relay.lookAgain();
    answers[1]?.resolve();
    await turn();

    expect(heard).toEqual([1]);
  });

  it("[RELAY7] is asked once for all seats of a call", async () => {
    const { relay, seat, answers, heard, say, turn } = setUp();
    const seats = ["p2", "p3", "p4", "p5"].map((id) => seat(id));
    for (const one of seats) void relay.add(one);
    answers[0]?.resolve();
    await turn();
    answers[1]?.resolve();
    await turn();
    const before = answers.length;

    await say(1);
    for (const one of seats) one.head = 0;
    heard.length = 0;
    relay.lookAt("call-1");
    answers[before]?.resolve();
    await turn();

    expect(answers).toHaveLength(before + 1);
    expect(heard).toEqual([1, 1, 1, 1]);
  });

  it("[RELAY1] keeps one sender's messages in their order, however long each takes", async () => {
    const { memory, seat, turn } = setUp();
    const { promise: first, resolve } = Promise.withResolvers<void>();
    const log: RelayLog = {
      append: async (message) => {
        if (message.n === 1) await first;
        return memory.append(message);
      },
      after: (...question) => memory.after(...question),
      heads: (calls) => memory.heads(calls),
      drop: () => {},
    };
    const { relay, heard } = relayAt(log);
    await relay.add(seat("p2", heard));
    const sender = { call: "call-1", participant: "connector", page: "connectors" };

    const sent = [1, 2].map((n) => relay.send(sender, { n, body: `${n}` }));
    await turn();
    resolve();
    await Promise.all(sent);

    expect(heard).toEqual([1, 2]);
  });

  it("[RELAY5] tells who has heard nothing yet of a gap, where the log is younger than the call", async () => {
    const clock = new HandTurnedClock();
    const call = talkRecord();
    const known = new KnownCalls(600_000);
    known.note(call.record);
    await clock.turn(1_000_000_000);
    const { relay } = relayAt(new MemoryRelayLog(clock), known);
    const gaps: string[] = [];
    const seat = { call: call.record.id, participant: "p1", epoch: 1, page: "a", head: 0 };

    await relay.add({ ...seat, tellRelay: () => {}, tellGap: () => gaps.push("gap") });

    expect(gaps).toEqual(["gap"]);
  });
});
