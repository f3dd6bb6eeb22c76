import type { IncomingMessage, Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout } from "node:timers/promises";
import { CallError } from "@ringline/protocol";
import { Registry } from "prom-client";
import { type AddressOf, createAddressOf } from "./address-of.ts";
import { isOwnCredential } from "./admin/credentials.ts";
import { callsApi, type ServerCalls } from "./api/calls-api.ts";
import { connectorsApi, type ServerConnectors } from "./api/connectors-api.ts";
import { groupsApi, peopleApi, type ServerGroups, type ServerPeople } from "./api/directory-api.ts";
import { createOrigins, type Origins } from "./auth/origins.ts";
import { createTokenVerifier, type VerifyToken } from "./auth/tokens.ts";
import { createAdminApp } from "./http/admin-app.ts";
import { createHttpApp } from "./http/app.ts";
import { readBrowserFiles } from "./http/browser-files.ts";
import { ConnectorPages } from "./http/connector-files.ts";
import type { HttpParts } from "./http/http-parts.ts";
import { createHttpMetrics } from "./http/metrics.ts";
import { closeInOrder, createHttpServer } from "./http/node-server.ts";
import { Readiness } from "./http/readiness.ts";
import { countServer, problemCounter } from "./http/server-metrics.ts";
import { createOperations } from "./operations/index.ts";
import type { RunOperation } from "./operations/operation.ts";
import type { Parts } from "./operations/parts.ts";
import { signIn } from "./people/sign-in.ts";
import { Serially } from "./serially.ts";
import type { CallServer, ServerOptions } from "./server-options.ts";
import { Gateway } from "./signalling/gateway.ts";
import type { SignIn } from "./signalling/gateway-parts.ts";
import { Hellos } from "./signalling/hellos.ts";
import { SeatSockets } from "./signalling/seat-sockets.ts";
import { TokenBuckets } from "./token-bucket.ts";
import { VERSION } from "./version.ts";
import { buildDomain, type Domain } from "./wiring/domain.ts";
import { type Ground, openGround } from "./wiring/ground.ts";
import { Housekeeping } from "./wiring/housekeeping.ts";

/**
 * Builds a call server: opens the database, starts the connectors, takes up what rings. It listens when it is told to.
 * @throws {Error} when the database cannot be opened or a connector does not start; says which and why
 */
export async function createServer(options: ServerOptions): Promise<CallServer> {
  const ground = await openGround(options);
  const domain = await buildDomain(ground, options);
  const origins = createOrigins(options.publicUrl, options.origins);
  const { publicUrl, tokens: keys } = options;
  const verifyToken = createTokenVerifier({ publicUrl, keys, origins });
  const server = new RunningServer({ options, ground, domain, origins, verifyToken });
  await server.start();
  return server;
}

interface Built {
  options: ServerOptions;
  ground: Ground;
  domain: Domain;
  origins: Origins;
  verifyToken: VerifyToken;
}

class RunningServer implements CallServer {
  readonly calls: ServerCalls;
  readonly connectors: ServerConnectors;
  readonly people: ServerPeople;
  readonly spaces: ServerGroups;
  readonly rooms: ServerGroups;
  readonly #built: Built;
  readonly #registry = new Registry();
  readonly #gateway: Gateway;
  readonly #housekeeping: Housekeeping;
  readonly #run: RunOperation;
  readonly #signIn: SignIn;
  readonly #addressOf: AddressOf;
  readonly #startedAt: number;
  #httpParts: Promise<HttpParts> | undefined;
  readonly #servers: Server[] = [];
  #isDraining = false;
  #closing: Promise<void> | undefined;

