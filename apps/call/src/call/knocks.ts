import {
  type KnockPress,
  type KnocksMessage,
  MoveGuard,
  type SeatMessage,
} from "@ringline/elements";

/** Somebody who calls while this call runs; the words are the site's, and text. */
export type Knock = KnocksMessage["knocks"][number];

const MOST_KNOCKS = 3;
const MOST_CHARACTERS = 200;
/** The site's page that told of the knock may have gone: then nothing holds this page any more. */
const MOVE_MS = 5_000;

export interface KnocksOptions {
  page: Window;
  /** Whether an origin is the site's, by the server's word. */
  isSite(origin: string): Promise<boolean>;
  onChange(): void;
  /** The other call was answered: this window goes on to it. */
  onSeat(secret: string): void;
}

/**
 * Who knocks, as the page of the site that opened this window tells. A press is said to that page, which has the device and
 * answers; its answer is the key of the next seat, taken only after "End and answer" was pressed here. @see SPEC PAGE30
 */
export class Knocks {
  list: readonly Knock[] = [];
  /** "End and answer" was pressed: the end of the call that runs closes nothing. */
  isMoving = false;
  readonly #options: KnocksOptions;
  readonly #guard: MoveGuard;
  readonly #origins = new Map<string, Promise<boolean>>();
  #host: { window: MessageEventSource; origin: string } | undefined;

  constructor(options: KnocksOptions) {
    const { page } = options;
    this.#options = options;
    this.#guard = new MoveGuard(
      () => page.document.querySelector(".knock") ?? undefined,
      () => undefined,
    );
    // In a panel the page around it shows the card itself.
    if (page.parent === page) page.addEventListener("message", (event) => void this.#hear(event));
  }

  /** A press that was meant for what stood there before answers nothing (S43). */
  answer(call: string): void {
    if (!this.#guard.isStill || this.isMoving) return;
    this.isMoving = true;
    setTimeout(() => {
      this.isMoving = false;
      this.#options.onChange();
    }, MOVE_MS);
    this.#press(call, "answer");
  }

  decline(call: string): void {
    this.#press(call, "decline");
  }

  #press(call: string, act: KnockPress["act"]): void {
    const press: KnockPress = { type: "ringline-knock-press", call, act };
    this.#host?.window.postMessage(press, { targetOrigin: this.#host.origin });
    this.#put(this.list.filter((knock) => knock.call !== call));
  }

  async #hear({ data, origin, source }: MessageEvent): Promise<void> {
    if (source === null || source === this.#options.page) return;
    const knocks = readKnocks(data);
    const secret = readSeat(data);
    if (knocks === undefined && secret === undefined) return;
    if (!(await this.#isSite(origin))) return;
    if (knocks !== undefined) {
      this.#host = { window: source, origin };
      this.#put(knocks);
    } else if (secret !== undefined && this.isMoving && source === this.#host?.window)
      this.#options.onSeat(secret);
  }

  #isSite(origin: string): Promise<boolean> {
    const known = this.#origins.get(origin);
    if (known !== undefined) return known;
    // A page that goes from origin to origin does not make this one ask for ever.
    if (this.#origins.size >= MOST_KNOCKS) return Promise.resolve(false);
    const asked = this.#options.isSite(origin).catch(() => {
      this.#origins.delete(origin);
      return false;
    });
    this.#origins.set(origin, asked);
    return asked;
  }

  #put(knocks: readonly Knock[]): void {
    const isSame = JSON.stringify(knocks) === JSON.stringify(this.list);
    if (isSame || this.isMoving) return;
    if (this.list.length === 0) this.#guard.start();
    this.list = knocks;
    if (knocks.length === 0) this.#guard.stop();
    this.#options.onChange();
  }
}

function readKnocks(data: unknown): Knock[] | undefined {
  const { type, knocks } = (data ?? {}) as Partial<KnocksMessage>;
  if (type !== "ringline-knocks" || !Array.isArray(knocks)) return undefined;
  return knocks
    .filter((knock) => typeof knock?.call === "string" && typeof knock.title === "string")
    .slice(0, MOST_KNOCKS)
    .map(({ call, title }) => ({ call, title: title.slice(0, MOST_CHARACTERS) }));
}

function readSeat(data: unknown): string | undefined {
  const { type, secret } = (data ?? {}) as Partial<SeatMessage>;
  return type === "ringline-seat" && typeof secret === "string" && /^[\w-]{43}$/.test(secret)
    ? secret
    : undefined;
}
