import type {
  BrowserHalf,
  CallReports,
  ConnectorContext,
  Entry,
  Provider,
  RunningConnector,
  ServerConnector,
} from "@ringline/connector-spi/server";
import type {
  AccountType,
  CallId,
  CallMedia,
  CallTarget,
  JoinGrant,
  Person,
  ProviderId,
  ProviderInfo,
  ProviderState,
} from "@ringline/protocol";
import { CallError } from "@ringline/protocol";
import type { CallRecord } from "../calls/call-record.ts";
import type { Clock } from "../clock.ts";
import type { Logger } from "../logs/logger.ts";
import { Fence } from "./fence.ts";
import type { ProviderSwitches } from "./switches.ts";

/** A connector with what the configuration says about it. */
export interface ConnectorSetup {
  connector: ServerConnector;
  settings: unknown;
}

export interface ConnectorsOptions {
  /** Without a slash at the end. */
  publicUrl: string;
  clock: Clock;
  logger: Logger;
  mostMs: number;
  reports: CallReports;
  switches: Pick<ProviderSwitches, "isOn" | "logs">;
}

/** Whom to call, and how. */
export interface Wanted {
  target: CallTarget;
  media: CallMedia;
  named?: ProviderId | undefined;
  /** Account types that the caller has not. */
  lacks: ReadonlySet<string>;
}

interface Running {
  id: string;
  version: string;
  providers: readonly Provider[];
  browser?: BrowserHalf | undefined;
  fence: Fence;
  connector: RunningConnector;
}

/** The connectors at work, and the providers that they offer. */
export class Connectors {
  readonly #running: readonly Running[];
  readonly #byProvider: ReadonlyMap<ProviderId, Running>;

  readonly #switches: ConnectorsOptions["switches"];

  private constructor(running: readonly Running[], switches: ConnectorsOptions["switches"]) {
    this.#running = running;
    this.#switches = switches;
    const pairs = running.flatMap((one) => one.providers.map(({ id }) => [id, one] as const));
    this.#byProvider = new Map(pairs);
    if (this.#byProvider.size < pairs.length) throw new Error("two providers have the same id");
  }

  /** Starts all; fails with the first one that does not start, because a wrong setting must be seen at once. */
  static async start(
    setups: readonly ConnectorSetup[],
    options: ConnectorsOptions,
  ): Promise<Connectors> {
    const running = await Promise.all(setups.map((setup) => start(setup, options)));
    return new Connectors(running, options.switches);
  }

  /**
   * The provider that carries such a call: the one named, or else the first that can, is on, and lacks no account.
   * @throws {CallError} provider-off, account-missing, invalid-input
   */
  choose({ target, media, named, lacks }: Wanted): Provider {
    const fits = (provider: Provider) =>
      provider.targets.includes(target.type) && provider.media.includes(media);
    const candidates = this.#running.flatMap(({ providers }) => providers).filter(fits);
    const chosen = named ? candidates.filter(({ id }) => id === named) : candidates;
    const on = chosen.filter(({ id }) => this.#switches.isOn(id));
    const provider = on.find(({ account }) => !account || !lacks.has(account.type));
    if (provider) return provider;
    if (on.length > 0) throw new CallError("account-missing");
    if (chosen.length > 0) throw new CallError("provider-off");
    const detail = `no provider ${named ?? ""} calls a ${target.type} by ${media}`;
    throw new CallError("invalid-input", { detail });
  }

  provider(id: ProviderId): Provider | undefined {
    return this.#byProvider.get(id)?.providers.find((provider) => provider.id === id);
  }

  /** What pages may know of the providers that are on. */
  offered(): ProviderInfo[] {
    return this.#ways()
      .filter(({ provider }) => this.#switches.isOn(provider.id))
      .map(({ running, provider }) => this.#infoOf(running, provider));
  }

  /** What the providers at work ask people for, each type once. */
  accountTypes(): AccountType[] {
    const types = this.#ways().flatMap(({ provider }) => provider.account ?? []);
    return [...new Map(types.map((type) => [type.type, type])).values()];
  }

  /** All providers, with how their connectors are. */
  async states(): Promise<ProviderState[]> {
    const health = new Map(
      await Promise.all(this.#running.map(async (one) => [one.id, await healthOf(one)] as const)),
    );
    return this.#ways().map(({ running, provider }) => ({
      ...this.#infoOf(running, provider),
      version: running.version,
      isOn: this.#switches.isOn(provider.id),
      health: health.get(running.id) ?? { ok: false },
      ...(running.fence.lastFailure && { failure: running.fence.lastFailure }),
    }));
  }

  #ways(): { running: Running; provider: Provider }[] {
    return this.#running.flatMap((running) =>
      running.providers.map((provider) => ({ running, provider })),
    );
  }

