import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { move, placeCall } from "../calls/call-machine.ts";
import { openStore } from "../store/open.ts";
import type { StoredMessage } from "../store/store.ts";
import { annaCallsBob, annaOutside, bobAnswers, person, START } from "../testing/call-fixtures.ts";
import { HandTurnedClock } from "../testing/hand-turned-clock.ts";
import { noPostgres, scratchDatabase } from "../testing/scratch-database.ts";
import { type Answer, type Received, Receiver, status } from "./testing/receiver.ts";
import { callEvents } from "./webhook-events.ts";

const CHILD = fileURLToPath(new URL("testing/sender-child.ts", import.meta.url));
const CALLS = 20;
const MOST_MS = 120_000;
/** Each failed sending waits longer for the next (half an hour after the fourth): what fails here must not be left to chance. */
const BAD_PER_MESSAGE = 2;
const MOST_KILLS = 12;
const BAD_MOODS: readonly Answer[] = [
  status(500),
  status(500),
  status(503, { "retry-after": "1" }),
  status(302, { location: "http://127.0.0.1:1/" }),
  status(410),
  // Never.
  () => {},
];

/** The messages of calls that were placed, answered and ended before any sender ran, oldest first. */
async function fillOutbox(database: string): Promise<StoredMessage[]> {
  const store = await openStore({ database, clock: new HandTurnedClock() });
  let made = 0;
  store.calls.leaveTrail((after, before, now) => ({
    history: [],
    messages: callEvents(after, before, now).map((event) => {
      made += 1;
      const body = JSON.stringify(event);
      return { id: `msg_${made}`, endpoint: "site", type: event.type, body };
    }),
  }));
  for (let round = 0; round < CALLS; round += 1) {
    const [id, callee] = [`call-${round}`, `bob-${round}`];
    const target = { type: "user", id: callee } as const;
    const input = annaCallsBob({
      id,
      target,
      caller: annaOutside,
      callees: [{ party: person(callee) }],
    });
    const placing = { caller: "anna", key: id, inputHash: "h" };
    await store.calls.create(placeCall(input, START), placing);
    for (const event of [{ ...bobAnswers, person: callee }, { type: "end" } as const])
      await store.calls.change(id, (call) => move(call, event, START));
  }
  const messages = await store.webhooks.find({ limit: 9 * CALLS });
  await store.close();
  return messages.reverse();
}

/** A receiver in every mood, in front of processes that are killed between its answer and their mark. */
class Trial {
  readonly receiver: Receiver;
  /** Ids in the order in which each was taken for the first time. */
  readonly taken: string[] = [];
  readonly texts = new Map<string, Set<string>>();
  kills = 0;
  /** Whether something came before what comes before it in its call was taken. */
  tooEarly: string[] = [];
  readonly #order: ReadonlyMap<string, readonly string[]>;
  readonly #children = new Set<ChildProcess>();
  readonly #badTurns = new Map<string, number>();
  #requests = 0;

  constructor(receiver: Receiver, messages: readonly StoredMessage[]) {
    this.receiver = receiver;
    const bySubject = Map.groupBy(messages, ({ subject }) => subject);
    this.#order = new Map(
      [...bySubject.values()].flatMap((ofCall) =>
        ofCall.map(({ id }, index) => [id, ofCall.slice(0, index).map((one) => one.id)] as const),
      ),
    );
    receiver.answer = (received, response) => {
      this.#requests += 1;
      this.#note(received);
      const badTurns = this.#badTurns.get(received.id) ?? 0;
      if (badTurns === BAD_PER_MESSAGE || Math.random() < 0.7)
        return this.#take(received.id, response);
      this.#badTurns.set(received.id, badTurns + 1);
      BAD_MOODS[Math.floor(Math.random() * BAD_MOODS.length)]?.(received, response);
    };
  }

  /** Keeps so many processes running until one of them finds nothing left to do. */
  async run(database: string, count: number): Promise<void> {
    const began = String(Date.now());
    const deadline = Date.now() + MOST_MS;
    const worker = async () => {
      while (Date.now() < deadline) {
        const parameters = ["--conditions=ringline-source", CHILD, database, this.receiver.url];
        const child = spawn(process.execPath, [...parameters, began], { stdio: "ignore" });
        this.#children.add(child);
        const [code] = await once(child, "exit");
        this.#children.delete(child);
        if (code === 0) return;
      }
    };
    const end = setTimeout(() => this.#killAll(), MOST_MS);
    await Promise.all(Array.from({ length: count }, worker));
    clearTimeout(end);
  }

  #take(id: string, response: ServerResponse): void {
    if (!this.taken.includes(id)) this.taken.push(id);
    const slowMs = this.#requests % 5 === 0 ? 150 : 0;
    setTimeout(() => response.writeHead(200).end(), slowMs);
    // The answer is on its way, the mark is not.
    if (this.#requests % 9 === 0 && this.kills < MOST_KILLS) this.#killOne();
  }

  #note({ id, text }: Received): void {
    const texts = this.texts.get(id) ?? new Set();
    this.texts.set(id, texts.add(text));
    const before = this.#order.get(id) ?? [];
    if (!before.every((one) => this.taken.includes(one))) this.tooEarly.push(id);
  }

  #killAll(): void {
    for (const child of this.#children) child.kill("SIGKILL");
  }

  #killOne(): void {
    const [child] = this.#children;
    if (!child) return;
    this.kills += 1;
    child.kill("SIGKILL");
  }
}

async function expectAllArrives(database: string, processes: number): Promise<void> {
  const messages = await fillOutbox(database);
  const receiver = await Receiver.start();
  const trial = new Trial(receiver, messages);
  await trial.run(database, processes);
  receiver.close();

  expect(messages).toHaveLength(3 * CALLS);
  expect([...trial.taken].sort()).toEqual(messages.map(({ id }) => id).sort());
  expect(trial.tooEarly).toEqual([]);
  expect([...trial.texts.values()].every(({ size }) => size === 1)).toBe(true);
  expect(trial.kills).toBeGreaterThan(3);
  expect(receiver.received.length).toBeGreaterThan(messages.length);
}

describe("senders that are killed between sending and marking", () => {
  it("[HOOK3] lose nothing, keep each call's order, and repeat a message with its id: one process on SQLite", {
    timeout: MOST_MS + 20_000,
    retry: 0,
  }, async () => {
    const folder = mkdtempSync(join(tmpdir(), "ringline-killed-"));
    await expectAllArrives(`sqlite:${join(folder, "ringline.db")}`, 1);
    rmSync(folder, { recursive: true });
  });

  it.skipIf(noPostgres)(
    "[HOOK3] lose nothing, keep each call's order, and repeat a message with its id: two processes on PostgreSQL",
    {
      timeout: MOST_MS + 20_000,
      retry: 0,
    },
    async () => {
      const { url, drop } = await scratchDatabase();
      await expectAllArrives(url, 2);
      await drop();
    },
  );
});
