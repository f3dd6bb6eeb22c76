import { describe, expect, it, onTestFinished, vi } from "vitest";
import type { Door } from "../src/calls/door.ts";
import { ExoCalls } from "../src/calls/index.ts";
import { between, listen, type OlderPage, OlderTown, soon } from "./testing/older-town.ts";

const ID = "p/anna-bob";

async function inCall(town: OlderTown): Promise<[OlderPage, OlderPage]> {
  const [anna, bob] = await Promise.all([town.page("anna"), town.page("bob")]);
  await anna.calls.addCall(ID, between("anna", "bob"));
  await bob.hears(`started ${ID}`);
  return [anna, bob];
}

it("[EXO13] what is said is heard by all in one order, by who said it too, as it was (§9.3 line 5)", async () => {
  const town = await OlderTown.open();
  const [anna, bob] = await inCall(town);
  const [annas, bobs, bobsToo] = [listen(anna, ID), listen(bob, ID), listen(bob, ID)];
  await Promise.all([annas.ready, bobs.ready, bobsToo.ready]);
  const data = Object.freeze({
    provider: "mycall",
    sender: "anna",
    candidate: {},
    list: [1, null],
  });

  expect(await anna.calls.toCallUpdate(ID, data)).toBe("successful");
  await Promise.all(
    [1, 2, 3].flatMap((n) => [
      anna.calls.toCallUpdate(ID, { sender: "anna", n }),
      bob.calls.toCallUpdate(ID, { sender: "bob", n }),
    ]),
  );

  await soon(() =>
    expect([annas, bobs, bobsToo].map(({ heard }) => heard.length)).toEqual([7, 7, 7]),
  );
  expect(bobs.heard[0]).toEqual(data);
  expect(annas.heard).toEqual(bobs.heard);
  expect(bobsToo.heard).toEqual(bobs.heard);
  const ofAnna = bobs.heard.filter((one) => (one as { sender: string }).sender === "anna");
  expect(ofAnna.slice(1)).toEqual([1, 2, 3].map((n) => ({ sender: "anna", n })));
});

describe("[EXO105] who is rung quietly says hello before they join, as older call pages do (§7.3)", () => {
  async function quietRing(): Promise<[OlderPage, OlderPage]> {
    const town = await OlderTown.open();
    const [anna, bob] = await Promise.all([town.page("anna"), town.page("bob")]);
    await bob.client.request("presence.set", { status: "do-not-disturb" });
    await anna.calls.addCall(ID, between("anna", "bob"));
    await bob.hears(`started ${ID}`);
    return [anna, bob];
  }

  it("and is in the call by that, on the page that listens to it", async () => {
    const [anna, bob] = await quietRing();
    const [annas, bobs] = [listen(anna, ID), listen(bob, ID)];
    await Promise.all([annas.ready, bobs.ready]);

    const hello = { provider: "mycall", sender: "bob", hello: "anna" };
    expect(await bob.calls.toCallUpdate(ID, hello)).toBe("successful");
    await anna.calls.toCallUpdate(ID, { sender: "anna", offer: "{}" });
    await bob.calls.toCallUpdate(ID, { sender: "bob", answer: "{}" });
    const joined = await bob.calls.updateCall(ID, "joined");

    const said = [hello, { sender: "anna", offer: "{}" }, { sender: "bob", answer: "{}" }];
    await soon(() => expect([annas.heard, bobs.heard]).toEqual([said, said]));
    expect(joined.participants.map(({ state }) => state)).toEqual(["joined", "joined"]);
    await anna.hears("joined bob");
    expect(anna.told).not.toContain(`stopped ${ID}`);
  });

  it("and not by a page that does not listen: nothing is said, and nothing is told of them", async () => {
    const [anna, bob] = await quietRing();

    await expect(bob.calls.toCallUpdate(ID, { sender: "bob" })).rejects.toMatchObject({
      code: "ACCESS_ERROR",
    });

    const { participants } = await anna.calls.getCall(ID);
    expect(participants.map(({ state }) => state)).toEqual(["joined", null]);
    expect(anna.told).not.toContain("joined bob");
  });
});

