import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { COMETD_LIMITS } from "./limits.ts";
import type { Message, Reply } from "./message.ts";
import type { Refusal } from "./replies.ts";
import { type Line, Session, UNSENT } from "./session.ts";

const NEWS: Reply = { channel: "/news", data: 1 };
let nextId = 0;

function connectMessage(rest: Partial<Message> = {}): Message {
  nextId += 1;
  return { channel: "/meta/connect", id: `${nextId}`, connectionType: "long-polling", ...rest };
}

function open({ acknowledges = false, limits = {} } = {}) {
  const ended: Refusal[] = [];
  const session = new Session({
    id: "s",
    person: "anna",
    acknowledges,
    limits: { ...COMETD_LIMITS, ...limits },
    onEnd: (refusal) => ended.push(refusal),
  });
  return { session, ended };
}

/** One request: it can be cut while its answer is held. */
function request(): Line & { cut(reason?: unknown): void } {
  const abort = new AbortController();
  return { signal: abort.signal, cut: (reason) => abort.abort(reason) };
}

function webSocket() {
  const heard: Reply[] = [];
  const state = { isFull: false };
  const send = (replies: readonly Reply[]) => {
    if (!state.isFull) heard.push(...replies);
    return !state.isFull;
  };
  return { ...request(), heard, state, send };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("a session on requests", () => {
  it("[BAYEUX6] holds a connect until there is something to say", async () => {
    const { session } = open();
    const connect = connectMessage();
    const answer = session.connect(connect, request());

    session.deliver(NEWS);

    expect(await answer).toEqual([
      NEWS,
      { channel: "/meta/connect", id: connect.id, successful: true },
    ]);
  });

  it("[BAYEUX6] answers a connect with nothing when the hold is over, and at once where the client wants that", async () => {
    const { session } = open();
    const settled = vi.fn();
    void session.connect(connectMessage(), request()).then(settled);
    await vi.advanceTimersByTimeAsync(COMETD_LIMITS.holdMs - 1);
    expect(settled).not.toHaveBeenCalled();

    await vi.advanceTimersByTimeAsync(1);
    expect(settled).toHaveBeenCalledExactlyOnceWith([
      expect.objectContaining({ successful: true }),
    ]);
    const atOnce = await session.connect(connectMessage({ advice: { timeout: 0 } }), request());

    expect(atOnce).toHaveLength(1);
  });

  it("[BAYEUX6] answers the connect before when another one comes", async () => {
    const { session } = open();
    const first = session.connect(connectMessage(), request());
    const second = session.connect(connectMessage(), request());
    session.deliver(NEWS);

    expect(await first).toMatchObject([{ successful: false, error: "409::Another connect came" }]);
    expect(await second).toHaveLength(2);
  });

  it("[BAYEUX6] is over when no connect comes, and says so to the next", async () => {
    const { session, ended } = open();
    void session.connect(connectMessage({ advice: { timeout: 0 } }), request());
    await vi.advanceTimersByTimeAsync(COMETD_LIMITS.absenceMs - 1);
    expect(ended).toEqual([]);

    await vi.advanceTimersByTimeAsync(1);

    expect(ended).toMatchObject([{ code: 402, advice: { reconnect: "handshake" } }]);
    expect(session.ended).toBe(ended[0]);
  });

  it("[BAYEUX6] keeps what comes while the line of a held connect is cut", async () => {
    const { session } = open();
    const line = request();
    const lost = session.connect(connectMessage(), line);
    line.cut();
    session.deliver(NEWS);

    expect(await lost).toEqual([]);
    expect(await session.connect(connectMessage(), request())).toContainEqual(NEWS);
  });

  it("[BAYEUX8] ends when more waits than there is room for, and says that messages were lost", async () => {
    const { session, ended } = open({ limits: { queueMessages: 2 } });
    for (let n = 0; n < 3; n += 1) session.deliver(NEWS);

    expect(ended).toMatchObject([{ advice: { reconnect: "handshake" } }]);
    expect(ended[0]?.words).toContain("Messages were lost");
  });

  it("[BAYEUX8] counts bytes too, and forgets what was sent", async () => {
    const { session, ended } = open({ limits: { queueBytes: 100 } });
    for (let n = 0; n < 20; n += 1) {
      const answer = session.connect(connectMessage(), request());
      session.deliver(NEWS);
      await answer;
    }
    expect(ended).toEqual([]);

    session.deliver({ channel: "/news", data: "x".repeat(100) });

    expect(ended).toHaveLength(1);
  });
});

describe("a session whose client acknowledges", () => {
  it("[BAYEUX7] sends again what was not acknowledged, in order, before what is newer", async () => {
    const { session } = open({ acknowledges: true });
    const say = (data: number) => session.deliver({ channel: "/news", data });
    const connect = async (ack: number) => {
      const replies = await session.connect(connectMessage({ ext: { ack } }), request());
      const last = replies.pop() as Reply & { ext: { ack: number } };
      return { data: replies.map(({ data }) => data), ack: last.ext.ack };
    };
    say(1);
    const first = await connect(0);
    say(2);
    say(3);
    const second = await connect(first.ack);
    expect([first.data, second.data]).toEqual([[1], [2, 3]]);
    say(4);

    // The answer was lost: the client still has what came first only.
    const again = await connect(first.ack);
    say(5);

    expect(again.data).toEqual([2, 3, 4]);
    expect((await connect(again.ack)).data).toEqual([5]);
  });

  it("[BAYEUX7] counts what is not acknowledged as waiting", async () => {
    const { session, ended } = open({ acknowledges: true, limits: { queueMessages: 2 } });
    for (let n = 0; n < 3; n += 1) {
      const answer = session.connect(connectMessage({ ext: { ack: 0 } }), request());
      session.deliver(NEWS);
      await answer;
    }

    expect(ended).toHaveLength(1);
  });

  it("[BAYEUX7] sends on a WebSocket with the answers to connects only", async () => {
    const { session } = open({ acknowledges: true });
    const line = webSocket();
    const answer = session.connect(connectMessage({ ext: { ack: 0 } }), line);
    session.deliver(NEWS);

    expect(await answer).toMatchObject([NEWS, { ext: { ack: 1 } }]);
    session.deliver(NEWS);
    expect(line.heard).toEqual([]);
  });
});

describe("a session on a WebSocket", () => {
  it("sends at once, also between two connects, and holds the connect on", async () => {
    const { session } = open();
    const line = webSocket();
    const settled = vi.fn();
    void session.connect(connectMessage(), line).then(settled);
    session.deliver(NEWS);
    await vi.advanceTimersByTimeAsync(0);

    expect(line.heard).toEqual([NEWS]);
    expect(settled).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(COMETD_LIMITS.holdMs);
    session.deliver(NEWS);
    expect(line.heard).toEqual([NEWS, NEWS]);
  });

  it("[BAYEUX8] keeps what its socket does not take, in order, and ends when that is too much", async () => {
    const { session, ended } = open({ limits: { queueMessages: 2 } });
    const line = webSocket();
    void session.connect(connectMessage(), line);
    line.state.isFull = true;
    session.deliver(NEWS);
    session.deliver({ ...NEWS, data: 2 });
    line.state.isFull = false;
    session.deliver({ ...NEWS, data: 3 });
    expect(line.heard.map(({ data }) => data)).toEqual([1, 2, 3]);

    line.state.isFull = true;
    for (let n = 0; n < 3; n += 1) session.deliver(NEWS);

    expect(ended).toMatchObject([{ words: expect.stringContaining("Messages were lost") }]);
  });

  it("[BAYEUX6] keeps what comes after its socket closed for the next one", async () => {
    const { session } = open();
    const line = webSocket();
    void session.connect(connectMessage(), line);
    line.cut();
    session.deliver(NEWS);
    const next = webSocket();
    void session.connect(connectMessage(), next);

    expect(line.heard).toEqual([]);
    expect(next.heard).toEqual([NEWS]);
  });

  it.each([
    { acknowledges: false, ends: 1 },
    { acknowledges: true, ends: 0 },
  ])(
    "[BAYEUX8] tells that messages were lost with a socket that took no answer: %o",
    ({ acknowledges, ends }) => {
      const { session, ended } = open({ acknowledges });
      const line = webSocket();
      void session.connect(connectMessage({ ext: { ack: 0 } }), line);

      line.cut(UNSENT);

      expect(ended).toHaveLength(ends);
      if (!acknowledges) expect(ended[0]?.words).toContain("Messages were lost");
    },
  );
});
