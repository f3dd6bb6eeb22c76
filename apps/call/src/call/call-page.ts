import { createLogs, type Logs, type SeatClient } from "@ringline/client";
import { chooseLanguage, createSounds } from "@ringline/elements";
import { render } from "lit";
import { PageConnectors } from "../connectors/page-connectors.ts";
import { browserFamily } from "../entry/abilities.ts";
import type { Entry } from "../entry/entry.ts";
import { isSite, type Opener } from "../entry/opener.ts";
import type { SeatKey } from "../entry/seat-key.ts";
import { LANGUAGES, type Words } from "../locales/words.ts";
import { type Devices, NO_DEVICES, watchDevices } from "../media/device-list.ts";
import type { LocalTracks } from "../media/local-tracks.ts";
import type { PreferenceStore } from "../media/preferences.ts";
import type { Actions } from "../view/actions.ts";
import { callWindow } from "../view/call-window.ts";
import { playThrough } from "../view/speaker.ts";
import { AutoClose } from "./auto-close.ts";
import { CallSounds } from "./call-sounds.ts";
import { closePage, onHangUpAround } from "./closing.ts";
import { Conversation } from "./conversation.ts";
import { DestinationWindow } from "./destination.ts";
import { endOfMicrophone } from "./ending.ts";
import { Knocks } from "./knocks.ts";
import { startMedia } from "./media-start.ts";
import { titleOf } from "./page-title.ts";
import { type PageView, viewOf } from "./page-view.ts";

const TICK_MS = 1_000;
/** Of what a connector tells the person. */
const MOST_CHARACTERS = 300;

export interface CallPageOptions {
  entry: Entry;
  opener: Opener;
  seat: SeatClient;
  seatKey: SeatKey;
  store: PreferenceStore;
  words: Promise<Words>;
}

