import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { answer, newSecret, place, TestServer } from "../../testing/test-server.ts";

describe("taking one's seat to another call page", () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await TestServer.start();
  });
  afterEach(() => server.close());

  it("[CALL18] the new page holds the seat, the old one is sent away, and the other side hears of no end", async () => {
    const anna = await server.device("anna");
    const bob = await server.device("bob");
    const { call } = await place(anna, "bob");
    const answered = await answer(bob, call.id);
    const old = await server.seat(answered.secret);
    const { secret, seat } = newSecret();

    const taken = await bob.socket.request("calls.reseat", { call: call.id, seat });
    const again = await bob.socket.request("calls.reseat", { call: call.id, seat });
    const page = await server.seat(secret);

    expect(again.call.revision).toBe(taken.call.revision);
    expect(page.welcome.calls[0]).toMatchObject({ id: call.id, phase: "active" });
    expect(await old.socket.closed).toMatchObject({ code: 4503 });
    expect((await anna.socket.request("calls.get", { call: call.id })).call.phase).toBe("active");
  });

  it("[CALL18] is refused to who is not in the call, and after its end", async () => {
    const anna = await server.device("anna");
    const bob = await server.device("bob");
    const carol = await server.device("carol");
    const { call } = await place(anna, "bob");
    const input = { call: call.id, seat: newSecret().seat };

    await expect(bob.socket.request("calls.reseat", input)).rejects.toMatchObject({
      code: "not-allowed",
    });
    await expect(carol.socket.request("calls.reseat", input)).rejects.toMatchObject({
      code: "call-not-found",
    });
    await anna.socket.request("calls.cancel", { call: call.id });
    await expect(anna.socket.request("calls.reseat", input)).rejects.toMatchObject({
      code: "call-ended",
    });
  });
});
