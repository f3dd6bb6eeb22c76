import { type CallClient, connectSeat, createClient } from "@ringline/client";
import { signToken } from "@ringline/host";
import { type CallServer, createLogger, createServer, type ServerOptions } from "@ringline/server";
import { onTestFinished, vi } from "vitest";
import { doorOf, type ExoCallInfo, ExoCalls, type UserUpdate } from "../../src/calls/index.ts";
import { exo } from "../../src/server/index.ts";

const SECRET = "a secret of these tests, 32 bytes long";
const AUDIENCE = "http://127.0.0.1:4600";
const NAMES: Record<string, string> = { anna: "Anna Maria Berg", bob: "Bob Okafor" };
const PROVIDERS = [{ type: "mycall", title: "My Call" }];

/** A call server with an older connector's provider, and pages of people before it. */
export class OlderTown {
  readonly server: CallServer;
  readonly url: string;

  private constructor(server: CallServer, url: string) {
    this.server = server;
    this.url = url;
  }

  static async open(options: Partial<ServerOptions> = {}): Promise<OlderTown> {
    const settings = exo.manifest.parseSettings({ providers: PROVIDERS });
    const server = await createServer({
      publicUrl: AUDIENCE,
      origins: [],
      database: "sqlite::memory:",
      tokens: { secret: SECRET },
      connectors: [{ connector: exo, settings }],
      limits: { commandBurst: 1_000, ringsPerPair: 100 },
      logger: createLogger({ level: "silent" }),
      ...options,
    });
    onTestFinished(() => server.close());
    const { url } = await server.listen({ port: 0, host: "127.0.0.1" });
    const people = Object.entries(NAMES).map(([id, name]) => ({ type: "user" as const, id, name }));
    await server.people.put(people);
    await server.spaces.put([{ id: "design", title: "Design", members: ["anna", "bob", "carol"] }]);
    return new OlderTown(server, url);
  }

  /** A page of this person, in a browser of its own. */
  async page(person: string): Promise<OlderPage> {
    const getToken = () =>
      signToken({
        secret: SECRET,
        audience: AUDIENCE,
        user: { id: person, name: NAMES[person] ?? person },
      });
    const client = createClient({ server: this.url, getToken, alone: true });
    onTestFinished(() => client.close());
    await client.ready;
    return new OlderPage(this.url, client);
  }
}

/** A page and what the older API tells it. */
export class OlderPage {
  readonly client: CallClient;
  readonly calls: ExoCalls;
  readonly updates: UserUpdate[] = [];

  constructor(server: string, client: CallClient) {
    this.client = client;
    const openSeat = (secret: string) => connectSeat({ server, secret, keepSecret: () => {} });
    this.calls = new ExoCalls(doorOf(client, openSeat), {
      pages: { profile: (id) => `/profile/${id}` },
    });
    this.calls.onUserUpdate((update) => this.updates.push(update));
    onTestFinished(() => this.calls.close());
  }

  /** What was told, in short: `started p/anna-bob`, `joined bob`. */
  get told(): string[] {
    return this.updates.map((update) =>
      update.eventType === "call_state"
        ? `${update.callState} ${update.callId}`
        : `${update.eventType.slice(5)} ${update.part.id}`,
    );
  }

  /** Waits until this was told. */
  hears(...words: string[]): Promise<void> {
    return vi.waitFor(
      () => {
        const missing = words.filter((word) => !this.told.includes(word));
        if (missing.length > 0) throw new Error(`not told ${missing}, but ${this.told}`);
      },
      { timeout: 10_000, interval: 20 },
    );
  }
}

/** What a connector says when it adds a one-to-one call. */
export function between(owner: string, other: string): ExoCallInfo {
  return {
    owner,
    ownerType: "user",
    provider: "mycall",
    title: other,
    participants: `${owner};${other}`,
  };
}

export const inDesign: ExoCallInfo = {
  owner: "design",
  ownerType: "space",
  provider: "mycall",
  title: "Design",
  participants: "anna;bob",
};
