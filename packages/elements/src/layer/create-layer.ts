import { createLogs, type Logger, type Logs } from "@ringline/client";
import { CallError } from "@ringline/protocol";
import { CHOICE_CHANGED } from "../choice/choice-memory.ts";
import { logFault } from "../connectors/browser-fence.ts";
import { HostConnectors } from "../connectors/host-connectors.ts";
import type { CallDesk, Refusal } from "../desk/call-desk.ts";
import type { CallPage } from "../desk/call-pages.ts";
import type { DeskLayer } from "../desk/create-desk.ts";
import { announce } from "../desk/page-events.ts";
import { callInProgress } from "../desk/parties.ts";
import type { OwnDialogs } from "../dialogs/create-dialogs.ts";
import type { LayerMessage } from "../locales/en.ts";
import type { Localiser } from "../localise.ts";
import { RingNotifications } from "../ring/ring-notification.ts";
import { Ringer } from "../ring/ringer.ts";
import { TitleFlash } from "../ring/title-flash.ts";
import type { Sounds } from "../sounds.ts";
import type { CallLayerElement } from "./call-layer.ts";
import { CallPanels } from "./call-panels.ts";
import { Foot } from "./foot.ts";
import { addNotice, callErrorOf, type Notice } from "./notices.ts";
import { UnopenedPages } from "./unopened.ts";

export interface LayerOptions {
  desk: CallDesk;
  localiser: Localiser<LayerMessage>;
  sounds: Sounds;
  /** The icon that flashes in the tab while it rings. */
  iconUrl: string;
  /** Connectors that may draw their own buttons here, as the site's script tag names them. */
  connectors?: readonly string[];
  /** Closed with the layer. */
  dialogs: OwnDialogs;
}

export interface CallLayer extends DeskLayer {
  /** The page's log of a provider, or its own: to the console and, where administrators want that, to the call server. */
  getLog(name?: string): Logger;
  /** Asks and tells in words above this page. */
  readonly dialogs: OwnDialogs;
  /**
   * The connection does not come back by itself: cards go, why is told by a lasting notice and by `ringline-error`, and an open
   * panel's call goes on. `again` is called by a press there, and when the page is looked at again.
   */
  end(error: CallError, again: () => void): void;
  /**
   * Takes everything off the page; `keep`: except an open panel, which the next layer takes over. The call of one that is
   * closed is left to its grace time.
   */
  close(panel?: "keep"): void;
}

/** Puts the layer on the page and lets it ring. The elements must be defined before. */
export function createLayer(options: LayerOptions): CallLayer {
  return new PageLayer(options);
}

class PageLayer implements CallLayer {
  readonly dialogs: OwnDialogs;
  readonly #options: LayerOptions;
  readonly #element: CallLayerElement;
  readonly #foot: Foot;
  readonly #notifications = new RingNotifications();
  readonly #panels: CallPanels;
  readonly #ringer: Ringer;
  readonly #logs: Logs;
  readonly #releases: (() => void)[];

