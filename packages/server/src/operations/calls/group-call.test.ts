import { type Call, CLOSE_CODES } from "@ringline/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { groupConnector } from "../../testing/plain-connector.ts";
import { answer, type Device, place, TestServer } from "../../testing/test-server.ts";

const DESIGN = { type: "space", id: "design" } as const;
const ADMIN = { claims: { roles: ["admin"] } };

describe("calling a space", () => {
  let server: TestServer;
  let admin: Device;
  let anna: Device;
  let bob: Device;
  beforeEach(async () => {
    server = await TestServer.start({
      connectors: [{ connector: groupConnector(), settings: {} }],
      limits: { groupInvitees: 3 },
    });
    admin = await server.device("root", ADMIN);
    await putDesign(["anna", "bob", "carol"]);
    anna = await server.device("anna");
    bob = await server.device("bob");
  });
  afterEach(() => server.close());

  const putDesign = (members: string[]) =>
    admin.socket.request("spaces.put", { spaces: [{ id: "design", title: "Design", members }] });
  const call = (who: Device, more: object = {}) => place(who, "", { target: DESIGN, ...more });
  const get = async (who: Device, id: string) =>
    (await who.socket.request("calls.get", { call: id })).call;
  const statesOf = ({ participants }: Call) =>
    Object.fromEntries(
      participants.map(({ party, state }) => [party.type !== "address" && party.id, state]),
    );

  it("[GROUP1] [GROUP2] rings each other member, under the group's name", async () => {
    const placed = await call(anna);
    const news = await bob.socket.next("call", ({ call: { id } }) => id === placed.call.id);

    expect(placed.call).toMatchObject({
      phase: "active",
      title: "Design",
      target: { ...DESIGN, name: "Design" },
    });
    expect(news.call).toMatchObject({ phase: "active", ring: "aloud" });
    expect(news.call).toHaveProperty("ringDeadline");
    expect(placed.call).not.toHaveProperty("ring");
    expect(statesOf(placed.call)).toEqual({ anna: "joined", bob: "invited", carol: "invited" });
  });

  it("[GROUP2] rings who comes on line while it rings", async () => {
    const placed = await call(anna);

    const carol = await server.device("carol");
    await carol.socket.request("calls.ringing", { call: placed.call.id });

    expect(carol.welcome.calls).toMatchObject([{ id: placed.call.id, ring: "aloud" }]);
    expect(statesOf(await get(anna, placed.call.id))).toMatchObject({ carol: "ringing" });
  });

  it("[GROUP9] is not there for who is no member, like a group that is none", async () => {
    const dave = await server.device("dave");

    for (const target of [DESIGN, { type: "space", id: "nowhere" }, { ...DESIGN, type: "room" }])
      await expect(call(dave, { target })).rejects.toMatchObject({ code: "not-found" });
  });

  it("[GROUP9] a token's word makes a member too", async () => {
    const claims = { spaces: [{ id: "design", title: "D" }] };
    const dave = await server.device("dave", { claims });

    const { call: placed } = await call(dave);

    expect(statesOf(placed)).toMatchObject({ dave: "joined", anna: "invited" });
  });

  it("[GROUP10] the group has one live call: placed again, it is joined or the seat taken along", async () => {
    const first = await call(anna);

    const joined = await call(bob);
    const again = await call(anna);

    expect([joined.call.id, again.call.id]).toEqual([first.call.id, first.call.id]);
    expect(statesOf(joined.call)).toMatchObject({ anna: "joined", bob: "joined" });
    expect(again.call.participants[0]?.seat).toMatchObject({ epoch: 1 });
  });

  it("[GROUP10] placings that cross make one call with both in it", async () => {
    const both = await Promise.all([call(anna), call(bob)]);

    const [one, other] = both.map((placed) => placed.call.id);
    expect(one).toBe(other);
    expect(statesOf(await get(anna, one ?? ""))).toMatchObject({ anna: "joined", bob: "joined" });
  });

  it("[GROUP3] [GROUP5] [GROUP6] members come and go; it ends with the last", async () => {
    const carol = await server.device("carol");
    const { call: placed } = await call(anna);
    const id = { call: placed.id };

    await answer(bob, placed.id);
    await carol.socket.request("calls.decline", id);
    await anna.socket.request("calls.leave", id);
    await answer(carol, placed.id);
    await bob.socket.request("calls.leave", id);
    expect(statesOf(await get(anna, placed.id))).toEqual({
      anna: "left",
      bob: "left",
      carol: "joined",
    });
    const { call: over } = await carol.socket.request("calls.leave", id);

    expect(over).toMatchObject({ phase: "ended", endReason: "hung-up" });
  });

  it("[GROUP4] who became a member later comes in, by the button or by the call's key", async () => {
    const { call: placed } = await call(anna, { restart: "g/space/design" });
    await putDesign(["anna", "bob", "dave", "erin"]);
    const [dave, erin, frank] = await Promise.all(
      ["dave", "erin", "frank"].map((n) => server.device(n)),
    );
    if (!dave || !erin || !frank) throw new Error("no devices");
    const find = (who: Device) => who.socket.request("calls.find", { key: "g/space/design" });

    await expect(find(frank)).rejects.toMatchObject({ code: "call-not-found" });
    await expect(answer(frank, placed.id)).rejects.toMatchObject({ code: "call-not-found" });
    const found = await find(erin);
    await answer(erin, found.call.id);
    const joined = await call(dave);

    expect(statesOf(joined.call)).toMatchObject({ dave: "joined", erin: "joined" });
  });

  it("[GROUP7] its caller ends it for everybody, an administrator too", async () => {
    const { call: placed } = await call(anna);
    await answer(bob, placed.id);
    const id = { call: placed.id };
    await expect(bob.socket.request("calls.end", id)).rejects.toMatchObject({
      code: "not-allowed",
    });

    const { call: over } = await anna.socket.request("calls.end", id);
    const second = await call(bob);
    const ended = await admin.socket.request("calls.end", { call: second.call.id });

    expect([over.phase, ended.call.phase]).toEqual(["ended", "ended"]);
  });

  it("[GROUP13] its caller and administrators take somebody out, nobody else does", async () => {
    const { call: placed } = await call(anna);
    await answer(bob, placed.id);
    const id = { call: placed.id };
    const partOf = (name: string) => {
      const part = placed.participants.find(
        (p) => p.party.type !== "address" && p.party.id === name,
      );
      return { ...id, participant: part?.id ?? "" };
    };
    const refused = { code: "not-allowed" };
    await expect(bob.socket.request("calls.remove", partOf("anna"))).rejects.toMatchObject(refused);

    const { call: without } = await anna.socket.request("calls.remove", partOf("bob"));
    await bob.socket.next("call-gone", ({ call: gone }) => gone === placed.id);
    const again = await admin.socket.request("calls.remove", partOf("bob"));
    const nobody = admin.socket.request("calls.remove", { ...id, participant: "p99" });

    expect(statesOf(without)).toMatchObject({ anna: "joined", bob: "left" });
    expect(again.call.revision).toBe(without.revision);
    await expect(nobody).rejects.toMatchObject({ code: "not-found" });
  });

  it("[GROUP14] whom the site takes out of the space is out of its call: gone, unseen, and not let in again", async () => {
    const { call: placed } = await call(anna);
    const { secret } = await answer(bob, placed.id);
    const seat = await server.seat(secret);
    const gone = bob.socket.next("call-gone", (frame) => frame.call === placed.id);

    await putDesign(["anna", "carol"]);

    await gone;
    expect(await seat.socket.closed).toMatchObject({ code: CLOSE_CODES["session-expired"] });
    expect(statesOf(await get(anna, placed.id))).toMatchObject({ anna: "joined", bob: "left" });
    for (const refused of [get(bob, placed.id), answer(bob, placed.id)])
      await expect(refused).rejects.toMatchObject({ code: "call-not-found" });
    await putDesign(["anna", "bob", "carol"]);
    await answer(bob, placed.id);
    expect(statesOf(await get(bob, placed.id))).toMatchObject({ bob: "joined" });
  });

  it("[GROUP14] whose membership ends while they come in does not stay", async () => {
    const { call: placed } = await call(anna);
    const [answered] = await Promise.allSettled([
      answer(bob, placed.id),
      putDesign(["anna", "carol"]),
    ]);

    expect(statesOf(await get(anna, placed.id))).not.toMatchObject({ bob: "joined" });
    if (answered.status === "rejected")
      expect(answered.reason).toMatchObject({ code: "call-not-found" });
    await expect(get(bob, placed.id)).rejects.toMatchObject({ code: "call-not-found" });
  });

  it("[WIRE11] who is signed out, signs in again and comes back keeps the new seat", async () => {
    const { call: placed } = await call(anna);
    const { secret: pastSecret } = await answer(bob, placed.id);
    const past = await server.seat(pastSecret);
    await admin.socket.request("people.revoke", { person: "bob" });
    expect(await past.socket.closed).toMatchObject({ code: CLOSE_CODES.revoked });

    const again = await server.device("bob", {
      claims: { iat: Math.floor(Date.now() / 1_000) + 1 },
    });
    const { secret } = await answer(again, placed.id);
    const seat = await server.seat(secret);
    const { grant } = await seat.socket.request("calls.join", { call: placed.id });

    expect(grant).toBeDefined();
    await again.socket.request("calls.leave", { call: placed.id });
    expect(await seat.socket.closed).toMatchObject({ code: CLOSE_CODES["session-expired"] });
  });

  it("[GROUP14] the space's end is the end of its call", async () => {
    const { call: placed } = await call(anna);
    await answer(bob, placed.id);

    await admin.socket.request("spaces.remove", { space: "design" });

    expect(await server.server.calls.get(placed.id)).toMatchObject({ phase: "ended" });
  });

  it("[GROUP8] whom the caller may not ring, or who blocked them, is told nothing and looks rung", async () => {
    await bob.socket.request("people.block", { person: "anna" });

    const { call: placed } = await call(anna);

    expect(statesOf(placed)).toMatchObject({ bob: "ringing" });
    await expect(get(bob, placed.id)).rejects.toMatchObject({ code: "call-not-found" });
    expect((await bob.socket.request("calls.list", {})).calls).toEqual([]);
  });

  it("[GROUP11] rings no more members than one call may, and counts as one ring", async () => {
    await putDesign(["anna", "bob", "c1", "c2", "c3"]);
    await expect(call(anna)).rejects.toMatchObject({ code: "too-many-invitees" });
    await putDesign(["anna", "bob", "c1", "c2"]);

    for (let ring = 0; ring < 3; ring += 1) {
      const { call: placed } = await call(anna);
      await anna.socket.request("calls.leave", { call: placed.id });
    }

    await expect(call(anna)).rejects.toMatchObject({ code: "ring-limit" });
  });

  it("[GROUP12] leaves each member a row: missed by who never came", async () => {
    const { call: placed } = await call(anna);
    await answer(bob, placed.id);
    await bob.socket.request("calls.leave", { call: placed.id });
    await anna.socket.request("calls.leave", { call: placed.id });
    const carol = await server.device("carol");
    const rowOf = async (who: Device) => (await who.socket.request("history.list", {})).entries[0];

    expect(carol.welcome.me.missedCalls).toBe(1);
    expect(await rowOf(anna)).toMatchObject({
      direction: "outgoing",
      isMissed: false,
      title: "Design",
    });
    expect(await rowOf(bob)).toMatchObject({ isMissed: false, state: "left", target: DESIGN });
    expect(await rowOf(carol)).toMatchObject({ isMissed: true, state: "missed" });
    expect((await rowOf(carol))?.others).toMatchObject([{ id: "anna" }, { id: "bob" }]);
  });

  it("[CALL11] a seat joins by its own page, as in any call", async () => {
    const { call: placed, secret } = await call(anna);
    const page = await server.seat(secret);

    const { grant } = await page.socket.request("calls.join", { call: placed.id });

    expect(grant).toMatchObject({ data: { participant: "p1", epoch: 1 } });
  });
});

