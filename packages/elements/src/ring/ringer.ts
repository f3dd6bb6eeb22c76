import type { Call, CallId } from "@ringline/protocol";
import { portraitUrl } from "../avatar/initials.ts";
import { callingWords } from "../card/calling-words.ts";
import { asksAloud, isRingDrawnElsewhere, ringsToShow, type ShownRing } from "../card/rings.ts";
import type { CallDesk } from "../desk/call-desk.ts";
import { isSameTarget } from "../desk/parties.ts";
import type { Notice } from "../layer/notices.ts";
import type { LayerMessage } from "../locales/en.ts";
import type { Localiser } from "../localise.ts";
import type { Sounds } from "../sounds.ts";
import { ringEndNotice } from "./ring-end.ts";
import type { RingNotifications, RingWords } from "./ring-notification.ts";
import type { TitleFlash } from "./title-flash.ts";
import { WindowKnock } from "./window-knock.ts";

/** No word of a ring's end comes without a connection; a restart of the server is over sooner. */
const AWAY_MS = 12_000;

export interface RingerParts {
  desk: CallDesk;
  localiser: Localiser<LayerMessage>;
  sounds: Sounds;
  flash: TitleFlash;
  notifications: RingNotifications;
  /** Draws these cards and no others; resolves when they stand. */
  showRings(rings: ShownRing[]): Promise<unknown>;
  tell(notice: Notice): void;
  /** The answer to a knock was refused. */
  tellRefusal(error: unknown): void;
}

/** Takes incoming calls on one page: which cards stand, what sounds, flashes and notifies, and what is told at the end. */
export class Ringer {
  readonly #parts: RingerParts;
  readonly #taken = new Set<CallId>();
  /** They rang or knocked: such a one does not knock again when another call begins. */
  readonly #heard = new Set<CallId>();
  readonly #window: WindowKnock;
  readonly #releases: (() => void)[];
  #rings: ShownRing[] = [];
  #isAway = false;
  #awayTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: RingerParts) {
    this.#parts = parts;
    this.#window = new WindowKnock(parts.desk, parts.tellRefusal);
    const { client } = parts.desk;
    document.addEventListener("visibilitychange", this.#look);
    window.addEventListener("focus", this.#look);
    window.addEventListener("blur", this.#look);
    this.#releases = [
      client.on("incomingCall", this.#look),
      client.on("ringTaken", ({ call, taken }) => this.#take(call, taken)),
      client.on("soundChanged", this.#look),
      client.on("connection", this.#followConnection),
      client.on("callGone", this.#look),
      client.on("providersChanged", this.#look),
      client.on("callChanged", ({ call, previous }) => this.#changed(call, previous)),
    ];
    this.#followConnection();
  }

  close(): void {
    for (const release of this.#releases) release();
    clearTimeout(this.#awayTimer);
    document.removeEventListener("visibilitychange", this.#look);
    window.removeEventListener("focus", this.#look);
    window.removeEventListener("blur", this.#look);
    this.#draw([]);
    this.#callAttention();
    this.#window.close();
  }

  #take(call: CallId, taken: boolean): void {
    if (taken) this.#taken.add(call);
    else this.#taken.delete(call);
    this.#look();
  }

  #changed(call: Call, previous: Call | undefined): void {
    const { desk } = this.#parts;
    const { client } = desk;
    const { me, deviceId } = client;
    const page = { me, deviceId, hasAnswered: this.#hasAnswered(call) };
    const notice = isRingDrawnElsewhere(call, client)
      ? undefined
      : ringEndNotice(call, previous, page);
    if (notice !== undefined && isSeen(client.sounds)) this.#parts.tell(notice);
    this.#look();
  }

  /** To call who rings is to answer: the press tells of it before the server has spoken, the opened page afterwards. */
  #hasAnswered({ id, caller, target }: Call): boolean {
    const { answered, pages, placing } = this.#parts.desk;
    const isPlaced =
      pages.has(id) ||
      (placing !== undefined && [caller, target].some((aim) => isSameTarget(placing, aim)));
    return isPlaced || answered.has(id) || this.#window.hasAnswered(id);
  }

  readonly #followConnection = (): void => {
    clearTimeout(this.#awayTimer);
    if (this.#parts.desk.client.state === "connected") this.#isAway = false;
    else this.#awayTimer = setTimeout(this.#goAway, AWAY_MS);
    this.#look();
  };

  readonly #goAway = (): void => {
    this.#isAway = true;
    this.#look();
  };

  readonly #look = (): void => {
    const isVisible = document.visibilityState === "visible";
    const page = { isVisible, isAway: this.#isAway, taken: this.#taken };
    this.#draw(ringsToShow(this.#parts.desk.client, page));
  };

  /** The cards first: a ringtone takes a tenth of a second to make, and the browser thinks before it flashes and notifies. */
  #draw(rings: ShownRing[]): void {
    this.#rings = rings;
    // It rings also where a card cannot be drawn.
    const attend = () => this.#callAttention();
    this.#parts.showRings(rings).then(attend, attend);
  }

  /** Sounds, flashes and notifies for the rings of now. */
  #callAttention(): void {
    const { sounds, flash, notifications, desk } = this.#parts;
    const rings = this.#rings;
    const loud = rings.filter(({ ring }) => ring === "aloud");
    if (loud.length > 0 && desk.client.sounds) sounds.ringtone.start();
    else sounds.ringtone.stop();
    this.#knock(rings);
    const [first] = loud;
    if (first === undefined) flash.stop();
    else flash.start(this.#words(first).title);
    const mayNotify = desk.client.sounds && !document.hasFocus();
    const told = mayNotify ? rings.filter(asksAloud) : [];
    notifications.show(new Map(told.map((call) => [call.id, this.#words(call)])));
  }

  #knock(rings: readonly ShownRing[]): void {
    const knocks = rings.filter(({ ring }) => ring === "knock");
    this.#window.show(knocks.map((call) => ({ call: call.id, title: this.#words(call).title })));
    for (const { id, ring } of rings.filter(asksAloud)) {
      if (this.#heard.has(id)) continue;
      this.#heard.add(id);
      if (ring === "knock" && this.#parts.desk.client.sounds) this.#parts.sounds.knock.start();
    }
  }

  #words(call: ShownRing): RingWords {
    const { localiser } = this.#parts;
    const picture = portraitUrl(call.caller, document.baseURI);
    return {
      title: localiser.text(...callingWords(call)),
      body:
        call.about?.title ?? localiser.text(call.media === "video" ? "video-call" : "audio-call"),
      ...(picture !== undefined && { picture }),
    };
  }
}

/** Notices are for the page that the person has before them, or comes back to first. */
function isSeen(sounds: boolean): boolean {
  return document.visibilityState === "visible" || sounds;
}
