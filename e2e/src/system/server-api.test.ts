import { randomBytes, randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { signToken } from "@ringline/host";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Child, deviceHello, freePort, seatKey, WireClient } from "../harness/index.ts";

const page = fileURLToPath(new URL("../../../docs/server-api.md", import.meta.url));
/** Inside the workspace, so that the example finds our packages. */
const artifacts = fileURLToPath(new URL("../../artifacts/", import.meta.url));
const secret = randomBytes(32).toString("hex");

let folder: string;
let program: Child;
let url: string;

beforeAll(async () => {
  const [, example = ""] = /```js\n(.*?)```/s.exec(readFileSync(page, "utf8")) ?? [];
  mkdirSync(artifacts, { recursive: true });
  folder = mkdtempSync(join(artifacts, "server-api-"));
  const file = join(folder, "reception.mjs");
  writeFileSync(file, example);
  const env = { ...process.env, PORT: `${await freePort()}`, TOKEN_SECRET: secret, DATA: folder };
  program = new Child(process.execPath, ["--conditions=ringline-source", file], { env });
  [, url = ""] = await program.said(/listening at (\S+)/);
});

afterAll(async () => {
  await program.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function person(id: string): Promise<WireClient> {
  const token = await signToken({ secret, audience: url, user: { id, name: id } });
  return WireClient.connect(url, deviceHello(token));
}

it("[API3] the example keeps a directory, decides who may call, and says what happens", async () => {
  const reception = await person("reception");
  const director = await person("director");
  const visitor = await person("visitor");
  const call = (from: WireClient) =>
    from.request("calls.place", {
      key: randomUUID(),
      target: { type: "user", id: "director" },
      media: "audio",
      seat: seatKey().seat,
    });

  const { call: refused } = await call(visitor);
  await visitor.request("calls.cancel", { call: refused.id });
  const { call: placed } = await call(reception);
  await director.callThat(({ id }) => id === placed.id);
  await director.request("calls.decline", { call: placed.id });
  const { spaces } = await director.request("spaces.get", { spaces: ["house"] });
  const { rooms } = await director.request("rooms.get", { rooms: ["lobby"] });

  await program.said(/^ended \(declined\): reception, director$/m);
  expect(program.output).toMatch(/^ringing: reception, director$/m);
  await program.said(/^the director is available$/m);
  expect([...director.calls.keys()]).toEqual([placed.id]);
  expect(spaces).toMatchObject([{ title: "The house", members: ["reception", "director"] }]);
  expect(rooms).toMatchObject([{ title: "The lobby", members: ["reception", "director"] }]);
  await Promise.all([reception, director, visitor].map((one) => one.close()));
});

it("[API3] a connector comes and goes while the example runs, and its calls go with it", async () => {
  const reception = await person("reception");
  const director = await person("director");
  const meet = () =>
    reception.request("calls.place", {
      key: randomUUID(),
      target: { type: "user", id: "director" },
      media: "audio",
      seat: seatKey().seat,
      provider: "meet",
    });

  await expect(meet()).rejects.toMatchObject({ problem: { code: "invalid-input" } });
  program.signal("SIGUSR2");
  await program.said(/^meetings are open$/m);
  const { call } = await meet();
  await director.callThat(({ id }) => id === call.id);
  program.signal("SIGUSR2");
  await program.said(/^meetings are closed, 1 calls ended$/m);

  const over = await director.callThat(({ id, phase }) => id === call.id && phase === "ended");
  expect(over).toMatchObject({ endReason: "failed", problem: "provider-off" });
  await Promise.all([reception, director].map((one) => one.close()));
});
