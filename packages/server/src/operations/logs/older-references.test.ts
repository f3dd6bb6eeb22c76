import type { LogEntry, Result } from "@ringline/protocol";
import { expect, it, onTestFinished } from "vitest";
import { TestServer, tokenFor } from "../../testing/test-server.ts";

function entry(n: number, message: string, reference: string): LogEntry {
  const at = new Date().toISOString();
  return { n, at, level: "error", message, page: "393215", provider: "older", reference };
}

it("[LOG14] an older product's reference finds its entry, and names nobody but its writer", async () => {
  const server = await TestServer.start({ remoteLog: [] });
  onTestFinished(() => server.close());
  const { socket } = await server.device("anna");
  const own = "anna-393215-2027-03-21T16:05:38.958Z";
  const foreign = "bob-393215-2027-03-21T16:05:38.958Z";
  const find = async (query: Record<string, string>) => {
    const authorization = `Bearer ${await tokenFor("root", { roles: ["admin"] })}`;
    const url = `${server.url}/v1/logs?${new URLSearchParams(query)}`;
    const response = await fetch(url, { headers: { authorization } });
    return { status: response.status, found: (await response.json()) as Result<"logs.find"> };
  };

  const entries = [entry(1, "mine", own), entry(2, "not his", foreign)];
  await socket.request("logs.write", { sentAt: new Date().toISOString(), entries });

  await expect
    .poll(async () => (await find({ reference: own })).found.entry)
    .toMatchObject({ message: "mine", person: "anna", page: "393215", reference: own });
  expect((await find({ reference: foreign })).status).toBe(404);
  const { lines } = (await find({ text: "not his" })).found;
  expect(lines).toMatchObject([{ person: "anna", message: "not his" }]);
  expect(lines[0]).not.toHaveProperty("reference");
});
