import type { Provider, RunningConnector } from "../server/index.ts";
import { type Check, check, expect, SkippedCheck, within } from "./check.ts";
import { entryOf, type ServerChecksOptions, secretsOf, withConnector } from "./server-context.ts";

const ANSWER_MS = 5_000;
const MOST_CHARACTERS = 65_536;

/** Names as people and attackers choose them. */
const HOSTILE = [
  '"><img src=x onerror=alert(1)>',
  "../../admin",
  "..",
  "__proto__",
  "javascript:alert(1)",
  "a\r\nb: c",
  "\u202Egpj.exe",
  "\ud800",
  "x".repeat(2_000),
  "",
];

/** How a connector runs, lets people in, and answers. */
export function grantChecks(options: ServerChecksOptions): Check[] {
  return [...entryChecks(options), ...placeChecks(options), ...requestChecks(options)];
}

function entryChecks(options: ServerChecksOptions): Check[] {
  return [
    check("[SPI5] it starts, says how it is, and stops, also a second time", () =>
      withConnector(options, async ({ running }) => {
        const { ok } = await within(ANSWER_MS, "health", () => running.health());
        expect(typeof ok === "boolean", "health did not answer { ok }");
        await within(ANSWER_MS, "stop", () => running.stop());
      }),
    ),
    check(
      "[SPI6] each participant gets a grant of the kind that the provider says, of its own connector",
      () =>
        eachProvider(options, async ({ running, provider }) => {
          const place = await running.open?.(entryOf(provider).call, 1, signal());
          for (const participant of ["p1", "p2"] as const) {
            const entry = entryOf(provider, { participant, place });
            const grant = await within(ANSWER_MS, "admit", () => running.admit(entry, signal()));
            expect(
              grant.type === provider.grant,
              `a grant of type ${grant.type} from ${provider.id}`,
            );
            expect(
              grant.connector === options.connector.manifest.id,
              `a grant of ${grant.connector}`,
            );
            expect(
              JSON.stringify(grant).length <= MOST_CHARACTERS,
              "a grant of more than 65,536 characters",
            );
            if (grant.type === "page") checkAddress(grant.url);
          }
        }),
    ),
    check("[SPI7] a grant can be asked for again, whatever the people are called", () =>
      eachProvider(options, async ({ running, provider }) => {
        const place = await running.open?.(entryOf(provider).call, 1, signal());
        for (const name of ["Anna", ...HOSTILE]) {
          const grant = await running.admit(entryOf(provider, { name, place }), signal());
          if (grant.type === "page") checkAddress(grant.url);
        }
        expect(
          !("polluted" in {}) && Object.keys(Object.prototype).length === 0,
          "it changed Object.prototype",
        );
      }),
    ),
    check("[SPI8] people in one call are sent to the same page", () =>
      eachProvider(options, async ({ running, provider }) => {
        if (provider.grant !== "page") return;
        const url = async (of: Parameters<typeof entryOf>[1]) => {
          const grant = await running.admit(entryOf(provider, of), signal());
          return grant.type === "page" ? new URL(grant.url).pathname : "";
        };
        const [mine, yours] = [await url({}), await url({ participant: "p2" })];
        expect(
          mine === yours,
          `${provider.id} sends two people of one call to ${mine} and ${yours}`,
        );
      }),
    ),
  ];
}

function placeChecks(options: ServerChecksOptions): Check[] {
  return [
    check("[SPI9] no secret of its settings is in what browsers get", async () => {
      const secrets = secretsOf(options);
      if (secrets.length === 0) throw new SkippedCheck("its schema names no secret");
      await eachProvider(options, async ({ running, provider }) => {
        const grant = await running.admit(entryOf(provider), signal());
        const told = JSON.stringify([grant, provider, running.csp?.()]);
        for (const [key, secret] of secrets)
          expect(!told.includes(secret), `it tells the secret ${key}`);
      });
    }),
    check(
      "[SPI10] a place is the same for the same generation, is JSON, and can be closed twice",
      () =>
        eachProvider(options, async ({ running, provider }) => {
          if (running.open === undefined) throw new SkippedCheck("it makes no places");
          const { call } = entryOf(provider);
          const places = [
            await running.open(call, 1, signal()),
            await running.open(call, 1, signal()),
          ];
          const [first, second] = places.map((place) => JSON.stringify(place));
          expect(first === second, "the same generation gave two places");
          expect((first ?? "").length <= MOST_CHARACTERS, "a place of more than 65,536 characters");
          await running.close?.(call.id, places[0]);
          await running.close?.(call.id, places[0]);
        }),
    ),
    check("[SPI11] it ends what it does when it is told that nobody waits any more", () =>
      eachProvider(options, async ({ running, provider }) => {
        const over = AbortSignal.abort();
        const asked = async () => void (await running.admit(entryOf(provider), over));
        await within(1_000, "admit after its signal", () => asked().catch(() => undefined));
      }),
    ),
    check("[SPI12] it opens the call page's policy for addresses, and not for everything", () =>
      withConnector(options, ({ running }) => {
        if (running.csp === undefined) throw new SkippedCheck("it needs nothing");
        const { connect = [], frame = [] } = running.csp();
        for (const source of [...connect, ...frame])
          expect(SOURCE.test(source), `${source} is no origin over https or wss`);
      }),
    ),
  ];
}

const SOURCE =
  /^(https|wss):\/\/(\*\.)?[\w-]+(\.[\w-]+)*(:\d+)?$|^(http|ws):\/\/(127\.0\.0\.1|localhost)(:\d+)?$/;

const BODIES = ["", "{", "[]", '{"__proto__":{"polluted":1}}', "x".repeat(50_000)];

function requestChecks(options: ServerChecksOptions): Check[] {
  const base = `https://calls.example/connectors/${options.connector.manifest.id}/`;
  return [
    check("[SPI13] requests of strangers are answered, never with a fault of its own", () =>
      withConnector(options, async ({ running }) => {
        for (const path of ["", "hook", "no/such/page", "%2e%2e/admin"])
          for (const init of [{}, ...BODIES.map((body) => ({ method: "POST", body }))])
            await askAsStranger(running, new Request(base + path, init));
        expect(!("polluted" in {}), "it changed Object.prototype");
      }),
    ),
  ];
}

async function askAsStranger(running: RunningConnector, request: Request): Promise<void> {
  if (running.request === undefined) throw new SkippedCheck("it has no routes");
  const what = `${request.method} ${new URL(request.url).pathname}`;
  const answer = await within(ANSWER_MS, what, () => running.request?.(request));
  if (!(answer instanceof Response)) throw new Error(`${what} was not answered by a Response`);
  expect(answer.status < 500, `${what} was answered with ${answer.status}`);
}

function checkAddress(url: string): void {
  const parsed = URL.parse(url);
  const isLocal = /^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?\//.test(url);
  expect(
    parsed !== null && (parsed.protocol === "https:" || isLocal),
    `nobody can be sent to ${url}`,
  );
  expect(parsed?.username === "", `${url} names a user`);
}

interface Asked {
  running: RunningConnector;
  provider: Provider;
}

function eachProvider(
  options: ServerChecksOptions,
  act: (asked: Asked) => Promise<void>,
): Promise<void> {
  return withConnector(options, async ({ running, providers }) => {
    if (providers.length === 0) throw new SkippedCheck("with these settings it has no provider");
    for (const provider of providers) await act({ running, provider });
  });
}

function signal(): AbortSignal {
  return AbortSignal.timeout(ANSWER_MS);
}
