import { randomBytes } from "node:crypto";
import { signToken } from "@ringline/host";
import { createDatabase, type ScratchDatabase } from "../harness/postgres.ts";
import { RinglineSite } from "../harness/ringline-site.ts";
import { deviceHello, WireClient } from "../harness/wire-client.ts";

const AUDIENCE = "https://calls.example.org";

/** Server processes on one PostgreSQL, as a site with many people runs them. */
export class Cluster {
  readonly nodes: readonly RinglineSite[];
  /** What no log may hold: the secret that signs tokens, and every token signed here. */
  readonly secrets: string[];
  readonly #database: ScratchDatabase;
  readonly #secret: string;

  private constructor(database: ScratchDatabase, nodes: readonly RinglineSite[], secret: string) {
    this.#database = database;
    this.nodes = nodes;
    this.#secret = secret;
    this.secrets = [secret];
  }

  static async start(count: number, settings: Record<string, string> = {}): Promise<Cluster> {
    const database = await createDatabase();
    const secret = randomBytes(32).toString("hex");
    const all = {
      RINGLINE_DEMO: "false",
      RINGLINE_DATABASE_URL: database.url,
      RINGLINE_TOKEN_SECRET: secret,
      RINGLINE_PUBLIC_URL: AUDIENCE,
      RINGLINE_ORIGINS: "https://www.example.org",
      ...settings,
    };
    const nodes = [];
    // One after the other: the first one lays out the tables.
    for (let n = 0; n < count; n += 1) nodes.push(await RinglineSite.start({ settings: all }));
    return new Cluster(database, nodes, secret);
  }

  async token(person: string): Promise<string> {
    const user = { id: person, name: `Person ${person}` };
    const token = await signToken({ secret: this.#secret, audience: AUDIENCE, user });
    this.secrets.push(token);
    return token;
  }

  /** A device of this person with a socket on that node. */
  async device(person: string, node: RinglineSite, device?: string): Promise<WireClient> {
    const hello = deviceHello(await this.token(person), device);
    return WireClient.connect(node.callServer, hello);
  }

  /** Everything that any process said. */
  get output(): string {
    return this.nodes.map(({ output }) => output).join("");
  }

  async stop(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.stop()));
    await this.#database.drop();
  }
}
