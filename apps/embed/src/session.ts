import { type CallClient, createClient, fetchToken } from "@ringline/client";
import type { Dialogs } from "@ringline/connector-spi/browser";
import {
  announce,
  announceClient,
  type CallDesk,
  type CallLayer,
  createDesk,
  createTexts,
  defineCallButton,
  offerDesk,
} from "@ringline/elements";
import { CallError } from "@ringline/protocol";
import { loadLayer } from "./load-layer.ts";
import { keepMarks } from "./marks.ts";
import type { Ringline } from "./ringline.ts";
import type { ScriptSettings } from "./script-settings.ts";
import { loadWords, type Words } from "./words.ts";

/** The latest moment for what is loaded when idle, milliseconds. */
const IDLE_MS = 3000;
/** A chunk that did not come is asked for again after this. */
const RETRY_MS = 5000;

/** Who is signed in on this page: one connection after another, and all that hangs on it. */
export class Session implements Ringline {
  readonly ready: Promise<CallClient>;
  readonly #settings: ScriptSettings;
  readonly #connected: (client: CallClient) => void;
  readonly #releases: (() => void)[] = [];
  #client: CallClient | undefined;
  /** What loads the layer of this client; since it is known that somebody is signed in. */
  #shown: Promise<() => Promise<CallLayer>> | undefined;
  /** What stands on the page: of this client, or of one that has ended. */
  #layer: CallLayer | undefined;

  constructor(settings: ScriptSettings) {
    const { promise, resolve } = Promise.withResolvers<CallClient>();
    this.ready = promise;
    this.#connected = resolve;
    this.#settings = settings;
    void this.connect();
  }

  connect(): Promise<CallClient> {
    // What tells why the last one ended stands until there is another one.
    if (!this.#client?.end) this.disconnect("keep");
    this.#shown = undefined;
    const client = createClient({
      server: this.#settings.server,
      getToken: async () => {
        const token = await fetchToken(this.#settings.tokenUrl);
        // Only now it is known that somebody is signed in.
        if (this.#client === client) this.#shown ??= this.#show(client);
        return token;
      },
    });
    this.#client = client;
    client.on("connection", () => {
      if (client.end && this.#client === client) this.#end(client.end);
    });
    const connected = client.ready.then(() => client);
    connected.then(this.#connected, () => undefined);
    return connected;
  }

  /** `keep`: all but an open panel goes. Idempotent. */
  disconnect(panel?: "keep"): void {
    const client = this.#client;
    this.#client = undefined;
    this.#takeOff();
    this.#layer?.close(panel);
    this.#layer = undefined;
    client?.close();
  }

  async dialogs(): Promise<Dialogs> {
    return (await loadLayer(this.#settings.folder)).dialogs();
  }

  /** The connection does not come back by itself: the layer says why, unless nobody was signed in. */
  #end(error: CallError): void {
    this.#takeOff();
    const again = (): void => {
      if (this.#client?.end) void this.connect();
    };
    this.#shown
      ?.then((load) => load())
      .then(
        (layer) => layer.end(error, again),
        () => announce("ringline-error", { code: error.code }),
      );
  }

  #takeOff(): void {
    for (const release of this.#releases.splice(0)) release();
  }

  async #show(client: CallClient): Promise<() => Promise<CallLayer>> {
    const words = await loadWords(this.#settings.folder);
    let layer: Promise<CallLayer> | undefined;
    /** Once; a load that failed is tried again at the next need. */
    const load = (): Promise<CallLayer> => {
      layer ??= this.#startLayer(desk, words).catch((error: unknown) => {
        layer = undefined;
        throw error;
      });
      return layer;
    };
    const desk = createDesk({
      client,
      texts: createTexts(words.language, words.buttonMessages),
      layer: load,
    });
    const loadSurely = (): void => {
      load().catch(() => {
        if (this.#isLive(client)) setTimeout(loadSurely, RETRY_MS);
      });
    };
    if (!this.#isLive(client)) return load;
    defineCallButton();
    this.#releases.push(
      announceClient(client),
      offerDesk(desk),
      client.on("incomingCall", loadSurely),
      keepMarks(),
    );
    whenIdle(loadSurely);
    return load;
  }

  #isLive(client: CallClient): boolean {
    return this.#client === client && !client.end;
  }

  async #startLayer(desk: CallDesk, words: Words): Promise<CallLayer> {
    const { startLayer } = await loadLayer(this.#settings.folder);
    if (this.#client !== desk.client) throw new CallError("connection-lost");
    this.#layer?.close("keep");
    this.#layer = startLayer(desk, this.#settings, words);
    return this.#layer;
  }
}

function whenIdle(run: () => void): void {
  if (typeof requestIdleCallback === "undefined") setTimeout(run, IDLE_MS / 2);
  else requestIdleCallback(run, { timeout: IDLE_MS });
}
