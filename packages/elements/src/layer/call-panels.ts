import type { Call } from "@ringline/protocol";
import type { CallDesk } from "../desk/call-desk.ts";
import type { CallPage } from "../desk/call-pages.ts";
import { callInProgress, ownParticipant, partnerName } from "../desk/parties.ts";
import type { LayerMessage } from "../locales/en.ts";
import type { Localiser } from "../localise.ts";
import { openCallPanel } from "./call-panel.ts";
import { panelMemory } from "./panel-memory.ts";

export interface CallPanelsOptions {
  desk: CallDesk;
  localiser: Localiser<LayerMessage>;
  /** A panel came or went. */
  onChange(): void;
}

/** A panel whose call is over closes itself; one that cannot (it may not know us) is closed after this. */
const STALE_MS = 15_000;

/** The panel of this page: one at a time, gone when its call is, and back on the next page of the tab. */
export class CallPanels {
  readonly #options: CallPanelsOptions;
  readonly #releases: (() => void)[];
  #panel: CallPage | undefined;
  #stale: ReturnType<typeof setTimeout> | undefined;

  constructor(options: CallPanelsOptions) {
    this.#options = options;
    const { client } = options.desk;
    window.addEventListener("pagehide", this.#remember);
    this.#releases = [
      client.on("callChanged", ({ call }) => this.#expectEnd(call)),
      () => window.removeEventListener("pagehide", this.#remember),
      () => clearTimeout(this.#stale),
    ];
    client.ready.then(this.#return, () => undefined);
  }

  get isOpen(): boolean {
    return this.#panel?.isReachable ?? false;
  }

  /** `isWaiting`: nobody sees the panel until `show` is called. */
  open(url: string, name: string, isWaiting = false): CallPage {
    const { localiser, onChange } = this.#options;
    clearTimeout(this.#stale);
    this.#panel?.close();
    const panel = openCallPanel(url, {
      label: localiser.text("call-with", { name }),
      language: localiser,
      onClosed: onChange,
      isWaiting,
    });
    this.#panel = panel;
    onChange();
    return panel;
  }

  close(): void {
    for (const release of this.#releases) release();
    this.#panel?.close();
  }

  #expectEnd({ phase }: Call): void {
    if (phase !== "ended" || callInProgress(this.#options.desk.client) !== undefined) return;
    clearTimeout(this.#stale);
    this.#stale = setTimeout(() => this.#panel?.close(), STALE_MS);
  }

  readonly #remember = (): void => {
    const call = callInProgress(this.#options.desk.client);
    if (call !== undefined && this.isOpen) panelMemory.keep(call.id);
  };

  /** The page before this one had the call in a panel: it goes on here, in a new call page that takes the seat. */
  readonly #return = (): void => {
    const { localiser, desk } = this.#options;
    const call = callInProgress(desk.client);
    if (call === undefined || panelMemory.take() !== call.id) return;
    const { secret, call: taken } = desk.client.returnToCall(call.id);
    const url = new URL(`/call?lang=${localiser.language}#${secret}`, desk.client.server);
    const panel = this.open(url.href, partnerName(call, desk.client.me), true);
    desk.keepCallPage(call.id, panel);
    this.#showWhenBack(call, panel);
    taken.catch(() => panel.close());
  };

  /** What cannot come back any more is not shown. */
  #showWhenBack(call: Call, panel: CallPage): void {
    const { client } = this.#options.desk;
    const seenEpoch = ownParticipant(call, client.me)?.seat?.epoch ?? 0;
    const release = client.on("callChanged", ({ call: changed }) => {
      if (changed.id !== call.id) return;
      const seat = ownParticipant(changed, client.me)?.seat;
      const isBack = seat?.connection === "connected" && seat.epoch > seenEpoch;
      if (isBack) panel.show();
      else if (changed.phase === "ended") panel.close();
      if (isBack || changed.phase === "ended") release();
    });
    this.#releases.push(release);
  }
}
