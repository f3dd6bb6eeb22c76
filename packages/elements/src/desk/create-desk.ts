import type { CallClient, PlaceOptions, SeatClaim } from "@ringline/client";
import type { Call, CallId, CallTarget } from "@ringline/protocol";
import type { ButtonMessage } from "../locales/en.ts";
import type { Texts } from "../localise.ts";
import type { AnswerChoice, CallDesk, Refusal } from "./call-desk.ts";
import { type CallPage, openCallPage } from "./call-pages.ts";
import { announce } from "./page-events.ts";
import { callInProgress, partnerName, partyName } from "./parties.ts";

/** What is drawn above the page; loaded later than the buttons. */
export interface DeskLayer {
  openPanel(url: string, name: string): CallPage;
  /** Tells it in words, and by `ringline-error`. */
  tellRefusal(refusal: Refusal): void;
}

export interface DeskOptions {
  client: CallClient;
  texts: Texts<ButtonMessage>;
  /** Loads the layer, once. */
  layer(): Promise<DeskLayer>;
}

/** The desk of one page. */
export function createDesk(options: DeskOptions): CallDesk {
  return new PageDesk(options);
}

class PageDesk implements CallDesk {
  readonly client: CallClient;
  readonly texts: Texts<ButtonMessage>;
  declare hosts?: CallDesk["hosts"];
  declare prefersPanel?: boolean;
  declare placing?: CallDesk["placing"];
  readonly canCall = typeof RTCPeerConnection !== "undefined";
  readonly #layer: DeskOptions["layer"];
  readonly pages = new Map<CallId, CallPage>();
  readonly answered = new Set<CallId>();

  constructor({ client, texts, layer }: DeskOptions) {
    this.client = client;
    this.texts = texts;
    this.#layer = layer;
  }

  place(target: CallTarget, options: PlaceOptions, from: EventTarget): void {
    if (this.placing) return;
    this.placing = target;
    const claim = this.client.placeCall(target, options);
    const opened = this.#open(claim, partyName(target), options);
    const placed = (call: Call): void => announce("ringline-call-placed", { call }, from);
    const refused = (error: unknown): void => {
      const leave = callInProgress(this.client)?.id;
      const endAndRetry = leave && (() => this.place(target, { ...options, leave }, from));
      this.tell({ act: "place", error, ...(endAndRetry && { endAndRetry }) });
    };
    opened.then(placed, refused).finally(() => {
      this.placing = undefined;
    });
  }

  answer(call: Call, { camera, leave }: AnswerChoice): void {
    const { id } = call;
    this.answered.add(id);
    const claim = this.client.answerCall(id, { leave });
    this.#open(claim, partyName(call.caller), { ...call, camera }).catch((error: unknown) => {
      this.answered.delete(id);
      this.tell({ act: "answer", error });
    });
  }

  showCallPage(id: CallId): void {
    const call = this.client.calls.get(id);
    const page = this.pages.get(id);
    if (page?.isReachable) page.show();
    else if (call?.phase === "active" && !this.placing) this.#return(call);
  }

  #return(call: Call): void {
    const { client } = this;
    const opened = this.#open(client.returnToCall(call.id), partnerName(call, client.me), call);
    opened.catch((error: unknown) => this.tell({ act: "return", error }));
  }

  /** Opens the call page inside the click and answers the call; when that is refused the page goes away again. */
  async #open(
    { secret, call }: SeatClaim,
    name: string,
    choice: Pick<PlaceOptions, "provider" | "media"> & AnswerChoice,
  ): Promise<Call> {
    const grant = this.client.providers.find(({ id }) => id === choice.provider)?.grant;
    const page = openCallPage(
      {
        server: this.client.server,
        language: this.texts.language,
        openPanel: async (url) => (await this.#layer()).openPanel(url, name),
      },
      {
        secret,
        isElsewhere: grant === "page",
        isPanel: this.prefersPanel,
        ...choice,
      },
    );
    try {
      const made = await call;
      this.pages.set(made.id, page);
      return made;
    } catch (error) {
      page.close();
      throw error;
    }
  }

  tell(refusal: Refusal): void {
    // Where even the layer cannot be loaded there is no connection, and the buttons say so.
    this.#layer().then(
      (layer) => layer.tellRefusal(refusal),
      () => undefined,
    );
  }
}