it("[EXO14] a call is listened to before it exists, and again when its id is used again (§1.4 onReady)", async () => {
  const town = await OlderTown.open();
  const [anna, bob] = await Promise.all([town.page("anna"), town.page("bob")]);
  const bobs = listen(bob, ID);
  await bobs.ready;

  for (const n of [1, 2]) {
    await anna.calls.addCall(ID, between("anna", "bob"));
    await anna.calls.toCallUpdate(ID, { n });
    await soon(() => expect(bobs.heard).toContainEqual({ n }));
    await anna.calls.deleteCall(ID);
    await bob.hears(`stopped ${ID}`);
  }
  expect(bobs.heard).toEqual([{ n: 1 }, { n: 2 }]);
});

it("[EXO14] who subscribes while the call ends is told that listening began, and hears the next call of that id", async () => {
  const { door, end } = endingDoor();
  const calls = new ExoCalls(door);
  onTestFinished(() => calls.close());
  const onReady = vi.fn();
  calls.onCallUpdate(ID, { onUpdate: () => {}, onReady });
  await soon(() => expect(end.current).toBeDefined());

  expect(onReady).not.toHaveBeenCalled();
  end.current?.();

  expect(onReady).toHaveBeenCalledOnce();
});

it("[EXO29] who still waits to listen when the page closes is told", async () => {
  const { door, end } = endingDoor();
  const calls = new ExoCalls(door);
  const onError = vi.fn();
  calls.onCallUpdate(ID, { onUpdate: () => {}, onError });
  await soon(() => expect(end.current).toBeDefined());

  calls.close();

  expect(onError).toHaveBeenCalledOnce();
});

/** A door with one live call, whose channel never opens. */
function endingDoor() {
  const end: { current?: () => void } = {};
  const call = { id: "c", key: ID, phase: "ringing", participants: [], target: { type: "user" } };
  const door = {
    me: undefined,
    ready: Promise.resolve(),
    calls: new Map([["c", call]]),
    on: () => () => {},
    channel: (_call: string, { onEnd }: { onEnd(): void }) => {
      end.current = onEnd;
      return { close: () => {} };
    },
  } as unknown as Door;
  return { door, end };
}

it("[EXO15] nothing is heard after off, and others still hear (§1.4 off)", async () => {
  const town = await OlderTown.open();
  const [anna, bob] = await inCall(town);
  const [first, second] = [listen(bob, ID), listen(bob, ID)];
  await Promise.all([first.ready, second.ready]);

  first.off();
  await anna.calls.toCallUpdate(ID, { n: 1 });

  await soon(() => expect(second.heard).toEqual([{ n: 1 }]));
  expect(first.heard).toEqual([]);
});

it("[EXO16] text is read as JSON, an error that is said goes to onError, and nobody speaks as another (§1.4 onError)", async () => {
  const town = await OlderTown.open();
  const [anna, bob] = await inCall(town);
  const bobs = listen(bob, ID);
  await bobs.ready;
  const error = { code: "CLIENT_ERROR", message: "no", error: true };

  await anna.calls.toCallUpdate(ID, JSON.stringify({ n: 1 }));
  await anna.calls.toCallUpdate(ID, JSON.stringify(error));
  await anna.calls.toCallUpdate(ID, { sender: "bob", n: 2 });
  await anna.calls.toCallUpdate(ID, { sender: "anna", n: 3 });

  await soon(() => expect(bobs.heard).toEqual([{ n: 1 }, { sender: "anna", n: 3 }]));
  expect(bobs.errors).toEqual([error]);
});

it("[EXO17] who has no part in a call hears nothing of it (§4.1)", async () => {
  const town = await OlderTown.open();
  const carol = await town.page("carol");
  const carols = listen(carol, ID);
  await carols.ready;
  const [anna, bob] = await inCall(town);
  const bobs = listen(bob, ID);
  await bobs.ready;

  await anna.calls.toCallUpdate(ID, { n: 1 });

  await soon(() => expect(bobs.heard).toEqual([{ n: 1 }]));
  expect(carols.heard).toEqual([]);
});
