import type { JoinGrant } from "@ringline/protocol";
import { expect, it } from "vitest";
import type { Provider, RunningConnector, ServerConnector } from "../server/index.ts";
import { failures, matrix, runChecks } from "./check.ts";
import { serverChecks } from "./server-checks.ts";

type Manifest = ServerConnector["manifest"];

const provider: Provider = {
  id: "fine",
  title: "Fine",
  description: "Keeps every rule",
  targets: ["user"],
  media: ["audio"],
  opens: "on-place",
  grant: "session",
  features: [],
};
const page: Provider = { ...provider, id: "fine_page", grant: "page" };
const session: JoinGrant = { type: "session", connector: "fine", data: {} };
const secret: Manifest["settings"] = {
  type: "object",
  additionalProperties: false,
  properties: { key: { type: "string", writeOnly: true } },
};

/** A connector that keeps every rule; what a row changes, it breaks. */
function fine(manifest: Partial<Manifest> = {}, running: Partial<RunningConnector> = {}) {
  const connector: ServerConnector = {
    manifest: {
      id: "fine",
      version: "1.0.0",
      providers: [provider],
      settings: secret,
      parseSettings: (input) => {
        const wrong = Object.keys((input ?? {}) as object).find((key) => key !== "key");
        if (wrong !== undefined) throw new Error(`fine.${wrong}: there is no such setting`);
        return input;
      },
      ...manifest,
    },
    start: async () => ({
      open: async ({ id }) => ({ room: id }),
      admit: async () => session,
      request: async () => new Response(null, { status: 404 }),
      csp: () => ({ connect: ["wss://media.example"], frame: ["https://*.rooms.example:8443"] }),
      health: async () => ({ ok: true }),
      stop: async () => undefined,
      ...running,
    }),
  };
  return connector;
}

it("[SPI1] [SPI13] a connector that keeps every rule passes all of them", async () => {
  const outcomes = await runChecks(serverChecks({ connector: fine() }));

  expect(failures(outcomes)).toEqual([]);
  expect(matrix(outcomes)).toContain("13 pass, 0 fail, 0 skipped");
});

const never = () => new Promise<never>(() => undefined);
const pages = (url: string) => ({ type: "page", connector: "fine", url, frame: false }) as const;

it.each<[string, string, Partial<Manifest>, Partial<RunningConnector>]>([
  ["SPI1", "an id of two words", { id: "two words" }, {}],
  ["SPI1", "no version", { version: "latest" }, {}],
  [
    "SPI2",
    "a target that there is not",
    { providers: [{ ...provider, targets: ["everybody" as "user"] }] },
    {},
  ],
  ["SPI2", "two providers of one id", { providers: [provider, provider] }, {}],
  [
    "SPI2",
    "an account whose pattern is none with the v flag",
    {
      providers: [
        { ...provider, account: { type: "desk", title: "Desk", pattern: "[a-z0-9._-]+" } },
      ],
    },
    {},
  ],
  [
    "SPI2",
    "a field of an account whose pattern is none",
    {
      providers: [
        {
          ...provider,
          account: {
            type: "desk",
            title: "Desk",
            fields: [{ key: "pin", title: "Pin", pattern: "(" }],
          },
        },
      ],
    },
    {},
  ],
  ["SPI2", "no title", { providers: [{ ...provider, title: "" }] }, {}],
  ["SPI3", "settings that take anything", { parseSettings: (input) => input }, {}],
  [
    "SPI3",
    "a refusal that repeats a secret",
    {
      parseSettings: (input) => {
        if ("no_such_setting" in ((input ?? {}) as object))
          throw new Error(`no_such_setting in ${JSON.stringify(input)}`);
        return input;
      },
    },
    {},
  ],
  [
    "SPI4",
    "a schema without a form",
    {
      settings: {
        type: "object",
        additionalProperties: false,
        properties: { x: { type: "date" as "string" } },
      },
    },
    {},
  ],
  ["SPI5", "health that never comes", {}, { health: never }],
  ["SPI5", "stop that throws the second time", {}, { stop: stopOnce() }],
  [
    "SPI6",
    "a page in place of a session",
    {},
    { admit: async () => pages("https://meet.example/") },
  ],
  [
    "SPI6",
    "a grant of another connector",
    {},
    { admit: async () => ({ ...session, connector: "other" }) },
  ],
  [
    "SPI6",
    "a grant of a megabyte",
    {},
    { admit: async () => ({ ...session, data: "x".repeat(1_000_000) }) },
  ],
  ["SPI6", "a grant that never comes", {}, { admit: never }],
  [
    "SPI6",
    "an address that nobody may be sent to",
    { providers: [page] },
    { admit: async () => pages("javascript:alert(1)") },
  ],
  [
    "SPI7",
    "a name that breaks it",
    {},
    {
      admit: async ({ participant: { party } }) => {
        if (party.type !== "address") encodeURIComponent(party.name);
        return session;
      },
    },
  ],
  [
    "SPI8",
    "two people of a call in two rooms",
    { providers: [page] },
    { admit: async () => pages(`https://meet.example/${crypto.randomUUID()}`) },
  ],
  [
    "SPI9",
    "a secret in the policy",
    {},
    { csp: () => ({ connect: ["a secret that nobody may see: key"] }) },
  ],
  ["SPI10", "another place each time", {}, { open: async () => ({ room: Math.random() }) }],
  [
    "SPI11",
    "an admission that does not hear that nobody waits",
    {},
    { admit: (_entry, signal) => (signal.aborted ? never() : Promise.resolve(session)) },
  ],
  ["SPI12", "a policy for everything", {}, { csp: () => ({ frame: ["*"] }) }],
  ["SPI12", "a policy with a keyword", {}, { csp: () => ({ connect: ["'unsafe-inline'"] }) }],
  [
    "SPI13",
    "a route that throws",
    {},
    { request: async (request) => Response.json(JSON.parse(await request.text())) },
  ],
  [
    "SPI13",
    "a route that answers nonsense",
    {},
    { request: async () => "hello" as unknown as Response },
  ],
])(
  "[%s] turns red for %s",
  async (...[rule, , manifest, running]) => {
    const checks = serverChecks({ connector: fine(manifest, running) });
    const outcomes = await runChecks(checks.filter((check) => check.rule === rule));

    expect(outcomes.map(({ result }) => result)).toEqual(["fail"]);
  },
  40_000,
);

function stopOnce(): RunningConnector["stop"] {
  let isStopped = false;
  return async () => {
    if (isStopped) throw new Error("stopped already");
    isStopped = true;
  };
}
