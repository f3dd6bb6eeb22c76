import type { CallClient, PlaceOptions, SeatClaim } from "@ringline/client";
import { type Call, CallError, type CallId, type CallTarget } from "@ringline/protocol";
import type { ButtonMessage } from "../locales/en.ts";
import type { Localiser } from "../localise.ts";
import type { AnswerChoice, CallDesk, Refusal } from "./call-desk.ts";
import { type CallPage, openCallPage } from "./call-pages.ts";
import { announce } from "./page-events.ts";
import { callInProgress, ownParticipant, partyName, targetName } from "./parties.ts";

/** What is drawn above the page; loaded later than the buttons. */
export interface DeskLayer {
  openPanel(url: string, name: string): CallPage;
  tellRefusal(refusal: Refusal): void;
}

export interface DeskOptions {
  client: CallClient;
  localiser: Localiser<ButtonMessage>;
  /** Loads the layer, once. */
  layer(): Promise<DeskLayer>;
}

/** The desk of one page. */
export function createDesk(options: DeskOptions): CallDesk {
  return new PageDesk(options);
}

class PageDesk implements CallDesk {
  readonly client: CallClient;
  readonly localiser: Localiser<ButtonMessage>;
  readonly canCall = typeof RTCPeerConnection !== "undefined";
  readonly #layer: DeskOptions["layer"];
  readonly #pages = new Map<CallId, CallPage>();
  readonly #answered = new Set<CallId>();
  /** A second press before the answer to the first one is the same press. */
  #isPlacing = false;

  constructor({ client, localiser, layer }: DeskOptions) {
    this.client = client;
    this.localiser = localiser;
    this.#layer = layer;
  }

  place(target: CallTarget, options: PlaceOptions, from: EventTarget): void {
    if (this.#isPlacing) return;
    this.#isPlacing = true;
    const claim = this.client.placeCall(target, options);
    const page = this.#open(claim, targetName(target));
    const placed = (call: Call): void => {
      this.#isPlacing = false;
      this.#keep(call, page);
      announce("ringline-call-placed", { call }, from);
    };
    const refused = (error: unknown): void => {
      this.#isPlacing = false;
      const leave = callInProgress(this.client)?.id;
      const retry = (): void => this.place(target, { ...options, ...(leave && { leave }) }, from);
      this.#refuse({ act: "place", error, page, retry });
    };
    claim.call.then(placed, refused);
  }

  answer(call: Call, { camera, leave }: AnswerChoice): void {
    this.#answered.add(call.id);
    const claim = this.client.answerCall(call.id, leave === undefined ? {} : { leave });
    const page = this.#open(claim, partyName(call.caller), camera);
    claim.call.then(
      (answered) => this.#keep(answered, page),
      (error: unknown) => {
        this.#answered.delete(call.id);
        this.#refuse({ act: "answer", error, page });
      },
    );
  }

  hasAnswered(call: CallId): boolean {
    return this.#answered.has(call);
  }

  hasCallPage(call: CallId): boolean {
    return this.#pages.get(call)?.isReachable ?? false;
  }

  showCallPage(call: CallId): void {
    this.#pages.get(call)?.show();
  }

  leave(call: Call): void {
    const isOurRing =
      call.phase === "ringing" && ownParticipant(call, this.client.me)?.role === "caller";
    const left = isOurRing ? this.client.cancelCall(call.id) : this.client.leaveCall(call.id);
    left.catch((error: unknown) => {
      // Over already is what was asked for.
      if (!isOver(error)) this.#tell({ act: "place", ...refusalOf(error) });
    });
  }

  #open(claim: SeatClaim, name: string, camera?: boolean): CallPage {
    const { server } = this.client;
    const openPanel = async (url: string, title: string): Promise<CallPage> =>
      (await this.#layer()).openPanel(url, title);
    return openCallPage(
      { server, language: this.localiser.language, openPanel },
      { secret: claim.secret, name, ...(camera !== undefined && { camera }) },
    );
  }

  #keep(call: Call, page: CallPage): void {
    for (const id of this.#pages.keys()) {
      if (this.client.calls.get(id)?.phase === "ended") this.#pages.delete(id);
    }
    this.#pages.set(call.id, page);
  }

  #refuse(refused: {
    act: Refusal["act"];
    error: unknown;
    page: CallPage;
    retry?: () => void;
  }): void {
    refused.page.close();
    const refusal: Refusal = { act: refused.act, ...refusalOf(refused.error) };
    if (refusal.code === "in-other-call" && refused.retry !== undefined) {
      refusal.endAndRetry = refused.retry;
    }
    this.#tell(refusal);
  }

  #tell(refusal: Refusal): void {
    const { code, reference } = refusal;
    announce("ringline-error", { code, ...(reference !== undefined && { reference }) });
    this.#layer().then(
      (layer) => layer.tellRefusal(refusal),
      // The words could not be loaded; the event above has told the page.
      () => undefined,
    );
  }
}

function refusalOf(error: unknown): Omit<Refusal, "act"> {
  if (!(error instanceof CallError)) return { code: "internal-error" };
  const { reference, retryAfterMs, device } = error.details;
  return {
    code: error.code,
    ...(reference !== undefined && { reference }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    ...(device !== undefined && { device }),
  };
}

function isOver(error: unknown): boolean {
  return (
    error instanceof CallError &&
    (error.code === "call-ended" || error.code === "call-not-found" || error.code === "not-ringing")
  );
}
