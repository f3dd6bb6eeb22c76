import type {
  BrowserHalf,
  ConnectorContext,
  Entry,
  Provider,
  RunningConnector,
  ServerConnector,
} from "@ringline/connector-spi/server";
import type { CallId, JoinGrant, Person, PersonId } from "@ringline/protocol";
import type { CallRecord } from "../calls/call-record.ts";
import type { Clock } from "../clock.ts";
import type { Logger } from "../logs/logger.ts";
import type { ConnectorStore } from "../store/connector-store.ts";
import { readCsp, readGrant, readHealth, readProviders } from "./answers.ts";
import type { Fence } from "./fence.ts";
import type { Reports } from "./reports.ts";
import { readAnswer } from "./request-answer.ts";
import { connectorStorage } from "./storage.ts";

/** What connectors stand on. */
export interface RunningParts {
  clock: Clock;
  logger: Logger;
  reports: Reports;
  store: ConnectorStore;
  /** Without a slash at the end. */
  publicUrl: string;
  isOn(provider: string): boolean;
  accountOf(person: PersonId, type: string): Promise<Readonly<Record<string, string>> | undefined>;
}

/** One connector at work with one set of settings: each call into it goes through its fence, each answer is looked at. */
export class Running {
  readonly id: string;
  readonly version: string;
  readonly browser: BrowserHalf | undefined;
  readonly providers: readonly Provider[];
  readonly makesPlaces: boolean;
  readonly #fence: Fence;
  readonly #connector: RunningConnector;

  private constructor(
    { manifest }: ServerConnector,
    made: { fence: Fence; connector: RunningConnector; providers: readonly Provider[] },
  ) {
    this.id = manifest.id;
    this.version = manifest.version;
    this.browser = manifest.browser;
    this.providers = made.providers;
    this.#fence = made.fence;
    this.#connector = made.connector;
    this.makesPlaces = made.connector.open !== undefined;
  }

  /**
   * One that starts too late, or offers what is not taken, is stopped: another one will be started.
   * @throws {CallError} connector-failed
   */
  static async start(
    server: ServerConnector,
    settings: unknown,
    { fence, parts }: { fence: Fence; parts: RunningParts },
  ): Promise<Running> {
    const { manifest } = server;
    let providers: readonly Provider[] = [];
    const provider = (id: string) => providers.find((one) => one.id === id);
    const context: ConnectorContext = {
      settings,
      logger: parts.logger,
      clock: { now: () => parts.clock.now() },
      calls: parts.reports.for({ id: manifest.id, provider }),
      storage: connectorStorage(manifest.id, parts.store),
      url: `${parts.publicUrl}/connectors/${manifest.id}/`,
      isActive: (id) => provider(id) !== undefined && parts.isOn(id),
      account: (person, type) => parts.accountOf(person, type),
    };
    return fence.run("start", async (late) => {
      const connector = await server.start(context);
      try {
        late.throwIfAborted();
        if (typeof connector?.admit !== "function") throw new Error("nonsense: it has no admit");
        providers = readProviders(connector.providers ?? manifest.providers);
        return new Running(server, { fence, connector, providers });
      } catch (error) {
        void stopQuietly(connector, fence.beside());
        throw error;
      }
    });
  }

  /** @throws {CallError} connector-failed */
  open(call: CallRecord, generation: number): Promise<unknown> {
    return this.#fence.ask("open", async (signal) =>
      this.#connector.open?.(asConnectorCall(call), generation, signal),
    );
  }

  /** @throws {CallError} connector-failed */
  admit(call: CallRecord, seat: Pick<Entry, "participant" | "seat">): Promise<JoinGrant> {
    const entry = { call: asConnectorCall(call), place: call.placeData, ...seat };
    return this.#fence.ask(
      "admit",
      async (signal) => this.#connector.admit(entry, signal),
      (answer) => readGrant(answer, this.id),
    );
  }

  /** @throws {CallError} connector-failed */
  async letGo(call: CallRecord, { participant }: Pick<Entry, "participant">): Promise<void> {
    const entry = { call: asConnectorCall(call), place: call.placeData, participant };
    await this.#fence.run("remove", async () => this.#connector.remove?.(entry));
  }

  /** @throws {CallError} connector-failed */
  async close(call: CallId, place: unknown): Promise<void> {
    await this.#fence.run("close", async () => this.#connector.close?.(call, place));
  }

  /** Nothing where it answers no requests. @throws {CallError} connector-failed */
  async request(request: Request, person?: Person): Promise<Response | undefined> {
    if (this.#connector.request === undefined) return undefined;
    return this.#fence.run("request", async () =>
      readAnswer(await this.#connector.request?.(request, person)),
    );
  }

  csp(): { connect?: string[]; frame?: string[] } {
    return this.#fence.look("csp", () => this.#connector.csp?.() ?? {}, readCsp) ?? {};
  }

  health(): Promise<{ ok: boolean; detail?: string }> {
    return this.#fence
      .ask("health", async () => this.#connector.health(), readHealth)
      .catch(() => ({ ok: false, detail: "no answer" }));
  }

  async stop(): Promise<void> {
    await stopQuietly(this.#connector, this.#fence);
  }
}

async function stopQuietly(connector: RunningConnector | undefined, fence: Fence): Promise<void> {
  await fence.run("stop", async () => connector?.stop()).catch(() => undefined);
}

function asConnectorCall(call: CallRecord): Entry["call"] {
  const { id, provider, media, title } = call;
  const participants = call.participants.map(({ id: participant, party }) => ({
    id: participant,
    party,
  }));
  return { id, provider, media, title, participants };
}
