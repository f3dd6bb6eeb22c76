import { type CallClient, connectSeat, createClient } from "@ringline/client";
import type { ServerConnector } from "@ringline/connector-spi/server";
import { type SignedUser, signToken } from "@ringline/host";
import { type CallServer, createLogger, createServer, type ServerOptions } from "@ringline/server";
import { onTestFinished, vi } from "vitest";
import {
  doorOf,
  type ExoCallInfo,
  ExoCalls,
  type ExoCallsOptions,
  type UserUpdate,
} from "../../src/calls/index.ts";
import { exo } from "../../src/server/index.ts";

const SECRET = "a secret of these tests, 32 bytes long";
const AUDIENCE = "http://127.0.0.1:4600";
const NAMES: Record<string, string> = { anna: "Anna Maria Berg", bob: "Bob Okafor" };
const PROVIDERS = [{ type: "mycall", title: "My Call" }];

/** The older connector's provider. */
export const OLDER = {
  connector: exo,
  settings: exo.manifest.parseSettings({ providers: PROVIDERS }),
};

/** One of another system, which keeps nobody waiting: who is in a call is busy. */
export const TELEPHONE = { connector: telephone(), settings: {} };

/** A call server with an older connector's provider, and pages of people before it. */
export class OlderTown {
  readonly server: CallServer;
  readonly url: string;

  private constructor(server: CallServer, url: string) {
    this.server = server;
    this.url = url;
  }

  static async open(options: Partial<ServerOptions> = {}): Promise<OlderTown> {
    const server = await createServer({
      publicUrl: AUDIENCE,
      origins: [],
      database: "sqlite::memory:",
      tokens: { secret: SECRET },
      connectors: [OLDER],
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

  /** A page of this person, in a browser of its own, connected. */
  async page(person: string, options?: PageOptions): Promise<OlderPage> {
    const page = this.loading(person, options);
    await page.client.ready;
    return page;
  }

  /** What the site signs for this person. */
  token(person: string, more: Partial<SignedUser> = {}): Promise<string> {
    const user = { id: person, name: NAMES[person] ?? person, ...more };
    return signToken({ secret: SECRET, audience: AUDIENCE, user });
  }

  /** A page that has just begun to load. */
  loading(person: string, { server = this.url, guestOf, ...options }: PageOptions = {}): OlderPage {
    const guest = guestOf && { guest: true, targets: guestOf };
    const getToken = () => this.token(person, guest);
    const client = createClient({ server, getToken, alone: true });
    onTestFinished(() => client.close());
    return new OlderPage(server, client, options);
  }
}

interface PageOptions extends ExoCallsOptions {
  /** Where the page finds the call server; default: its own address. */
  server?: string;
  /** Whom they may call, where they are a guest. */
  guestOf?: string[];
}

/** A page and what the older API tells it. */
export class OlderPage {
  readonly client: CallClient;
  readonly calls: ExoCalls;
  readonly updates: UserUpdate[] = [];

  constructor(server: string, client: CallClient, options: ExoCallsOptions) {
    this.client = client;
    const openSeat = (secret: string) => connectSeat({ server, secret, keepSecret: () => {} });
    const pages = { profile: (id: string) => `/profile/${id}` };
    this.calls = new ExoCalls(doorOf(client, openSeat), { pages, ...options });
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

/** What a page hears in a call, as it comes. */
export function listen(page: OlderPage, id: string) {
  const heard: unknown[] = [];
  const errors: unknown[] = [];
  const ready = Promise.withResolvers<void>();
  const off = page.calls.onCallUpdate(id, {
    onUpdate: (data) => heard.push(data),
    onError: (error) => errors.push(error),
    onReady: () => ready.resolve(),
  });
  return { heard, errors, ready: ready.promise, off };
}

/** Waits until this holds. */
export function soon(check: () => void): Promise<void> {
  return vi.waitFor(check, { timeout: 10_000, interval: 20 });
}

/** Time in which what should not come would have come. */
export function settled(ms = 250): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function telephone(): ServerConnector {
  const provider = {
    id: "desk",
    title: "Desk",
    description: "",
    targets: ["user" as const],
    media: ["audio" as const, "video" as const],
    opens: "on-answer" as const,
    grant: "session" as const,
    features: [],
  };
  return {
    manifest: {
      id: "desk",
      version: "1.0.0",
      providers: [provider],
      parseSettings: (input) => input,
    },
    start: async () => ({
      admit: async () => ({ type: "session", connector: "desk", data: {} }),
      health: async () => ({ ok: true }),
      stop: async () => {},
    }),
  };
}
