import { describe, expect, it, onTestFinished, vi } from "vitest";
import { active, ended, ringing } from "../testing/calls.ts";
import { openPage, settle, startServer, type TestPage, until } from "../testing/pages.ts";

/** The page that holds the socket, and the others. */
function roles(pages: readonly TestPage[]): { leader: TestPage; followers: TestPage[] } {
  const [leader, ...more] = pages.filter(({ client }) => client.isLeader);
  if (!leader || more.length > 0) throw new Error(`${more.length + 1} pages lead`);
  return { leader, followers: pages.filter((page) => page !== leader) };
}

describe("pages of one browser", () => {
  it("[TABS1] share one socket", async () => {
    const server = await startServer();
    const pages = [openPage(server), openPage(server), openPage(server)];
    await Promise.all(pages.map(({ client }) => client.ready));

    const { leader, followers } = roles(pages);

    expect(server.hellos).toHaveLength(1);
    expect(followers.map(({ client }) => client.deviceId)).toEqual(
      followers.map(() => leader.client.deviceId),
    );
    expect(followers.map(({ client }) => client.me)).toEqual(followers.map(() => leader.client.me));
  });

  it("[TABS1] are apart when they are of different people", async () => {
    const server = await startServer();
    const anna = openPage(server);
    await anna.client.ready;
    const bob = openPage(server, { person: "bob" });
    await bob.client.ready;

    expect([anna.client.isLeader, bob.client.isLeader]).toEqual([true, true]);
    expect(bob.client.me?.party.id).toBe("bob");
  });

  it("[TABS2] command from any page, each with its own answer", async () => {
    const server = await startServer();
    server.answer = ({ input }) => ({ call: active(("call" in input && input.call) || "new") });
    const pages = [openPage(server), openPage(server), openPage(server)];
    await Promise.all(pages.map(({ client }) => client.ready));

    const answers = await Promise.all(pages.map(({ client }, i) => client.leaveCall(`c${i}`)));

    expect(answers.map(({ id }) => id)).toEqual(["c0", "c1", "c2"]);
    expect(server.socket.requests("calls.leave")).toHaveLength(3);
  });

  it("[TABS3] keep what they asked for when the leader goes before the answer", async () => {
    const server = await startServer();
    const pages = [openPage(server), openPage(server)];
    await Promise.all(pages.map(({ client }) => client.ready));
    server.answer = (_, socket) => (server.hellos.length > 1 ? { call: active("c") } : void socket);
    const { leader, followers } = roles(pages);
    const first = server.socket;

    const placed = followers[0]?.client.placeCall({ type: "user", id: "bob" });
    await until(() => first.requests("calls.place").length === 1);
    leader.client.close();

    expect((await placed?.call)?.id).toBe("c");
    const again = server.socket.requests("calls.place");
    expect(again.map(({ input }) => input)).toEqual(
      first.requests("calls.place").map(({ input }) => input),
    );
  });

  it("[TABS10] say again what a leader that lives did not get", async () => {
    const server = await startServer();
    server.answer = () => ({ call: active("c") });
    const pages = [openPage(server), openPage(server)];
    await Promise.all(pages.map(({ client }) => client.ready));
    const { followers } = roles(pages);
    vi.spyOn(BroadcastChannel.prototype, "postMessage").mockImplementationOnce(() => {});

    const answered = followers[0]?.client.leaveCall("c");

    expect((await answered)?.id).toBe("c");
    expect(server.socket.requests("calls.leave")).toHaveLength(1);
  });

  it("[TABS4] know all at once when they come late", async () => {
    const server = await startServer();
    server.answer = () => ({ people: { bob: "available" } });
    const first = openPage(server);
    first.client.watchPresence(["bob"], () => {});
    await first.client.ready;
    server.put(ringing("c"));
    await until(() => first.client.presence("bob") && first.client.calls.size === 1);

    const late = openPage(server);
    const rings = vi.fn();
    late.client.on("incomingCall", rings);
    late.client.watchPresence(["bob"], () => {});
    await late.client.ready;

    expect(late.client.calls).toEqual(first.client.calls);
    expect(late.client.presence("bob")).toBe("available");
    expect(rings).toHaveBeenCalledOnce();
    expect(server.socket.requests("presence.subscribe")).toHaveLength(1);
  });

  it("[TABS4] tell each change on every page, once", async () => {
    const server = await startServer();
    const pages = [openPage(server), openPage(server)];
    await Promise.all(pages.map(({ client }) => client.ready));
    const told: string[][] = pages.map(() => []);
    for (const [i, { client }] of pages.entries()) {
      client.on("callChanged", ({ call }) => told[i]?.push(call.phase));
      client.on("incomingCall", () => told[i]?.push("rings"));
    }

    server.put(ringing("c", 1));
    server.put(ringing("c", 1));
    server.put(ended("c", 2));
    await until(() => pages.every(({ client }) => client.calls.get("c")?.phase === "ended"));

    expect(told).toEqual(pages.map(() => ["ringing", "rings", "ended"]));
  });

  it("[TABS5] have another leader when theirs closes, and nothing rings twice", async () => {
    const server = await startServer();
    const pages = [openPage(server), openPage(server), openPage(server)];
    await Promise.all(pages.map(({ client }) => client.ready));
    const rings = vi.fn();
    for (const { client } of pages) client.on("incomingCall", rings);
    server.put(ringing("c", 1, "ringing"));
    await until(() => rings.mock.calls.length === 3);
    const { leader, followers } = roles(pages);

    const from = performance.now();
    leader.client.close();
    await until(() => server.hellos.length === 2);
    await until(() => followers.every(({ client }) => client.state === "connected"));
    expect(performance.now() - from).toBeLessThan(2_000);
    await settle();

    expect(roles(followers).leader.client.calls.get("c")?.phase).toBe("ringing");
    expect(rings).toHaveBeenCalledTimes(3);
    expect(server.hellos[1]).toMatchObject({ holds: { c: 1 } });
    expect(server.hellos[1]).toMatchObject({ device: { id: leader.client.deviceId } });
  });

  it("[TABS7] fall silent at once when one of them answers, before the server's word", async () => {
    const server = await startServer();
    server.answer = () => undefined;
    const pages = [openPage(server), openPage(server), openPage(server)];
    await Promise.all(pages.map(({ client }) => client.ready));
    server.put(ringing("c"));
    await until(() => pages.every(({ client }) => client.calls.size === 1));
    const taken = vi.fn();
    for (const { client } of pages) client.on("ringTaken", taken);

    roles(pages)
      .followers[0]?.client.answerCall("c")
      .call.catch(() => {});
    await until(() => taken.mock.calls.length === 3);

    expect(taken.mock.calls).toEqual(pages.map(() => [{ call: "c", taken: true }]));
    expect(server.socket.requests("calls.ringing")).toHaveLength(1);
  });

  it("[TABS7] ring on when the answer of one of them came to nothing", async () => {
    const server = await startServer();
    const page = openPage(server);
    await page.client.ready;
    const taken: boolean[] = [];
    page.client.on("ringTaken", (event) => taken.push(event.taken));
    server.answer = (request) => {
      if (request.operation === "calls.answer") server.socket.close(4502);
    };

    await expect(page.client.answerCall("c").call).rejects.toMatchObject({ code: "token-revoked" });

    expect(taken).toEqual([true, false]);
  });

  it.each([
    ["channel", { BroadcastChannel: undefined }],
    ["locks", { navigator: {} }],
  ])("[TABS8] lead each for itself where the browser has no %s", async (_, missing) => {
    for (const [name, value] of Object.entries(missing)) vi.stubGlobal(name, value);
    onTestFinished(() => void vi.unstubAllGlobals());
    const server = await startServer();
    const pages = [openPage(server), openPage(server)];
    await Promise.all(pages.map(({ client }) => client.ready));
    server.put(ringing("c"));
    await until(() => pages.every(({ client }) => client.calls.size === 1));

    expect(pages.map(({ client }) => client.isLeader)).toEqual([true, true]);
    expect(server.hellos).toHaveLength(2);
  });

  it("[TABS9] leave the last person's pages when somebody else has signed in", async () => {
    const server = await startServer();
    const page = openPage(server);
    await page.client.ready;
    server.put(active("c"));
    await until(() => page.client.calls.size === 1);
    const gone = vi.fn();
    page.client.on("callGone", gone);

    server.calls.clear();
    page.person = "bob";
    server.socket.close(4003);
    await until(() => page.client.me?.party.id === "bob");

    expect(gone).toHaveBeenCalledWith({ call: "c" });
    expect(server.hellos).toHaveLength(2);
    expect(server.socket.person).toBe("bob");
  });

  it("[TABS9] do not give the next person what the last one asked for", async () => {
    const server = await startServer();
    server.answer = () => undefined;
    const page = openPage(server);
    await page.client.ready;

    const placed = page.client.placeCall({ type: "user", id: "carol" }).call;
    await until(() => server.socket.requests("calls.place").length === 1);
    page.person = "bob";
    server.socket.close(4003);

    await expect(placed).rejects.toMatchObject({ code: "not-authenticated" });
    await until(() => page.client.me?.party.id === "bob");
    expect(server.socket.requests("calls.place")).toHaveLength(0);
  });

  it("[CLIENT9] watch together: one subscription, taken back with the last page", async () => {
    const server = await startServer();
    server.answer = () => ({ people: { bob: "available" } });
    const pages = [openPage(server), openPage(server)];
    await Promise.all(pages.map(({ client }) => client.ready));
    const heard = vi.fn();
    for (const { client } of pages) client.watchPresence(["bob"], heard);
    await until(() => heard.mock.calls.length === 2);

    const { leader, followers } = roles(pages);
    const unwatch = leader.client.watchPresence(["bob"], () => {});
    unwatch();
    followers[0]?.client.close();
    await settle(120);

    expect(server.socket.requests("presence.subscribe")).toHaveLength(1);
    expect(server.socket.requests("presence.unsubscribe")).toHaveLength(0);
  });
});

