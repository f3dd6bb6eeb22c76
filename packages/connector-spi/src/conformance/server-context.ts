import type { CallMedia, Party } from "@ringline/protocol";
import type {
  ConnectorContext,
  Entry,
  Provider,
  RunningConnector,
  ServerConnector,
} from "../server/index.ts";
import { quietContext } from "./quiet-context.ts";

/** A connector to be checked. */
export interface ServerChecksOptions {
  connector: ServerConnector;
  /** Settings with which it works, as an administrator writes them. Default: none. */
  settings?: unknown;
}

/** Settings with all secrets filled in, where the schema names some at its top. */
export function exampleSettings({ connector, settings }: ServerChecksOptions): unknown {
  const secrets = secretsOf({ connector });
  if (secrets.length === 0) return settings;
  return { ...(settings as object | undefined), ...Object.fromEntries(secrets) };
}

/** Key and value of each secret that the schema names at its top. */
export function secretsOf({
  connector,
}: Pick<ServerChecksOptions, "connector">): [string, string][] {
  const properties = Object.entries(connector.manifest.settings?.properties ?? {});
  return properties
    .filter(([, schema]) => schema.type === "string" && schema.writeOnly === true)
    .map(([key]) => [key, `a secret that nobody may see: ${key}`]);
}

/** The connector at work, with what it told. */
export interface Started {
  running: RunningConnector;
  providers: readonly Provider[];
}

export async function startConnector(options: ServerChecksOptions): Promise<Started> {
  const { connector } = options;
  const context: ConnectorContext = {
    settings: connector.manifest.parseSettings(exampleSettings(options)),
    ...quietContext(connector.manifest.id),
  };
  const running = await connector.start(context);
  return { running, providers: running.providers ?? connector.manifest.providers };
}

/** Starts it, does something with it, and stops it. */
export async function withConnector(
  options: ServerChecksOptions,
  act: (started: Started) => void | Promise<void>,
): Promise<void> {
  const started = await startConnector(options);
  try {
    await act(started);
  } finally {
    await started.running.stop();
  }
}

/** Anna calls Bob. */
export function entryOf(
  provider: Provider,
  of: { participant?: "p1" | "p2"; call?: string; name?: string; place?: unknown } = {},
): Entry {
  const { participant = "p1", call = "conformance-call-1", name = "Anna" } = of;
  const parties: { id: string; party: Party }[] = [
    { id: "p1", party: { type: "user", id: "anna", name } },
    { id: "p2", party: { type: "user", id: "bob", name: "Bob" } },
  ];
  const [first, second] = parties;
  const media: CallMedia = provider.media[0] ?? "audio";
  const mine = (participant === "p1" ? first : second) ?? { id: participant, party: NOBODY };
  return {
    call: { id: call, provider: provider.id, media, title: `${name}, Bob`, participants: parties },
    participant: mine,
    seat: { epoch: 1 },
    ...("place" in of && { place: of.place }),
  };
}

const NOBODY: Party = { type: "user", id: "nobody", name: "Nobody" };