  constructor(built: Built) {
    this.#built = built;
    const { ground, domain, origins, verifyToken } = built;
    const { limits } = ground;
    const buckets = new TokenBuckets(limits.commandsPerSecond, limits.commandBurst);
    this.#addressOf = createAddressOf(built.options.trustedProxies ?? []);
    this.#startedAt = ground.clock.now();
    const parts = this.#parts();
    this.#run = createOperations(parts, buckets);
    const { calls, known, statuses } = domain;
    this.calls = callsApi({ calls, known, store: ground.store.calls, logger: ground.logger });
    const { connectors, move } = domain;
    this.connectors = connectorsApi({ connectors, move, store: ground.store });
    const directory = { run: this.#run, store: ground.store, statuses };
    this.people = peopleApi(directory);
    this.spaces = groupsApi("space", directory);
    this.rooms = groupsApi("room", directory);
    this.#signIn = {
      verify: async (token) => {
        if (isOwnCredential(token)) throw new CallError("wrong-token-type");
        const identity = await verifyToken(token);
        await signIn(identity, { people: ground.store.people, accounts: domain.accounts });
        return identity;
      },
    };
    this.#gateway = new Gateway(
      {
        ...parts,
        ...domain,
        run: this.#run,
        signIn: this.#signIn,
        addressOf: this.#addressOf,
        seatSockets: new SeatSockets(domain.known),
        hellos: new Hellos(limits, ground.clock),
        lookAtPerson: (person) => this.#lookAtSockets(person),
        wallSeconds: () => Date.now() / 1_000,
      },
      origins,
    );
    countServer(this.#registry, {
      known: domain.known,
      sockets: () => this.#gateway.size,
      lostLines: () => ground.processLogger.lost ?? 0,
    });
    const onPerson = (person: string) => this.#lookAtPerson(person);
    this.#housekeeping = new Housekeeping({
      ground,
      domain,
      buckets,
      gateway: this.#gateway,
      onPerson,
    });
  }

  async start(): Promise<void> {
    await this.#housekeeping.start();
  }

  async listen({ port, host }: { port: number; host: string }) {
    const { options, ground } = this.#built;
    const app = createHttpApp(await this.#partsOfHttp());
    const { front, doors = [] } = options;
    const { logger } = ground;
    const aside = (request: Request, incoming: IncomingMessage) =>
      firstOf(doors, (door) => door.request(request, this.#addressOf(incoming)));
    const http = createHttpServer({ app, logger, aside, ...(front && { front }) });
    this.#gateway.attach(http, doors);
    return this.#listenOn(http, { port, host });
  }

  async listenForAdmin(where: { port: number; host: string }) {
    const app = createAdminApp(await this.#partsOfHttp());
    return this.#listenOn(createHttpServer({ app, logger: this.#built.ground.logger }), where);
  }

  offerSetup(options: { onlyFirst: boolean }): Promise<string | undefined> {
    return this.#built.domain.administration.offerSetup(options);
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  metrics(): Promise<string> {
    return this.#registry.metrics();
  }

  async #close(): Promise<void> {
    const { ground, domain } = this.#built;
    const { doors = [] } = this.#built.options;
    this.#isDraining = true;
    if (this.#servers.length > 0) await setTimeout(ground.times.drainDelayMs);
    for (const door of doors) door.close?.();
    const closed = Promise.all(this.#servers.map((server) => closeInOrder(server)));
    await this.#gateway.drain();
    await closed;
    domain.untilWritten.close();
    await this.#housekeeping.stop();
    await domain.connectors.stop();
    await ground.close();
  }

  async #listenOn(http: Server, { port, host }: { port: number; host: string }) {
    await new Promise<void>((resolve, reject) => {
      http.once("error", reject);
      http.listen(port, host, resolve);
    });
    this.#servers.push(http);
    const { port: taken } = http.address() as AddressInfo;
    return { url: `http://${host.includes(":") ? `[${host}]` : host}:${taken}`, port: taken };
  }

  #partsOfHttp(): Promise<HttpParts> {
    this.#httpParts ??= this.#buildPartsOfHttp();
    return this.#httpParts;
  }

  async #buildPartsOfHttp(): Promise<HttpParts> {
    const { options, ground, domain, origins } = this.#built;
    const { logger, clock, store } = ground;
    return {
      publicUrl: options.publicUrl,
      version: VERSION,
      origins,
      signIn: this.#signIn,
      administration: domain.administration,
      audit: domain.audit,
      addressOf: this.#addressOf,
      isAdminApart: options.isAdminApart ?? false,
      run: this.#run,
      logger,
      metrics: createHttpMetrics(this.#registry),
      readiness: new Readiness({
        clock,
        probe: () => store.probe(),
        isDraining: () => this.#isDraining,
        ailing: () => domain.connectors.ailing(),
      }),
      files: options.files ? await readBrowserFiles(options.files) : new Map(),
      connectorPages: new ConnectorPages(() => domain.connectors.withPage(), logger),
      connectorRequest: (id, request, person) => domain.connectors.request(id, request, person),
      pageSources: () => domain.connectors.csp(),
    };
  }

  #parts(): Parts {
    const { ground, domain, origins } = this.#built;
    const databaseType = ground.isAlone ? "sqlite" : "postgres";
    const { node } = ground;
    return {
      ...ground,
      ...domain,
      about: { version: VERSION, node, startedAt: this.#startedAt, databaseType },
      sockets: () => this.#gateway.size,
      countProblem: problemCounter(this.#registry),
      perPerson: new Serially(),
      isSiteOrigin: (origin) => origins.allows(origin),
      personChanged: (person) => {
        this.#lookAtPerson(person);
        ground.hints.publish({ type: "person", person });
      },
    };
  }

  /** Status, devices or revocation of a person may be other than what was told here. */
  #lookAtPerson(person: string): void {
    this.#built.domain.presence.touch(person);
    this.#lookAtSockets(person);
  }

  /** Again each second while the storage is away: a revocation is not forgotten. */
  #lookAtSockets(person: string): void {
    const look = () => this.#gateway.lookAtPerson(person);
    void this.#built.domain.untilWritten.run(`look at ${person}`, look);
  }
}

/** What the first of these answers that answers at all. */
function firstOf<One, Answer>(
  list: readonly One[],
  ask: (one: One) => Answer | undefined,
): Answer | undefined {
  for (const one of list) {
    const answer = ask(one);
    if (answer !== undefined) return answer;
  }
  return undefined;
}
