import { expect, it } from "vitest";
import { createTestPortal } from "../testing/test-portal.ts";
import { Conversations } from "./conversations.ts";

const site = () => {
  const { ask } = createTestPortal();
  return {
    say: (person: string, body: unknown) =>
      ask("/chat/messages", person, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
    hear: async (person: string, after = 0) => {
      const response = await ask(`/chat/messages?after=${after}`, person);
      const { messages } = (await response.json()) as { messages: Record<string, unknown>[] };
      return messages;
    },
  };
};

it("[DEMO8] a message to a person reaches both, each under the other's name, and nobody else", async () => {
  const { say, hear } = site();

  await say("anna", { conversation: "person:bob", text: "Hello" });

  expect(await hear("anna")).toMatchObject([{ conversation: "person:bob", text: "Hello" }]);
  expect(await hear("bob")).toMatchObject([
    { conversation: "person:anna", from: "anna", name: "Anna Álvarez", text: "Hello" },
  ]);
  expect(await hear("carol")).toEqual([]);
});

it("[DEMO8] a message in the room reaches everybody, once", async () => {
  const { say, hear } = site();

  await say("anna", { conversation: "room:design", text: "All" });
  const [first] = await hear("dave");

  expect(first).toMatchObject({ conversation: "room:design", text: "All" });
  expect(await hear("dave", Number(first?.id))).toEqual([]);
});

it.each([
  ["no JSON", "{"],
  ["null", null],
  ["an unknown conversation", { conversation: "room:secret", text: "x" }],
  ["oneself", { conversation: "person:anna", text: "x" }],
  ["nothing said", { conversation: "room:design", text: "  " }],
  ["text that is none", { conversation: "room:design", text: { html: "x" } }],
  ["a flood", { conversation: "room:design", text: "x".repeat(9_000) }],
])("[DEMO8] %s is refused", async (_, body) => {
  const { say, hear } = site();

  expect((await say("anna", body)).status).toBe(400);
  expect(await hear("anna")).toEqual([]);
});

it("[DEMO8] who is not signed in hears nothing", async () => {
  const { say } = site();

  expect((await say("mallory", { conversation: "room:design", text: "x" })).status).toBe(401);
});

it("a conversation keeps its last 200 messages", () => {
  const conversations = new Conversations();

  for (let n = 1; n <= 205; n += 1) conversations.say("anna", "room:design", `${n}`);

  const kept = conversations.heardBy("bob", ["room:design"]);
  expect(kept).toHaveLength(200);
  expect(kept[0]?.text).toBe("6");
});