  #infoOf({ id: connector }: Running, provider: Provider): ProviderInfo {
    const { id, title, description, targets, media, features, grant, draws, account } = provider;
    return {
      id,
      connector,
      title,
      description,
      targets: [...targets],
      media: [...media],
      features: [...features],
      grant,
      ...(draws && { draws: [...draws] }),
      ...(account && { account: { type: account.type, title: account.title } }),
      log: this.#switches.logs(id),
    };
  }

  /** The id of the connector that carries this provider's calls. @throws {CallError} connector-failed when it is gone */
  connectorOf(provider: ProviderId): string {
    return this.#of(provider).id;
  }

  /** Whether this provider's calls need a place to be made. */
  makesPlaces(provider: ProviderId): boolean {
    return this.#byProvider.get(provider)?.connector.open !== undefined;
  }

  /** @throws {CallError} connector-failed */
  open(call: CallRecord, generation: number): Promise<unknown> {
    const { fence, connector } = this.#of(call.provider);
    return fence.run("open", async (signal) =>
      connector.open?.(asConnectorCall(call), generation, signal),
    );
  }

  /** @throws {CallError} connector-failed */
  admit(call: CallRecord, seat: Pick<Entry, "participant" | "seat">): Promise<JoinGrant> {
    const { fence, connector } = this.#of(call.provider);
    const entry = { call: asConnectorCall(call), place: call.placeData, ...seat };
    return fence.run("admit", (signal) => connector.admit(entry, signal));
  }

  /** @throws {CallError} connector-failed */
  async close(provider: ProviderId, call: CallId, place: unknown): Promise<void> {
    const { fence, connector } = this.#of(provider);
    await fence.run("close", async () => connector.close?.(call, place));
  }

  /** What the call page's Content-Security-Policy must allow for all of them. */
  csp(): { connect: string[]; frame: string[] } {
    const all = this.#running.map(({ connector }) => connector.csp?.() ?? {});
    return {
      connect: all.flatMap(({ connect }) => connect ?? []),
      frame: all.flatMap(({ frame }) => frame ?? []),
    };
  }

  /** Nothing where there is no such connector, or it answers no requests. @throws {CallError} connector-failed */
  async request(id: string, request: Request, person?: Person): Promise<Response | undefined> {
    const one = this.#running.find((running) => running.id === id);
    if (one?.connector.request === undefined) return undefined;
    const { fence, connector } = one;
    return fence.run("request", async () => bounded(await connector.request?.(request, person)));
  }

  /** Every provider, and the connector that offers it. */
  all(): { connector: string; provider: ProviderId }[] {
    return Array.from(this.#byProvider, ([provider, { id }]) => ({ connector: id, provider }));
  }

  /** Those that have a browser half. */
  withPage(): { id: string; browser: BrowserHalf }[] {
    return this.#running.flatMap(({ id, browser }) => (browser ? [{ id, browser }] : []));
  }

  /** Those that are not well, with what they say. */
  async ailing(): Promise<{ connector: string; detail?: string }[]> {
    const ask = async (one: Running) => ({ ...(await healthOf(one)), connector: one.id });
    const all = await Promise.all(this.#running.map(ask));
    return all.filter(({ ok }) => !ok);
  }

  async stop(): Promise<void> {
    const stopOne = ({ fence, connector }: Running) => fence.run("stop", () => connector.stop());
    await Promise.allSettled(this.#running.map(stopOne));
  }

  #of(provider: ProviderId): Running {
    const running = this.#byProvider.get(provider);
    if (running) return running;
    throw new CallError("connector-failed", { detail: `no connector offers ${provider}` });
  }
}

function healthOf({ fence, connector }: Running): Promise<{ ok: boolean; detail?: string }> {
  return fence
    .run("health", () => connector.health())
    .catch(() => ({ ok: false, detail: "no answer" }));
}

async function start(setup: ConnectorSetup, options: ConnectorsOptions): Promise<Running> {
  const { manifest } = setup.connector;
  const { publicUrl, clock, logger, mostMs, reports } = options;
  const fence = new Fence({ connector: manifest.id, clock, logger, mostMs });
  const context: ConnectorContext = {
    settings: manifest.parseSettings(setup.settings),
    url: `${publicUrl}/connectors/${manifest.id}/`,
    logger,
    clock,
    calls: reports,
  };
  const connector = await setup.connector.start(context);
  const { id, version, browser } = manifest;
  return {
    id,
    version,
    providers: connector.providers ?? manifest.providers,
    browser,
    fence,
    connector,
  };
}

function asConnectorCall(call: CallRecord): Entry["call"] {
  const { id, provider, media, title } = call;
  const participants = call.participants.map(({ id: participant, party }) => ({
    id: participant,
    party,
  }));
  return { id, provider, media, title, participants };
}

const ANSWER_BYTES = 1_048_576;

/** The whole answer, read within the fence: one that never comes to its end is none. */
async function bounded(answer: Response | undefined): Promise<Response> {
  if (!(answer instanceof Response)) throw new Error("request answered no Response");
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of answer.body ?? []) {
    size += part.length;
    if (size > ANSWER_BYTES) throw new Error(`an answer of more than ${ANSWER_BYTES} bytes`);
    parts.push(part);
  }
  const body = answer.body === null ? null : Buffer.concat(parts);
  return new Response(body, { status: answer.status, headers: answer.headers });
}
