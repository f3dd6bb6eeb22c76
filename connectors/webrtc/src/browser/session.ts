import type {
  JoinContext,
  MediaSession,
  MediaSessionEvents,
  MediaSessionState,
  RemoteMedia,
} from "@ringline/connector-spi/browser";
import type { Call, ParticipantId } from "@ringline/protocol";
import { isMeetingPlace, withMeetingPlaces } from "./candidate-address.ts";
import { CandidateBudget } from "./candidate-budget.ts";
import type { WebrtcGrant } from "./grant.ts";
import { Listeners } from "./listeners.ts";
import {
  type CandidatesMessage,
  type DescriptionMessage,
  type MediaStatus,
  type PeerMessage,
  parsePeerMessage,
  type SessionId,
} from "./messages.ts";
import { PeerLink } from "./peer-link.ts";
import { Recovery } from "./recovery.ts";
import { Renewal } from "./renewal.ts";

/** What a session needs of its context. */
export type SessionContext = Pick<
  JoinContext,
  "call" | "me" | "local" | "relay" | "onCall" | "renewGrant" | "signal"
>;

/**
 * One side of a call between two browsers. The caller's side (impolite) makes the first offer; the callee's side says `ready`
 * and answers. A page that was reloaded is a new session: the caller's side then makes a new link to it.
 */
export class WebrtcSession implements MediaSession {
  readonly ready: Promise<void>;
  readonly #context: SessionContext;
  readonly #grant: WebrtcGrant;
  readonly #session: SessionId = crypto.randomUUID();
  readonly #other: ParticipantId | undefined;
  readonly #remote = new Map<ParticipantId, RemoteMedia>();
  readonly #listeners = new Listeners<MediaSessionEvents>();
  readonly #recovery: Recovery;
  readonly #renewal: Renewal;
  readonly #budget = new CandidateBudget();
  readonly #undo: (() => void)[] = [];
  readonly #settleReady: () => void;
  #configuration: RTCConfiguration;
  #link: PeerLink;
  #peer: SessionId | undefined;
  #status: MediaStatus = { isMuted: false, hasVideo: false };
  #state: MediaSessionState = "connecting";
  #isActive = false;

