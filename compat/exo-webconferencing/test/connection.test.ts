import { describe, expect, it } from "vitest";
import { Line } from "./testing/line.ts";
import { between, listen, type OlderPage, OlderTown, settled, soon } from "./testing/older-town.ts";

const ID = "p/anna-bob";

/** A town where this page alone is behind a line of its own. */
async function withLine(person: string, answerMs?: number) {
  const town = await OlderTown.open();
  const line = await Line.to(town.url);
  const page = await town.page(person, { server: line.url, ...(answerMs && { answerMs }) });
  return { town, line, page };
}

const back = (page: OlderPage) => soon(() => expect(page.client.state).toBe("connected"));
const away = (page: OlderPage) => soon(() => expect(page.client.state).toBe("connecting"));

describe("[EXO18] a page that was away is told what it missed, in order and once (§1.4, §8)", () => {
  it("of a call that began and was joined", async () => {
    const { town, line, page: bob } = await withLine("bob");
    const [anna, bobs] = await Promise.all([town.page("anna"), town.page("bob")]);
    line.cut();
    await away(bob);
    await anna.calls.addCall(ID, between("anna", "bob"));
    await bobs.hears(`started ${ID}`);

    line.mend();
    await bob.hears(`started ${ID}`);
    await bobs.calls.updateCall(ID, "joined");
    await bob.hears("joined bob");

    expect(bob.told).toEqual([`started ${ID}`, "joined anna", "joined bob"]);
  });

  it("of a call that ended", async () => {
    const { town, line, page: bob } = await withLine("bob");
    const anna = await town.page("anna");
    await anna.calls.addCall(ID, between("anna", "bob"));
    await bob.hears(`started ${ID}`, "joined anna");

    for (const _ of [1, 2]) {
      line.cut();
      await away(bob);
      line.mend();
      await back(bob);
    }
    line.cut();
    await away(bob);
    await anna.calls.deleteCall(ID);
    line.mend();
    await bob.hears(`stopped ${ID}`);
    await settled();

    const once = [`started ${ID}`, "joined anna", `stopped ${ID}`];
    expect(bob.told.filter((word) => once.includes(word))).toEqual(once);
  });
});

it("[EXO19] what is said while the page is away is heard once and in order when it is back (§1.4 wrapper quirk)", async () => {
  const { town, line, page: anna } = await withLine("anna");
  const bob = await town.page("bob");
  await anna.calls.addCall(ID, between("anna", "bob"));
  await bob.hears(`started ${ID}`);
  const [annas, bobs] = [listen(anna, ID), listen(bob, ID)];
  await Promise.all([annas.ready, bobs.ready]);

  const said = Array.from({ length: 30 }, (_, n) => anna.calls.toCallUpdate(ID, { n }));
  await soon(() => expect(bobs.heard.length).toBeGreaterThan(2));
  line.cut();
  await away(anna);
  const later = [30, 31, 32].map((n) => anna.calls.toCallUpdate(ID, { n }));
  const answer = bob.calls.toCallUpdate(ID, { n: "bob" });
  await answer;
  line.mend();
  await Promise.all([...said, ...later]);

  await soon(() => expect(annas.heard).toHaveLength(34));
  expect(annas.heard).toEqual(bobs.heard);
  const ofAnna = bobs.heard.filter((data) => (data as { n: unknown }).n !== "bob");
  expect(ofAnna).toEqual(Array.from({ length: 33 }, (_, n) => ({ n })));
});

it("[EXO20] what is asked while the page is away is answered when it is back", async () => {
  const { town, line, page: anna } = await withLine("anna");
  const bob = await town.page("bob");
  line.cut();
  await away(anna);

  const placed = anna.calls.addCall(ID, between("anna", "bob"));
  const calls = anna.calls.getUserGroupCalls();
  await settled(100);
  line.mend();

  expect(await placed).toMatchObject({ id: ID, state: "started" });
  expect(await calls).toEqual([]);
  await bob.hears(`started ${ID}`);
});

describe("[EXO21] no promise is pending for ever, and what was given up does not go on later", () => {
  const failure = { code: "SERVER_ERROR", error: true };

  it("where the server is never reached", async () => {
    const town = await OlderTown.open();
    const line = await Line.to(town.url);
    line.cut();
    const [bob, anna] = [
      await town.page("bob"),
      town.loading("anna", { server: line.url, answerMs: 200 }),
    ];

    const answers = await Promise.allSettled([
      anna.calls.addCall(ID, between("anna", "bob")),
      anna.calls.getCall(ID),
      anna.calls.updateCall(ID, "joined"),
      anna.calls.deleteCall(ID),
      anna.calls.getUserGroupCalls(),
      anna.calls.toCallUpdate(ID, { n: 1 }),
    ]);
    line.mend();
    await anna.client.ready;
    await settled();

    for (const answer of answers)
      expect(answer).toMatchObject({ status: "rejected", reason: failure });
    expect(bob.told).toEqual([]);
    expect(await town.server.calls.list()).toEqual([]);
  });

  it("where the connection goes on the way", async () => {
    const { town, line, page: anna } = await withLine("anna", 200);
    await town.page("bob");
    line.cut();
    await away(anna);

    const placing = anna.calls.addCall(ID, between("anna", "bob"));
    await expect(placing).rejects.toMatchObject(failure);
    line.mend();
    await back(anna);
    await settled();

    expect(await town.server.calls.list()).toEqual([]);
    await expect(anna.calls.getCall(ID)).rejects.toMatchObject({ code: "NOT_FOUND_ERROR" });
  });

  it("after the client is closed", async () => {
    const town = await OlderTown.open();
    const anna = await town.page("anna");
    anna.client.close();

    await expect(anna.calls.getCall(ID)).rejects.toMatchObject(failure);
    await expect(anna.calls.addCall(ID, between("anna", "bob"))).rejects.toMatchObject(failure);
  });

  it("where more is said than can wait", async () => {
    const { town, line, page: anna } = await withLine("anna", 500);
    const bob = await town.page("bob");
    await anna.calls.addCall(ID, between("anna", "bob"));
    await bob.hears(`started ${ID}`);
    line.cut();
    await away(anna);

    const said = Array.from({ length: 300 }, (_, n) => anna.calls.toCallUpdate(ID, { n }));
    const answers = await Promise.allSettled(said);

    const refusals = answers.flatMap((answer) =>
      answer.status === "rejected" ? [answer.reason.code] : [],
    );
    expect(refusals.filter((code) => code === "CLIENT_ERROR")).toHaveLength(44);
    expect(refusals.filter((code) => code === "SERVER_ERROR")).toHaveLength(256);
  });
});
