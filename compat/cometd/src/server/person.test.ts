import type { CallClient } from "@ringline/client";
import type { CallListener, ExoCalls } from "@ringline/exo-webconferencing/calls";
import { describe, expect, it } from "vitest";
import { COMETD_LIMITS } from "./limits.ts";
import type { Reply } from "./message.ts";
import { Person } from "./person.ts";

const CHANNEL = "/eXo/Application/WebConferencing/call/p/anna-bob";

/** A person whose call server answers when the test says so. */
function person() {
  const heard: Reply[] = [];
  const said: unknown[] = [];
  const begun: CallListener[] = [];
  const live = new Set<CallListener>();
  const calls: Pick<ExoCalls, "getCall" | "onCallUpdate" | "toCallUpdate" | "close"> = {
    getCall: async () => ({}) as Awaited<ReturnType<ExoCalls["getCall"]>>,
    onCallUpdate: (_id, listener) => {
      begun.push(listener);
      live.add(listener);
      return () => void live.delete(listener);
    },
    toCallUpdate: async (_id, data) => {
      said.push(data);
      return "successful";
    },
    close: () => {},
  };
  const one = new Person({
    person: "anna",
    client: { close: () => {} } as CallClient,
    calls: calls as ExoCalls,
    page: "page",
    limits: COMETD_LIMITS,
    deliver: (message) => heard.push(message),
    renew: async () => {},
    onFailure: () => {},
    onClose: () => {},
  });
  return { one, heard, said, begun, live };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

describe("a person at the door", () => {
  it("[BAYEUX12] hears each message once after subscribing again while the first still waits", async () => {
    const { one, heard, begun, live } = person();
    const first = one.subscribe(CHANNEL);
    one.unsubscribe(CHANNEL);
    const second = one.subscribe(CHANNEL);
    await settled();
    for (const listener of begun) listener.onReady?.();
    await Promise.all([first, second]);

    for (const listener of live) listener.onUpdate({ n: 1 });
    expect(heard).toHaveLength(1);

    one.unsubscribe(CHANNEL);
    expect(live.size).toBe(0);
  });

  it.each([
    ['{"sender":"bob","exoToken":"a secret"}', '{"sender":"bob"}'],
    ['{ "a": 1 }', '{ "a": 1 }'],
    ["exoToken, as a word", "exoToken, as a word"],
    ['"text"', '"text"'],
  ])("[BAYEUX12] says the text %s without a token, else unchanged", async (data, expected) => {
    const { one, said } = person();

    await one.publish({ channel: CHANNEL, data });

    expect(said).toEqual([expected]);
  });
});
