import type { CallId } from "@ringline/protocol";
import type { CallDesk } from "../desk/call-desk.ts";
import type { CallPage } from "../desk/call-pages.ts";
import { callInProgress } from "../desk/parties.ts";

/** A window that was opened or reloaded meanwhile is told again so often. */
const TELL_MS = 1_000;

/** What a call's window is told of who knocks: all of them each time. Names are untrusted text. */
export interface KnocksMessage {
  type: "ringline-knocks";
  knocks: { call: CallId; title: string }[];
}

/** What was pressed there; never believed but from the window of the call that runs, on the call server's origin. */
export interface KnockPress {
  type: "ringline-knock-press";
  call: CallId;
  act: "answer" | "decline";
}

/** The key of the seat to which the window goes on. */
export interface SeatMessage {
  type: "ringline-seat";
  secret: string;
}

/**
 * Shows who knocks in the window of the call that runs, if this page has opened it: the person looks there, and not here.
 * Answered there, the window itself goes on to the other call. @see SPEC CARD22
 */
export class WindowKnock {
  readonly #desk: CallDesk;
  readonly #onRefused: (error: unknown) => void;
  readonly #answered = new Set<CallId>();
  #knocks: KnocksMessage["knocks"] = [];
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(desk: CallDesk, onRefused: (error: unknown) => void) {
    this.#desk = desk;
    this.#onRefused = onRefused;
    window.addEventListener("message", this.#hear);
  }

  close(): void {
    clearInterval(this.#timer);
    window.removeEventListener("message", this.#hear);
  }

  /** Answered in that window, by way of this page. */
  hasAnswered(call: CallId): boolean {
    return this.#answered.has(call);
  }

  show(knocks: KnocksMessage["knocks"]): void {
    if (knocks.length === 0 && this.#knocks.length === 0) return;
    this.#knocks = knocks;
    clearInterval(this.#timer);
    this.#tell();
    if (knocks.length > 0) this.#timer = setInterval(this.#tell, TELL_MS);
  }

  readonly #tell = (): void => {
    this.#post({ type: "ringline-knocks", knocks: this.#knocks }, this.#running()?.page);
  };

  #running(): { id: CallId; page: CallPage } | undefined {
    const { client } = this.#desk;
    const id = callInProgress(client)?.id;
    const page = id === undefined ? undefined : this.#desk.pages.get(id);
    return id !== undefined && page?.opened ? { id, page } : undefined;
  }

  readonly #hear = ({ data, origin, source }: MessageEvent): void => {
    const running = this.#running();
    if (running === undefined || source !== running.page.opened || origin !== this.#origin) return;
    const { type, call, act } = (data ?? {}) as Partial<KnockPress>;
    const knock = this.#knocks.find(({ call: id }) => id === call);
    if (type !== "ringline-knock-press" || knock === undefined) return;
    if (act === "answer") this.#answer(knock.call, running);
    // Refused or not heard, the ring goes on, and so does the knock.
    else this.#desk.client.declineCall(knock.call).catch(() => undefined);
  };

  #answer(call: CallId, { id: leave, page }: { id: CallId; page: CallPage }): void {
    const { client } = this.#desk;
    this.#answered.add(call);
    const claim = client.answerCall(call, { leave });
    claim.call.then(
      () => {
        this.#desk.pages.set(call, page);
        this.#post({ type: "ringline-seat", secret: claim.secret }, page);
      },
      (error: unknown) => {
        this.#answered.delete(call);
        this.#onRefused(error);
      },
    );
  }

  get #origin(): string {
    return new URL(this.#desk.client.server).origin;
  }

  #post(message: KnocksMessage | SeatMessage, page: CallPage | undefined): void {
    page?.opened?.postMessage(message, this.#origin);
  }
}
