import type {
  JoinContext,
  MediaSession,
  MediaSessionEvents,
  MediaSessionState,
  RemoteMedia,
  SessionGrant,
} from "@ringline/connector-spi/browser";
import { createLink, gathered } from "./link.ts";
import { type Message, parseMessage } from "./messages-between.ts";

/** What the server half's `admit` answered, parsed. */
interface Grant {
  isOfferer: boolean;
  stun: readonly string[];
}

/** @throws {Error} when the grant is none of our server half */
export function parseGrant({ data }: SessionGrant): Grant {
  const { isOfferer, stun } = (data ?? {}) as Partial<Grant>;
  if (typeof isOfferer !== "boolean" || !Array.isArray(stun))
    throw new Error("not a grant of ours");
  return { isOfferer, stun };
}

/** Whoever answers and hears nothing for so long, asks for an offer: its page is new, or the offer was lost. */
const PATIENCE_MS = 3_000;

/** One side of a call between two browsers: an offer and an answer over the relay, each whole, each for one connection. */
export class TemplateSession implements MediaSession {
  state: MediaSessionState = "connecting";
  readonly remote = new Map<string, RemoteMedia>();
  readonly ready: Promise<void>;
  readonly #grant: Grant;
  readonly #context: JoinContext;
  readonly #events = new EventTarget();
  readonly #other: string | undefined;
  readonly #undo: (() => void)[];
  readonly #settleReady: () => void;
  #link: RTCPeerConnection | undefined;
  #id: string | undefined;
  #patience: ReturnType<typeof setTimeout> | undefined;
  #isActive = false;

  constructor(grant: Grant, context: JoinContext) {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.ready = promise;
    this.#settleReady = resolve;
    this.#grant = grant;
    this.#context = context;
    this.#other = context.call.participants.find(({ id }) => id !== context.me)?.id;
    const { relay, local, signal, onCall, log } = context;
    const leave = () => void this.leave();
    signal.addEventListener("abort", leave);
    this.#undo = [
      () => signal.removeEventListener("abort", leave),
      relay.onMessage(({ from, body }) => this.#take(from, parseMessage(body))),
      relay.onGap(() => this.#ask()),
      local.onChange(() => this.#sendTracks()),
      onCall(({ phase }) => this.#begin(phase)),
    ];
    log.info("joined", { isOfferer: grant.isOfferer });
    this.#begin(context.call.phase);
  }

  stats(): Promise<RTCStatsReport | undefined> {
    return this.#link?.getStats() ?? Promise.resolve(undefined);
  }

  on<Name extends keyof MediaSessionEvents>(
    name: Name,
    listener: (event: MediaSessionEvents[Name]) => void,
  ): () => void {
    const hear = (event: Event) => listener((event as CustomEvent).detail);
    this.#events.addEventListener(name, hear);
    return () => this.#events.removeEventListener(name, hear);
  }

  leave(): Promise<void> {
    if (this.state === "closed") return Promise.resolve();
    for (const undo of this.#undo) undo();
    clearTimeout(this.#patience);
    this.#link?.close();
    this.#setState("closed");
    return Promise.resolve();
  }

  /** Nothing is sent before somebody has answered. */
  #begin(phase: string): void {
    if (this.#isActive || phase !== "active") return;
    this.#isActive = true;
    this.#ask();
  }

  /** The offering side offers; the other one waits a little, and then asks for an offer. */
  #ask(): void {
    if (!this.#isActive || this.state === "closed") return;
    if (this.#grant.isOfferer) return void this.#offer().catch((error) => this.#fail(error));
    clearTimeout(this.#patience);
    this.#patience = setTimeout(() => {
      if (this.state === "connected") return;
      this.#send({ type: "ask" });
      this.#ask();
    }, PATIENCE_MS);
  }

  #take(from: string, message: Message | undefined): void {
    const { dialogs, text } = this.#context;
    // Nobody else can speak as the connector: the server says who a message is from.
    if (message?.type === "notice" && from === "connector")
      dialogs.notice.info(text("notice"), message.text);
    if (from !== this.#other || message === undefined || this.state === "closed") return;
    const taken = this.#handle(message);
    taken.catch((error: unknown) => this.#context.log.warn("a message was not taken", { error }));
  }

  async #handle(message: Message): Promise<void> {
    const { isOfferer } = this.#grant;
    if (message.type === "ask" && isOfferer) await this.#offer();
    if (message.type === "offer" && !isOfferer) await this.#answer(message);
    if (message.type === "answer" && message.id === this.#id) await this.#accept(message);
  }

  async #offer(): Promise<void> {
    const link = this.#open(crypto.randomUUID());
    await link.setLocalDescription();
    await gathered(link);
    this.#sendDescription("offer", link);
  }

  async #answer({ id, sdp }: { id: string; sdp: string }): Promise<void> {
    const link = this.#open(id);
    await link.setRemoteDescription({ type: "offer", sdp });
    for (const line of link.getTransceivers()) line.direction = "sendrecv";
    this.#sendTracks();
    await link.setLocalDescription();
    await gathered(link);
    this.#sendDescription("answer", link);
  }

  async #accept({ sdp }: { sdp: string }): Promise<void> {
    if (this.#link?.signalingState !== "have-local-offer") return;
    await this.#link.setRemoteDescription({ type: "answer", sdp });
  }

  /** A connection takes the place of the one before: a page of the other side that was loaded anew knows nothing of that. */
  #open(id: string): RTCPeerConnection {
    this.#link?.close();
    const { isOfferer, stun } = this.#grant;
    const link = createLink(stun, isOfferer);
    this.#link = link;
    this.#id = id;
    const stream = new MediaStream();
    link.addEventListener("connectionstatechange", () => this.#follow(link));
    link.addEventListener("track", ({ track }) => {
      stream.addTrack(track);
      for (const name of ["mute", "unmute"])
        track.addEventListener(name, () => this.#showRemote(stream, link));
    });
    this.#sendTracks();
    return link;
  }

  #sendTracks(): void {
    const { audio, video } = this.#context.local;
    for (const { sender, receiver } of this.#link?.getTransceivers() ?? [])
      void sender.replaceTrack((receiver.track.kind === "audio" ? audio : video) ?? null);
  }

  #showRemote(stream: MediaStream, link: RTCPeerConnection): void {
    if (link !== this.#link || this.#other === undefined) return;
    const hasVideo = stream.getVideoTracks().some(({ muted }) => !muted);
    this.remote.set(this.#other, { stream, isMuted: false, hasVideo });
    this.#emit("remote", { participant: this.#other });
    this.#settleReady();
  }

  #follow(link: RTCPeerConnection): void {
    if (link !== this.#link || this.state === "closed") return;
    if (link.connectionState === "connected") this.#setState("connected");
    else if (this.state === "connected") this.#setState("reconnecting");
    if (link.connectionState === "failed") this.#ask();
  }

  #fail(error: unknown): void {
    this.#context.showError(this.#context.text("media-lost"), error);
    this.#emit("failed", { code: "media-failed" });
    void this.leave();
  }

  #sendDescription(type: "offer" | "answer", link: RTCPeerConnection): void {
    if (link !== this.#link || this.#id === undefined) return;
    this.#send({ type, id: this.#id, sdp: link.localDescription?.sdp ?? "" });
  }

  #send(message: Message): void {
    this.#context.relay.send(message, this.#other);
  }

  #setState(state: MediaSessionState): void {
    if (state === this.state) return;
    this.state = state;
    this.#emit("state", { state });
  }

  #emit<Name extends keyof MediaSessionEvents>(name: Name, detail: MediaSessionEvents[Name]): void {
    this.#events.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
