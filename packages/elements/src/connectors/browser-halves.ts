import type {
  BrowserConnector,
  BrowserContext,
  BrowserLogger,
  Dialogs,
} from "@ringline/connector-spi/browser";
import { createTexts } from "../localise.ts";
import type { BrowserFence } from "./browser-fence.ts";

export interface BrowserHalvesOptions {
  where: BrowserContext["where"];
  /** The call server's URL. */
  server: string;
  language: string;
  fence: BrowserFence;
  /** The module of a connector, where the page knows a better address than `/connectors/<id>/browser.js`. */
  urlOf?(id: string): string | undefined;
  log(id: string): BrowserLogger;
  showError(text: string, reference: string): void;
  dialogs: Dialogs;
  /** For tests; default: the browser's own. */
  load?(url: string): Promise<unknown>;
}

const CONNECTOR_ID = /^[a-z][a-z0-9_]{0,31}$/;

/** The browser halves of connectors in this page: each is loaded and begun once, when it is first asked for. */
export class BrowserHalves {
  readonly #options: BrowserHalvesOptions;
  readonly #loading = new Map<string, Promise<BrowserConnector>>();

  constructor(options: BrowserHalvesOptions) {
    this.#options = options;
  }

  /** Loads it and runs its `init`. A failure is remembered for the life of the page. @throws {CallError} connector-failed */
  load(id: string): Promise<BrowserConnector> {
    const loading = this.#loading.get(id) ?? this.#load(id);
    this.#loading.set(id, loading);
    return loading;
  }

  contextOf({ id, messages }: BrowserConnector): BrowserContext {
    const { where, server, language, log, showError, dialogs } = this.#options;
    const logger = log(id);
    const own = messages?.[language.split("-")[0] ?? ""];
    const texts = createTexts<string>(language, { ...messages?.en, ...own });
    return {
      where,
      url: `${server}/connectors/${id}/`,
      language,
      text: (key, values) => texts.text(key, values),
      log: logger,
      showError: (text, error) => {
        const reference = logger.error(text, error);
        showError(text, reference);
        return reference;
      },
      dialogs,
    };
  }

  async #load(id: string): Promise<BrowserConnector> {
    const { fence } = this.#options;
    const connector = await fence.run(id, "load", async () => parse(await this.#import(id), id));
    await fence.run(id, "init", () => connector.init?.(this.contextOf(connector)));
    return connector;
  }

  #import(id: string): Promise<unknown> {
    if (!CONNECTOR_ID.test(id)) throw new Error(`${id} is no connector`);
    const { server, urlOf, load = importModule } = this.#options;
    return load(urlOf?.(id) ?? `${server}/connectors/${id}/browser.js`);
  }
}

function importModule(url: string): Promise<unknown> {
  return import(/* @vite-ignore */ url);
}

const PARTS = ["init", "join", "button", "showSettings"] as const;

/** @throws {Error} when the module is not what `BrowserConnector` says */
function parse(module: unknown, id: string): BrowserConnector {
  const connector = (module as { connector?: BrowserConnector } | undefined)?.connector;
  if (typeof connector !== "object" || connector === null)
    throw new Error("the module exports no connector");
  if (connector.id !== id) throw new Error(`the module is of another connector`);
  for (const part of PARTS)
    if (connector[part] !== undefined && typeof connector[part] !== "function")
      throw new Error(`${part} is no function`);
  return connector;
}