  constructor(grant: WebrtcGrant, context: SessionContext) {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.ready = promise;
    this.#settleReady = resolve;
    this.#grant = grant;
    this.#context = context;
    this.#configuration = grant.configuration;
    this.#other = context.call.participants.find(({ id }) => id !== context.me)?.id;
    this.#link = this.#createLink();
    this.#recovery = new Recovery({
      isPolite: grant.isPolite,
      state: () => this.#link.state,
      restart: () => this.#link.offer({ iceRestart: true }),
      giveUp: () => this.#fail(),
    });
    this.#renewal = new Renewal(context.renewGrant, (newer) => this.#renew(newer));
    this.#renewal.schedule(grant);
    this.#listen();
    this.#begin(context.call);
  }

  get state(): MediaSessionState {
    return this.#state;
  }

  get remote(): ReadonlyMap<ParticipantId, RemoteMedia> {
    return this.#remote;
  }

  stats(): Promise<RTCStatsReport | undefined> {
    return this.#link.stats();
  }

  on<Name extends keyof MediaSessionEvents>(
    name: Name,
    listener: (event: MediaSessionEvents[Name]) => void,
  ): () => void {
    return this.#listeners.on(name, listener);
  }

  leave(): Promise<void> {
    if (this.#state === "closed") return Promise.resolve();
    for (const undo of this.#undo) undo();
    this.#recovery.close();
    this.#renewal.close();
    this.#link.close();
    this.#setState("closed");
    this.#listeners.clear();
    return Promise.resolve();
  }

  #listen(): void {
    const { relay, local, signal, onCall } = this.#context;
    const leave = (): void => void this.leave();
    signal.addEventListener("abort", leave, { once: true });
    this.#undo.push(
      () => signal.removeEventListener("abort", leave),
      local.onChange(() => this.#link.update()),
      onCall((call) => this.#begin(call)),
      relay.onMessage(({ from, body }) => this.#take(from, body)),
      relay.onGap(() => this.#repair()),
    );
  }

  /** Nothing leaves this page before the call is active: the callee has pressed Answer (G6, S59). */
  #begin(call: Call): void {
    if (this.#isActive || call.phase !== "active") return;
    this.#isActive = true;
    this.#recovery.begin();
    if (this.#grant.isPolite) this.#send({ type: "ready", session: this.#session });
    else this.#link.offer();
  }

  #take(from: ParticipantId, body: unknown): void {
    if (from !== this.#other) return;
    const message = parsePeerMessage(body);
    if (message === undefined) return;
    if (message.type === "ready") this.#takeReady(message);
    else if (message.type === "candidates") this.#takeCandidates(message);
    else this.#takeDescription(message);
  }

  /** The other side's page is there: the one we know, the first one, or a reloaded one that needs a new link. */
  #takeReady({ session, again }: Extract<PeerMessage, { type: "ready" }>): void {
    if (this.#grant.isPolite) return;
    const isKnown = this.#peer === undefined || this.#peer === session;
    this.#peer = session;
    if (!isKnown) this.#replaceLink();
    if (this.#isActive && (!isKnown || again === true)) this.#link.offer({ iceRestart: isKnown });
  }

  #takeDescription(message: DescriptionMessage): void {
    if (message.to !== undefined && message.to !== this.#session) return;
    if (this.#grant.isPolite && message.type === "offer") this.#followOffer(message);
    if (message.connection !== this.#link.id) return;
    this.#peer ??= message.session;
    if (message.session !== this.#peer) return;
    if (message.type === "offer") this.#recovery.notePeerSearch();
    this.#link.take({ ...message, sdp: withMeetingPlaces(message.sdp, location.hostname) });
  }

  /** An offer for a connection that we do not have: the first one, or the other page was reloaded. */
  #followOffer({ connection, session }: DescriptionMessage): void {
    if (connection === this.#link.id) return;
    if (this.#link.id !== undefined) this.#replaceLink();
    this.#link.id = connection;
    this.#peer = session;
  }

  #takeCandidates(message: CandidatesMessage): void {
    if (message.connection !== this.#link.id) return;
    const isTaken = (candidate: RTCIceCandidateInit | null) =>
      isMeetingPlace(candidate?.candidate ?? "", location.hostname) && this.#budget.take();
    const candidates = message.candidates.filter(isTaken);
    this.#link.take({ ...message, candidates });
  }

  /** Messages were lost. The offering side offers anew, whatever the lost ones said. */
  #repair(): void {
    if (!this.#isActive) return;
    if (this.#grant.isPolite) this.#send({ type: "ready", session: this.#session, again: true });
    else this.#link.offer({ iceRestart: true });
  }

  #send(message: PeerMessage): void {
    this.#context.relay.send(message, this.#other);
  }

  #createLink(): PeerLink {
    const link = new PeerLink({
      session: this.#session,
      isPolite: this.#grant.isPolite,
      local: this.#context.local,
      configuration: this.#configuration,
      peer: () => this.#peer,
      send: (message) => this.#send(message),
      onState: (changed) => this.#follow(changed),
      onStatus: (status) => this.#showStatus(status),
      onFlow: () => this.#settleReady(),
    });
    if (!this.#grant.isPolite) link.prepare();
    this.#showRemote(link.stream);
    return link;
  }

  #replaceLink(): void {
    this.#link.close();
    this.#link = this.#createLink();
    if (this.#state === "connected") this.#setState("reconnecting");
    this.#recovery.begin();
  }

  #follow(link: PeerLink): void {
    if (link !== this.#link || this.#state === "closed") return;
    this.#recovery.note(link.state);
    if (link.state === "connected") this.#setState("connected");
    else if (this.#state === "connected") this.#setState("reconnecting");
  }

  #renew(grant: WebrtcGrant): void {
    this.#configuration = grant.configuration;
    this.#link.configure(grant.configuration);
  }

  #showStatus(status: MediaStatus): void {
    this.#status = status;
    this.#showRemote(this.#link.stream);
  }

  #showRemote(stream: MediaStream): void {
    if (this.#other === undefined) return;
    this.#remote.set(this.#other, { stream, ...this.#status });
    this.#listeners.emit("remote", { participant: this.#other });
  }

  #fail(): void {
    this.#listeners.emit("failed", { code: "media-failed" });
    void this.leave();
  }

  #setState(state: MediaSessionState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#listeners.emit("state", { state });
  }
}