it("[GROUP15] takes so many at once as its provider, by each way in, and the next when somebody left", async () => {
  const { manifest, start } = groupConnector();
  const providers = manifest.providers.map((provider) => ({ ...provider, maxParticipants: 2 }));
  const connector = { manifest: { ...manifest, providers }, start };
  const server = await TestServer.start({ connectors: [{ connector, settings: {} }] });
  const admin = await server.device("root", ADMIN);
  const members = ["anna", "bob", "carol"];
  await admin.socket.request("spaces.put", {
    spaces: [{ id: "design", title: "Design", members }],
  });
  const [anna, bob, carol] = await Promise.all([
    server.device("anna"),
    server.device("bob"),
    server.device("carol"),
  ]);
  const { call } = await place(anna, "", { target: DESIGN });
  await answer(bob, call.id);

  const full = { code: "too-many-invitees", status: 413 };
  await expect(answer(carol, call.id)).rejects.toMatchObject(full);
  await expect(place(carol, "", { target: DESIGN })).rejects.toMatchObject(full);
  const again = await place(bob, "", { target: DESIGN });
  await bob.socket.request("calls.leave", { call: call.id });
  const joined = await answer(carol, call.id);
  await server.close();

  expect([again.call.id, joined.call.id]).toEqual([call.id, call.id]);
});