/** Draws the conversation, plays its sounds, and lets the person act in it. */
export class CallPage {
  readonly #conversation: Conversation;
  readonly #local: LocalTracks;
  readonly #seat: SeatClient;
  readonly #seatKey: SeatKey;
  readonly #soundSource = createSounds();
  readonly #sounds = new CallSounds(this.#soundSource);
  readonly #autoClose = new AutoClose(() => this.#close());
  readonly #entry: Entry;
  readonly #actions: Actions;
  readonly #destination = new DestinationWindow();
  readonly #knocks = new Knocks({
    page: window,
    isSite,
    onChange: () => this.#changed(),
    onSeat: (secret) => {
      this.#seatKey.keep(secret);
      location.reload();
    },
  });
  #words: Words | undefined;
  #devices: Devices = NO_DEVICES;
  #hasEntered = false;
  #isWindowBlocked = false;
  /** While microphone and camera wait for a press. */
  #startDevices: (() => void) | undefined;
  #problem: PageView["problem"];
  #isRemoteSilent = false;
  #isDue = false;
  #isDrawing = false;

  constructor({ entry, opener, seat, seatKey, store, words }: CallPageOptions) {
    const logs = createLogs({
      link: seat,
      onShow: ({ text, reference }) => this.#showError(text, reference),
    });
    this.#entry = entry;
    this.#seat = seat;
    this.#seatKey = seatKey;
    this.#local = startMedia({
      entry,
      opener,
      seat,
      store,
      onNoMicrophone: (code) => {
        if (this.#conversation.destination !== undefined) return;
        this.#conversation.fail(code, endOfMicrophone(code, browserFamily(navigator.userAgent)));
      },
      onNeedsPress: (start) => {
        this.#startDevices = start;
        this.#changed();
      },
    });
    const connectors = new PageConnectors({
      language: chooseLanguage(LANGUAGES, entry.languages),
      storage: localStorageOf(window),
      logs,
      onError: (text, reference) => this.#showError(text, reference),
    });
    this.#conversation = new Conversation({
      seat,
      local: this.#local,
      connectors,
      logs,
      onChange: () => this.#changed(),
    });
    this.#actions = this.#createActions();
    connectors.loadEarly();
    this.#listen();
    logUnhandled(logs);
    words.then((loaded) => {
      this.#words = loaded;
      document.documentElement.lang = loaded.language;
      document.documentElement.dir = loaded.direction;
      this.#changed();
    }, reportError);
  }

  #listen(): void {
    this.#local.onChange(() => this.#changed());
    this.#soundSource.onBlockedChanged(() => this.#changed());
    document.addEventListener("fullscreenchange", () => this.#changed());
    watchDevices((devices) => {
      this.#devices = devices;
      this.#changed();
    });
    onHangUpAround(window, this.#actions.hangUp);
    window.addEventListener("pagehide", () => this.#local.stop());
    // Back from the browser's cache, without tracks and socket: as good as a reload.
    window.addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
    // The timer; and a frame that was asked for before the page was hidden.
    setInterval(() => this.#draw(), TICK_MS);
  }

  #createActions(): Actions {
    const local = this.#local;
    return {
      setMuted: (isMuted) => local.setMuted(isMuted),
      setCamera: (isOn) => void local.setCamera(isOn),
      hangUp: () => this.#conversation.hangUp(),
      chooseMicrophone: (id) => void local.chooseMicrophone(id),
      chooseCamera: (id) => void local.chooseCamera(id),
      chooseSpeaker: (id) => local.chooseSpeaker(id),
      soundRefused: () => this.#setRemoteSilent(true),
      turnSoundOn: () => {
        for (const video of document.querySelectorAll("video")) video.play().catch(() => {});
        this.#setRemoteSilent(false);
      },
      startDevices: () => {
        this.#startDevices?.();
        this.#startDevices = undefined;
        this.#changed();
      },
      enter: () => {
        const { destination } = this.#conversation;
        if (destination === undefined) return;
        this.#setEntered(this.#destination.enter(destination));
      },
      enterByLink: () => this.#setEntered(true),
      answerKnock: (call) => this.#knocks.answer(call),
      declineKnock: (call) => this.#knocks.decline(call),
      close: () => this.#close(),
    };
  }

  #close(): void {
    closePage(window, this.#entry);
  }

  #showError(text: string, reference: string): void {
    this.#problem = { text: text.slice(0, MOST_CHARACTERS), reference };
    this.#changed();
  }

  /** Not opened is not entered: a window that is still there from before stays one. */
  #setEntered(isOpen: boolean): void {
    this.#hasEntered ||= isOpen;
    this.#isWindowBlocked = !isOpen;
    this.#changed();
  }

  #setRemoteSilent(isSilent: boolean): void {
    this.#isRemoteSilent = isSilent;
    this.#changed();
  }

  #changed(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    queueMicrotask(() => {
      this.#isDue = false;
      this.#follow();
    });
    this.#drawSoon();
  }

  /** With the next picture of the screen: what has to go to the server goes first. A hidden page has no next picture. */
  #drawSoon(): void {
    if (this.#isDrawing) return;
    this.#isDrawing = true;
    const draw = (): void => {
      this.#isDrawing = false;
      this.#draw();
    };
    if (document.visibilityState === "visible") requestAnimationFrame(draw);
    else setTimeout(draw);
  }

  #follow(): void {
    if (this.#knocks.isMoving) return;
    if (this.#conversation.ending !== undefined) {
      this.#seatKey.forget();
      this.#destination.close();
    }
    this.#sounds.follow(this.#view());
    this.#autoClose.follow(this.#conversation);
  }

  #view() {
    const isOver = this.#conversation.ending !== undefined;
    return viewOf(this.#conversation, {
      devices: this.#devices,
      isSoundBlocked: !isOver && (this.#soundSource.isBlocked || this.#isRemoteSilent),
      hasEntered: this.#hasEntered,
      isWindowBlocked: this.#isWindowBlocked,
      needsPress: this.#startDevices !== undefined,
      problem: this.#problem,
      knocks: isOver ? [] : this.#knocks.list,
    });
  }

  #draw(): void {
    if (this.#words === undefined) return;
    const view = this.#view();
    document.title = titleOf(view, this.#words);
    render(
      callWindow({ ...view, now: this.#seat.serverNow() }, this.#words, this.#actions),
      document.body,
    );
    playThrough(view.preferences.speaker);
  }
}

/** What nobody caught is found later all the same. */
function logUnhandled(logs: Logs): void {
  const log = logs.getLog();
  window.addEventListener(
    "error",
    ({ error, message }) => void log.error("Unhandled", error ?? message),
  );
  window.addEventListener(
    "unhandledrejection",
    ({ reason }) => void log.error("Unhandled", reason),
  );
}

/** A browser may refuse it to a panel. */
function localStorageOf(page: Window): Storage | undefined {
  try {
    return page.localStorage;
  } catch {
    return undefined;
  }
}
