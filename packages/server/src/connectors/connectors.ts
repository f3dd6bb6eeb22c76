import type { BrowserHalf, Entry, Provider, ServerConnector } from "@ringline/connector-spi/server";
import type {
  AccountType,
  CallMedia,
  CallTarget,
  ConnectorSettings,
  JoinGrant,
  Person,
  ProviderId,
  ProviderInfo,
} from "@ringline/protocol";
import { CallError } from "@ringline/protocol";
import type { CallRecord, Millis } from "../calls/call-record.ts";
import { DrainedConnectors, type DrainedOptions, offers } from "./drained.ts";
import { type ConnectorSetup, Installed, type InstalledParts } from "./installed.ts";
import { infoOf } from "./provider-info.ts";
import type { Running } from "./running.ts";
import type { RawSettings } from "./settings.ts";
import { healthOf, type InstalledState, type StateParts, stateOf } from "./states.ts";

export type { ConnectorSetup } from "./installed.ts";

export interface ConnectorsOptions extends InstalledParts, DrainedOptions, StateParts {}

/** Whom to call, and how. */
export interface Wanted {
  target: CallTarget;
  media: CallMedia;
  named?: ProviderId | undefined;
  /** Account types that the caller has not. */
  lacks: ReadonlySet<string>;
}

/** The connectors of this server, and the providers that they offer. They come, go and get new settings while it runs. */
export class Connectors {
  readonly #options: ConnectorsOptions;
  readonly #installed = new Map<string, Installed>();
  readonly #listeners = new Set<() => void>();
  readonly #drained: DrainedConnectors;
  #changing: Promise<unknown> = Promise.resolve();

  private constructor(options: ConnectorsOptions) {
    this.#options = options;
    this.#drained = new DrainedConnectors(options);
  }