describe("the page that sounds", () => {
  const sounding = (pages: readonly TestPage[]) => pages.map(({ client }) => client.sounds);

  it("[SOUND2] is exactly one, and moves to the page that is looked at", async () => {
    const server = await startServer();
    const first = openPage(server);
    await first.client.ready;
    const second = openPage(server, { visible: false });
    await second.client.ready;
    const pages = [first, second];
    await until(() => first.client.sounds);
    expect(sounding(pages)).toEqual([true, false]);

    first.hide();
    second.show();
    await until(() => second.client.sounds);
    expect(sounding(pages)).toEqual([false, true]);

    second.hide();
    await until(() => first.client.sounds);
    expect(sounding(pages)).toEqual([true, false]);
  });

  it("[SOUND2] is another one when it closes", async () => {
    const server = await startServer();
    const pages = [openPage(server, { visible: false }), openPage(server), openPage(server)];
    await Promise.all(pages.map(({ client }) => client.ready));
    await until(() => sounding(pages).filter(Boolean).length === 1);
    const loud = pages.find(({ client }) => client.sounds);

    loud?.client.close();
    const rest = pages.filter((page) => page !== loud);
    await until(() => sounding(rest).filter(Boolean).length === 1);

    expect(loud?.client.sounds).toBe(false);
  });
});
