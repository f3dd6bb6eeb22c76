import type { Call } from "@ringline/protocol";
import type { CallDesk } from "../desk/call-desk.ts";
import { callPageUrl } from "../desk/call-pages.ts";
import { callInProgress, ownParticipant, partnerName } from "../desk/parties.ts";
import type { LayerMessage } from "../locales/en.ts";
import type { Localiser } from "../localise.ts";
import { type CallPanelElement, openCallPanel, standingPanel } from "./call-panel.ts";
import { panelMemory } from "./panel-memory.ts";

export interface CallPanelsOptions {
  desk: CallDesk;
  localiser: Localiser<LayerMessage>;
  /** A panel came, went, or has another size. */
  onChange(): void;
}

/** A panel whose call is over closes itself; one that cannot (it may not know us) is closed after this. */
const STALE_MS = 15_000;

/** The panel of this page: one at a time, gone when its call is, and back on the next page of the tab. */
export class CallPanels {
  readonly #options: CallPanelsOptions;
  readonly #releases: (() => void)[];
  #panel: CallPanelElement | undefined;
  #stale: ReturnType<typeof setTimeout> | undefined;

  constructor(options: CallPanelsOptions) {
    this.#options = options;
    const { client } = options.desk;
    this.#panel = standingPanel();
    if (this.#panel) this.#panel.onChange = options.onChange;
    window.addEventListener("pagehide", this.#remember);
    this.#releases = [
      client.on("callChanged", ({ call }) => this.#expectEnd(call)),
      () => window.removeEventListener("pagehide", this.#remember),
      () => clearTimeout(this.#stale),
    ];
    client.ready.then(this.#return, () => undefined);
  }

  /** How it stands on the page, if it does. */
  get size(): "large" | "small" | undefined {
    if (!this.#panel?.isReachable) return undefined;
    return this.#panel.isSmall ? "small" : "large";
  }

  /** `isWaiting`: nobody sees the panel until `show` is called. */
  open(url: string, name: string, isWaiting = false): CallPanelElement {
    const { localiser, onChange } = this.#options;
    clearTimeout(this.#stale);
    this.#panel?.close();
    const label = localiser.text("call-with", { name });
    this.#panel = openCallPanel(url, { label, localiser, onChange, isWaiting });
    onChange();
    return this.#panel;
  }

  /** `keep`: an open panel goes on standing, for whoever comes next. */
  close(panel?: "keep"): void {
    for (const release of this.#releases) release();
    if (panel !== "keep" || this.#panel?.hasAttribute("waiting")) this.#panel?.close();
  }

  #expectEnd({ phase }: Call): void {
    if (phase !== "ended" || callInProgress(this.#options.desk.client) !== undefined) return;
    // Why it has ended is read in the large one.
    if (this.#panel?.hasHungUp === false) this.#panel.isSmall = false;
    clearTimeout(this.#stale);
    this.#stale = setTimeout(() => this.#panel?.close(), STALE_MS);
  }

  readonly #remember = (): void => {
    const call = callInProgress(this.#options.desk.client);
    if (call && this.size) panelMemory.keep({ call: call.id, isSmall: this.size === "small" });
  };

  /** The page before this one had the call in a panel: it goes on here, in a new call page that takes the seat. */
  readonly #return = (): void => {
    const { desk } = this.#options;
    const kept = panelMemory.take();
    const call = callInProgress(desk.client);
    if (call === undefined) return;
    if (this.#panel?.isReachable) desk.pages.set(call.id, this.#panel);
    else if (kept?.call === call.id) this.#bringBack(call, kept.isSmall);
  };

  #bringBack(call: Call, isSmall: boolean): void {
    const { localiser, desk } = this.#options;
    const { secret, call: taken } = desk.client.returnToCall(call.id);
    const { language } = localiser;
    const url = callPageUrl(
      { server: desk.client.server, language },
      { secret, media: call.media },
    );
    const panel = this.open(url, partnerName(call, desk.client.me), true);
    desk.pages.set(call.id, panel);
    this.#showWhenBack(call, panel, isSmall);
    taken.catch(() => panel.close());
  }

  /** What cannot come back any more is not shown. */
  #showWhenBack(call: Call, panel: CallPanelElement, isSmall: boolean): void {
    const { client } = this.#options.desk;
    const seenEpoch = ownParticipant(call, client.me)?.seat?.epoch ?? 0;
    const release = client.on("callChanged", ({ call: changed }) => {
      if (changed.id !== call.id) return;
      const seat = ownParticipant(changed, client.me)?.seat;
      const isBack = seat?.connection === "connected" && seat.epoch > seenEpoch;
      if (isBack) panel.appear(isSmall);
      else if (changed.phase === "ended") panel.close();
      if (isBack || changed.phase === "ended") release();
    });
    this.#releases.push(release);
  }
}