  /**
   * Starts all. Settings of the configuration that a connector does not take stop everything, because they must be seen at
   * once; one that does not start is left out, seen, and tried again.
   * @throws {Error} with the connector's own words
   */
  static async start(
    setups: readonly ConnectorSetup[],
    options: ConnectorsOptions,
  ): Promise<Connectors> {
    const connectors = new Connectors(options);
    const stored = await options.store.settings();
    for (const setup of setups) connectors.#install(setup, stored.get(idOf(setup)));
    await Promise.all([...connectors.#installed.values()].map((one) => connectors.#tryStart(one)));
    const ids = connectors.#ways().map(({ provider }) => provider.id);
    if (new Set(ids).size < ids.length) throw new Error("two providers have the same id");
    return connectors;
  }

  /** The listener hears after there is another choice of providers. */
  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /**
   * One more connector, from now on. Other processes need it too.
   * @throws {CallError} invalid-input for settings that it does not take, or ids that are there; connector-failed
   */
  add(setup: ConnectorSetup): Promise<void> {
    return this.#alone(async () => {
      if (this.#installed.has(idOf(setup)))
        throw new CallError("invalid-input", { detail: `there is a connector ${idOf(setup)}` });
      const stored = (await this.#options.store.settings()).get(idOf(setup));
      const installed = new Installed(setup, this.#options);
      const running = await this.#startBeside(installed, stored);
      this.#installed.set(installed.id, installed);
      this.#takeOver(installed, running, stored);
    });
  }

  /** Nobody may choose it any more; what it still carries, it carries until nothing is left. @throws {CallError} not-found */
  remove(id: string): Promise<void> {
    return this.#alone(async () => {
      const installed = this.#find(id);
      this.#installed.delete(id);
      this.#drained.add(installed.running);
      this.#tell();
    });
  }

  /** @throws {CallError} not-found */
  settingsOf(id: string): ConnectorSettings {
    return this.#find(id).shown();
  }

  /** Those of one connector, on or off. @throws {CallError} not-found */
  providersOf(id: string): readonly Provider[] {
    const { running, setup } = this.#find(id);
    return running?.providers ?? setup.connector.manifest.providers;
  }

  /** What it is made of, whether it runs or not. */
  serverHalf(id: string): ServerConnector | undefined {
    return this.#installed.get(id)?.setup.connector;
  }

  /** What an administrator sends, made whole by what they left out. @throws {CallError} not-found, invalid-input */
  wholeSettings(id: string, sent: unknown): RawSettings {
    return this.#find(id).whole(sent);
  }

  /**
   * Starts a connector with new settings, stores them, and lets the old one end with its calls. `null`: the configuration's.
   * @throws {CallError} not-found, invalid-input, too-big, connector-failed, storage-unavailable: nothing has changed
   */
  configure(id: string, sent: RawSettings | null): Promise<ConnectorSettings> {
    return this.#alone(async () => {
      const installed = this.#find(id);
      const stored = sent === null ? undefined : installed.toStore(sent);
      const running = await this.#startBeside(installed, stored);
      try {
        await this.#options.store.putSettings(id, stored);
      } catch (error) {
        await running.stop();
        throw error;
      }
      this.#takeOver(installed, running, stored);
      return installed.shown();
    });
  }

  /** What other processes stored takes effect here; what did not start is tried again; what is drained ends. */
  look(): void {
    this.#alone(() => this.#look()).catch((error: unknown) => {
      this.#options.logger.debug({ err: error }, "the connectors' settings could not be read");
    });
  }

  /**
   * The provider that carries such a call: the one named, or else the first that can, is on, and lacks no account. One that
   * draws the window itself must be named: who names none opens our call page.
   * @throws {CallError} provider-off, account-missing, invalid-input
   */
  choose({ target, media, named, lacks }: Wanted): Provider {
    const candidates = this.#ways()
      .map(({ provider }) => provider)
      .filter(({ targets, media: all }) => targets.includes(target.type) && all.includes(media));
    const chosen = candidates.filter(({ id, draws }) =>
      named ? id === named : !draws?.includes("window"),
    );
    const on = chosen.filter(({ id }) => this.#options.switches.isOn(id));
    const provider = on.find(({ account }) => !account || !lacks.has(account.type));
    if (provider) return provider;
    if (on.length > 0) throw new CallError("account-missing");
    if (chosen.length > 0) throw new CallError("provider-off");
    const detail = `no provider ${named ?? ""} calls a ${target.type} by ${media}`;
    throw new CallError("invalid-input", { detail });
  }

  provider(id: ProviderId): Provider | undefined {
    return this.#ways().find(({ provider }) => provider.id === id)?.provider;
  }

  /** Whether the window of this provider's calls is drawn by its own browser half: such calls have a channel for devices. */
  drawsWindow(id: ProviderId): boolean {
    return this.provider(id)?.draws?.includes("window") ?? false;
  }

  /** What pages may know of the providers that are on. */
  offered(): ProviderInfo[] {
    return this.#ways()
      .filter(({ provider }) => this.#options.switches.isOn(provider.id))
      .map(({ connector, provider }) => infoOf(connector, provider, this.#options.switches));
  }

  /** What the providers at work ask people for, each type once. */
  accountTypes(): AccountType[] {
    const types = this.#ways().flatMap(({ provider }) => provider.account ?? []);
    return [...new Map(types.map((type) => [type.type, type])).values()];
  }

  /** All connectors and how they are, whether they run and offer something or not. */
  states(): Promise<InstalledState[]> {
    return Promise.all([...this.#installed.values()].map((one) => stateOf(one, this.#options)));
  }

  /** The id of the connector that carries this provider's calls. @throws {CallError} connector-failed when it is gone */
  connectorOf(provider: ProviderId): string {
    return this.#of(provider).id;
  }

  /** Whether this provider's calls need a place to be made. */
  makesPlaces(provider: ProviderId): boolean {
    return this.#running(provider)?.makesPlaces ?? false;
  }

  /** @throws {CallError} connector-failed */
  async open(call: CallRecord, generation: number): Promise<unknown> {
    return this.#of(call.provider, call.createdAt).open(call, generation);
  }

  /** @throws {CallError} connector-failed */
  async admit(call: CallRecord, seat: Pick<Entry, "participant" | "seat">): Promise<JoinGrant> {
    return this.#of(call.provider, call.createdAt).admit(call, seat);
  }

  /** Asks the connector to let a participant go, where it can. @throws {CallError} connector-failed */
  async letGo(call: CallRecord, entry: Pick<Entry, "participant">): Promise<void> {
    await this.#of(call.provider, call.createdAt).letGo(call, entry);
  }

  /** @throws {CallError} connector-failed */
  async close({ provider, createdAt, id, placeData }: CallRecord): Promise<void> {
    await this.#of(provider, createdAt).close(id, placeData);
  }

  /** What the call page's Content-Security-Policy must allow for all of them. */
  csp(): { connect: string[]; frame: string[] } {
    const all = this.#all().map((running) => running.csp());
    return {
      connect: all.flatMap(({ connect }) => connect ?? []),
      frame: all.flatMap(({ frame }) => frame ?? []),
    };
  }

  /** Nothing where there is no such connector, or it answers no requests. @throws {CallError} connector-failed */
  async request(id: string, request: Request, person?: Person): Promise<Response | undefined> {
    return this.#installed.get(id)?.running?.request(request, person);
  }

  /** Every provider, and the connector that offers it. */
  all(): { connector: string; provider: ProviderId }[] {
    return this.#ways().map(({ connector, provider }) => ({ connector, provider: provider.id }));
  }

  /** Those that have a browser half. */
  withPage(): { id: string; browser: BrowserHalf }[] {
    return this.#all().flatMap(({ id, browser }) => (browser ? [{ id, browser }] : []));
  }

  /** Those that are not well, with what they say. */
  async ailing(): Promise<{ connector: string; detail?: string }[]> {
    const ask = async (one: Installed) => ({ ...(await healthOf(one)), connector: one.id });
    const all = await Promise.all([...this.#installed.values()].map(ask));
    return all.filter(({ ok }) => !ok);
  }

  async stop(): Promise<void> {
    await Promise.all([this.#drained.stop(), ...this.#all().map((running) => running.stop())]);
  }

  #install(setup: ConnectorSetup, stored: string | undefined): void {
    const installed = new Installed(setup, this.#options);
    if (this.#installed.has(installed.id))
      throw new Error(`two connectors are called ${installed.id}`);
    mustTake(installed);
    installed.stored = stored;
    this.#installed.set(installed.id, installed);
  }

  async #tryStart(installed: Installed): Promise<void> {
    try {
      installed.running = await installed.start(installed.stored);
    } catch (error) {
      installed.noteNotStarted(error);
      this.#options.logger.error({ err: error, connector: installed.id }, "did not start");
    }
  }

  /** @throws {CallError} invalid-input, connector-failed */
  async #startBeside(installed: Installed, stored: string | undefined): Promise<Running> {
    const running = await installed.start(stored);
    const taken = new Set(
      this.#ways()
        .filter(({ connector }) => connector !== installed.id)
        .map(({ provider }) => provider.id),
    );
    const twice = running.providers.find(({ id }) => taken.has(id));
    if (!twice) return running;
    await running.stop();
    throw new CallError("invalid-input", {
      detail: `another connector has a provider ${twice.id}`,
    });
  }

  #takeOver(installed: Installed, running: Running, stored: string | undefined): void {
    this.#drained.add(installed.running);
    installed.running = running;
    installed.stored = stored;
    this.#tell();
  }

  async #look(): Promise<void> {
    await this.#drained.endOver();
    const stored = await this.#options.store.settings();
    for (const installed of this.#installed.values()) {
      const now = stored.get(installed.id);
      const isOther = now !== installed.stored;
      if (isOther || installed.shallStart) await this.#follow(installed, now);
    }
  }

  /** What does not start with what was stored elsewhere goes on with what it has. */
  async #follow(installed: Installed, stored: string | undefined): Promise<void> {
    try {
      this.#takeOver(installed, await this.#startBeside(installed, stored), stored);
    } catch (error) {
      installed.stored = stored;
      installed.noteNotStarted(error);
      this.#options.logger.error({ err: error, connector: installed.id }, "did not start");
    }
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  /** One change after the other. */
  #alone<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    const done = this.#changing.then(work);
    this.#changing = done.catch(() => undefined);
    return done;
  }

  #all(): Running[] {
    return [...this.#installed.values()].flatMap(({ running }) => (running ? [running] : []));
  }

  #ways(): { connector: string; provider: Provider }[] {
    return this.#all().flatMap(({ id, providers }) =>
      providers.map((provider) => ({ connector: id, provider })),
    );
  }

  /** @throws {CallError} not-found */
  #find(id: string): Installed {
    const installed = this.#installed.get(id);
    if (installed) return installed;
    throw new CallError("not-found", { detail: `there is no connector ${id}` });
  }

  /** The one that carries this provider's calls; with a time, those that were made then. */
  #running(provider: ProviderId, at?: Millis): Running | undefined {
    const old = at === undefined ? undefined : this.#drained.of(provider, at);
    return old ?? this.#all().find((running) => offers(running, provider));
  }

  #of(provider: ProviderId, at?: Millis): Running {
    const running = this.#running(provider, at);
    if (running) return running;
    throw new CallError("connector-failed", { detail: `no connector offers ${provider}` });
  }
}

/** @throws {Error} with the connector's own words */
function mustTake(installed: Installed): void {
  try {
    installed.parse(undefined);
  } catch (error) {
    throw error instanceof CallError && error.details.detail !== undefined
      ? new Error(error.details.detail, { cause: error })
      : error;
  }
}

function idOf({ connector }: ConnectorSetup): string {
  return connector.manifest.id;
}
