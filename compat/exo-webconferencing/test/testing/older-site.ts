import { randomBytes } from "node:crypto";
import type { RunningConnector, ServerConnector } from "@ringline/connector-spi/server";
import { type SignedUser, signToken } from "@ringline/host";
import { type CallServer, createLogger, createServer } from "@ringline/server";
import { type ExoRestOptions, exoRest } from "../../src/server/index.ts";

const SECRET = "a secret of these tests, 32 bytes long";
const AUDIENCE = "http://127.0.0.1:4600";
export const ORIGIN = "https://www.example.org";

/** Who may be signed in at the site of these tests. */
const USERS: Readonly<Record<string, SignedUser>> = {
  anna: {
    id: "anna",
    name: "Anna Maria Berg",
    picture: `${ORIGIN}/anna.png`,
    accounts: { desk: "a-17" },
  },
  bob: { id: "bob", name: "Bob Okafor", accounts: { desk: "b-42" } },
  carol: { id: "carol", name: "Carol" },
  admin: { id: "ida", name: "Ida Moreau", roles: ["admin"] },
  guest: { id: "visitor", name: "A visitor", guest: true, targets: ["bob"] },
};

export interface Ask extends Omit<RequestInit, "headers"> {
  /** Over those of a page of the site; `undefined` takes one of these away. */
  headers?: Record<string, string | undefined>;
  /** Of the back end. */
  options?: Partial<ExoRestOptions>;
}

/** A site with a session of its own, whose back end answers the older API in front of a real call server. */
export class OlderSite {
  readonly server: CallServer;
  readonly url: string;
  /** An API key of the scope `read`. */
  readonly key: string;
  readonly #sockets: WebSocket[] = [];

  private constructor(server: CallServer, url: string, key: string) {
    this.server = server;
    this.url = url;
    this.key = key;
  }

  static async open(): Promise<OlderSite> {
    const server = await createServer({
      publicUrl: AUDIENCE,
      origins: [ORIGIN],
      database: "sqlite::memory:",
      tokens: { secret: SECRET },
      connectors: [{ connector: deskConnector(), settings: {} }],
      limits: { commandBurst: 1_000 },
      logger: createLogger({ level: "silent" }),
    });
    const { url } = await server.listen({ port: 0, host: "127.0.0.1" });
    const people = ["bob", "anna", "carol"].map((id) => {
      const { name, picture } = USERS[id] as SignedUser;
      return { type: "user" as const, id, name, ...(picture !== undefined && { picture }) };
    });
    await server.people.put(people);
    await server.spaces.put([{ id: "design", title: "Design", members: ["anna", "bob", "ghost"] }]);
    await server.rooms.put([{ id: "team/one", title: "Team one", members: ["anna", "bob"] }]);
    return new OlderSite(server, url, await readKey(url));
  }

  /** The back end's handler. Its session is a header here: `x-session: anna`. */
  rest(more: Partial<ExoRestOptions> = {}) {
    return exoRest({
      server: this.url,
      origin: ORIGIN,
      token: async (request) => tokenOf(request.headers.get("x-session") ?? ""),
      pages: { profile: (id) => `/profile/${id}`, space: (id) => `/spaces/${id}` },
      ...more,
    });
  }

  /** Asks as a page of the site does in which `who` is signed in. */
  async ask(path: string, who: string, { options, ...init }: Ask = {}) {
    const headers = new Headers({ "sec-fetch-site": "same-origin" });
    for (const [name, value] of Object.entries(init.headers ?? {}))
      value === undefined ? headers.delete(name) : headers.set(name, value);
    if (who !== "nobody") headers.set("x-session", who);
    const request = new Request(ORIGIN + path, { ...init, headers });
    const answer = await this.rest(options)(request);
    if (answer === undefined) throw new Error(`${path} was left to the site`);
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, text, body: JSON.parse(text) };
  }

  /** Opens a page of this person, for as long as the test runs, with a status that they chose. */
  async arrives(who: string, status: string): Promise<void> {
    const token = await tokenOf(who);
    const socket = new WebSocket(`${this.url.replace(/^http/, "ws")}/v1/socket`);
    const device = { id: randomBytes(16).toString("base64url"), label: "a browser" };
    const page = randomBytes(16).toString("base64url");
    socket.onopen = () =>
      socket.send(JSON.stringify({ type: "hello", version: 1, token, device, page, holds: {} }));
    await new Promise((resolve) => socket.addEventListener("message", resolve, { once: true }));
    this.#sockets.push(socket);
    await fetch(`${this.url}/v1/presence`, {
      method: "PUT",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ status }),
    });
  }

  close(): Promise<void> {
    for (const socket of this.#sockets) socket.close();
    return this.server.close();
  }
}

async function tokenOf(who: string): Promise<string | undefined> {
  const user = USERS[who];
  return user && signToken({ secret: SECRET, audience: AUDIENCE, user });
}

async function readKey(url: string): Promise<string> {
  const answer = await fetch(`${url}/v1/admin/keys`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${await tokenOf("admin")}`,
      "content-type": "application/json",
    },
    body: JSON.stringify({ name: "the site's back end", scopes: ["read"] }),
  });
  const { secret } = (await answer.json()) as { secret: string };
  return secret;
}

/** One provider whose people have an account, as the older connectors of other systems. */
function deskConnector(): ServerConnector {
  const running: RunningConnector = {
    admit: async () => ({ type: "session", connector: "desk", data: {} }),
    health: async () => ({ ok: true }),
    stop: async () => {},
  };
  return {
    manifest: {
      id: "desk",
      version: "1.0.0",
      providers: [
        {
          id: "desk",
          title: "Desk",
          description: "The telephone on the desk",
          targets: ["user"],
          media: ["audio"],
          maxParticipants: 2,
          opens: "on-place",
          grant: "session",
          features: ["call-waiting"],
          account: { type: "desk", title: "Desk number" },
        },
      ],
      parseSettings: (input) => input,
    },
    start: async () => running,
  };
}
