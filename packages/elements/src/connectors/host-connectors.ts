import type {
  BrowserConnector,
  BrowserLogger,
  CallContext,
  Dialogs,
} from "@ringline/connector-spi/browser";
import type { ProviderInfo } from "@ringline/protocol";
import { BrowserFence, type BrowserFenceOptions, type ConnectorFault } from "./browser-fence.ts";
import { BrowserHalves } from "./browser-halves.ts";
import { StepMarks } from "./step-marks.ts";

export interface HostConnectorsOptions {
  /** The call server's URL. */
  server: string;
  language: string;
  /** Whose code the site lets into its pages: `data-connectors` of the script tag. */
  allowed: readonly string[];
  log(connector: string): BrowserLogger;
  showError(text: string, reference: string): void;
  dialogs: Dialogs;
  onFault(fault: ConnectorFault): void;
  /** Remembers in what a page hung; absent where the browser refuses it. */
  storage?: Storage | undefined;
  /** For tests; default: the browser's own, and as promised to connectors. */
  load?(url: string): Promise<unknown>;
  mostMs?: BrowserFenceOptions["mostMs"];
  withinMs?: number;
}

/** From the wish to the button, its code's way included: then the core's own stands there, and administrators see why. */
const WITHIN_MS = 4_500;

/** What a button is for; the rest of its context is the connector's own. */
export type ButtonPlace = Pick<
  CallContext,
  "me" | "target" | "name" | "isGroup" | "place" | "signal"
>;

/** The connectors that draw their own button in a page of the site; only those that the site lets in. */
export class HostConnectors {
  readonly #fence: BrowserFence;
  readonly #marks: StepMarks;
  /** What hung in an earlier page is left out of this one: it would hang again. */
  readonly #looked: Promise<void>;
  readonly #halves: BrowserHalves;
  readonly #allowed: readonly string[];
  readonly #faults = new Map<string, ConnectorFault>();
  readonly #withinMs: number;

  constructor(options: HostConnectorsOptions) {
    const { storage, mostMs } = options;
    const onFault = (fault: ConnectorFault): void => {
      if (this.#faults.has(fault.connector)) return;
      this.#faults.set(fault.connector, fault);
      options.onFault(fault);
    };
    this.#withinMs = options.withinMs ?? WITHIN_MS;
    this.#marks = new StepMarks({ storage });
    this.#allowed = options.allowed;
    this.#fence = new BrowserFence({ onFault, marks: this.#marks, ...(mostMs && { mostMs }) });
    this.#halves = new BrowserHalves({ ...options, where: "host-page", fence: this.#fence });
    this.#looked = this.#marks.takeOrphans().then((orphans) => {
      for (const orphan of orphans) this.#fence.report(orphan);
    });
  }

  /** Whether this provider's button is its connector's own here; where not, the core draws it. */
  draws({ connector, draws }: ProviderInfo): boolean {
    return (
      draws?.includes("button") === true &&
      this.#allowed.includes(connector) &&
      !this.#faults.has(connector)
    );
  }

  /** Why a connector is left out of this page, for administrators. */
  faultOf(connector: string): ConnectorFault | undefined {
    return this.#faults.get(connector);
  }

  /**
   * The connector's own button, in a shadow tree with its styles; nothing where it has none for this target, is not let in, or
   * does not do its part: then the core's own button stands there.
   */
  async button(provider: ProviderInfo, at: ButtonPlace): Promise<HTMLElement | undefined> {
    if (!this.draws(provider)) return undefined;
    const { connector: id } = provider;
    const reason = `no button within ${this.#withinMs} ms`;
    const { promise: tooLate, resolve } = Promise.withResolvers<undefined>();
    const timer = setTimeout(() => {
      this.#fence.report({ connector: id, step: "button", reason });
      resolve(undefined);
    }, this.#withinMs);
    try {
      return await Promise.race([this.#draw(provider, at), tooLate]);
    } catch {
      // The fence has told of it.
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }

  async #draw(provider: ProviderInfo, at: ButtonPlace): Promise<HTMLElement | undefined> {
    await this.#looked;
    if (!this.draws(provider)) return undefined;
    const connector = await this.#halves.load(provider.connector);
    const context = { ...this.#halves.contextOf(connector), ...at, provider: provider.id };
    const element = await this.#fence.run(connector.id, "button", async () =>
      checkElement(await connector.button?.(context)),
    );
    if (!element || at.signal.aborted) return undefined;
    const place = dressed(element, connector);
    this.#markPresses(place, connector.id);
    return place;
  }

  /** From before the connector hears of a press until the browser goes on to other things. */
  #markPresses(place: HTMLElement, connector: string): void {
    const mark = (): void => void setTimeout(this.#marks.set(connector, "listener"));
    place.addEventListener("click", mark, { capture: true });
  }

  /** Opens the connector's own settings. @throws {CallError} connector-failed */
  async showSettings(id: string): Promise<void> {
    const connector = await this.#halves.load(id);
    const context = this.#halves.contextOf(connector);
    await this.#fence.run(id, "settings", () => connector.showSettings?.(context));
  }
}

/** The connectors that the site lets into this page, as its script tag names them; read late, to keep the first load small. */
export function allowedConnectors(page: Document, server: string): string[] {
  const tag = page.querySelector<HTMLScriptElement>(`script[data-connectors][src^="${server}/"]`);
  return tag?.dataset.connectors?.split(/\s+/).filter((id) => id !== "") ?? [];
}

function checkElement(element: HTMLElement | undefined): HTMLElement | undefined {
  if (element === undefined || element instanceof HTMLElement) return element;
  throw new Error("button answered no element");
}

/** Its styles touch nothing else of the page, and the page's do not touch it. */
function dressed(element: HTMLElement, { id, styles }: BrowserConnector): HTMLElement {
  const place = document.createElement("span");
  place.dataset.connector = id;
  const root = place.attachShadow({ mode: "open" });
  if (styles !== undefined) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(String(styles));
    root.adoptedStyleSheets = [sheet];
  }
  root.append(element);
  return place;
}
