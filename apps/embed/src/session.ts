import { type CallClient, createClient } from "@ringline/client";
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
import type { ScriptSettings } from "./script-settings.ts";
import { fetchToken } from "./site-token.ts";
import { loadWords, type Words } from "./words.ts";

/** The latest moment for what is loaded when idle, milliseconds. */
const IDLE_MS = 3000;
/** A chunk that did not come is asked for again after this. */
const RETRY_MS = 5000;

/** The time in which one person is signed in on this page: the connection and all that hangs on it. */
export class Session {
  readonly client: CallClient;
  readonly #settings: ScriptSettings;
  readonly #releases: (() => void)[] = [];
  #layer: Promise<CallLayer> | undefined;
  #isClosed = false;
  #isShown = false;

  constructor(settings: ScriptSettings) {
    this.#settings = settings;
    this.client = createClient({
      server: settings.server,
      getToken: async () => {
        const token = await fetchToken(settings.tokenUrl);
        // Only now it is known that somebody is signed in.
        this.#show().catch(() => this.close());
        return token;
      },
    });
    this.client.on("connection", ({ state }) => {
      if (state === "closed") this.close();
    });
    this.client.ready.catch(({ code }: CallError) => {
      if (code !== "not-authenticated" && !this.#isClosed) announce("ringline-error", { code });
    });
  }

  /** Takes everything off the page. Idempotent. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const release of this.#releases) release();
    this.#layer?.then(
      (layer) => layer.close(),
      () => undefined,
    );
    this.client.close();
  }

  async #show(): Promise<void> {
    if (this.#isShown) return;
    this.#isShown = true;
    const words = await loadWords(this.#settings.folder);
    if (this.#isClosed) return;
    const { client } = this;
    const desk = createDesk({
      client,
      texts: createTexts(words.language, words.buttonMessages),
      layer: () => this.#loadLayer(desk, words),
    });
    const load = (): void => {
      this.#loadLayer(desk, words).catch(() => {
        if (!this.#isClosed) setTimeout(load, RETRY_MS);
      });
    };
    this.#releases.push(announceClient(client), offerDesk(desk), client.on("incomingCall", load));
    defineCallButton();
    this.#releases.push(keepMarks());
    whenIdle(load);
  }

  /** Loads the layer once; a load that failed is tried again at the next need. */
  #loadLayer(desk: CallDesk, words: Words): Promise<CallLayer> {
    if (this.#isClosed) return Promise.reject(new CallError("connection-lost"));
    this.#layer ??= this.#startLayer(desk, words).catch((error: unknown) => {
      this.#layer = undefined;
      throw error;
    });
    return this.#layer;
  }

  async #startLayer(desk: CallDesk, { layerMessages }: Words): Promise<CallLayer> {
    const { folder, volume } = this.#settings;
    const layer = (await loadLayer(folder)).startLayer({
      desk,
      iconUrl: `${folder}chunks/ring.svg`,
      volume,
      ...(layerMessages && { messages: layerMessages }),
    });
    return layer;
  }
}

function whenIdle(run: () => void): void {
  if (typeof requestIdleCallback === "undefined") setTimeout(run, IDLE_MS / 2);
  else requestIdleCallback(run, { timeout: IDLE_MS });
}
