import { afterEach, describe, expect, it } from "vitest";
import { answer, newSecret, place, TestServer } from "../../testing/test-server.ts";

let server: TestServer;
afterEach(() => server.close());

describe("answering", () => {
  it("[RING3] has one winner of five devices; the others learn where", async () => {
    server = await TestServer.start();
    const anna = await server.device("anna");
    const labels = ["desk", "lap", "phone", "pad", "wall"];
    const bobs = await Promise.all(labels.map((label) => server.device("bob", { label })));
    const { call } = await place(anna, "bob");

    const tries = await Promise.allSettled(bobs.map((bob) => answer(bob, call.id)));
    const winner = tries.findIndex(({ status }) => status === "fulfilled");
    const told = await Promise.all(
      bobs.map(({ socket }) => socket.next("call", (frame) => frame.call.phase === "active")),
    );

    const refusals = tries.filter((one) => one.status === "rejected").map(({ reason }) => reason);
    expect(refusals).toHaveLength(4);
    expect(new Set(refusals.map(({ code, device }) => `${code} ${device}`))).toEqual(
      new Set([`answered-elsewhere ${labels[winner]}`]),
    );
    expect(told.map((frame) => frame.call.participants[1]?.device?.label)).toEqual(
      Array(5).fill(labels[winner]),
    );
  });

  it("[RING3] repeated with the same seat answers the same", async () => {
    server = await TestServer.start();
    const anna = await server.device("anna");
    const bob = await server.device("bob");
    const { call } = await place(anna, "bob");
    const { seat } = newSecret();

    const first = await bob.socket.request("calls.answer", { call: call.id, seat });
    const second = await bob.socket.request("calls.answer", { call: call.id, seat });

    expect(second.call).toEqual(first.call);
  });

  it("[RING5] is refused to who is in another call, unless that one ends first", async () => {
    server = await TestServer.start();
    const anna = await server.device("anna");
    const bob = await server.device("bob");
    const carol = await server.device("carol");
    const first = await place(anna, "bob");
    await answer(bob, first.call.id);
    const second = await place(carol, "bob");

    await expect(answer(bob, second.call.id)).rejects.toMatchObject({ code: "in-other-call" });
    const { call } = await bob.socket.request("calls.answer", {
      call: second.call.id,
      seat: newSecret().seat,
      leave: first.call.id,
    });

    expect(call).toMatchObject({ id: second.call.id, phase: "active" });
    const ended = await anna.socket.next("call", (frame) => frame.call.phase === "ended");
    expect(ended.call).toMatchObject({ endReason: "hung-up" });
  });
});

describe("ending one call to answer another", () => {
  /** Bob talks to Anna, and Carol rings him. */
  async function knocked() {
    server = await TestServer.start();
    const anna = await server.device("anna");
    const bob = await server.device("bob");
    const carol = await server.device("carol");
    const first = await place(anna, "bob");
    await answer(bob, first.call.id);
    const second = await place(carol, "bob");
    return { anna, bob, carol, talk: first.call.id, knock: second.call.id };
  }

  it("[RING22] leaves the talk alone when the other ring is over", async () => {
    const { anna, bob, carol, talk, knock } = await knocked();
    await carol.socket.request("calls.cancel", { call: knock });

    const late = bob.socket.request("calls.answer", { call: knock, leave: talk, ...newSeat() });

    await expect(late).rejects.toMatchObject({ code: "call-ended" });
    const { call } = await anna.socket.request("calls.get", { call: talk });
    expect(call.phase).toBe("active");
  });

  it("[RING22] is refused for one and the same call", async () => {
    const { bob, anna, talk } = await knocked();

    const same = bob.socket.request("calls.answer", { call: talk, leave: talk, ...newSeat() });

    await expect(same).rejects.toMatchObject({ code: "invalid-input" });
    const { call } = await anna.socket.request("calls.get", { call: talk });
    expect(call.phase).toBe("active");
  });
});

describe("the end of a ring", () => {
  it("[RING18] is declined on both sides when the callee declines", async () => {
    server = await TestServer.start();
    const anna = await server.device("anna");
    const bob = await server.device("bob");
    const { call } = await place(anna, "bob");

    const declined = await bob.socket.request("calls.decline", { call: call.id });
    const told = await anna.socket.next("call", (frame) => frame.call.phase === "ended");

    expect([declined.call, told.call]).toMatchObject([
      { endReason: "declined" },
      { endReason: "declined" },
    ]);
  });

  it("[RING18] is cancelled on both sides when the caller cancels; whoever answers then is told", async () => {
    server = await TestServer.start();
    const anna = await server.device("anna");
    const bob = await server.device("bob");
    const { call } = await place(anna, "bob");

    await anna.socket.request("calls.cancel", { call: call.id });
    const told = await bob.socket.next("call", (frame) => frame.call.phase === "ended");
    const late = answer(bob, call.id);

    expect(told.call).toMatchObject({ endReason: "cancelled" });
    await expect(late).rejects.toMatchObject({ code: "call-ended", endReason: "cancelled" });
  });
});

function newSeat(): { seat: string } {
  return { seat: newSecret().seat };
}