  constructor(options: LayerOptions) {
    const { desk, localiser, sounds, iconUrl } = options;
    this.#options = options;
    this.dialogs = options.dialogs;
    this.#logs = createLogs({ link: desk.client });
    this.#element = this.#place();
    this.#foot = new Foot(this.#element);
    this.#panels = new CallPanels({ desk, localiser, onChange: () => this.#showPanel() });
    this.#ringer = new Ringer({
      desk,
      localiser,
      sounds,
      flash: new TitleFlash(iconUrl),
      notifications: this.#notifications,
      showRings: (rings) => {
        this.#element.rings = rings;
        return this.#element.updateComplete;
      },
      tell: (notice) => this.#tell(notice),
      tellRefusal: (error) => this.tellRefusal({ act: "answer", error }),
    });
    this.#releases = [
      desk.client.on("callChanged", () => this.#showRunning()),
      desk.client.on("callGone", () => this.#showRunning()),
      desk.client.on("connection", () => this.#showRunning()),
      desk.client.on("providersChanged", () => this.#logs.look()),
      this.#logSteps(),
      this.#tellUnopened(),
      sounds.onBlockedChanged((isBlocked) => {
        this.#element.isSoundBlocked = isBlocked;
      }),
    ];
    this.#showPanel();
    this.#letDraw(options.connectors ?? []);
  }

  openPanel(url: string, name: string): CallPage {
    return this.#panels.open(url, name);
  }

  tellRefusal(refusal: Refusal): void {
    const known = this.#report(`refused: ${refusal.act}`, refusal.error);
    this.#tell({ type: "refusal", refusal: { ...refusal, error: known } });
  }

  getLog(name?: string): Logger {
    return this.#logs.getLog(name);
  }

  end(error: CallError, again: () => void): void {
    this.#ringer.close();
    this.#element.running = undefined;
    const look = (): void => {
      if (document.visibilityState === "visible") again();
    };
    document.addEventListener("visibilitychange", look);
    this.#releases.push(() => document.removeEventListener("visibilitychange", look));
    const known = this.#report("the connection is closed", error);
    this.#tell({ type: "end", error: known, again });
  }

  close(panel?: "keep"): void {
    this.#logs.close();
    this.dialogs.close();
    for (const release of this.#releases) release();
    this.#options.desk.hosts = undefined;
    this.#ringer.close();
    this.#panels.close(panel);
    this.#options.sounds.close();
    this.#foot.close();
    this.#element.remove();
  }

  /** Logs it and tells the site; answers it with the reference by which it is found. */
  #report(message: string, error: unknown): CallError {
    const { code, details } = callErrorOf(error);
    const reference = this.#logs.getLog().error(message, error);
    announce("ringline-error", { code, reference });
    return new CallError(code, { ...details, reference });
  }

  #place(): CallLayerElement {
    const { desk, localiser } = this.#options;
    const element = document.createElement("ringline-call-layer") as CallLayerElement;
    element.desk = desk;
    element.localiser = localiser;
    element.lang = localiser.language;
    element.dir = localiser.direction;
    element.acts = {
      putNoticeAway: (notice) => {
        element.notices = element.notices.filter((other) => other !== notice);
      },
      allowNotifications: () => {
        // A refusal is an answer too: the browser remembers it, and the offer does not come back.
        this.#notifications.ask().catch(() => undefined);
      },
    };
    document.body.append(element);
    return element;
  }

  /** From now on, buttons of connectors stand where the site lets them. */
  #letDraw(allowed: readonly string[]): void {
    if (allowed.length === 0) return;
    const { desk, localiser } = this.#options;
    desk.hosts = new HostConnectors({
      server: desk.client.server,
      language: localiser.language,
      allowed,
      storage: storageOfPage(),
      log: (id) => this.getLog(id),
      dialogs: this.dialogs,
      showError: (text, reference) => void this.dialogs.error(text, "", { reference }),
      onFault: (fault) => logFault(this.#logs, fault),
    });
    document.dispatchEvent(new Event(CHOICE_CHANGED));
  }

  #tellUnopened(): () => void {
    const unopened = new UnopenedPages(this.#options.desk);
    return () => unopened.close();
  }

  #logSteps(): () => void {
    const { client } = this.#options.desk;
    const offs = [
      client.on("connection", ({ state, code }) =>
        this.#logs.getLog().info(`the connection is ${state}`, { code }),
      ),
      client.on("callChanged", ({ call, previous }) => {
        if (call.phase === previous?.phase) return;
        this.#logs.getLog(call.provider).prefix("page").info(`the call is ${call.phase}`);
      }),
    ];
    return () => {
      for (const off of offs) off();
    };
  }

  #tell(notice: Notice): void {
    this.#element.offersNotifications = this.#notifications.canAsk;
    this.#element.notices = addNotice(this.#element.notices, notice);
  }

  #showPanel(): void {
    const { size } = this.#panels;
    this.#element.toggleAttribute("beside-panel", size === "large");
    this.#element.toggleAttribute("above-panel", size === "small");
    this.#foot.tell();
    this.#showRunning();
  }

  #showRunning(): void {
    const { client } = this.#options.desk;
    this.#element.running = this.#panels.size || client.end ? undefined : callInProgress(client);
    this.#element.requestUpdate();
  }
}

/** Absent where the browser refuses it. */
function storageOfPage(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}
