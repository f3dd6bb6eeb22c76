import type { CallDesk, Refusal } from "../desk/call-desk.ts";
import type { CallPage } from "../desk/call-pages.ts";
import type { DeskLayer } from "../desk/create-desk.ts";
import { announce } from "../desk/page-events.ts";
import { callInProgress, ownParticipant, partnerName } from "../desk/parties.ts";
import type { LayerMessage } from "../locales/en.ts";
import type { Localiser } from "../localise.ts";
import { RingNotifications } from "../ring/ring-notification.ts";
import { Ringer } from "../ring/ringer.ts";
import { TitleFlash } from "../ring/title-flash.ts";
import type { Sounds } from "../sounds.ts";
import type { CallLayerElement } from "./call-layer.ts";
import { openCallPanel } from "./call-panel.ts";
import { addNotice, callErrorOf, type Notice } from "./notices.ts";
import { panelMemory } from "./panel-memory.ts";

/** A panel whose call is over closes itself; one that cannot (it may not know us) is closed after this. */
const STALE_PANEL_MS = 15_000;

export interface LayerOptions {
  desk: CallDesk;
  localiser: Localiser<LayerMessage>;
  sounds: Sounds;
  /** The icon that flashes in the tab while it rings. */
  iconUrl: string;
}

export interface CallLayer extends DeskLayer {
  /** Takes everything off the page; an open panel's call is left to its grace time. */
  close(): void;
}

/** Puts the layer on the page and lets it ring. The elements must be defined before. */
export function createLayer(options: LayerOptions): CallLayer {
  return new PageLayer(options);
}

class PageLayer implements CallLayer {
  readonly #desk: CallDesk;
  readonly #localiser: Localiser<LayerMessage>;
  readonly #sounds: Sounds;
  readonly #element: CallLayerElement;
  readonly #notifications = new RingNotifications();
  readonly #ringer: Ringer;
  readonly #releases: (() => void)[];
  #panel: CallPage | undefined;
  #stale: ReturnType<typeof setTimeout> | undefined;

  constructor({ desk, localiser, sounds, iconUrl }: LayerOptions) {
    this.#desk = desk;
    this.#localiser = localiser;
    this.#sounds = sounds;
    this.#element = this.#place();
    this.#ringer = new Ringer({
      desk,
      localiser,
      sounds,
      flash: new TitleFlash(iconUrl),
      notifications: this.#notifications,
      showRings: (rings) => {
        this.#element.rings = rings;
      },
      tell: (notice) => this.#tell(notice),
    });
    this.#releases = [
      desk.client.on("callChanged", ({ call }) => {
        if (call.phase === "ended") this.#expectPanelToClose();
        this.#showRunning();
      }),
      desk.client.on("callGone", this.#showRunning),
      desk.client.on("connection", this.#showRunning),
      sounds.onBlockedChanged((isBlocked) => {
        this.#element.isSoundBlocked = isBlocked;
      }),
    ];
    window.addEventListener("pagehide", this.#rememberPanel);
    desk.client.ready.then(this.#returnToPanel, () => undefined);
    this.#showRunning();
  }

  openPanel(url: string, name: string, isWaiting = false): CallPage {
    clearTimeout(this.#stale);
    this.#panel?.close();
    const panel = openCallPanel(url, {
      label: this.#localiser.text("call-with", { name }),
      language: this.#localiser,
      onClosed: this.#showRunning,
      isWaiting,
    });
    this.#panel = panel;
    this.#showRunning();
    return panel;
  }

  tellRefusal(refusal: Refusal): void {
    const { code, details } = callErrorOf(refusal.error);
    const { reference } = details;
    announce("ringline-error", { code, ...(reference && { reference }) });
    this.#tell({ type: "refusal", refusal });
  }

  close(): void {
    for (const release of this.#releases) release();
    window.removeEventListener("pagehide", this.#rememberPanel);
    clearTimeout(this.#stale);
    this.#ringer.close();
    this.#panel?.close();
    this.#sounds.close();
    this.#element.remove();
  }

  #place(): CallLayerElement {
    const element = document.createElement("ringline-call-layer") as CallLayerElement;
    element.desk = this.#desk;
    element.localiser = this.#localiser;
    element.lang = this.#localiser.language;
    element.dir = this.#localiser.direction;
    element.acts = {
      putNoticeAway: (notice) => {
        element.notices = element.notices.filter((other) => other !== notice);
      },
      allowNotifications: () => {
        this.#notifications.ask().then(this.#showRunning, this.#showRunning);
      },
    };
    document.body.append(element);
    return element;
  }

  #tell(notice: Notice): void {
    this.#element.offersNotifications = this.#notifications.canAsk;
    this.#element.notices = addNotice(this.#element.notices, notice);
  }

  #expectPanelToClose(): void {
    if (callInProgress(this.#desk.client) !== undefined) return;
    clearTimeout(this.#stale);
    this.#stale = setTimeout(() => this.#panel?.close(), STALE_PANEL_MS);
  }

  readonly #rememberPanel = (): void => {
    const call = callInProgress(this.#desk.client);
    if (call !== undefined && this.#panel?.isReachable) panelMemory.keep(call.id);
  };

  /** The page before this one had the call in a panel: it goes on here, by the key that the call page itself kept. */
  readonly #returnToPanel = (): void => {
    const { client } = this.#desk;
    const call = callInProgress(client);
    if (call === undefined || panelMemory.take() !== call.id) return;
    const url = new URL(`/call?lang=${this.#localiser.language}`, client.server);
    const panel = this.openPanel(url.href, partnerName(call, client.me), true);
    const seenEpoch = ownParticipant(call, client.me)?.seat?.epoch ?? 0;
    // Where the browser forbids the frame its storage there is no key, and the call ends unseen.
    const release = client.on("callChanged", ({ call: changed }) => {
      if (changed.id !== call.id) return;
      const seat = ownParticipant(changed, client.me)?.seat;
      const isBack = seat?.connection === "connected" && seat.epoch > seenEpoch;
      if (isBack) panel.show();
      else if (changed.phase === "ended") panel.close();
      if (isBack || changed.phase === "ended") release();
    });
  };

  readonly #showRunning = (): void => {
    const hasPanel = this.#panel?.isReachable ?? false;
    this.#element.toggleAttribute("beside-panel", hasPanel);
    this.#element.running = hasPanel ? undefined : callInProgress(this.#desk.client);
    this.#element.requestUpdate();
  };
}
